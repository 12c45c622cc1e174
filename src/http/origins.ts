import type { IncomingMessage } from 'node:http';

/**
 * Whether a browser origin may call. A pattern is an origin, or one whose host begins with `*.`, which stands
 * for one or more whole labels: `https://*.example.com` takes `https://a.example.com` and
 * `https://a.b.example.com`, and neither `https://example.com` nor `https://badexample.com`. Scheme and port
 * must be equal; the default port is the same as none.
 */
export function originAllowed(origin: string, patterns: readonly string[]): boolean {
  const asked = parseOrigin(origin);
  return asked !== null && patterns.some((pattern) => matches(asked, pattern));
}

interface Origin {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

/**
 * Null for what is not exactly the origin a browser would send, such as `null`, or one with a path or upper
 * case.
 */
function parseOrigin(origin: string): Origin | null {
  if (!URL.canParse(origin)) return null;
  const url = new URL(origin);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.origin === origin ? { scheme: url.protocol, host: url.hostname, port: url.port } : null;
}

const WILDCARD = '*.';
const LABELS = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+$/;

function matches(asked: Origin, pattern: string): boolean {
  const hasWildcard = pattern.includes(`://${WILDCARD}`);
  const plain = new URL(hasWildcard ? pattern.replace(WILDCARD, '') : pattern);
  if (asked.scheme !== plain.protocol || asked.port !== plain.port) return false;
  if (!hasWildcard) return asked.host === plain.hostname;
  return (
    asked.host.endsWith(`.${plain.hostname}`) && LABELS.test(asked.host.slice(0, -plain.hostname.length))
  );
}

/**
 * Whether a request with an `Origin` comes from our own pages or from an allowed origin. Behind a trusted
 * proxy the host is the one the proxy was asked for. A browser cannot set `Host`, so equality shows that the
 * page came from here.
 */
export function requestOriginAllowed(
  request: Pick<IncomingMessage, 'headers'>,
  patterns: readonly string[],
  trustProxy: boolean,
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  const asked = parseOrigin(origin);
  if (asked === null) return false;
  const forwarded = trustProxy ? request.headers['x-forwarded-host'] : undefined;
  const ownHosts = [host, typeof forwarded === 'string' ? forwarded : undefined];
  return ownHosts.includes(new URL(origin).host) || originAllowed(origin, patterns);
}
