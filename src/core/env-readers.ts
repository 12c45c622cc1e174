import { isIP } from 'node:net';
import { z } from 'zod';
import { isAuthority } from './http/local-names.js';
import { isNetwork } from './http/networks.js';
import { Secret } from './secret.js';

/** Text that is not empty. */
export const text = z.string().min(1, 'must not be empty');
/** A secret, wrapped so that it shows nowhere. */
export const secretText = z
  .string()
  .min(8, 'must have at least 8 characters')
  .transform((value) => new Secret(value));
/** `true` or `false`. */
export const toggle = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((value) => value === 'true');
/** `on` or `off`. */
export const onOff = z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');
/** A TCP port; 0 takes a free one. */
export const port = whole(0, 65_535);
/** How many proxies stand in front: `false` is none, `true` one. */
export const proxies = z
  .string()
  .regex(/^(?:false|true|\d|10)$/, 'must be false, true (one proxy) or the number of proxies, up to 10')
  .transform((value) => (value === 'false' ? 0 : value === 'true' ? 1 : Number(value)));
/** A number from 0 to 1. */
export const ratio = z
  .string()
  .regex(/^(?:0|1|0?\.\d{1,9}|[01]\.0*)$/, 'must be a number from 0 to 1')
  .transform(Number);
/** Headers as `name=value` pairs, which may hold secrets. */
export const headerList = z
  .string()
  .refine(isHeaderList, 'must be name=value pairs with commas between, values percent-encoded')
  .transform((value) => new Secret(value));

function isHeaderList(value: string): boolean {
  return value.split(',').every((pair) => {
    const [, encoded] = /^\s*[\w.-]{1,64}\s*=\s*([!-~]{1,4096})\s*$/.exec(pair) ?? [];
    return encoded !== undefined && /^(?:[^%]|%(?:[2-6][0-9A-F]|7[0-9A-E]))+$/i.test(encoded);
  });
}

