/** How much the last gap between two releases counts, against those before it. */
const LAST_GAP = 0.1;
const FIRST_GAP_MS = 2;

/** A number of slots: so many works run at once, and further ones wait in the order in which they came. */
export class Slots {
  #taken = 0;
  #releasedAt = 0;
  /** Time between two releases while others waited, in milliseconds; a guess before the first. */
  #usualGapMs = FIRST_GAP_MS;
  readonly #waiting: { readonly resume: () => void; readonly since: number }[] = [];

  constructor(readonly most: number) {}

  /** Whether no slot is taken. */
  get isIdle(): boolean {
    return this.#taken === 0;
  }

  /** How long one that comes now would wait, in milliseconds, judged by those before it; 0 while none waits. */
  get expectedWaitMs(): number {
    const first = this.#waiting[0];
    if (first === undefined) return 0;
    return Math.max(performance.now() - first.since, this.#waiting.length * this.#usualGapMs);
  }

  /** Takes a slot. Returns undefined when one was free, else a promise that resolves when the caller has one. */
  acquire(): Promise<void> | undefined {
    if (this.#taken >= this.most) return this.#untilReleased();
    this.#taken += 1;
    return undefined;
  }

  /** Runs a work when it has a slot; settles as the work does. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  /** Gives a slot back: the next one that waits has it then. */
  release(): void {
    const now = performance.now();
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else {
      const gapMs = now - Math.max(this.#releasedAt, next.since);
      this.#usualGapMs += LAST_GAP * (gapMs - this.#usualGapMs);
      next.resume();
    }
    this.#releasedAt = now;
  }

  #untilReleased(): Promise<void> {
    return new Promise((resume) => this.#waiting.push({ resume, since: performance.now() }));
  }
}
