import { LRUCache } from 'lru-cache';
import type { CommitListener } from '../../ledger/ledger.js';

/** How long orders took from their first webhook to the read that confirmed them, in one part of time. */
export interface Delays {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly count: number;
}

const WAITING_MAX = 10_000;
const KEPT = 10_000;

interface Sample {
  readonly at: number;
  readonly delayMs: number;
}

/**
 * Measures the delay from the first webhook about an order to the read that confirms it, from the events that
 * this instance commits. It keeps the last 10,000 in memory.
 */
export class DelayMeter {
  /** When a webhook reported an order that no read has confirmed since, by batch id. */
  readonly #hintedAt = new LRUCache<string, number>({ max: WAITING_MAX });
  readonly #samples: Sample[] = [];
  #next = 0;

  /** Listens to the commits of a ledger. */
  readonly onCommit: CommitListener = (events) => {
    for (const { type, subject, snapshot, occurredAt } of events) {
      if (type !== 'ORDER') continue;
      const hintedAt = this.#hintedAt.get(subject);
      if (snapshot.provenance === 'CONFIRMED') {
        this.#hintedAt.delete(subject);
        if (hintedAt !== undefined)
          this.#keep({ at: occurredAt, delayMs: Math.max(0, occurredAt - hintedAt) });
      } else if (snapshot.provenance === 'WEBHOOK' && hintedAt === undefined) {
        this.#hintedAt.set(subject, occurredAt);
      }
    }
  };

  /** The delays since a time. */
  since(at: number): Delays {
    return this.#between(at, Number.POSITIVE_INFINITY);
  }

  /** The delays of each of `count` parts of the period that begins at `since` and ends at `until`. */
  parts(since: number, until: number, count: number): readonly Delays[] {
    const length = (until - since) / count;
    return Array.from({ length: count }, (_, part) => {
      const at = since + part * length;
      return this.#between(at, part === count - 1 ? Number.POSITIVE_INFINITY : at + length);
    });
  }

  #keep(sample: Sample): void {
    this.#samples[this.#next] = sample;
    this.#next = (this.#next + 1) % KEPT;
  }

  #between(from: number, before: number): Delays {
    const delays = this.#samples.filter(({ at }) => at >= from && at < before).map(({ delayMs }) => delayMs);
    delays.sort((one, other) => one - other);
    const rank = (share: number) => delays[Math.max(0, Math.ceil(share * delays.length) - 1)] ?? null;
    return { at: from, p50Ms: rank(0.5), p99Ms: rank(0.99), count: delays.length };
  }
}
