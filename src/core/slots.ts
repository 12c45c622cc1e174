/** A number of slots: so many works run at once, and further ones wait in the order in which they came. */
export class Slots {
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly most: number) {}

  /** Whether no slot is taken. */
  get isIdle(): boolean {
    return this.#taken === 0;
  }

  /** Takes a slot. Returns undefined when one was free, else a promise that resolves when the caller has one. */
  acquire(): Promise<void> | undefined {
    if (this.#taken >= this.most) return new Promise((resolve) => this.#waiting.push(resolve));
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
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next();
  }
}
