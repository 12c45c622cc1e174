import { type Clock, monotonicMs } from '../../core/time/clock.js';
import { type Change, changeKey } from './change.js';

/** Single changes that one subscriber gets in a second. */
export const CHANGES_PER_SECOND = 50;
/** Changes that wait for a subscriber that is slow to read. */
const WAITING_MAX = 100;
const SECOND_MS = 1_000;
const OVERVIEW: Change = { kind: 'OVERVIEW' };

/**
 * The changes of one subscriber. It holds at most 100: several changes of one thing wait as one, and when
 * more wait, or more than 50 come within a second, `OVERVIEW` stands for those that are left out. After any
 * change `OVERVIEW` follows within a second, at most once a second.
 */
export class ChangeStream implements AsyncIterableIterator<Change> {
  readonly #waiting = new Map<string, Change>();
  #resolveNext: ((result: IteratorResult<Change>) => void) | null = null;
  #isClosed = false;
  #secondSince = Number.NEGATIVE_INFINITY;
  #inSecond = 0;
  #overviewAt = Number.NEGATIVE_INFINITY;
  #cancelOverview: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly onClosed: (stream: ChangeStream) => void,
  ) {}

  /** Adds a change, or what stands for it. */
  add(change: Change): void {
    if (this.#isClosed) return;
    if (this.#isWithinRate()) this.#put(change);
    this.#planOverview();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Change>> {
    const [first] = this.#waiting;
    if (first !== undefined) {
      this.#waiting.delete(first[0]);
      return Promise.resolve({ done: false, value: first[1] });
    }
    if (this.#isClosed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#resolveNext = resolve;
    });
  }

  async return(): Promise<IteratorResult<Change>> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#cancelOverview?.();
      this.#waiting.clear();
      this.onClosed(this);
      this.#resolveNext?.({ done: true, value: undefined });
    }
    return { done: true, value: undefined };
  }

  #isWithinRate(): boolean {
    const now = monotonicMs(this.clock);
    if (now - this.#secondSince >= SECOND_MS) {
      this.#secondSince = now;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    return this.#inSecond <= CHANGES_PER_SECOND;
  }

  #put(change: Change): void {
    const resolve = this.#resolveNext;
    if (resolve !== null) {
      this.#resolveNext = null;
      resolve({ done: false, value: change });
      return;
    }
    this.#waiting.set(changeKey(change), change);
    if (this.#waiting.size <= WAITING_MAX) return;
    this.#waiting.clear();
    this.#waiting.set(changeKey(OVERVIEW), OVERVIEW);
  }

  #planOverview(): void {
    if (this.#cancelOverview !== null) return;
    const waitMs = Math.max(0, this.#overviewAt + SECOND_MS - monotonicMs(this.clock));
    this.#cancelOverview = this.clock.after(waitMs, () => {
      this.#cancelOverview = null;
      this.#overviewAt = monotonicMs(this.clock);
      this.#put(OVERVIEW);
    });
  }
}