/** A whole number within bounds. */
export function whole(min: number, max: number): z.ZodType<number> {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

function url(protocols: readonly string[]): z.ZodType<string> {
  return z.string().refine(
    (value) => {
      return URL.canParse(value) && protocols.includes(new URL(value).protocol);
    },
    `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  );
}

/** An http or https URL as it is. */
export const exactUrl = url(['https:', 'http:']);
/** An http or https URL without a slash at its end. Holds no secret, so it may be shown. */
export const webUrl = exactUrl
  .transform((value) => value.replace(/(?<!\/)\/+$/, ''))
  .refine((value) => {
    const { username, password } = new URL(value);
    return username + password === '';
  }, 'must hold no user and password');
/** The identifier of an OpenID provider, exactly as the provider writes it: a slash at the end counts. */
export const issuerUrl = exactUrl.refine((value) => {
  if (!URL.canParse(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return username + password + search + hash === '';
}, 'must be a URL without credentials, query and fragment');
/** Where browsers reach a site: a scheme, a host and a port, without a path. */
export const siteUrl = webUrl.refine((value) => {
  const { origin } = new URL(value);
  return origin === value;
}, "must be a scheme, a host and a port other than the scheme's own, without a path");
/** The base URL of a collector. */
export const collectorUrl = webUrl.refine((value) => {
  const { search, hash } = new URL(value);
  return search + hash === '';
}, 'must be a base URL without credentials, query and fragment');
/**
 * Where the ledger is. A PostgreSQL on a socket may be named without a host:
 * `postgres://user@/db?host=/run/postgresql`.
 */
export const databaseUrl = z
  .string()
  .refine(
    (value) =>
      /^sqlite:.+$/.test(value) ||
      (/^postgres(?:ql)?:\/\/.+$/.test(value) && URL.canParse(value.replace('@/', '@localhost/'))),
    'must be sqlite:PATH or postgres://…',
  );
/** Where Redis is, as its client reads it. */
export const redisUrl = z.string().refine(isRedisUrl, 'must be redis://HOST:PORT/NUMBER or rediss://…');

function isRedisUrl(value: string): boolean {
  if (!/^rediss?:\/\/.+$/.test(value) || !URL.canParse(value)) return false;
  const { username, password, pathname } = new URL(value);
  return isDecodable(username + password) && /^(?:\/\d*)?$/.test(pathname);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** A list of host names or addresses, each with or without a port. */
export const hosts = z
  .string()
  .transform(listOf)
  .refine(
    (list) => list.every(isAuthority),
    'must be host names or addresses, with or without a port, separated by commas, such as 10.0.2.2 ' +
      'or dwar.lan:4000',
  );

const WEB_ORIGIN = /^https?:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;
/** What the pages inside an app send: `capacitor://localhost`, `ionic://localhost`, `app://name`. */
const APP_ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/[A-Za-z0-9._-]+(?::\d{1,5})?$/;
/** Schemes of addresses that no page has for its origin; pages of `file:` send `null`. */
const NO_ORIGINS = ['http', 'https', 'ws', 'wss', 'ftp', 'file'];
/** A list of origins; those of https may have a wildcard. */
export const origins = z
  .string()
  .transform(listOf)
  .refine(
    (list) => list.every(isOrigin),
    'must be origins such as https://app.example.com, https://*.example.com or capacitor://localhost, ' +
      'separated by commas',
  );

/** Whether it is what a page could send; `null` is not, because pages of any kind can send that. */
function isOrigin(value: string): boolean {
  const scheme = APP_ORIGIN.exec(value)?.[1];
  return isWebOrigin(value) || (scheme !== undefined && !NO_ORIGINS.includes(scheme));
}

/** A wildcard stands before a domain of two labels or more, and only for https. */
function isWebOrigin(value: string): boolean {
  const plain = value.replace('*.', '');
  if (!WEB_ORIGIN.test(value) || !URL.canParse(plain)) return false;
  const { origin, hostname } = new URL(plain);
  const isAsSent = plain.replace(/:\d+$/, '') === origin.replace(/:\d+$/, '');
  const isDomain = hostname.includes('.') && isIP(hostname) === 0;
  return isAsSent && (plain === value || (isDomain && value.startsWith('https:')));
}

/** An HTTP proxy; its URL may hold a user and password, and may lack its scheme as for curl. */
export const proxyUrl = z
  .string()
  .transform((value) => (value.includes('://') ? value : `http://${value}`))
  .refine(isProxyUrl, 'must be http://HOST:PORT or https://HOST:PORT, with a user and password if needed')
  .transform((value) => new Secret(value));

function isProxyUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && pathname + search + hash === '/' && isDecodable(username + password);
}

/** A list of names, addresses and networks, separated by commas or spaces. */
export const noProxyList = z
  .string()
  .transform((value): readonly string[] => value.split(/[\s,]/).filter((entry) => entry !== ''));

/** A list of addresses and networks. */
export const networks = z
  .string()
  .transform(listOf)
  .refine(
    (list) => list.length > 0 && list.every(isNetwork),
    'must be addresses or networks such as 10.0.0.0/8, separated by commas',
  );

/** A list of addresses and networks, which may be empty. */
export const anyNetworks = z
  .string()
  .transform(listOf)
  .refine(
    (list) => list.every(isNetwork),
    'must be addresses or networks such as 10.0.0.0/8, separated by commas',
  );

/** Headers that mean something else already, or that every client may send. */
const TAKEN_HEADERS = [
  ...['host', 'origin', 'cookie', 'authorization', 'user-agent', 'referer', 'x-request-id', 'dwar-console'],
  ...['connection', 'upgrade', 'te', 'trailer', 'transfer-encoding'],
  ...['for', 'host', 'port', 'proto', 'server'].map((part) => `x-forwarded-${part}`),
];
/** How the names of further such headers begin. */
const TAKEN_PREFIXES = ['sec-', 'proxy-', 'content-', 'accept'];

function isTakenHeader(name: string): boolean {
  return TAKEN_HEADERS.includes(name) || TAKEN_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** The name of a header of our own choice, in lower case. */
export const headerName = z
  .string()
  .transform((value) => value.toLowerCase())
  .refine((value) => /^[a-z\d_-]{1,64}$/.test(value), 'must be the name of a header, such as x-auth-user')
  .refine((value) => !isTakenHeader(value), 'must not be a header with another meaning');

/** Which values of a claim or header stand for a role: `role=value` pairs, values percent-encoded. */
export function roleValues<const Role extends string>(roles: readonly Role[]) {
  return z
    .string()
    .transform((value) => listOf(value).map((pair) => /^([a-z]+)=([!-~]{1,400})$/.exec(pair)?.slice(1)))
    .refine(
      (pairs) =>
        pairs.length > 0 &&
        pairs.every((pair) => roles.includes(pair?.[0] as Role) && isDecodable(pair?.[1] ?? '')),
      `must be ${roles.join(', ')} with a value each, such as ${roles[0]}=support, separated by commas`,
    )
    .transform((pairs) =>
      pairs.map(([role, value] = []) => ({ role: role as Role, value: decodeURIComponent(value ?? '') })),
    );
}
