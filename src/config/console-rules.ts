import { createLocalNames } from '../core/http/local-names.js';
import type { Config } from './variables.js';

type Env = Readonly<Record<string, string | undefined>>;

const loopback = createLocalNames([]);

/** Variables that mean nothing without another one, by that one. */
const NEEDS = {
  CONSOLE_OIDC_ISSUER: [
    'CONSOLE_OIDC_CLIENT_ID',
    'CONSOLE_OIDC_CLIENT_SECRET',
    'CONSOLE_OIDC_SCOPE',
    'CONSOLE_OIDC_NAME_CLAIM',
    'CONSOLE_OIDC_ROLES_CLAIM',
  ],
  CONSOLE_PROXY_HEADER: ['CONSOLE_PROXY_ROLES_HEADER', 'CONSOLE_PROXY_PEERS'],
} as const;

/** The contradictions between the variables of the login at the console. An invalid value counts as set. */
export function consoleContradictions(config: Partial<Config>, env: Env): string[] {
  return [
    ...missingPartners(env),
    ...proxyContradictions(config),
    ...unsafeUrls(config),
    ...(env.CONSOLE_ROLES && !env.CONSOLE_OIDC_ISSUER && !env.CONSOLE_PROXY_ROLES_HEADER
      ? ['CONSOLE_ROLES needs CONSOLE_OIDC_ISSUER or CONSOLE_PROXY_ROLES_HEADER']
      : []),
  ];
}

function missingPartners(env: Env): string[] {
  const problems = Object.entries(NEEDS).flatMap(([needed, names]) =>
    env[needed] ? [] : names.filter((name) => env[name]).map((name) => `${name} needs ${needed}`),
  );
  if (!env.CONSOLE_OIDC_ISSUER) return problems;
  const missing = ['CONSOLE_OIDC_CLIENT_ID', 'CONSOLE_URL'].filter((name) => !env[name]);
  return [...problems, ...missing.map((name) => `${name} is missing; CONSOLE_OIDC_ISSUER needs it`)];
}

function proxyContradictions({
  CONSOLE_PROXY_HEADER: name,
  CONSOLE_PROXY_ROLES_HEADER: roles,
}: Partial<Config>): string[] {
  return name !== undefined && name === roles
    ? ['CONSOLE_PROXY_HEADER and CONSOLE_PROXY_ROLES_HEADER are equal; a header holds either']
    : [];
}

function unsafeUrls({ NODE_ENV, CONSOLE_URL: site, CONSOLE_OIDC_ISSUER: issuer }: Partial<Config>): string[] {
  const problems: string[] = [];
  if (isPlain(site))
    problems.push('CONSOLE_URL must begin with https://, except on loopback: browsers keep no cookie there');
  if (NODE_ENV !== 'production' && site !== undefined && !loopback.includesOrigin(site))
    problems.push('CONSOLE_URL must be on loopback, such as http://localhost:4000, outside production');
  if (NODE_ENV === 'production' && isPlain(issuer))
    problems.push('CONSOLE_OIDC_ISSUER must begin with https:// in production, except on loopback');
  return problems;
}

/** Whether a URL is of plain HTTP, and leads to another machine. */
function isPlain(url: string | undefined): boolean {
  if (url === undefined || !url.startsWith('http://')) return false;
  return !loopback.includesOrigin(new URL(url).origin);
}
