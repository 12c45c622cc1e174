/** Which entries stay when the map is over its bound. */
interface Keeping<T> {
  readonly isKept: (value: T) => boolean;
  /** The maximum for all entries; above it, kept ones are dropped too. */
  readonly keptBound: number;
}

/** A map that drops its oldest entries, by first insertion, when it is full. */
export class BoundedMap<T> {
  readonly #entries = new Map<string, T>();
  readonly #bound: number;
  readonly #keeping: Keeping<T> | null;
  #prunesAt: number;

  constructor(bound: number, keeping: Keeping<T> | null = null) {
    this.#bound = bound;
    this.#keeping = keeping;
    this.#prunesAt = bound;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: T): void {
    this.#entries.set(key, value);
    if (this.#entries.size > this.#prunesAt) this.#prune();
  }

  values(): T[] {
    return [...this.#entries.values()];
  }

  clear(): void {
    this.#entries.clear();
    this.#prunesAt = this.#bound;
  }

  /**
   * When kept entries exceed the bound, waits for a tenth of the bound more before the next walk, so that
   * insertions stay cheap.
   */
  #prune(): void {
    for (const [key, value] of this.#entries) {
      if (this.#entries.size <= this.#bound) break;
      const isKept = this.#keeping?.isKept(value) === true && this.#entries.size <= this.#keeping.keptBound;
      if (!isKept) this.#entries.delete(key);
    }
    const isFull = this.#entries.size > this.#bound;
    this.#prunesAt = isFull ? this.#entries.size + Math.ceil(this.#bound / 10) : this.#bound;
  }
}
