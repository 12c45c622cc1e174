import { Slots } from './slots.js';

/**
 * The same number of {@link Slots} for each holder, such as a viewer or an address. A caller that finds none
 * free is refused (`tryAcquire`) or waits (`run`, `request`). Holders without a taken slot use no memory.
 */
export class SlotsByHolder {
  readonly #holders = new Map<string, Slots>();

  /** `most` is the number of slots of each holder, at least 1. */
  constructor(readonly most: number) {}

  /** How many holders have taken a slot. */
  get size(): number {
    return this.#holders.size;
  }

  /** How long the next caller for this holder would wait, in milliseconds; 0 if none is waiting. */
  expectedWaitMs(holder: string): number {
    return this.#holders.get(holder)?.expectedWaitMs ?? 0;
  }

  /** Takes a slot and returns its release, to be called once. Returns null if the holder has no slot left. */
  tryAcquire(holder: string): (() => void) | null {
    const slots = this.#slotsOf(holder);
    if (!slots.tryAcquire()) return null;
    return () => {
      slots.release();
      this.#dropIfIdle(holder, slots);
    };
  }

  /**
   * Calls `onGranted` once a slot is held; see {@link Slots.request}. The returned function must be called
   * once.
   */
  request(holder: string, onGranted: () => void): () => void {
    const slots = this.#slotsOf(holder);
    const release = slots.request(onGranted);
    return () => {
      release();
      this.#dropIfIdle(holder, slots);
    };
  }

  /** Runs a task once it holds a slot; settles as the task does. */
  async run<T>(holder: string, task: () => Promise<T>): Promise<T> {
    const slots = this.#slotsOf(holder);
    try {
      return await slots.run(task);
    } finally {
      this.#dropIfIdle(holder, slots);
    }
  }

  #slotsOf(holder: string): Slots {
    const slots = this.#holders.get(holder) ?? new Slots(this.most);
    this.#holders.set(holder, slots);
    return slots;
  }

  #dropIfIdle(holder: string, slots: Slots): void {
    if (slots.isIdle) this.#holders.delete(holder);
  }
}
