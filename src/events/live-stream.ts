import type { LogReader } from '../graphql/log-reader.js';
import type { EventView } from './event.view.js';

/** A stream of one epoch of the log. `return` ends it, and a `next` that waits. */
export interface EpochStream extends LogReader {
  next(): Promise<IteratorResult<EventView>>;
  return(): Promise<IteratorResult<EventView>>;
}

/** The ledger whose log is followed. */
interface EpochSource {
  readonly epoch: string;
  onNewEpoch(listener: () => void): () => void;
}

/**
 * A subscriber's stream, which outlives the epoch of the log: when another epoch begins, what the old stream
 * still held is dropped, and the subscriber continues with the stream that `reopen` makes; its first item is
 * `ResyncRequired` (guarantee G6).
 */
export class LiveStream implements AsyncIterableIterator<EventView>, LogReader {
  #stream: EpochStream;
  readonly #unfollow: () => void;

  /** `epoch` is that of `stream`; it may have ended by now. */
  constructor(ledger: EpochSource, epoch: string, stream: EpochStream, reopen: () => EpochStream) {
    this.#stream = stream;
    const replace = () => {
      const former = this.#stream;
      this.#stream = reopen();
      void former.return();
    };
    this.#unfollow = ledger.onNewEpoch(replace);
    if (ledger.epoch !== epoch) replace();
  }

  get givenUpTo(): number | null {
    return this.#stream.givenUpTo;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<EventView>> {
    for (;;) {
      const stream = this.#stream;
      const result = await stream.next().catch((error: unknown) => {
        this.#unfollow();
        throw error;
      });
      if (result.done !== true || stream === this.#stream) return result;
    }
  }

  async return(): Promise<IteratorResult<EventView>> {
    this.#unfollow();
    return await this.#stream.return();
  }

  async throw(error: unknown): Promise<IteratorResult<EventView>> {
    await this.return();
    throw error;
  }
}
