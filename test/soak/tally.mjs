/**
 * Counts outcomes and times by kind of request. Times are kept in buckets of 5 %, so that memory does not
 * grow with the run.
 */
export class Tally {
  #kinds = new Map();

  clear() {
    this.#kinds.clear();
  }

  note(kind, outcome, ms) {
    let found = this.#kinds.get(kind);
    if (found === undefined) {
      found = { outcomes: {}, buckets: new Map(), count: 0, max: 0 };
      this.#kinds.set(kind, found);
    }
    found.outcomes[outcome] = (found.outcomes[outcome] ?? 0) + 1;
    found.count += 1;
    found.max = Math.max(found.max, ms);
    const bucket = Math.ceil(Math.log(Math.max(ms, 0.01)) / Math.log(1.05));
    found.buckets.set(bucket, (found.buckets.get(bucket) ?? 0) + 1);
  }

  /** Runs `work` and records its outcome or failure. */
  async time(kind, work) {
    const startedAt = performance.now();
    const outcome = await work().catch((error) => error.code ?? error.message);
    this.note(kind, String(outcome), performance.now() - startedAt);
  }

  summary() {
    return Object.fromEntries(
      [...this.#kinds].map(([kind, { outcomes, buckets, count, max }]) => [
        kind,
        { outcomes, count, p50: percentile(buckets, count, 0.5), p99: percentile(buckets, count, 0.99), max },
      ]),
    );
  }
}

function percentile(buckets, count, share) {
  let seen = 0;
  for (const [bucket, times] of [...buckets].sort(([left], [right]) => left - right)) {
    seen += times;
    if (seen >= count * share) return 1.05 ** bucket;
  }
  return 0;
}
