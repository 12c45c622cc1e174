import { EventsDocument, type EventsSubscription } from '../generated/graphql.js';
import type { Connection } from './connection.js';
import { type CursorStore, memoryStore } from './cursor-store.js';
import { DwarError } from './errors.js';
import { EventQueue } from './event-queue.js';
import { checkOptions, type DwarOptions } from './options.js';
import { randomId } from './random-id.js';
import { type RequestOptions, sendOperation } from './request.js';
import { type Sink, Subscriptions } from './subscriptions.js';
import type { TypedDocument } from './typed-document.js';

/** An event of the viewer. A later version of Dwar may send further kinds, which have a `cursor` too. */
export type DwarEvent =
  | EventsSubscription['events']
  | { readonly __typename: '%other'; readonly cursor: string };

/** Settings of `DwarClient.events`. */
export interface EventsOptions {
  /** Cursor to resume after. Default: the one in the cursor store; without one the stream begins now. */
  readonly after?: string;
  /** Ends the loop without an error. */
  readonly signal?: AbortSignal;
}

/** A client of one viewer. Its functions are stable and need no `this`. */
export interface DwarClient {
  /** Runs a query. Throws DwarError, which holds the part of the data that could be read. */
  query<R, V>(document: TypedDocument<R, V>, variables: V, options?: RequestOptions): Promise<R>;
  /**
   * Runs a mutation, once: only a refused token is replaced. Throws DwarError. After NETWORK_ERROR or TIMEOUT
   * it may have run: repeat it with the same idempotency key.
   */
  mutate<R, V>(document: TypedDocument<R, V>, variables: V, options?: RequestOptions): Promise<R>;
  /**
   * All events of the viewer, each once and in order, over lost connections and restarts. The cursor of an
   * event is saved when the loop asks for the next one. `ResyncRequired` says that missed events are no
   * longer available: query your state again, the stream continues.
   */
  events(options?: EventsOptions): AsyncIterableIterator<DwarEvent>;
  /**
   * Any subscription that passes `after` as a variable and selects `cursor`, resumed after lost connections.
   * Throws TypeError if it does not. Returns a function that ends it.
   */
  subscribe<R, V>(document: TypedDocument<R, V>, variables: V, sink: Sink<R>): () => void;
  readonly connection: Connection;
  /** Calls `listener` for each `ResyncRequired` of any subscription until the returned function is called. */
  onResync(listener: (reason: string) => void): () => void;
  /** A random id, such as an idempotency key. */
  randomId(): string;
  /**
   * Completes all subscriptions and loops over events. The client may be used again afterwards; what still
   * uses it, such as a flow that was not closed or a mounted provider, subscribes again.
   */
  close(): Promise<void>;
}

/**
 * Creates a client. It connects with the first subscription, and asks `authorization` for each connection.
 * Throws INVALID_USE if the settings cannot work.
 */
export function createDwarClient(options: DwarOptions): DwarClient {
  checkOptions(options);
  const subscriptions = new Subscriptions(options);
  const { cursorStore = memoryStore() } = options;
  const send = async <R, V>(document: TypedDocument<R, V>, variables: V, request?: RequestOptions) => {
    try {
      const result = await sendOperation(document, variables, options, request);
      subscriptions.accept();
      return result;
    } catch (error) {
      if (error instanceof DwarError && error.code === 'UNAUTHENTICATED') subscriptions.refuse();
      throw error;
    }
  };
  return {
    query: send,
    mutate: send,
    events({ after, signal } = {}) {
      return readEvents(subscriptions, cursorStore, after, signal);
    },
    subscribe: (document, variables, sink) => subscriptions.start(document, variables, sink),
    connection: subscriptions.connection,
    onResync: (listener) => subscriptions.onResync(listener),
    randomId: options.randomId ?? randomId,
    close: () => subscriptions.close(),
  };
}

function readEvents(
  subscriptions: Subscriptions,
  store: CursorStore,
  given: string | undefined,
  signal: AbortSignal | undefined,
): AsyncIterableIterator<DwarEvent> {
  let after = given ?? null;
  const queue = new EventQueue<DwarEvent>({
    start: (push, end) =>
      subscriptions.start(
        EventsDocument,
        { after },
        {
          next({ events }) {
            after = events.cursor;
            push(events);
          },
          error: end,
          complete: end,
        },
      ),
  });
  const close = () => queue.close();
  if (signal?.aborted === true) close();
  signal?.addEventListener('abort', close);
  const events = savingCursors(queue, store, async () => {
    after ??= await store.load();
  });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => events.next(),
    return() {
      signal?.removeEventListener('abort', close);
      // Ends a `next` that waits: the generator could not end before it.
      close();
      return events.return();
    },
  };
}

async function* savingCursors(
  queue: EventQueue<DwarEvent>,
  store: CursorStore,
  load: () => Promise<void>,
): AsyncGenerator<DwarEvent, void, undefined> {
  await load();
  for await (const event of queue) {
    yield event;
    await store.save(event.cursor);
  }
}
