/** Where the console is served. */
export const CONSOLE_PATH = '/console';
/** GraphQL of the console, over HTTP and WebSocket. */
export const CONSOLE_GRAPHQL_PATH = '/console/graphql';
/** Where a session is opened and ended. */
export const CONSOLE_SESSION_PATH = '/console/session';
/** What is below it logs operators in whom others have authenticated. */
export const CONSOLE_LOGIN_PATH = '/console/login';
/** Opens a session for the operator whom a trusted proxy names. */
export const PROXY_LOGIN_PATH = '/console/login/proxy';
/** Leads to the identity provider. */
export const OIDC_LOGIN_PATH = '/console/login/oidc';
/** Where the identity provider leads back to. */
export const OIDC_CALLBACK_PATH = '/console/login/oidc/callback';
/** The control API of the emulator of `dwar dev`. Elsewhere nothing is below it. */
export const CONSOLE_EMULATOR_FOLDER = '/console/emulator/';
/** Scenarios and counters of `dwar dev`. Elsewhere nothing is below it. */
export const CONSOLE_PLAY_FOLDER = '/console/play/';

/** The methods of the paths that are no pages. */
export const CONSOLE_METHODS = {
  [CONSOLE_GRAPHQL_PATH]: 'POST',
  [CONSOLE_SESSION_PATH]: 'POST, DELETE',
  [PROXY_LOGIN_PATH]: 'GET',
  [OIDC_LOGIN_PATH]: 'GET',
  [OIDC_CALLBACK_PATH]: 'GET',
};
