/**
 * Whether pages of an origin may call. A pattern is an origin, or one of https whose host begins with `*.`,
 * which stands for one or more whole labels: `https://*.example.com` takes `https://a.example.com` and
 * `https://a.b.example.com`, and neither `https://example.com` nor `https://badexample.com`. Scheme and port
 * must be equal; the default port is the same as none. The origin of an app, such as `capacitor://localhost`,
 * must be listed as it is. `null` is never allowed: pages of any site can send it.
 */
export function originAllowed(origin: string, patterns: readonly string[]): boolean {
  if (!isWeb(origin)) return origin !== 'null' && patterns.includes(origin);
  const asked = parseOrigin(origin);
  return asked !== null && patterns.some((pattern) => isWeb(pattern) && matches(asked, pattern));
}

/** Whether it is of http or https, whose origins a browser writes in one form. */
function isWeb(origin: string): boolean {
  return /^https?:/i.test(origin);
}

interface Origin {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

/**
 * Null for what is not exactly an origin of http or https as a browser would send it, such as `null`, or one
 * with a path or upper case.
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
