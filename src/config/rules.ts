import type { Secret } from '../core/secret.js';
import { consoleContradictions } from './console-rules.js';
import { serviceContradictions } from './service-rules.js';
import type { Config } from './variables.js';

/** The secret published in Gateway's documentation, and common placeholders. */
const SAMPLE_SECRETS = [
  'gatewayDemo_secret',
  'have-a-good-day',
  'changeme',
  'change-me',
  'replace-me',
  'secret-secret',
];

/** Whether a secret is public. */
export function isSampleSecret(secret: string): boolean {
  return SAMPLE_SECRETS.includes(secret);
}

/** Minimum key of HMAC with SHA-256, in bytes: the length of the hash (RFC 7518, 3.2; RFC 2104, 3). */
export const SECRET_MIN_BYTES = 32;

/** Whether a secret is so short that it could be brute-forced from a token or checksum. */
export function isShortSecret(secret: Secret | undefined): boolean {
  return secret !== undefined && Buffer.byteLength(secret.reveal()) < SECRET_MIN_BYTES;
}

const VENDOR_SECRETS = [
  'GATEWAY_SECRET',
  'GATEWAY_SECRET_PREVIOUS',
  'GATEWAY_API_SECRET',
  'GATEWAY_API_SECRET_PREVIOUS',
] as const;

/** The secrets issued by smallcase that are short. They are accepted: the operator cannot choose them. */
export function shortVendorSecrets(config: Config): readonly string[] {
  return VENDOR_SECRETS.filter((name) => isShortSecret(config[name]));
}

/** Longest time a shutdown may take, in milliseconds. */
export function shutdownMs(config: Config): number {
  return config.SHUTDOWN_DELAY_SECONDS * 1000 + config.SHUTDOWN_TIMEOUT_MS;
}

/** The contradictions between values that are each valid. An invalid value counts as set here. */
export function contradictions(
  config: Partial<Config>,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const problems: string[] = [];
  const hasKeySet = Boolean(env.AUTH_JWKS_URL);
  const hasSecret = Boolean(env.AUTH_JWT_SECRET);
  if (hasKeySet && hasSecret) problems.push('AUTH_JWKS_URL and AUTH_JWT_SECRET are both set; keep one');
  if (!hasKeySet && !hasSecret) problems.push('AUTH_JWKS_URL or AUTH_JWT_SECRET is missing');
  if (env.AUTH_JWT_SECRET_PREVIOUS && !hasSecret)
    problems.push('AUTH_JWT_SECRET_PREVIOUS needs AUTH_JWT_SECRET');
  const hasRedis = Boolean(env.REDIS_URL);
  const isEmbedded = config.DATABASE_URL?.startsWith('sqlite:');
  if (isEmbedded === true && hasRedis)
    problems.push('REDIS_URL is set, but an embedded ledger serves one process; use postgres:// or drop it');
  if (isEmbedded === false && !hasRedis)
    problems.push('REDIS_URL is missing; instances that share a postgres:// ledger need it');
  problems.push(...unreachableTimeouts(config));
  problems.push(...consoleContradictions(config, env), ...serviceContradictions(config));
  if (config.NODE_ENV === 'production') problems.push(...unfitForProduction(config));
  return problems;
}

function unreachableTimeouts(config: Partial<Config>): string[] {
  const total = config.GATEWAY_TOTAL_TIMEOUT_MS ?? Number.POSITIVE_INFINITY;
  return (['GATEWAY_CONNECT_TIMEOUT_MS', 'GATEWAY_RESPONSE_TIMEOUT_MS'] as const)
    .filter((name) => (config[name] ?? 0) > total)
    .map((name) => `${name} must not be longer than GATEWAY_TOTAL_TIMEOUT_MS`);
}

const SECRET_NAMES = ['GATEWAY_SECRET', 'GATEWAY_API_SECRET', 'AUTH_JWT_SECRET'] as const;
const PREVIOUS_NAMES = SECRET_NAMES.map((name) => `${name}_PREVIOUS` as const);
/** Compared with the others in development too, see `service-rules.ts`. */
const SERVICE_NAMES = ['SERVICE_JWT_SECRET', 'SERVICE_JWT_SECRET_PREVIOUS'] as const;

/** Both values of one secret may be equal: that changes nothing. */
function equalSecrets(config: Partial<Config>): string[] {
  const names = [...SECRET_NAMES, ...PREVIOUS_NAMES];
  const pairs = names.flatMap((left, index) => names.slice(index + 1).map((right) => [left, right] as const));
  return pairs
    .filter(([left, right]) => right !== `${left}_PREVIOUS`)
    .filter(
      ([left, right]) => config[left] !== undefined && config[right]?.equals(config[left].reveal()) === true,
    )
    .map(([left, right]) => `${left} and ${right} are equal; they are different secrets`);
}

function unfitForProduction(config: Partial<Config>): string[] {
  const problems = equalSecrets(config);
  for (const name of [...SECRET_NAMES, ...PREVIOUS_NAMES, ...SERVICE_NAMES]) {
    if (config[name] !== undefined && isSampleSecret(config[name].reveal())) {
      problems.push(`${name} is a published sample; use your own`);
    }
  }
  for (const name of ['AUTH_JWT_SECRET', 'AUTH_JWT_SECRET_PREVIOUS'] as const) {
    if (isShortSecret(config[name])) {
      problems.push(
        `${name} is shorter than ${SECRET_MIN_BYTES} bytes, which HS256 needs; ` +
          'make one with: openssl rand -base64 48',
      );
    }
  }
  if (config.PORT !== undefined && config.PORT !== 0 && config.PORT === config.OPS_PORT) {
    problems.push('PORT and OPS_PORT are equal; metrics need their own port');
  }
  for (const name of ['GATEWAY_URL', 'GATEWAY_MF_URL', 'AUTH_JWKS_URL'] as const) {
    if (config[name]?.startsWith('http://') === true)
      problems.push(`${name} must begin with https:// in production`);
  }
  return problems;
}
