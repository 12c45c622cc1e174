import { LRUCache } from 'lru-cache';
import type { Reuse } from '../../graphql/reuse.js';

/** An answer as it was sent, and for how long it may be sent again. */
export interface ReadyAnswer {
  /** Names and values in turn, without those of one request such as its id. */
  readonly headers: readonly string[];
  /** The body, compressed if the request asked for that. */
  readonly body: Buffer;
  /** The revision of the viewer, read before the answer was produced. */
  readonly revision: string;
  readonly reuse: Reuse;
  /** When it was kept, by the monotonic clock in milliseconds. */
  readonly keptAt: number;
}

/** Overhead of one kept answer, in bytes; its key, headers and body are counted apart. */
const ENTRY_BYTES = 400;
/** The key holds the body of the request; its document and variables are kept apart from it. */
const KEY_TIMES = 3;
/** The part of the memory that one answer may take. */
const LARGEST_SHARE = 1 / 16;

/**
 * Answers by the request that they answer: its viewer, the headers that it was answered by, and its body, all
 * as they are and not as digests, so two requests that differ never share an answer. Bounded by bytes, the
 * least used dropped first.
 */
export class ReadyAnswers {
  readonly #answers: LRUCache<string, ReadyAnswer>;

  constructor(maxBytes: number) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: maxBytes * LARGEST_SHARE,
      sizeCalculation: ({ body, headers }, key) =>
        ENTRY_BYTES +
        body.length +
        KEY_TIMES * key.length +
        headers.reduce((sum, text) => sum + text.length, 0),
    });
  }

  /** Bytes that are kept. */
  get bytes(): number {
    return this.#answers.calculatedSize;
  }

  /** Drops all of them. */
  clear(): void {
    this.#answers.clear();
  }

  find(key: string): ReadyAnswer | undefined {
    return this.#answers.get(key);
  }

  keep(key: string, answer: ReadyAnswer): void {
    this.#answers.set(key, answer);
  }
}
