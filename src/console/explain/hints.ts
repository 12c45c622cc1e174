import type { TimelineEntry } from '../../ledger/timeline.js';

/** What a read settles. */
export interface SettledHint {
  /** How sentences call it. */
  readonly by: string;
  /** Milliseconds between the hint and the read. */
  readonly delayMs: number;
  /** The status that a webhook had reported of the order; null where it reported none. */
  readonly status: string | null;
}

interface Hint {
  readonly at: number;
  readonly by: string;
  readonly status: string | null;
  /** When a read has settled it; null while none has. One read may write several entries. */
  settledAt: number | null;
}

/** The newest hint about a transaction and about each of its orders. */
export class Hints {
  readonly #hints = new Map<string | null, Hint>();

  /** Adds the hint of a webhook's entry. A contradiction is about the transaction alone. */
  add({ at, batchId, to, anomaly }: TimelineEntry): void {
    const by = 'the webhook';
    this.ofTransaction(at, by);
    if (batchId !== null && anomaly === null)
      this.#hints.set(batchId, { at, by, status: to, settledAt: null });
  }

  /** Adds a hint that has the transaction read. */
  ofTransaction(at: number, by: string): void {
    this.#hints.set(null, { at, by, status: null, settledAt: null });
  }

  /** The hint that a read at this time settles; null if there is none. */
  settle(batchId: string | null, at: number): SettledHint | null {
    const hint = this.#hints.get(batchId);
    if (hint === undefined || (hint.settledAt !== null && hint.settledAt !== at)) return null;
    hint.settledAt = at;
    return { by: hint.by, delayMs: at - hint.at, status: hint.status };
  }
}
