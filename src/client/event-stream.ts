import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import type { FormattedExecutionResult } from 'graphql';
import { type BackoffOptions, backoffDelayMs, mayRetry, wait } from './backoff.js';
import { EventStreamRefused, openEventStream } from './event-stream-connection.js';

export { EventStreamRefused };

/** A document as text; with types if it was made by a generator that knows them. */
export type QueryText<TResult, TVariables> =
  | string
  | (DocumentTypeDecoration<TResult, TVariables> & { toString(): string });

/** Settings of {@link readEventStream}. */
export interface EventStreamOptions<TResult, TVariables> {
  /** Where Dwar's `/graphql/stream` is. No token goes into it. */
  readonly url: string;
  /**
   * The subscription, unless `documentId` names it. It need not select `cursor`: each event's cursor comes
   * beside it.
   */
  readonly query?: QueryText<TResult, TVariables>;
  /** The id of the subscription in the server's manifest of documents. */
  readonly documentId?: string;
  readonly variables?: TVariables;
  readonly operationName?: string;
  /**
   * Gives the value of `Authorization`, such as `Bearer …`; called for each connection. A throw counts as a
   * failed attempt.
   */
  readonly authorization?: () => string | Promise<string>;
  /**
   * Cursor of the last event seen in an earlier run; the stream resumes after it. Wins over a variable given
   * as `after`.
   */
  readonly lastEventId?: string;
  /** Ends the stream, without an error. */
  readonly signal?: AbortSignal;
  /** Waits between attempts to connect. A `Retry-After` of the server is waited for in full. */
  readonly retry?: BackoffOptions;
  /**
   * Longest silence before a new connection is made, heartbeats (every 15 s) counted as sound. Default 45,000
   * ms.
   */
  readonly idleTimeoutMs?: number;
  /** Longest event taken, in characters. Default 1,048,576. */
  readonly maxEventLength?: number;
  /** Another `fetch`. */
  readonly fetch?: typeof fetch;
}

/** One event of the stream. */
export interface StreamedEvent<TResult> {
  /** The cursor after this event; null if the server sent none (an error inside the stream). */
  readonly cursor: string | null;
  readonly result: FormattedExecutionResult<TResult>;
}

const IDLE_TIMEOUT_MS = 45_000;
const MAX_EVENT_LENGTH = 1_048_576;
/** Fresh tokens refused in a row after which the error is passed to the caller, since more would not help. */
const MAX_REFUSALS = 3;

/**
 * Reads a subscription over SSE by `fetch`, as an async iterable that outlives its connections: after a loss
 * it asks for what follows the last event (`Last-Event-ID`), so that nothing is missed and nothing comes
 * twice (guarantee G6).
 *
 * It ends when the server completes the subscription, when `signal` is aborted, or by leaving the loop. It
 * throws EventStreamRefused where asking again cannot help (4xx; three fresh tokens in a row answered by
 * 401), RangeError for an event that is too long, and the last failure when `retry.maxAttempts` is reached.
 * Nothing is read ahead of the caller.
 */
export function readEventStream<TResult = Record<string, unknown>, TVariables = Record<string, unknown>>(
  options: EventStreamOptions<TResult, TVariables>,
): AsyncIterableIterator<StreamedEvent<TResult>> {
  const ending = new AbortController();
  const end = () => ending.abort();
  if (options.signal?.aborted === true) end();
  options.signal?.addEventListener('abort', end);
  const events = resumeForever(options, ending.signal, () =>
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
  };
  try {
    while (!signal.aborted) {
      const askedAfter = cursor;
      attempts += 1;
      let failure: unknown = new Error('the event stream ended before it was complete');
      try {
        for await (const { event, data, id } of connect(options, cursor, signal, onOpen)) {
          if (event === 'complete') return;
          if (event !== 'next' || (id !== null && id === askedAfter)) continue;
          cursor = id ?? cursor;
          yield { cursor: id, result: JSON.parse(data) as FormattedExecutionResult<TResult> };
        }
      } catch (error) {
        failure = error;
      }
      if (signal.aborted) return;
      if (isUnauthorized(failure)) refusals += 1;
      if (!canPass(failure, refusals) || !mayRetry(attempts, retry)) throw failure;
      await wait(Math.max(backoffDelayMs(attempts, retry), askedToWaitMs(failure)), signal);
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
    fetch: options.fetch ?? fetch,
    idleTimeoutMs: options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
    maxEventLength: options.maxEventLength ?? MAX_EVENT_LENGTH,
  });
}

function isUnauthorized(failure: unknown): boolean {
  return failure instanceof EventStreamRefused && failure.status === 401;
}

function canPass(failure: unknown, refusals: number): boolean {
  if (failure instanceof RangeError || failure instanceof SyntaxError) return false;
  if (!(failure instanceof EventStreamRefused)) return true;
  return failure.isPassing || (failure.status === 401 && refusals < MAX_REFUSALS);
}

function askedToWaitMs(failure: unknown): number {
  return failure instanceof EventStreamRefused ? (failure.retryAfterMs ?? 0) : 0;
}
