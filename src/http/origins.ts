import type { IncomingMessage } from 'node:http';
import { originAllowed } from '../core/http/origin-allowed.js';

/**
 * Whether a request with an `Origin` comes from our own pages or from an allowed origin. Behind a trusted
 * proxy the host is the one the proxy was asked for. A browser cannot set `Host`, so equality shows that the
 * page came from here; an app chooses the host of its own scheme freely, so it shows nothing there.
 */
export function requestOriginAllowed(
  request: Pick<IncomingMessage, 'headers'>,
  patterns: readonly string[],
  trustProxy: boolean,
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  const forwarded = trustProxy ? request.headers['x-forwarded-host'] : undefined;
  const ownHosts = [host, typeof forwarded === 'string' ? forwarded : undefined];
  return ownHosts.some((own) => isOfHost(origin, own)) || originAllowed(origin, patterns);
}

/** The ports that an origin leaves out. */
const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'https:': '443',
  'ws:': '80',
  'wss:': '443',
};

/**
 * Whether an origin is that of the host a request names. Native clients derive the `Origin` of a WebSocket
 * from its URL: some keep `wss:`, some name the default port in `Origin` or in `Host`. No page of another
 * site can send any of these. Sources: apollo-ios, `WebSocket.swift`; react-native, `WebSocketModule.java`.
 */
function isOfHost(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  const port = DEFAULT_PORTS[url.protocol];
  const isEither = (text: string | undefined, plain: string) =>
    text === plain || (url.port === '' && text === `${plain}:${port}`);
  return port !== undefined && isEither(origin, url.origin) && isEither(host, url.host);
}
