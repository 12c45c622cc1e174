import type { Clock } from '../../core/time/clock.js';

/** Timers on the virtual clock that can be cancelled together. */
export class Timers {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `callback` when the clock reaches `dueAt`, or at once if it already has. */
  at(dueAt: number, callback: () => void): void {
    const delayMs = dueAt - this.#clock.now();
    if (delayMs <= 0) {
      callback();
      return;
    }
    const cancel = this.#clock.after(delayMs, () => {
      this.#cancels.delete(cancel);
      callback();
    });
    this.#cancels.add(cancel);
  }

  /** Cancels all timers. */
  clear(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}
