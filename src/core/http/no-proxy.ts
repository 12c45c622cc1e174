import ipaddr from 'ipaddr.js';
import { isInNetworks } from './networks.js';

/**
 * Whether a target is reached without a proxy by the entries of `NO_PROXY`: `*` for all, an address, a
 * network such as `10.0.0.0/8`, a name for itself and everything below it, or `.example.com` and
 * `*.example.com` for what is below it only. A name or address may be followed by a port, and then stands for
 * that port alone.
 */
export function isExemptFromProxy(target: URL, entries: readonly string[]): boolean {
  const host = bareHost(target.hostname);
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return entries.some((entry) => matches(entry.toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (ipaddr.isValidCIDR(entry)) return isInNetworks(host, [entry]);
  const [name, entryPort] = splitPort(entry);
  if (entryPort !== null && entryPort !== port) return false;
  if (ipaddr.isValid(name) && ipaddr.isValid(host))
    return ipaddr.process(name).toString() === ipaddr.process(host).toString();
  const below = name.replace(/^\*?\./, '.');
  if (below.startsWith('.')) return host.endsWith(below);
  return host === name || host.endsWith(`.${name}`);
}

/** The name or address of an entry, and its port if it has one. A bare IPv6 address has none. */
function splitPort(entry: string): [name: string, port: string | null] {
  const colon = entry.lastIndexOf(':');
  const port = entry.slice(colon + 1);
  const isBareAddress = ipaddr.isValid(entry);
  if (colon === -1 || isBareAddress || !/^\d{1,5}$/.test(port)) return [bareHost(entry), null];
  return [bareHost(entry.slice(0, colon)), port];
}

/** Without the brackets of an IPv6 address and the dot that may end a full name. */
function bareHost(host: string): string {
  return host.replace(/^\[|\]$|\.$/g, '');
}
