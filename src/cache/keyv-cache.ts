import type Keyv from 'keyv';
import { withDeadline } from '../core/time/deadline.js';
import type { Cache, CacheEntry, CacheObserver } from './cache.js';

const DEADLINE_MS = 300;
/** It goes through all keys of the store. */
const CLEAR_MS = 30_000;
/**
 * After a failure the cache is left alone this long: a store that hangs must not cost each request a
 * deadline.
 */
const REST_MS = 1_000;

/**
 * Snapshots are plain JSON. Keyv's own serialiser joins each value from thousands of little strings, which
 * stay alive inside it and take eight times its length in memory.
 */
export const AS_JSON = { serialize: JSON.stringify, deserialize: JSON.parse };

/** A cache on any Keyv store: each call behind a deadline, each failure a counted miss. */
export class KeyvCache implements Cache {
  #restUntil = 0;

  constructor(
    private readonly keyv: Keyv,
    private readonly observer: CacheObserver & { written?(): void },
    private readonly store: { end(): Promise<void>; prefixNow?(): string },
  ) {}

  get prefix(): string {
    return this.store.prefixNow?.() ?? '';
  }

  async get(keys: readonly string[]): Promise<readonly unknown[]> {
    if (keys.length === 0) return [];
    const values = await this.#guarded('cache read', () => this.keyv.getMany<unknown>([...keys]));
    const hits = values?.filter((value) => value !== undefined).length ?? 0;
    this.observer.hits(hits);
    this.observer.misses(keys.length - hits);
    return values ?? keys.map(() => undefined);
  }

  put(entries: readonly CacheEntry[]): void {
    if (entries.length === 0) return;
    const write = async () => {
      await this.keyv.setMany(
        entries.map(({ key, value, ttlMs }) => ({
          key,
          value,
          ...(ttlMs === undefined ? {} : { ttl: ttlMs }),
        })),
      );
      this.observer.written?.();
    };
    void this.#guarded('cache write', write);
  }

  /** Ends the pause after a failure: the store has become reachable. */
  resume(): void {
    this.#restUntil = 0;
  }

  async clear(): Promise<void> {
    await withDeadline('clearing the cache', CLEAR_MS, this.keyv.clear());
  }

  async close(): Promise<void> {
    await this.store.end();
  }

  /** The call's answer; undefined when it failed, or when the last one failed a moment ago. */
  async #guarded<T>(what: string, call: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() < this.#restUntil) return undefined;
    try {
      return await withDeadline(what, DEADLINE_MS, call());
    } catch (error) {
      this.#restUntil = performance.now() + REST_MS;
      this.observer.error(error);
      return undefined;
    }
  }
}
