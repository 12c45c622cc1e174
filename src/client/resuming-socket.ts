import { type Client, createClient } from 'graphql-ws';
import { type BackoffOptions, backoffDelayMs, mayRetry, wait } from './backoff.js';

/** How to reach Dwar over WebSocket. */
export interface SocketOptions {
  /** URL of Dwar's `/graphql`, with `ws:` or `wss:`. */
  readonly url: string;
  /**
   * Returns the `authorization` value, such as `Bearer …`. Called per connection; a throw is a failed
   * attempt.
   */
  readonly authorization?: () => string | Promise<string>;
  /** Waits between attempts to connect. */
  readonly retry?: BackoffOptions;
  /** Pings the server after this time of silence, and reconnects without a pong. Default 15,000 ms. */
  readonly keepAliveMs?: number;
  /** WebSocket class; required without a global one, as in Node 20 (pass `WebSocket` of `ws`). */
  readonly webSocketImpl?: unknown;
}

const KEEP_ALIVE_MS = 15_000;
const FORBIDDEN = 4403;
/** Consecutive refused tokens after which the error is passed to the caller. */
const MAX_REFUSALS = 3;

/**
 * Creates a graphql-ws client for Dwar: one shared socket, opened with the first subscription and closed with
 * the last.
 *
 * Reconnects after every transient loss, including a refused or expired token, for which it requests a new
 * one. Gives up when `retry.maxAttempts` is reached, when three new tokens in a row were refused, and on
 * close codes for an invalid request.
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
