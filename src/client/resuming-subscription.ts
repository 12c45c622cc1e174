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
  const subscription = new ResumingSubscription(request, sink);
  subscription.start(client);
  return () => subscription.stop();
}

/** A subscription that is active until an error, its completion or `stop` finishes it, once. */
class ResumingSubscription {
  readonly #request: SubscriptionRequest;
  readonly #sink: SubscriptionSink;
  readonly #point: ResumePoint;
  /** Part of the payload that the client sends on each connection; holds the cursor of the last event. */
  readonly #variables: Record<string, unknown>;
  /** Cursor after which the current connection started. */
  #requestedAfter: unknown;
  #isFinished = false;
  #stopListening = () => {};
  #unsubscribe = () => {};

  constructor(request: SubscriptionRequest, sink: SubscriptionSink) {
    this.#request = request;
    this.#sink = sink;
    this.#point = findResumePoint(request.query, request.operationName);
    this.#variables = { ...request.variables };
  }

  start(client: Client): void {
    const { query, operationName, extensions, includeQuery = true } = this.#request;
    const noteCursor = () => {
      this.#requestedAfter = this.#variables[this.#point.afterVariable];
    };
    noteCursor();
    this.#stopListening = client.on('connected', noteCursor);
    const payload = {
      query: includeQuery ? print(query) : '',
      variables: this.#variables,
      operationName,
      ...(extensions && { extensions }),
    };
    this.#unsubscribe = client.subscribe(payload, {
      next: (result) => this.#next(result as FormattedExecutionResult),
      error: (reason) => this.#finish(() => this.#sink.error(reason)),
      complete: () => this.#finish(() => this.#sink.complete()),
    });
  }

  stop(): void {
    this.#finish(() => {});
    this.#unsubscribe();
  }

  #next(result: FormattedExecutionResult): void {
    if (this.#isFinished) return;
    const cursor = cursorOf(result, this.#point);
    if (cursor === undefined) {
      const { responseKey } = this.#point;
      const error = new TypeError(`an event of "${responseKey}" arrived without a cursor`);
      this.#finish(() => this.#sink.error(error));
      this.#unsubscribe();
      return;
    }
    if (cursor !== null) {
      // Only the cursor that this connection resumed from is a repetition: a position and the object's
      // current state share a cursor.
      if (cursor === this.#requestedAfter) return;
      this.#variables[this.#point.afterVariable] = cursor;
    }
    this.#sink.next(result);
  }

  #finish(notify: () => void): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#stopListening();
    notify();
  }
}

/** The event's cursor; null if the result holds only errors; undefined if the event has no cursor. */
function cursorOf(result: FormattedExecutionResult, point: ResumePoint): string | null | undefined {
  const event = result.data?.[point.responseKey];
  if (event === null || event === undefined) return null;
  const { cursor } = event as { readonly cursor?: unknown };
  return typeof cursor === 'string' ? cursor : undefined;
}
