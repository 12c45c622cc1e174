import type { Client, SubscribePayload } from 'graphql-ws';
import { isRetryableCode } from '../core/errors.js';
import type { ExecutionResult, ResponseError } from '../core/typed-document.js';
import type { ResumePoint } from './resume-point.js';
import type { ResumingSocket } from './resuming-socket.js';

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

/** A client that retries connections. Only one with `waitToRetry` sends a refused subscription again. */
export type RetryingClient = Client & Partial<Pick<ResumingSocket, 'waitToRetry'>>;

/**
 * Subscribes over `client` so that each new connection requests what follows the last event received.
 *
 * It sends the same payload object on each connection, in which the cursor is moved forward. A subscription
 * that the server refuses or ends with an error that may pass, such as `OVERLOADED`, is sent again after a
 * wait. Ends with a TypeError if an event arrives without a cursor. Returns a function that ends the
 * subscription.
 */
export function subscribeResuming(
  client: RetryingClient,
  request: SubscriptionRequest,
  sink: SubscriptionSink,
): () => void {
  const subscription = new ResumingSubscription(client, request, sink);
  return () => subscription.stop();
}

/** A subscription that is active until an error, its completion or `stop` finishes it, once. */
class ResumingSubscription {
  readonly #client: RetryingClient;
  readonly #sink: SubscriptionSink;
  readonly #point: ResumePoint;
  /** What the client sends on each connection. */
  readonly #payload: SubscribePayload;
  /** Part of the payload; holds the cursor of the last event. */
  readonly #variables: Record<string, unknown>;
  /** Cursor after which the current connection started. */
  #requestedAfter: unknown;
  /** Refusals since the last event. */
  #refusals = 0;
  #isFinished = false;
  readonly #stopListening: () => void;
  #unsubscribe = () => {};

  constructor(client: RetryingClient, request: SubscriptionRequest, sink: SubscriptionSink) {
    const { point, variables, ...document } = request;
    this.#client = client;
    this.#sink = sink;
    this.#point = point;
    this.#variables = { ...variables };
    this.#payload = { ...document, variables: this.#variables } as SubscribePayload;
    this.#stopListening = client.on('connected', () => this.#noteCursor());
    this.#subscribe();
  }

  stop(): void {
    this.#finish(() => {});
    this.#unsubscribe();
  }

  #subscribe(): void {
    this.#noteCursor();
    this.#unsubscribe = this.#client.subscribe(this.#payload, {
      next: (result) => this.#next(result as ExecutionResult),
      error: (reason) => void this.#fail(reason),
      complete: () => this.#finish(() => this.#sink.complete()),
    });
  }

  #noteCursor(): void {
    this.#requestedAfter = this.#variables[this.#point.afterVariable];
  }

  /** `reason` is a list of GraphQL errors if the server ended this subscription and not the connection. */
  async #fail(reason: unknown): Promise<void> {
    if (Array.isArray(reason)) {
      const { code, retryAfterSeconds } = (reason as ResponseError[])[0]?.extensions ?? {};
      const minimumMs = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : 0;
      const refusals = this.#refusals;
      this.#refusals += 1;
      if (isRetryableCode(code) && (await this.#client.waitToRetry?.(refusals, minimumMs))) {
        if (!this.#isFinished) this.#subscribe();
        return;
      }
    }
    this.#finish(() => this.#sink.error(reason));
  }

  #next(result: ExecutionResult): void {
    if (this.#isFinished) return;
    this.#refusals = 0;
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
