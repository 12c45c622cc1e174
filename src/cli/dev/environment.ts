import { fileVariableOf } from '../../config/secret-files.js';
import { VARIABLES } from '../../config/variables.js';
import { type DevSecrets, serviceSecretOf } from './secrets.js';
import { devLedgerPath } from '../ledger-url.js';
import { DEV_AUDIENCE, DEV_GATEWAY_NAME, DEV_ISSUER, DEV_SERVICE_AUDIENCE } from './profile.js';

interface DevLocation {
  readonly dataDir: string;
  readonly port: number;
  readonly emulatorUrl: string;
}

type Environment = Record<string, string | undefined>;

/**
 * The environment of the gateway in the dev profile. Limits, `HOST`, `LOG_LEVEL`, `CONSOLE`, `CORS_ORIGINS`
 * and `DEV_ALLOWED_HOSTS` come from `env`; identity, secrets, storage and addresses are set here and override
 * it.
 */
export function devEnvironment(
  env: Readonly<Environment>,
  secrets: DevSecrets,
  location: DevLocation,
): Environment {
  const set = fixed(secrets, location);
  const names = Object.keys(VARIABLES).filter((name) => !Object.hasOwn(set, name));
  const kept = [...names, ...names.map(fileVariableOf)].map((name) => [name, env[name]] as const);
  return { LOG_LEVEL: 'warn', CONSOLE: 'on', ...withoutEmpty(kept), ...set };
}

function withoutEmpty(entries: readonly (readonly [string, string | undefined])[]): Environment {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''));
}

function fixed(secrets: DevSecrets, location: DevLocation): Environment {
  return {
    NODE_ENV: 'development',
    GATEWAY_NAME: DEV_GATEWAY_NAME,
    GATEWAY_SECRET: secrets.GATEWAY_SECRET,
    GATEWAY_SECRET_PREVIOUS: undefined,
    GATEWAY_API_SECRET: secrets.GATEWAY_API_SECRET,
    GATEWAY_API_SECRET_PREVIOUS: undefined,
    GATEWAY_URL: location.emulatorUrl,
    GATEWAY_MF_URL: location.emulatorUrl,
    GATEWAY_ORDER_DETAILS_PATH: undefined,
    AUTH_JWKS_URL: undefined,
    AUTH_JWT_SECRET: secrets.AUTH_JWT_SECRET,
    AUTH_JWT_SECRET_PREVIOUS: undefined,
    AUTH_ISSUER: DEV_ISSUER,
    AUTH_AUDIENCE: DEV_AUDIENCE,
    SERVICE_JWT_SECRET: serviceSecretOf(secrets),
    SERVICE_JWT_SECRET_PREVIOUS: undefined,
    SERVICE_AUDIENCE: DEV_SERVICE_AUDIENCE,
    DATABASE_URL: `sqlite:${devLedgerPath(location.dataDir)}`,
    REDIS_URL: undefined,
    // Everything it calls is on this machine.
    HTTPS_PROXY: undefined,
    HTTP_PROXY: undefined,
    PORT: String(location.port),
    GRAPHIQL: 'true',
    INTROSPECTION: 'true',
    LEPRECHAUN: 'true',
  };
}
