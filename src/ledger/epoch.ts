/**
 * The epoch of a log of events: its name, which is part of every cursor. It changes while the process runs
 * when the database has lost commits, for instance by a fail-over to a standby that was behind: event numbers
 * are then given out a second time.
 */
export class Epoch {
  #value: string;
  readonly #listeners = new Set<() => void>();

  constructor(value: string) {
    this.#value = value;
  }

  get value(): string {
    return this.#value;
  }

  /** Calls `listener` after each change until the returned function is called. A listener must not throw. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes over an epoch that is in the database. */
  adopt(value: string): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }
}
