import type { TypedDocument } from '../core/typed-document.js';

/** Where the events of a subscription arrive. */
export interface FlowSink<Result> {
  next(result: Result): void;
  error(reason: unknown): void;
  complete(): void;
}

/** What a flow needs of a client; `createDwarClient` makes one. */
export interface TradeClient {
  /** Resolves with `data`. Rejects if a part of it is missing, and while the network is lost. */
  query<Result, Variables>(document: TypedDocument<Result, Variables>, variables: Variables): Promise<Result>;
  /** As `query`. Sends the mutation once. */
  mutate<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
  /** Subscribes, and resumes after a lost connection. Returns a function that ends it. */
  subscribe<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    sink: FlowSink<Result>,
  ): () => void;
  /** Makes idempotency keys unless the flow has a `randomId` of its own. */
  randomId?(): string;
}

/** Time, for tests. */
export interface FlowClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `callback` once; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const realClock: FlowClock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer: unknown = setTimeout(callback, delayMs);
    // In Node a timer keeps the process alive unless it is unreferenced.
    (timer as { unref?(): void }).unref?.();
    return () => clearTimeout(timer as number);
  },
};
