import type { BackoffOptions } from './backoff.js';
import type { CursorStore } from './cursor-store.js';
import type { Environment } from './environment.js';
import { invalidUse } from './errors.js';

/** Settings of `createDwarClient`. */
export interface DwarOptions {
  /** URL of Dwar's `/graphql`, with `http:` or `https:`. */
  readonly url: string;
  /**
   * Returns the whole `Authorization` header, such as `Bearer …`. Called for each request and each
   * connection, and once more when the server has refused the token.
   */
  readonly authorization: () => string | Promise<string>;
  /**
   * How events arrive. `auto` (the default) is a WebSocket if the platform has one and the package
   * `graphql-ws` is installed, and SSE otherwise.
   */
  readonly transport?: 'auto' | 'websocket' | 'sse';
  /** Replaces the global `fetch`. With SSE its responses need a readable body, which React Native lacks. */
  readonly fetch?: typeof fetch;
  /** Replaces the global `WebSocket`, as Node 20 needs (`WebSocket` of the package `ws`). */
  readonly webSocketImpl?: unknown;
  /** Where `events()` keeps its cursor. Default: in memory. */
  readonly cursorStore?: CursorStore;
  /** Makes ids, such as idempotency keys. Default: `crypto.randomUUID`. */
  readonly randomId?: () => string;
  /** The platform. Default: `browser()`. */
  readonly environment?: Environment;
  /** Waits between attempts to connect. */
  readonly retry?: BackoffOptions;
  /** Sends the ids of persisted documents in place of their texts. Default false. */
  readonly sendIds?: boolean;
  /** Longest wait for the response to a query or mutation, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
}

/** Throws INVALID_USE that says what to change if the settings cannot work. */
export function checkOptions({ url, authorization }: DwarOptions): void {
  if (typeof url !== 'string' || !/^https?:\/\/[^/]/.test(url)) {
    throw invalidUse(
      `"${url}" is not a URL of Dwar: set \`url\` to its /graphql, such as https://api.example.com/graphql`,
    );
  }
  if (typeof authorization !== 'function') {
    throw invalidUse(
      'set `authorization` to a function that returns the Authorization header, ' +
        'such as () => "Bearer " + token',
    );
  }
}

/** The `Authorization` header of a request. Throws INVALID_USE if it cannot be one. */
export async function readAuthorization({ authorization }: Pick<DwarOptions, 'authorization'>) {
  const header: unknown = await authorization();
  if (typeof header === 'string' && /^\S+ \S/.test(header)) return header;
  throw invalidUse(
    header === '' || header === null || header === undefined
      ? '`authorization` returned nothing: sign the user in before the first call, or let it return a Promise'
      : '`authorization` must return the whole header with its scheme, such as "Bearer " + token',
  );
}
