/**
 * Reads a subscription over SSE. A stream has these states:
 *
 * - connecting → open: the server accepted the request; attempts and refusals start again at 0.
 * - connecting, open → waiting: a transient failure, a lost or silent connection, or a refused token.
 * - waiting → connecting: after the backoff, or after a longer `Retry-After` of the server.
 * - any → ended: completed by the server, aborted or left by the caller, or failed where a retry cannot help.
 */

import { type Alarm, type BackoffOptions, backoffDelayMs, mayRetry, wait } from '../core/backoff.js';
import { type ConnectionControl, isFinal, MAX_REFUSALS } from '../core/connection-control.js';
import type { ExecutionResult, QueryText } from '../core/typed-document.js';
import { EventStreamRefused, openEventStream } from './connection.js';

export { EventStreamRefused };

/** Settings of {@link readEventStream}. */
export interface EventStreamOptions<TResult, TVariables> {
  /** URL of Dwar's `/graphql/stream`, without a token. */
  readonly url: string;
  /**
   * The subscription, unless `documentId` is set. It need not select `cursor`: each event comes with its
   * cursor.
   */
  readonly query?: QueryText<TResult, TVariables>;
  /** Id of the subscription in the server's manifest of documents. */
  readonly documentId?: string;
  readonly variables?: TVariables;
  readonly operationName?: string;
  /**
   * Returns the `Authorization` header, such as `Bearer …`. Called per connection; a throw is a failed
   * attempt.
   */
  readonly authorization?: () => string | Promise<string>;
  /**
   * Cursor of the last event of an earlier run: the stream resumes after it. Overrides an `after` variable.
   */
  readonly lastEventId?: string;
  /** Ends the stream without an error. */
  readonly signal?: AbortSignal;
  /** Waits between attempts to connect. A longer `Retry-After` of the server is respected. */
  readonly retry?: BackoffOptions;
  /** Reconnects after this time without an event or heartbeat (every 15 s). Default 45,000 ms. */
  readonly idleTimeoutMs?: number;
  /** Longest accepted event, in characters. Default 1,048,576. */
  readonly maxEventLength?: number;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** One event of the stream. */
export interface StreamedEvent<TResult> {
  /** The cursor after this event; null if the server sent none (an error inside the stream). */
  readonly cursor: string | null;
  readonly result: ExecutionResult<TResult>;
}

const IDLE_TIMEOUT_MS = 45_000;
const MAX_EVENT_LENGTH = 1_048_576;

/**
 * Reads a subscription over SSE with `fetch`, as an async iterable that survives its connections: after a
 * loss it requests what follows the last event (`Last-Event-ID`), so that no event is missed or repeated
 * (guarantee G6).
 *
 * Ends when the server completes the subscription, when `signal` is aborted, or when the caller leaves the
 * loop. Throws EventStreamRefused if a retry cannot help (4xx, or 401 for three new tokens in a row),
 * RangeError for an event that is too long, and the last error once `retry.maxAttempts` is reached. Does not
 * read ahead of the caller.
 */
export function readEventStream<TResult = Record<string, unknown>, TVariables = Record<string, unknown>>(
  options: EventStreamOptions<TResult, TVariables>,
): AsyncIterableIterator<StreamedEvent<TResult>> {
  return readControlledStream(options, {});
}

/** {@link readEventStream} for the core client, which follows and steers the connection. */
export function readControlledStream<TResult, TVariables>(
  options: EventStreamOptions<TResult, TVariables>,
  control: ConnectionControl,
): AsyncIterableIterator<StreamedEvent<TResult>> {
  const closing = new AbortController();
  const end = () => closing.abort();
  if (options.signal?.aborted === true) end();
  options.signal?.addEventListener('abort', end);
  const events = resumeForever(options, control, closing.signal, () =>
    options.signal?.removeEventListener('abort', end),
  );
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => events.next(),
    return() {
      end();
      return events.return();
    },
  };
}

async function* resumeForever<TResult, TVariables>(
  options: EventStreamOptions<TResult, TVariables>,
  control: ConnectionControl,
  signal: AbortSignal,
  onEnd: () => void,
): AsyncGenerator<StreamedEvent<TResult>, void, void> {
  const retry = options.retry ?? {};
  let cursor = options.lastEventId ?? null;
  let attempts = 0;
  let refusals = 0;
  const onOpen = () => {
    attempts = 0;
    refusals = 0;
    control.onLive?.();
  };
  try {
    while (!signal.aborted) {
      const requestedAfter = cursor;
      attempts += 1;
      control.onConnecting?.(attempts);
      let failure: unknown = new Error('the event stream ended before it was complete');
      try {
        for await (const { event, data, id } of connect(options, cursor, signal, onOpen, control.alarm)) {
          if (event === 'complete') return;
          if (event !== 'next' || (id !== null && id === requestedAfter)) continue;
          cursor = id ?? cursor;
          yield { cursor: id, result: JSON.parse(data) as ExecutionResult<TResult> };
        }
      } catch (error) {
        failure = error;
      }
      if (signal.aborted) return;
      if (isUnauthorized(failure)) refusals += 1;
      if (!isTransient(failure, refusals, control) || !mayRetry(attempts, retry)) throw failure;
      control.onWaiting?.();
      await waitBefore(attempts, failure, options, control, signal);
    }
  } finally {
    onEnd();
  }
}

async function* connect<TResult, TVariables>(
  options: EventStreamOptions<TResult, TVariables>,
  cursor: string | null,
  signal: AbortSignal,
  onOpen: () => void,
  alarm: Alarm | undefined,
) {
  const { url, query, documentId, variables, operationName, authorization } = options;
  const headers: Record<string, string> = {};
  if (authorization !== undefined) headers.authorization = await authorization();
  if (cursor !== null) headers['last-event-id'] = cursor;
  yield* openEventStream({
    url,
    headers,
    body: JSON.stringify({ query: query?.toString(), documentId, variables, operationName }),
    signal,
    onOpen,
    alarm,
    fetch: options.fetch ?? fetch,
    idleTimeoutMs: options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
    maxEventLength: options.maxEventLength ?? MAX_EVENT_LENGTH,
  });
}

function isUnauthorized(failure: unknown): boolean {
  return failure instanceof EventStreamRefused && failure.status === 401;
}

function isTransient(
  failure: unknown,
  refusals: number,
  { maxRefusals = MAX_REFUSALS }: ConnectionControl,
): boolean {
  if (failure instanceof RangeError || failure instanceof SyntaxError || isFinal(failure)) return false;
  if (!(failure instanceof EventStreamRefused)) return true;
  return failure.isTransient || (failure.status === 401 && refusals < maxRefusals);
}

/** Waits for the backoff, which an alarm ends, and for the wait that the server has requested. */
async function waitBefore(
  attempts: number,
  failure: unknown,
  { retry = {} }: Pick<EventStreamOptions<unknown, unknown>, 'retry'>,
  { alarm }: ConnectionControl,
  signal: AbortSignal,
): Promise<void> {
  const requested = wait(requestedWaitMs(failure), signal);
  await Promise.all([requested, wait(backoffDelayMs(attempts, retry), signal, alarm)]);
}

function requestedWaitMs(failure: unknown): number {
  return failure instanceof EventStreamRefused ? (failure.retryAfterMs ?? 0) : 0;
}
