import { type Client, createClient } from 'graphql-ws';
import { type BackoffOptions, backoffDelayMs, mayRetry, wait } from './backoff.js';

/** How to reach Dwar over WebSocket. */
export interface SocketOptions {
  /** Where Dwar's `/graphql` is, with `ws:` or `wss:`. */
  readonly url: string;
  /**
   * Gives the value of `authorization`, such as `Bearer …`; called for each connection. A throw counts as a
   * failed attempt.
   */
  readonly authorization?: () => string | Promise<string>;
  /** Waits between attempts to connect. */
  readonly retry?: BackoffOptions;
  /**
   * Asks after this silence whether the other side is alive, and reconnects if it does not answer. Default
   * 15,000 ms.
   */
  readonly keepAliveMs?: number;
  /**
   * The WebSocket class to use; needed where there is no global one, as in Node 20 (give `WebSocket` of
   * `ws`).
   */
  readonly webSocketImpl?: unknown;
}

const KEEP_ALIVE_MS = 15_000;
const FORBIDDEN = 4403;
/** Fresh tokens refused in a row after which the error is passed to the caller, since more would not help. */
const MAX_REFUSALS = 3;

/**
 * A graphql-ws client for Dwar: one shared socket, opened with the first subscription and closed with the
 * last.
 *
 * Reconnects after every loss that can pass, a bad or ended token included (it asks for another one). Gives
 * up when `retry.maxAttempts` is reached, when three fresh tokens in a row were refused, and on close codes
 * that mean a wrong request.
 */
export function createResumingSocket(options: SocketOptions): Client {
  const { url, authorization, retry = {}, keepAliveMs = KEEP_ALIVE_MS, webSocketImpl } = options;
  const disposal = new AbortController();
  let attempts = 0;
  let refusals = 0;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;

  const client = createClient({
    url,
    keepAlive: keepAliveMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: () => wait(backoffDelayMs(attempts, retry), disposal.signal),
    shouldRetry: () => refusals < MAX_REFUSALS && mayRetry(attempts, retry),
    on: {
      connecting: () => {
        attempts += 1;
      },
      connected: () => {
        attempts = 0;
        refusals = 0;
      },
      ping: (isReceived) => {
        if (isReceived) return;
        clearTimeout(pongTimer);
        pongTimer = setTimeout(() => client.terminate(), keepAliveMs);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        if (codeOf(event) === FORBIDDEN) refusals += 1;
      },
    },
    ...(authorization && { connectionParams: async () => ({ authorization: await authorization() }) }),
    ...(webSocketImpl !== undefined && { webSocketImpl }),
  });
  const dispose = async () => {
    disposal.abort();
    await client.dispose();
  };
  return { ...client, dispose };
}

function codeOf(reason: unknown): unknown {
  return typeof reason === 'object' && reason !== null && 'code' in reason ? reason.code : undefined;
}
