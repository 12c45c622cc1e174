import type { Client, SubscribePayload } from 'graphql-ws';
import type { ExecutionResult } from '../core/typed-document.js';
import type { ResumePoint } from './resume-point.js';

/** A subscription as it is sent, and where its cursors are. */
export interface SubscriptionRequest {
  /** The text; empty if `documentId` or the extensions identify the document. */
  readonly query: string;
  readonly documentId?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  readonly point: ResumePoint;
}

/** Receives each event, then once either `error` or `complete`. */
export interface SubscriptionSink {
  /** `cursor` is null if the event holds only errors. */
  next(result: ExecutionResult, cursor: string | null): void;
  error(reason: unknown): void;
  complete(): void;
}

/**
 * Subscribes over `client` so that each new connection requests what follows the last event received.
 *
 * `client` must retry automatically. It sends the same payload object on each connection, in which the cursor
 * is moved forward. Ends with a TypeError if an event arrives without a cursor. Returns a function that ends
 * the subscription.
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
    this.#point = request.point;
    this.#variables = { ...request.variables };
  }

  start(client: Client): void {
    const { point: _point, variables: _variables, ...document } = this.#request;
    const noteCursor = () => {
      this.#requestedAfter = this.#variables[this.#point.afterVariable];
    };
    noteCursor();
    this.#stopListening = client.on('connected', noteCursor);
    const payload = { ...document, variables: this.#variables } as SubscribePayload;
    this.#unsubscribe = client.subscribe(payload, {
      next: (result) => this.#next(result as ExecutionResult),
      error: (reason) => this.#finish(() => this.#sink.error(reason)),
      complete: () => this.#finish(() => this.#sink.complete()),
    });
  }

  stop(): void {
    this.#finish(() => {});
    this.#unsubscribe();
  }

  #next(result: ExecutionResult): void {
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
    this.#sink.next(result, cursor);
  }

  #finish(notify: () => void): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#stopListening();
    notify();
  }
}

/** The event's cursor; null if the result holds only errors; undefined if the event has no cursor. */
function cursorOf(result: ExecutionResult, point: ResumePoint): string | null | undefined {
  const { data } = result;
  const event = data?.[point.responseKey ?? Object.keys(data)[0] ?? ''];
  if (event === null || event === undefined) return null;
  const { cursor } = event as { readonly cursor?: unknown };
  return typeof cursor === 'string' ? cursor : undefined;
}
