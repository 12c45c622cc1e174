/** Entries that outlive the bound for a while. */
interface Keeping<T> {
  readonly isKept: (value: T) => boolean;
  /** Most entries of all; beyond it even kept ones go. */
  readonly keptBound: number;
}

/** A map in order of first insertion that drops its oldest entries when it is full. */
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

  /** When many are kept, the next walk comes only after a tenth of the bound more: so each insertion stays cheap. */
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
