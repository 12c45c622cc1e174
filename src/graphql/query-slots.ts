/** Queries of one holder that run at once. One more would not be faster: they share one event loop. */
const MOST = 4;

interface Slots {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Lets each holder run a few queries at once; further ones wait in the order in which they came. Operations take turns on the event loop, so
 * without this a viewer with a thousand of them would make each turn of everybody else wait for a thousand of its own.
 */
export class QuerySlots {
  readonly #holders = new Map<string, Slots>();

  async run<T>(holder: string, work: () => Promise<T>): Promise<T> {
    const slots = this.#holders.get(holder) ?? { running: 0, waiting: [] };
    this.#holders.set(holder, slots);
    if (slots.running >= MOST) await new Promise<void>((resolve) => slots.waiting.push(resolve));
    else slots.running += 1;
    try {
      return await work();
    } finally {
      this.#release(holder, slots);
    }
  }

  /** Hands the slot over to the next one that waits. */
  #release(holder: string, slots: Slots): void {
    const next = slots.waiting.shift();
    if (next !== undefined) return next();
    slots.running -= 1;
    if (slots.running === 0) this.#holders.delete(holder);
  }
}
