import type { IncomingMessage } from 'node:http';

/** A host as `Host` or a list names it: a name or address, and the port, null for any. */
interface Authority {
  readonly name: string;
  readonly port: string | null;
}

/** No user, no path, no percent sign: only what a browser sends. */
const AUTHORITY = /^(?:\[[\da-f:.]{2,45}\]|[a-z\d._-]{1,253})(?::(\d{1,5}))?$/i;

/** Whether a text can stand in `DEV_ALLOWED_HOSTS`: a host name or address, with or without a port. */
export function isAuthority(text: string): boolean {
  return parseAuthority(text) !== null;
}

function parseAuthority(text: string): Authority | null {
  const matched = AUTHORITY.exec(text);
  const url = `http://${text}`;
  if (matched === null || !URL.canParse(url)) return null;
  return { name: nameOf(new URL(url)), port: matched[1] === undefined ? null : String(Number(matched[1])) };
}

/** In lower case, addresses in one form, and without the dot that may end a full name. */
function nameOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '');
}

/** Names and addresses that browsers never look up elsewhere. */
function isLoopback(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  );
}

type Asked = Pick<IncomingMessage, 'rawHeaders' | 'url'>;

/**
 * The names under which an instance for development may be called: loopback names on any port, and those the
 * operator lists. A page of another site that has made its own name point to this machine (DNS rebinding) is
 * known by `Host`, any other page by `Origin`.
 */
export interface LocalNames {
  /** Whether the request names one of them, once, in `Host` and also in an absolute request target. */
  includesHost(request: Asked): boolean;
  /** Whether a page of this `Origin` is served from one of them. */
  includesOrigin(origin: string): boolean;
}

/** `allowed` are texts that {@link isAuthority} accepts; those without a port stand for any port. */
export function createLocalNames(allowed: readonly string[]): LocalNames {
  const listed = allowed.map(parseAuthority).filter((entry) => entry !== null);
  const includes = (name: string, port: string) =>
    isLoopback(name) ||
    listed.some((entry) => entry.name === name && (entry.port === null || entry.port === port));
  return {
    includesHost(request) {
      const named = hostsOf(request).map(parseAuthority);
      return (
        named.length > 0 && named.every((host) => host !== null && includes(host.name, host.port ?? '80'))
      );
    },
    includesOrigin(origin) {
      const url = URL.canParse(origin) ? new URL(origin) : null;
      if (url === null || url.origin !== origin || !/^https?:$/.test(url.protocol)) return false;
      return includes(nameOf(url), url.port || (url.protocol === 'https:' ? '443' : '80'));
    },
  };
}

/**
 * Every name the request is for; an unusable text where it has two `Host` headers or a target that is no
 * path.
 */
function hostsOf({ rawHeaders, url = '/' }: Asked): readonly string[] {
  const hosts = rawHeaders.filter(
    (_, index) => index % 2 === 1 && /^host$/i.test(rawHeaders[index - 1] ?? ''),
  );
  if (hosts.length > 1) return [''];
  if (url.startsWith('/') || url === '*') return hosts;
  const [, target = ''] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? [];
  return [...hosts, target];
}
