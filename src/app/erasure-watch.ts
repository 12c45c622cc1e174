import type { Bus } from '../bus/bus.js';
import type { Cache } from '../cache/cache.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import { yieldIfLong } from '../core/turns.js';
import { recentErasures } from '../ledger/erasure/erasures.js';
import { Tombstones } from '../ledger/erasure/tombstones.js';
import type { Ledger } from '../ledger/ledger.js';

const EVERY_MS = 1_000;
/** Read requests that began before an erasure may still fill a cache until then. */
const AGAIN_AFTER_MS = 30_000;

interface Collaborators {
  readonly ledger: Ledger;
  readonly cache: Cache;
  readonly bus: Bus<unknown>;
  readonly log: Log;
}

/**
 * Finds out, once a second, that viewers were erased, by this process or another, and drops what this
 * process, and Redis, still hold of them in memory: cached snapshots, kept answers, bodies of refused
 * deliveries. The streams of such a viewer get `ResyncRequired`.
 */
export class ErasureWatch {
  readonly #listeners: (() => void)[] = [];
  readonly #tombstones: Tombstones;
  /** Erasures that were found; null before the first look. */
  #seen: ReadonlySet<string> | null = null;
  readonly #timer: NodeJS.Timeout;
  readonly #again = new Set<NodeJS.Timeout>();
  #looking: Promise<void> | undefined;

  constructor(private readonly deps: Collaborators) {
    this.#tombstones = new Tombstones(deps.ledger.digestKey);
    this.#timer = setInterval(() => void this.look(), EVERY_MS).unref();
    void this.look();
  }

  /** Calls `listener` after viewers were erased. It must not throw. */
  onErased(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Looks now. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) =>
        this.deps.log.debug({ err: describeError(error) }, 'looking for erasures failed'),
      )
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const timer of this.#again) clearTimeout(timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const found = await recentErasures(this.deps.ledger.db);
    const before = this.#seen;
    const ids = new Set(found.map(({ erasureId }) => erasureId));
    const fresh = before === null ? [] : found.filter(({ erasureId }) => !before.has(erasureId));
    if (fresh.length > 0) await this.#forget(new Set(fresh.map(({ viewer }) => viewer)));
    this.#seen = ids;
  }

  async #forget(viewers: ReadonlySet<string>): Promise<void> {
    await this.#clear();
    for (const viewerId of [...this.deps.bus.viewers()]) {
      const pause = yieldIfLong();
      if (pause !== undefined) await pause;
      if (viewers.has(this.#tombstones.of('viewer', viewerId))) this.deps.bus.forget(viewerId);
    }
    const timer = setTimeout(() => {
      this.#again.delete(timer);
      void this.#clear().catch(() => {});
    }, AGAIN_AFTER_MS).unref();
    this.#again.add(timer);
  }

  async #clear(): Promise<void> {
    for (const listener of this.#listeners) listener();
    await this.deps.cache.clear();
  }
}
