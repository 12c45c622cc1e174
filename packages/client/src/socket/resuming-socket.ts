import type { Client, createClient } from 'graphql-ws';
import { Alarm, type BackoffOptions, backoffDelayMs, mayRetry, wait } from '../core/backoff.js';
import { type ConnectionControl, isFinal, MAX_REFUSALS } from '../core/connection-control.js';

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
const CHECK_MS = 3_000;
const FORBIDDEN = 4403;
const PING = JSON.stringify({ type: 'ping' });

/** A graphql-ws client that reconnects on its own. */
export interface ResumingSocket extends Client {
  /**
   * Waits before an operation that the server has refused is sent again: for the backoff, which the alarm
   * ends, and at least `minimumMs`. `refusalsBefore` counts those in a row before this one. Resolves with
   * whether to send it: not after `dispose`, and not when `retry.maxAttempts` is reached.
   */
  waitToRetry(refusalsBefore: number, minimumMs: number): Promise<boolean>;
}

/**
 * Creates a graphql-ws client for Dwar: one shared socket, opened with the first subscription and closed with
 * the last. `create` is the function `createClient` of graphql-ws.
 *
 * Reconnects after every transient loss, including a refused or expired token, for which it requests a new
 * one. Gives up when `retry.maxAttempts` is reached, when three new tokens in a row were refused, when
 * `authorization` throws an error with `isRetryable: false`, and on close codes for an invalid request. When
 * the alarm rings, a wait ends, and an open socket that does not answer a ping within 3 s is replaced.
 */
export function createResumingSocket(
  create: typeof createClient,
  options: SocketOptions & ConnectionControl,
): ResumingSocket {
  const { url, authorization, retry = {}, keepAliveMs = KEEP_ALIVE_MS, webSocketImpl } = options;
  const { maxRefusals = MAX_REFUSALS } = options;
  const disposal = new AbortController();
  const { alarm = new Alarm() } = options;
  const probe = new Probe(() => client.terminate());
  const unlisten = alarm.listen(() => probe.send());
  let attempts = 0;
  let refusals = 0;
  let calls = 0;
  /** What `authorization` threw in this attempt. */
  let failure: { readonly error: unknown } | null = null;

  const client = create({
    url,
    keepAlive: keepAliveMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait() {
      options.onWaiting?.();
      return wait(backoffDelayMs(attempts, retry), disposal.signal, alarm);
    },
    shouldRetry() {
      if (refusals < maxRefusals && mayRetry(attempts, retry) && !isFinal(failure?.error)) return true;
      if (failure !== null) throw failure.error;
      return false;
    },
    on: {
      connecting() {
        attempts += 1;
        failure = null;
        options.onConnecting?.(attempts);
      },
      connected(socket) {
        attempts = 0;
        refusals = 0;
        probe.socket = socket as Sender;
        options.onLive?.();
      },
      ping: (isReceived) => {
        if (!isReceived) probe.expectPong(keepAliveMs);
      },
      pong: (isReceived) => {
        if (isReceived) probe.stop();
      },
      closed(event) {
        probe.stop();
        probe.socket = null;
        if (codeOf(event) === FORBIDDEN) refusals += 1;
      },
    },
    ...(authorization && { connectionParams }),
    ...(webSocketImpl !== undefined && { webSocketImpl }),
  });
  // An error thrown here would end the next attempt too: graphql-ws closes the socket with a fatal
  // code, which arrives when that attempt may have begun.
  async function connectionParams() {
    calls += 1;
    const call = calls;
    try {
      return { authorization: await authorization?.() };
    } catch (error) {
      // A later attempt is not ended by what an earlier one has waited for.
      if (call !== calls) return {};
      failure = { error };
      client.terminate();
      return {};
    }
  }

  return {
    ...client,
    async waitToRetry(refusalsBefore, minimumMs) {
      if (!mayRetry(refusalsBefore + 1, retry)) return false;
      const { signal } = disposal;
      const backoff = wait(backoffDelayMs(refusalsBefore, retry), signal, alarm);
      await Promise.all([wait(minimumMs, signal), backoff]);
      return !signal.aborted;
    },
    async dispose() {
      disposal.abort();
      unlisten();
      try {
        await client.dispose();
      } catch {
        // An attempt to connect was in progress: it ends without a connection.
      }
    },
  };
}

type Sender = Pick<WebSocket, 'send'>;

/** Finds out whether a socket is alive: no pong within the time means that it is not. */
class Probe {
  socket: Sender | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onSilence: () => void;

  constructor(onSilence: () => void) {
    this.#onSilence = onSilence;
  }

  send(): void {
    if (this.socket === null) return;
    this.socket.send(PING);
    this.expectPong(CHECK_MS);
  }

  expectPong(withinMs: number): void {
    this.stop();
    this.#timer = setTimeout(this.#onSilence, withinMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

function codeOf(reason: unknown): unknown {
  return typeof reason === 'object' && reason !== null && 'code' in reason ? reason.code : undefined;
}
