/** The fixed values of the dev profile. */

/** Data folder of a dev instance: ledger, emulator state and secrets. */
export const DEFAULT_DATA_DIR = './data';
/** Name of the gateway at the emulator. */
export const DEV_GATEWAY_NAME = 'dwar-dev';
/** The viewer of the banner's token. */
export const DEV_VIEWER = 'alice';
/** The operator of the banner's link to the console. */
export const DEV_OPERATOR = 'developer';
/** Issuer and audience of the session tokens. */
export const DEV_ISSUER = 'dwar-dev';
export const DEV_AUDIENCE = 'dwar';
/** Audience of the tokens of backends. */
export const DEV_SERVICE_AUDIENCE = 'dwar-service';
/** Default lifetime of a session token. */
export const DEV_TOKEN_TTL_SECONDS = 12 * 3600;
