import type { IncomingMessage } from 'node:http';
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
  const own = socket.remoteAddress ?? '';
  const header = proxies === 0 ? undefined : headers['x-forwarded-for'];
  if (header === undefined) return network(own) ?? UNKNOWN;
  const hops = String(header).slice(-FORWARDED_MAX).split(',');
  return network(hops.at(-proxies) ?? hops[0] ?? '') ?? network(own) ?? UNKNOWN;
}

/** Of a connection that is gone already. */
const UNKNOWN = 'unknown';

/** Some proxies write the port, too. */
const WITH_PORT = /^(?:\[(?<v6>[^\]]+)\](?::\d+)?|(?<v4>[\d.]+):\d+)$/;

function network(text: string): string | null {
  const { v4, v6 } = WITH_PORT.exec(text.trim())?.groups ?? {};
  const address = v6 ?? v4 ?? text.trim();
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`;
}
