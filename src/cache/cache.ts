import { yieldIfLong } from '../core/turns.js';

/**
 * Snapshots of stored objects, kept close. An entry is found by key and version and never changes, so it can
 * be missing but never stale: the caller has read the version from the ledger. A failure counts as a miss and
 * fails no request.
 */
export interface Cache {
  /**
   * Begins every key now. It changes with the log: after commits were lost, the same key and version may have
   * other content.
   */
  readonly prefix: string;
  /** The snapshot of each key, undefined where it is missing. */
  get(keys: readonly string[]): Promise<readonly unknown[]>;
  /** Keeps snapshots; returns at once, failures are counted only. */
  put(entries: readonly CacheEntry[]): void;
  /** Drops every entry of this ledger. Rejects if the store failed. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What names the snapshots of a ledger: itself, and its log at present. */
export interface CachedLedger {
  readonly name: string;
  readonly epoch: string;
}

export interface CacheEntry {
  readonly key: string;
  readonly value: unknown;
  /**
   * How long it is kept, in milliseconds. Default: an hour in Redis; without it, until its room is needed.
   */
  readonly ttlMs?: number;
}

/** Notified of each look-up, for metrics. */
export interface CacheObserver {
  hits(count: number): void;
  misses(count: number): void;
  error(error: unknown): void;
}

/** Kinds of object the cache holds. */
export type CachedKind = 'transaction' | 'order' | 'holdings';

/** The key of one version of one object, in the log that {@link Cache.prefix} names. */
export function cacheKey(prefix: string, kind: CachedKind, key: string, version: number): string {
  return `${prefix}${kind}:${key}@${version}`;
}

interface Versioned {
  readonly key: string;
  readonly version: number;
  readonly revision: number;
}

type Revised<T> = T & Pick<Versioned, 'revision'>;

/** A value as `load` of {@link readThrough} returns it. */
type Loaded<T> = Versioned & { readonly value: T };

/** Objects that are parsed in one go: they may be large, and parsing holds the event loop. */
const BATCH = 20;

/**
 * Snapshots for `refs`, in their order, each with the revision of its version: from the cache, the missing
 * ones by `load` from the ledger and then cached. What `load` does not return is null. `load` may return a
 * newer version than asked for; it is then what the caller gets. Reads in batches, and yields the event loop
 * between them.
 */
export async function readThrough<T extends object>(
  cache: Cache,
  kind: CachedKind,
  refs: readonly Versioned[],
  load: (keys: readonly string[]) => Promise<readonly Loaded<T>[]>,
): Promise<(Revised<T> | null)[]> {
  const values: (Revised<T> | null)[] = [];
  for (let start = 0; start < refs.length; start += BATCH) {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    values.push(...(await readBatch(cache, kind, refs.slice(start, start + BATCH), load)));
  }
  return values;
}

async function readBatch<T extends object>(
  cache: Cache,
  kind: CachedKind,
  refs: readonly Versioned[],
  load: (keys: readonly string[]) => Promise<readonly Loaded<T>[]>,
): Promise<(Revised<T> | null)[]> {
  // Once for both: what is loaded belongs to the log it was asked of, even if another begins meanwhile.
  const { prefix } = cache;
  const cached = await cache.get(refs.map((ref) => cacheKey(prefix, kind, ref.key, ref.version)));
  const missing = [...new Set(refs.filter((_, index) => cached[index] === undefined).map((ref) => ref.key))];
  const loaded = missing.length === 0 ? [] : await load(missing);
  if (loaded.length > 0) {
    cache.put(
      loaded.map(({ key, version, value }) => ({ key: cacheKey(prefix, kind, key, version), value })),
    );
  }
  const byKey = new Map(loaded.map(({ key, value, revision }) => [key, { ...value, revision }]));
  return refs.map((ref, index) => {
    const value = cached[index] as T | undefined;
    return value === undefined ? (byKey.get(ref.key) ?? null) : { ...value, revision: ref.revision };
  });
}
