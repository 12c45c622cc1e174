/** Places of which each holder has a bounded number at a time: open sockets, open streams. */
export class Places {
  readonly #taken = new Map<string, number>();

  /** `most` is how many places each holder has. */
  constructor(readonly most: number) {}

  /** Takes a place. Returns what gives it back, to be called once; null when the holder has no place left. */
  take(holder: string): (() => void) | null {
    const taken = this.#taken.get(holder) ?? 0;
    if (taken >= this.most) return null;
    this.#taken.set(holder, taken + 1);
    return () => {
      const left = (this.#taken.get(holder) ?? 1) - 1;
      if (left === 0) this.#taken.delete(holder);
      else this.#taken.set(holder, left);
    };
  }
}
