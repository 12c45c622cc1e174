import { type DocumentNode, type FormattedExecutionResult, print } from 'graphql';
import type { Client } from 'graphql-ws';
import { findResumePoint, type ResumePoint } from './resume-point.js';

/** One subscription as a client states it. */
export interface SubscriptionRequest {
  readonly query: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** False where the extensions name the document, so that its text is not sent. Default true. */
  readonly includeQuery?: boolean | undefined;
}

/** Receives each event, and the end once: by `error` or by `complete`. */
export interface SubscriptionSink {
  next(result: FormattedExecutionResult): void;
  error(reason: unknown): void;
  complete(): void;
}

/**
 * Subscribes over `client` so that each new connection asks for what follows the last event received.
 *
 * `client` must retry on its own. It sends the current payload on each connection: the cursor is moved inside
 * it. Throws a TypeError at once if the document cannot be resumed (see findResumePoint), and ends with one
 * if an event comes without its cursor. Returns a function that ends the subscription.
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

  let askedAfter = variables[point.afterVariable];
  let isOver = false;
  const stopListening = client.on('connected', () => {
    askedAfter = variables[point.afterVariable];
  });
  const finish = (tell: () => void) => {
    if (isOver) return;
    isOver = true;
    stopListening();
    tell();
  };

  const next = (result: FormattedExecutionResult) => {
    if (isOver) return;
    const cursor = cursorOf(result, point);
    if (cursor === undefined) {
      finish(() => sink.error(new TypeError(`an event of "${point.responseKey}" came without its cursor`)));
      unsubscribe();
      return;
    }
    if (cursor !== null) {
      // Only what this connection was asked to begin behind is a repetition: a position and an object's
      // present state share one cursor.
      if (cursor === askedAfter) return;
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

/** The event's cursor; null if the result holds no event (only errors); undefined if the event has none. */
function cursorOf(result: FormattedExecutionResult, point: ResumePoint): string | null | undefined {
  const event = result.data?.[point.responseKey];
  if (event === null || event === undefined) return null;
  const { cursor } = event as { readonly cursor?: unknown };
  return typeof cursor === 'string' ? cursor : undefined;
}
