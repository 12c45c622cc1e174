import { Slots } from '../core/slots.js';

/** Queries of one holder that run at once. One more would not be faster: they share one event loop. */
const MOST = 4;

/**
 * Lets each holder run a few queries at once; further ones wait in the order in which they came. Operations take turns on the event loop, so
 * without this a viewer with a thousand of them would make each turn of everybody else wait for a thousand of its own.
 */
export class QuerySlots {
  readonly #holders = new Map<string, Slots>();

  /** How long the next query of a holder would wait, in milliseconds; 0 while none waits. */
  expectedWaitMs(holder: string): number {
    return this.#holders.get(holder)?.expectedWaitMs ?? 0;
  }

  async run<T>(holder: string, work: () => Promise<T>): Promise<T> {
    const slots = this.#holders.get(holder) ?? new Slots(MOST);
    this.#holders.set(holder, slots);
    try {
      return await slots.run(work);
    } finally {
      if (slots.isIdle) this.#holders.delete(holder);
    }
  }
}
