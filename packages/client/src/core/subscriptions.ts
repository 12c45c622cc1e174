import type { EventStreamRefused } from '../event-stream/connection.js';
import { findResumePointInText } from '../socket/resume-point.js';
import { Alarm } from './backoff.js';
import { ConnectionStore } from './connection.js';
import type { ConnectionControl } from './connection-control.js';
import { browser, type Environment } from './environment.js';
import { DwarError, errorOfResponse } from './errors.js';
import type { DwarOptions } from './options.js';
import { sentDocument } from './request.js';
import { openTransport } from './open-transport.js';
import type { Transport } from './transport.js';
import type { ExecutionResult, ResponseError, TypedDocument } from './typed-document.js';

/** Receives each event, then once either `error` or `complete`; neither after it was ended. */
export interface Sink<R> {
  /** A part of the event that could not be read is null. */
  next(data: R, cursor: string | null): void;
  error?(error: DwarError | TypeError): void;
  complete?(): void;
}

/** After the first refused token, `authorization` is asked once more. */
const MAX_REFUSALS = 2;
const FORBIDDEN = 4403;

/** The subscriptions of a client, their shared transport, and the state of its connection. */
export class Subscriptions {
  readonly connection = new ConnectionStore();
  readonly #options: DwarOptions;
  readonly #environment: Environment;
  readonly #alarm = new Alarm();
  readonly #resyncListeners = new Set<(reason: string) => void>();
  /** Each completes one subscription. */
  readonly #active = new Set<() => void>();
  #transport: Promise<Transport> | null = null;
  #unlisten: (() => void) | null = null;
  /** Whether the transport is connected, as far as it has noticed. */
  #isOpen = false;
  /** The device has lost its network, and has not said that it is back. */
  #isCutOff = false;

  constructor(options: DwarOptions) {
    this.#options = options;
    this.#environment = options.environment ?? browser();
  }

  onResync(listener: (reason: string) => void): () => void {
    this.#resyncListeners.add(listener);
    return () => this.#resyncListeners.delete(listener);
  }

  start<R, V>(document: TypedDocument<R, V>, variables: V, sink: Sink<R>): () => void {
    const text = document.toString();
    const point = findResumePointInText(text);
    const sent = sentDocument(document as TypedDocument<unknown, never>, this.#options);
    const request = { query: '', ...sent, variables: variables as Record<string, unknown>, point };
    let isOver = false;
    let unsubscribe = () => {};
    const finish = () => {
      if (isOver) return false;
      isOver = true;
      this.#remove(end);
      return true;
    };
    const stop = () => {
      if (finish()) unsubscribe();
    };
    const end = () => {
      stop();
      sink.complete?.();
    };
    const fail = (reason: unknown) => {
      const error = asError(reason);
      if (!finish()) return;
      unsubscribe();
      if (error instanceof DwarError && error.code === 'UNAUTHENTICATED') this.refuse();
      sink.error?.(error);
    };
    this.#add(end);
    this.#open().then((transport) => {
      if (isOver) return;
      unsubscribe = transport.subscribe(request, {
        next: (result, cursor) => {
          if (isOver) return;
          if (result.data === null || result.data === undefined) return fail(result.errors ?? []);
          this.#note(result, cursor);
          sink.next(result.data as R, cursor);
        },
        error: fail,
        complete: () => {
          if (finish()) sink.complete?.();
        },
      });
    }, fail);
    return stop;
  }

  /** The server has refused the token twice: an attempt to connect would be refused too. */
  refuse(): void {
    if (this.#active.size === 0) this.connection.change('refused');
  }

  /** The server has accepted a token. */
  accept(): void {
    if (this.connection.get().status === 'refused') this.connection.change('idle');
  }

  async close(): Promise<void> {
    const transport = this.#transport;
    for (const end of [...this.#active]) end();
    this.#transport = null;
    await (await transport)?.close();
  }

  #open(): Promise<Transport> {
    this.#transport ??= openTransport(this.#options, this.#control()).catch((error) => {
      this.#transport = null;
      throw error;
    });
    return this.#transport;
  }

  #control(): ConnectionControl {
    const { connection } = this;
    return {
      alarm: this.#alarm,
      maxRefusals: MAX_REFUSALS,
      onConnecting: (attempt) => {
        this.#isOpen = false;
        connection.change('connecting', attempt);
      },
      onLive: () => {
        this.#isOpen = true;
        connection.change(this.#isCutOff ? 'offline' : 'live');
      },
      onWaiting: () => {
        this.#isOpen = false;
        const { attempt } = connection.get();
        connection.change(this.#environment.isOnline() ? 'waiting' : 'offline', attempt);
      },
    };
  }

  #add(end: () => void): void {
    this.#active.add(end);
    this.#unlisten ??= this.#environment.listen((change) => {
      if (change === 'offline') this.#goOffline();
      else this.#resume();
    });
  }

  /** An open connection may outlast the network for a while, and carries nothing then. */
  #goOffline(): void {
    this.#isCutOff = true;
    const { status, attempt } = this.connection.get();
    if (status === 'waiting' || status === 'live') this.connection.change('offline', attempt);
  }

  #resume(): void {
    this.#isCutOff = false;
    const isBack = this.connection.get().status === 'offline' && this.#environment.isOnline();
    if (isBack && this.#isOpen) this.connection.change('live');
    this.#alarm.ring();
  }

  #remove(end: () => void): void {
    this.#active.delete(end);
    if (this.#active.size > 0) return;
    this.#unlisten?.();
    this.#unlisten = null;
    this.#isCutOff = false;
    this.connection.change('idle');
  }

  #note({ data }: ExecutionResult, cursor: string | null): void {
    if (cursor !== null) this.connection.moveTo(cursor);
    for (const event of Object.values(data ?? {})) {
      const { reason } = (event ?? {}) as { readonly reason?: unknown };
      const { __typename } = (event ?? {}) as { readonly __typename?: unknown };
      if (__typename !== 'ResyncRequired') continue;
      for (const listener of [...this.#resyncListeners]) listener(String(reason));
    }
  }
}

/** The end of a subscription is an error of ours, a list of GraphQL errors, or the close of a socket. */
function asError(reason: unknown): DwarError | TypeError {
  if (reason instanceof DwarError || reason instanceof TypeError) return reason;
  if (Array.isArray(reason)) return errorOfResponse({ errors: reason as ResponseError[] });
  if (isRefusedStream(reason)) {
    const { status, retryAfterMs } = reason;
    const code = status === 401 ? 'UNAUTHENTICATED' : 'INVALID_RESPONSE';
    return new DwarError(code, reason.message, { retryAfterMs, cause: reason });
  }
  const { code, reason: text } = (reason ?? {}) as { readonly code?: unknown; readonly reason?: unknown };
  if (typeof code !== 'number') {
    return new DwarError('NETWORK_ERROR', 'the stream has ended', { cause: reason });
  }
  return new DwarError(
    code === FORBIDDEN ? 'UNAUTHENTICATED' : 'NETWORK_ERROR',
    `the socket was closed with ${code} ${String(text)}`.trim(),
  );
}

/** By its name: the class comes with the reader of event streams, which not every app loads. */
function isRefusedStream(reason: unknown): reason is EventStreamRefused {
  return (
    reason instanceof Error && reason.name === ('EventStreamRefused' satisfies EventStreamRefused['name'])
  );
}
