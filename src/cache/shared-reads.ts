import { LRUCache } from 'lru-cache';
import { isRecord } from '../core/json.js';
import { SingleFlight } from '../core/single-flight.js';
import type { Moment } from '../core/time/clock.js';
import type { Cache } from './cache.js';
import { sizeOf } from './parsed-snapshots.js';

/** How long an answer of upstream is used, in milliseconds from the moment when it was asked for. */
export interface Lives {
  /** An answer of which everything could be read. */
  readonly wholeMs: number;
  /** An answer of which something could not be read: it is served, and asked for again before long. */
  readonly partialMs: number;
  /** An answer of any age up to this, while upstream fails. */
  readonly staleMs: number;
}

/** An answer as it was fetched. */
interface Fetched<T> {
  readonly value: T;
  readonly isWhole: boolean;
}

/** An answer in use; times in epoch milliseconds. */
export interface SharedRead<T> {
  readonly value: T;
  /** When it was asked for, by our clock. */
  readonly fetchedAt: number;
  /** Until then, by Gateway's clock, the same answer is given without asking upstream. */
  readonly until: number;
  /** Until then, by Gateway's clock, it may be given while upstream fails. */
  readonly staleAt: number;
}

interface Parts {
  /** Shared by all instances where there is a Redis. */
  readonly store: Cache;
  /** Lives are measured by Gateway's clock, on which all instances agree. */
  readonly moment: () => Moment;
  /** Most bytes of the answers that are kept in this process. */
  readonly maxBytes: number;
  /** Whether an error of a fetch says that upstream fails: only then is an old answer used. */
  readonly isOutage: (error: unknown) => boolean;
}

/** After a failure an old answer is used for so long before upstream is asked again, in milliseconds. */
const REST_MS = 30_000;

/**
 * Answers of upstream that are the same for every caller. A key is fetched once for each of its lives, by
 * all callers of this process together; an answer that another instance has fetched is taken from the store.
 * While upstream fails an old answer is given, with the time of its fetch. Two instances that miss at the
 * same moment both fetch. A value has to be plain JSON; it is shared by all callers and must not be changed.
 */
export class SharedReads {
  readonly #flights = new SingleFlight<SharedRead<unknown>>();
  /** Every answer that was used, which makes this process independent of the store. */
  readonly #known: LRUCache<string, SharedRead<object | null>>;

  constructor(private readonly parts: Parts) {
    this.#known = new LRUCache({
      maxSize: parts.maxBytes,
      sizeCalculation: (read, key) => sizeOf(key) + sizeOf(read),
    });
  }

  /**
   * The answer of `key`, which names everything that it depends on. Rejects with the error of `fetch` if
   * there is no answer that may still be used, and with the reason of `signal` when that is aborted first.
   */
  async read<T extends object | null>(
    key: string,
    lives: Lives,
    fetch: (signal: AbortSignal) => Promise<Fetched<T>>,
    signal?: AbortSignal,
  ): Promise<SharedRead<T>> {
    const known = this.#known.get(key);
    const read = this.#isCurrent(known, lives)
      ? known
      : await this.#flights.run(key, (aborted) => this.#renew(key, lives, fetch, aborted), signal);
    return read as SharedRead<T>;
  }

  /** Drops what this process holds under the keys that match. */
  drop(matches: (key: string) => boolean): void {
    for (const key of [...this.#known.keys()]) if (matches(key)) this.#known.delete(key);
  }

  async #renew<T extends object | null>(
    key: string,
    lives: Lives,
    fetch: (signal: AbortSignal) => Promise<Fetched<T>>,
    aborted: AbortSignal,
  ): Promise<SharedRead<object | null>> {
    const { store, moment, isOutage } = this.parts;
    const inStore = storeKey(store, key);
    const [stored] = await store.get([inStore]);
    const shared = asRead(stored);
    if (this.#isCurrent(shared, lives)) return this.#keep(key, shared);
    const { now: fetchedAt, upstreamNow } = moment();
    try {
      const { value, isWhole } = await fetch(aborted);
      const until = upstreamNow + (isWhole ? lives.wholeMs : lives.partialMs);
      const read = this.#keep(key, { value, fetchedAt, until, staleAt: upstreamNow + lives.staleMs });
      store.put([{ key: inStore, value: read, ttlMs: lives.wholeMs + lives.staleMs }]);
      return read;
    } catch (error) {
      const old = newest(this.#known.get(key), shared);
      const leftMs = old === undefined ? 0 : old.staleAt - moment().upstreamNow;
      if (old === undefined || leftMs <= 0 || aborted.aborted || !isOutage(error)) throw error;
      return this.#keep(key, { ...old, until: moment().upstreamNow + Math.min(REST_MS, leftMs) });
    }
  }

  #keep<T extends object | null>(key: string, read: SharedRead<T>): SharedRead<T> {
    this.#known.set(key, read);
    return read;
  }

  /** One that would last longer than its life allows comes from before the clock was set back. */
  #isCurrent<T>(read: SharedRead<T> | undefined, lives: Lives): read is SharedRead<T> {
    if (read === undefined) return false;
    const leftMs = read.until - this.parts.moment().upstreamNow;
    return leftMs > 0 && leftMs <= Math.max(lives.wholeMs, REST_MS);
  }
}

function storeKey(store: Cache, key: string): string {
  return `${store.prefix}shared:${key}`;
}

function asRead(stored: unknown): SharedRead<object | null> | undefined {
  if (!isRecord(stored)) return undefined;
  const { value, fetchedAt, until, staleAt } = stored;
  if (typeof value !== 'object' || typeof fetchedAt !== 'number') return undefined;
  if (typeof until !== 'number' || typeof staleAt !== 'number') return undefined;
  return { value, fetchedAt, until, staleAt };
}

function newest(
  one: SharedRead<object | null> | undefined,
  other: SharedRead<object | null> | undefined,
): SharedRead<object | null> | undefined {
  return (one?.staleAt ?? 0) >= (other?.staleAt ?? 0) ? one : other;
}
