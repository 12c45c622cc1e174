import type { Config } from './variables.js';

/** Minimum key of HMAC with SHA-256, in bytes: the length of the hash (RFC 7518, 3.2). */
const SERVICE_SECRET_MIN_BYTES = 32;

const OWN = ['SERVICE_JWT_SECRET', 'SERVICE_JWT_SECRET_PREVIOUS'] as const;
const OTHERS = [
  'AUTH_JWT_SECRET',
  'AUTH_JWT_SECRET_PREVIOUS',
  'GATEWAY_SECRET',
  'GATEWAY_SECRET_PREVIOUS',
  'GATEWAY_API_SECRET',
  'GATEWAY_API_SECRET_PREVIOUS',
] as const;

/**
 * The contradictions between the variables of the backend's credential and others. They hold in development
 * too: a secret or audience that both have would make the token of a user one of a backend.
 */
export function serviceContradictions(config: Partial<Config>): string[] {
  const problems = [...equalSecrets(config), ...shortSecrets(config)];
  if (config.SERVICE_JWT_SECRET_PREVIOUS !== undefined && config.SERVICE_JWT_SECRET === undefined)
    problems.push('SERVICE_JWT_SECRET_PREVIOUS needs SERVICE_JWT_SECRET');
  if (
    config.SERVICE_JWT_SECRET !== undefined &&
    config.SERVICE_AUDIENCE !== undefined &&
    config.SERVICE_AUDIENCE === config.AUTH_AUDIENCE
  )
    problems.push('SERVICE_AUDIENCE and AUTH_AUDIENCE are equal; a token is of a user or of a backend');
  return problems;
}

function equalSecrets(config: Partial<Config>): string[] {
  return OWN.flatMap((own) =>
    OTHERS.filter(
      (other) =>
        config[own] !== undefined &&
        config[other] !== undefined &&
        config[own].equals(config[other].reveal()) === true,
    ).map((other) => `${own} and ${other} are equal; they are different secrets`),
  );
}

function shortSecrets(config: Partial<Config>): string[] {
  return OWN.filter((name) => {
    const secret = config[name];
    return secret !== undefined && Buffer.byteLength(secret.reveal()) < SERVICE_SECRET_MIN_BYTES;
  }).map(
    (name) =>
      `${name} is shorter than ${SERVICE_SECRET_MIN_BYTES} bytes, which HS256 needs; ` +
      'make one with: openssl rand -base64 48',
  );
}
