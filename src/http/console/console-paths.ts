/** Where the console is served. */
export const CONSOLE_PATH = '/console';
/** GraphQL of the console, over HTTP and WebSocket. */
export const CONSOLE_GRAPHQL_PATH = '/console/graphql';
/** Where a session is opened and ended. */
export const CONSOLE_SESSION_PATH = '/console/session';

/** The methods of the paths that are no pages. */
export const CONSOLE_METHODS = {
  [CONSOLE_GRAPHQL_PATH]: 'POST',
  [CONSOLE_SESSION_PATH]: 'POST, DELETE',
};
