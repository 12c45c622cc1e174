import { equalSecrets, shortForTokens } from './secret-rules.js';
import type { Config } from './variables.js';

const OWN = ['SERVICE_JWT_SECRET', 'SERVICE_JWT_SECRET_PREVIOUS'] as const;
const OTHERS = [
  'AUTH_JWT_SECRET',
  'AUTH_JWT_SECRET_PREVIOUS',
  'GATEWAY_SECRET',
  'GATEWAY_SECRET_PREVIOUS',
  'GATEWAY_API_SECRET',
  'GATEWAY_API_SECRET_PREVIOUS',
] as const;
const PAIRS = OWN.flatMap((own) => OTHERS.map((other) => [own, other] as const));

/**
 * The contradictions between the variables of the backend's credential and others. They hold in development
 * too: a secret or audience that both have would make the token of a user one of a backend.
 */
export function serviceContradictions(config: Partial<Config>): string[] {
  const problems = [...equalSecrets(config, PAIRS), ...shortForTokens(config, OWN)];
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
