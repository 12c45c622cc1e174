import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Longest part of a forwarded list that is read, in characters. */
const FORWARDED_MAX = 1_024;

/**
 * What a request is counted by: the address of the client, an IPv6 one by its /64 network, which one client
 * commonly has whole. Behind `proxies` proxies it is the entry that the outermost of them wrote to
 * `X-Forwarded-For`; what stands before that anybody could have written.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: number,
): string {
  const header = proxies === 0 ? undefined : headers['x-forwarded-for'];
  if (header === undefined) return networkOfSocket(socket);
  const hops = String(header).slice(-FORWARDED_MAX).split(',');
  return network(hops.at(-proxies) ?? hops[0] ?? '') ?? networkOfSocket(socket);
}

const networks = new WeakMap<object, string>();

/** A connection keeps its address, and carries many requests. */
function networkOfSocket(socket: IncomingMessage['socket']): string {
  const known = networks.get(socket);
  if (known !== undefined) return known;
  const found = network(socket.remoteAddress ?? '') ?? UNKNOWN;
  networks.set(socket, found);
  return found;
}

/** Of a connection that is gone already. */
const UNKNOWN = 'unknown';

/** Some proxies write the port, too. */
const WITH_PORT = /^(?:\[(?<v6>[^\]]+)\](?::\d+)?|(?<v4>[\d.]+):\d+)$/;

function network(text: string): string | null {
  const { v4, v6 } = WITH_PORT.exec(text.trim())?.groups ?? {};
  const address = v6 ?? v4 ?? text.trim();
  // Strict, so it is written in one way only.
  if (isIPv4(address)) return address;
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`;
}
