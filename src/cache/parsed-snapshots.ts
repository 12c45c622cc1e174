import { LRUCache } from 'lru-cache';
import type { Cache, CacheEntry, CacheObserver } from './cache.js';

/** What an object, and each name or value in it, takes in memory, in bytes. */
const OBJECT_BYTES = 56;
const VALUE_BYTES = 16;

/**
 * Keeps the snapshots that were read from a cache as objects, so that each version is fetched and parsed once
 * by a process. They are shared by all who read them, and frozen.
 *
 * Only what the cache has returned is kept: what is put may still differ from what its JSON holds.
 */
export class ParsedSnapshots implements Cache {
  readonly #known: LRUCache<string, object>;

  /** `maxBytes` bounds the memory of the objects, as estimated. */
  constructor(
    private readonly cache: Cache,
    private readonly observer: Pick<CacheObserver, 'hits'>,
    maxBytes: number,
  ) {
    this.#known = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (value, key) => sizeOf(key) + sizeOf(value),
    });
  }

  get prefix(): string {
    return this.cache.prefix;
  }

  async get(keys: readonly string[]): Promise<readonly unknown[]> {
    const values: unknown[] = keys.map((key) => this.#known.get(key));
    const missing = keys.filter((_, index) => values[index] === undefined);
    if (missing.length < keys.length) this.observer.hits(keys.length - missing.length);
    if (missing.length === 0) return values;
    const found = (await this.cache.get(missing)).values();
    return keys.map((key, index) => values[index] ?? this.#kept(key, found.next().value));
  }

  put(entries: readonly CacheEntry[]): void {
    this.cache.put(entries);
  }

  clear(): Promise<void> {
    this.#known.clear();
    return this.cache.clear();
  }

  close(): Promise<void> {
    return this.cache.close();
  }

  #kept(key: string, value: unknown): unknown {
    if (typeof value === 'object' && value !== null) this.#known.set(key, frozen(value));
    return value;
  }
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) frozen(inner);
  return Object.freeze(value);
}

/** What a value takes in memory, in bytes, as estimated. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return VALUE_BYTES + value.length;
  if (typeof value !== 'object' || value === null) return VALUE_BYTES;
  let size = OBJECT_BYTES;
  for (const inner of Object.values(value)) size += VALUE_BYTES + sizeOf(inner);
  return size;
}
