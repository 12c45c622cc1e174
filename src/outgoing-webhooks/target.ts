import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isInNetworks } from '../core/http/networks.js';

/** Which targets an endpoint may have. */
export interface TargetRules {
  /** Whether plain HTTP and this machine are allowed: outside production. */
  readonly isDevelopment: boolean;
  /** Addresses and networks that are allowed besides public ones. */
  readonly networks: readonly string[];
}

/** The rules of a configuration. */
export function targetRules(config: {
  readonly NODE_ENV: string;
  readonly OUTGOING_WEBHOOK_ALLOWED_NETWORKS: readonly string[];
}): TargetRules {
  return {
    isDevelopment: config.NODE_ENV !== 'production',
    networks: config.OUTGOING_WEBHOOK_ALLOWED_NETWORKS,
  };
}

/** Resolves a name to all of its addresses. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** A target that must not be called. The message says why, for an operator. */
export class ForbiddenTarget extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ForbiddenTarget';
  }
}

/**
 * Addresses at which clouds hand credentials to any program that asks: AWS, Google and Azure; AWS and Google
 * over IPv6; Azure's host; Alibaba; Oracle. They are refused even where a network that holds them is allowed.
 */
const METADATA = [
  '169.254.169.254',
  'fd00:ec2::254',
  'fd20:ce::254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
];
/** The part of IPv6 that is given out for public use; `ipaddr.js` takes some outside of it for public too. */
const PUBLIC_IPV6 = '2000::/3';
/** Names that never belong to a host on the internet (RFC 6761, RFC 6762, ICANN's `.internal`). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/;
const URL_MAX = 2_000;

/** Resolves by the system, as every other call does. */
export const resolveBySystem: Resolve = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/** Reads the URL of an endpoint. Throws {@link ForbiddenTarget} for one that may not be called. */
export function readTarget(text: string, { isDevelopment }: Pick<TargetRules, 'isDevelopment'>): URL {
  if (text.length > URL_MAX || !URL.canParse(text))
    throw new ForbiddenTarget('it is not a URL such as https://backend.example.com/webhooks');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(isDevelopment && url.protocol === 'http:'))
    throw new ForbiddenTarget('it must begin with https://');
  if (url.username + url.password !== '')
    throw new ForbiddenTarget('it must hold no user and password: deliveries are proven by their signature');
  if (url.hash !== '') throw new ForbiddenTarget('it must have no fragment');
  return url;
}

/**
 * The address at which a target is called. The caller connects to this address and to no other, so that a
 * name which changes its addresses meanwhile leads nowhere else. Throws {@link ForbiddenTarget} if any
 * address of the name is forbidden, and what the resolver throws if it has none.
 */
export async function resolveTarget(url: URL, rules: TargetRules, resolve: Resolve): Promise<string> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(name) === 0 ? await resolve(name) : [name];
  const [first] = addresses;
  if (first === undefined) throw new Error('the name has no address');
  const refused = addresses.find((address) => !isAllowed(address, rules));
  if (refused !== undefined)
    throw new ForbiddenTarget(`${name} leads to ${refused}, which is not an address on the internet`);
  // The resolver may search a private domain; a public name never ends like this.
  const isNamedInside = LOCAL_NAME.test(name.toLowerCase());
  if (isNamedInside && !addresses.every((address) => isAllowedInside(address, rules)))
    throw new ForbiddenTarget(`${name} is a name inside a network`);
  return first;
}

/** Whether an address may be called: a public one, or one that the configuration allows. */
export function isAllowed(address: string, rules: TargetRules): boolean {
  // The library also reads spellings that no resolver returns, such as 1.2.3.
  if (isIP(address) === 0 || isInNetworks(address, METADATA)) return false;
  return isPublic(address) || isAllowedInside(address, rules);
}

function isAllowedInside(address: string, { isDevelopment, networks }: TargetRules): boolean {
  if (isInNetworks(address, METADATA)) return false;
  if (isDevelopment && ipaddr.process(address).range() === 'loopback') return true;
  return isInNetworks(address, networks);
}

function isPublic(address: string): boolean {
  const found = ipaddr.process(address);
  // Each range with a name of its own is refused: private, loopback, link-local, shared, multicast.
  return found.range() === 'unicast' && (found.kind() === 'ipv4' || isInNetworks(address, [PUBLIC_IPV6]));
}
