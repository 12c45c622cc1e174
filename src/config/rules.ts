import { consoleContradictions } from './console-rules.js';
import { equalSecrets, isSampleSecret, isShortSecret, shortForTokens } from './secret-rules.js';
import { serviceContradictions } from './service-rules.js';
import type { Config } from './variables.js';

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
function equalToOthers(config: Partial<Config>): string[] {
  const names = [...SECRET_NAMES, ...PREVIOUS_NAMES];
  const pairs = names.flatMap((left, index) => names.slice(index + 1).map((right) => [left, right] as const));
  return equalSecrets(
    config,
    pairs.filter(([left, right]) => right !== `${left}_PREVIOUS`),
  );
}

function unfitForProduction(config: Partial<Config>): string[] {
  const problems = equalToOthers(config);
  for (const name of [...SECRET_NAMES, ...PREVIOUS_NAMES, ...SERVICE_NAMES]) {
    if (config[name] !== undefined && isSampleSecret(config[name].reveal())) {
      problems.push(`${name} is a published sample; use your own`);
    }
  }
  problems.push(...shortForTokens(config, ['AUTH_JWT_SECRET', 'AUTH_JWT_SECRET_PREVIOUS']));
  if (config.PORT !== undefined && config.PORT !== 0 && config.PORT === config.OPS_PORT) {
    problems.push('PORT and OPS_PORT are equal; metrics need their own port');
  }
  for (const name of ['GATEWAY_URL', 'GATEWAY_MF_URL', 'AUTH_JWKS_URL'] as const) {
    if (config[name]?.startsWith('http://') === true)
      problems.push(`${name} must begin with https:// in production`);
  }
  return problems;
}
