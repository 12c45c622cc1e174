/** Where time comes from. Token lifetimes always use {@link systemClock}; see design "Time". */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Milliseconds since some fixed moment. They pass as those of {@link now} do, only grow, and do not change
   * when the clock is set. Absent: `performance.now()`.
   */
  monotonic?(): number;
  /** Calls `callback` once, `delayMs` of this clock from now; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The monotonic time of a clock, see {@link Clock.monotonic}. */
export function monotonicMs(clock: Clock): number {
  return clock.monotonic?.() ?? performance.now();
}

/** When something became known: `now` by our clock, `upstreamNow` by Gateway's; epoch milliseconds. */
export interface Moment {
  readonly now: number;
  readonly upstreamNow: number;
}

/** The moment of a read. */
export interface ReadMoment extends Moment {
  /**
   * The time that every available clock has reached, in epoch milliseconds. Irreversible decisions use it.
   */
  readonly certainNow: number;
}

/** The machine's own clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

interface Waiting {
  readonly due: number;
  readonly callback: () => void;
  cancelReal: () => void;
}

/**
 * A clock that runs with the real one and can be pushed forward: timers that become due by a push fire at
 * once, in order of their due time, each seeing `now()` as its own due time.
 *
 * With `frozen` it stands still between pushes.
 */
export class VirtualClock implements Clock {
  readonly #frozen: boolean;
  readonly #waiting = new Set<Waiting>();
  #offsetMs: number;
  #frozenAt: number;
  #pushedMs = 0;

  constructor(options: { startAt?: number; frozen?: boolean } = {}) {
    this.#frozen = options.frozen ?? false;
    this.#frozenAt = options.startAt ?? Date.now();
    this.#offsetMs = this.#frozenAt - Date.now();
  }

  now(): number {
    return this.#frozen ? this.#frozenAt : Date.now() + this.#offsetMs;
  }

  monotonic(): number {
    return (this.#frozen ? 0 : performance.now()) + this.#pushedMs;
  }

  /** How far this clock is ahead of the machine's, in milliseconds. */
  get offsetMs(): number {
    return this.now() - Date.now();
  }

  after(delayMs: number, callback: () => void): () => void {
    const entry: Waiting = { due: this.now() + Math.max(0, delayMs), callback, cancelReal: () => {} };
    this.#waiting.add(entry);
    this.#arm(entry);
    return () => this.#drop(entry);
  }

  /** Moves the clock forward and fires what became due, letting promises settle between timers. */
  async advance(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError('a clock only moves forward');
    const target = this.now() + ms;
    for (let next = this.#nextDue(target); next !== undefined; next = this.#nextDue(target)) {
      this.#moveTo(Math.max(this.now(), next.due));
      this.#drop(next);
      next.callback();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#moveTo(Math.max(this.now(), target));
    for (const entry of this.#waiting) this.#arm(entry);
  }

  /**
   * Moves the clock forward as if the machine had slept: each timer that became due fires once, at the end,
   * in order of its due time. Days cost as much as the timers that wait, not as every poll in between.
   */
  async jump(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError('a clock only moves forward');
    this.#moveTo(this.now() + ms);
    const due = [...this.#waiting].filter((entry) => entry.due <= this.now());
    for (const entry of due.sort((a, b) => a.due - b.due)) {
      if (!this.#waiting.has(entry)) continue;
      this.#drop(entry);
      entry.callback();
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const entry of this.#waiting) this.#arm(entry);
  }

  #nextDue(limit: number): Waiting | undefined {
    let earliest: Waiting | undefined;
    for (const entry of this.#waiting) {
      if (entry.due <= limit && (earliest === undefined || entry.due < earliest.due)) earliest = entry;
    }
    return earliest;
  }

  #moveTo(time: number): void {
    this.#pushedMs += Math.max(0, time - this.now());
    this.#frozenAt = time;
    this.#offsetMs = time - Date.now();
  }

  #arm(entry: Waiting): void {
    entry.cancelReal();
    if (this.#frozen) return;
    const timer = setTimeout(
      () => this.#fire(entry),
      Math.min(Math.max(0, entry.due - this.now()), 2 ** 31 - 1),
    );
    timer.unref();
    entry.cancelReal = () => clearTimeout(timer);
  }

  #fire(entry: Waiting): void {
    if (this.now() < entry.due) {
      this.#arm(entry);
      return;
    }
    this.#drop(entry);
    entry.callback();
  }

  #drop(entry: Waiting): void {
    entry.cancelReal();
    this.#waiting.delete(entry);
  }
}
