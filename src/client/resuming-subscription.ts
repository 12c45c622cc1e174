import { type DocumentNode, type FormattedExecutionResult, print } from 'graphql';
import type { Client } from 'graphql-ws';
import { findResumePoint, type ResumePoint } from './resume-point.js';

/** A subscription as the caller passes it. */
export interface SubscriptionRequest {
  readonly query: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** False to omit the text, because the extensions identify the document. Default true. */
  readonly includeQuery?: boolean | undefined;
}

/** Receives each event, then once either `error` or `complete`. */
export interface SubscriptionSink {
  next(result: FormattedExecutionResult): void;
  error(reason: unknown): void;
  complete(): void;
}

/**
 * Subscribes over `client` so that each new connection requests what follows the last event received.
 *
 * `client` must retry automatically. It sends the same payload object on each connection, in which the cursor
 * is moved forward. Throws a TypeError at once if the document cannot be resumed (see findResumePoint), and
 * ends with one if an event arrives without a cursor. Returns a function that ends the subscription.
 */
export function subscribeResuming(
  client: Client,
  request: SubscriptionRequest,
  sink: SubscriptionSink,
): () => void {
  const point = findResumePoint(request.query, request.operationName);
  const variables: Record<string, unknown> = { ...request.variables };
  const { operationName, extensions, includeQuery = true } = request;
  const payload = {
    query: includeQuery ? print(request.query) : '',
    variables,
    operationName,
    ...(extensions && { extensions }),
  };

  let requestedAfter = variables[point.afterVariable];
  let isFinished = false;
  const stopListening = client.on('connected', () => {
    requestedAfter = variables[point.afterVariable];
  });
  const finish = (notify: () => void) => {
    if (isFinished) return;
    isFinished = true;
    stopListening();
    notify();
  };

  const next = (result: FormattedExecutionResult) => {
    if (isFinished) return;
    const cursor = cursorOf(result, point);
    if (cursor === undefined) {
      finish(() => sink.error(new TypeError(`an event of "${point.responseKey}" came without its cursor`)));
      unsubscribe();
      return;
    }
    if (cursor !== null) {
      // Only the cursor that this connection resumed from is a repetition: a position and the object's
      // current state share a cursor.
      if (cursor === requestedAfter) return;
      variables[point.afterVariable] = cursor;
    }
    sink.next(result);
  };
  const unsubscribe = client.subscribe(payload, {
    next: (result) => next(result as FormattedExecutionResult),
    error: (reason) => finish(() => sink.error(reason)),
    complete: () => finish(() => sink.complete()),
  });
  return () => {
    finish(() => {});
    unsubscribe();
  };
}

/** The event's cursor; null if the result holds only errors; undefined if the event has no cursor. */
function cursorOf(result: FormattedExecutionResult, point: ResumePoint): string | null | undefined {
  const event = result.data?.[point.responseKey];
  if (event === null || event === undefined) return null;
  const { cursor } = event as { readonly cursor?: unknown };
  return typeof cursor === 'string' ? cursor : undefined;
}
