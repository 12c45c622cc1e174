/** Weight of the latest gap between two releases in the running average. */
const LATEST_GAP_WEIGHT = 0.1;
const FIRST_GAP_MS = 2;

/** A caller in the queue. */
interface Waiter {
  readonly grant: () => void;
  readonly since: number;
}

/** Limits how many tasks run at once. Further ones wait and are let in first come, first served. */
export class Slots {
  #taken = 0;
  #releasedAt = 0;
  /** Time between two releases while others waited, in milliseconds; a guess before the first. */
  #usualGapMs = FIRST_GAP_MS;
  /** The longest waiting first. */
  readonly #waiting = new Set<Waiter>();

  /** `most` is the number of slots, at least 1. */
  constructor(readonly most: number) {}

  /** Whether no slot is taken. */
  get isIdle(): boolean {
    return this.#taken === 0;
  }

  /**
   * How long a caller that arrives now would wait, in milliseconds, estimated from past releases; 0 if none
   * is waiting.
   */
  get expectedWaitMs(): number {
    const [first] = this.#waiting;
    if (first === undefined) return 0;
    return Math.max(performance.now() - first.since, this.#waiting.size * this.#usualGapMs);
  }

  /** Takes a slot if one is free; returns whether it did. */
  tryAcquire(): boolean {
    if (this.#taken >= this.most) return false;
    this.#taken += 1;
    return true;
  }

  /**
   * Takes a slot. Returns undefined if one was free, else a promise that resolves once the caller holds one.
   */
  acquire(): Promise<void> | undefined {
    return this.tryAcquire() ? undefined : new Promise((resolve) => this.#enqueue(resolve));
  }

  /**
   * Calls `onGranted` once the caller holds a slot: at once if one is free. The returned function must be
   * called once: it releases the slot, or leaves the queue if the slot was not granted yet.
   */
  request(onGranted: () => void): () => void {
    if (this.tryAcquire()) {
      onGranted();
      return () => this.release();
    }
    const waiter = this.#enqueue(onGranted);
    return () => {
      if (!this.#waiting.delete(waiter)) this.release();
    };
  }

  /** Runs a task once it holds a slot; settles as the task does. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  /** Releases a slot: the longest waiting caller gets it. */
  release(): void {
    const now = performance.now();
    const [next] = this.#waiting;
    if (next === undefined) this.#taken -= 1;
    else {
      this.#waiting.delete(next);
      const gapMs = now - Math.max(this.#releasedAt, next.since);
      this.#usualGapMs += LATEST_GAP_WEIGHT * (gapMs - this.#usualGapMs);
      next.grant();
    }
    this.#releasedAt = now;
  }

  #enqueue(grant: () => void): Waiter {
    const waiter = { grant, since: performance.now() };
    this.#waiting.add(waiter);
    return waiter;
  }
}
