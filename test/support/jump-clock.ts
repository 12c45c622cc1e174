import { VirtualClock } from '../../src/core/time/clock.js';

interface Waiting {
  readonly due: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still and jumps, as a machine that was asleep: timers that became due meanwhile fire
 * once, when it wakes. Days cost only as much as their due timers, not every poll in between.
 */
export class JumpClock extends VirtualClock {
  readonly #waiting = new Set<Waiting>();

  constructor(startAt: number) {
    super({ startAt, frozen: true });
  }

  override after(delayMs: number, callback: () => void): () => void {
    const entry = { due: this.now() + Math.max(0, delayMs), callback };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  override async advance(ms: number): Promise<void> {
    await super.advance(ms);
    const due = [...this.#waiting].filter((entry) => entry.due <= this.now());
    for (const entry of due.sort((a, b) => a.due - b.due)) {
      if (this.#waiting.delete(entry)) entry.callback();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
