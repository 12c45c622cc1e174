/** A growing list of numbers with the cursors `c1`, `c2`, …; readers start anywhere and wait at the end. */
export class EventLog {
  readonly #waiting = new Set<() => void>();
  #length = 0;

  /** Adds `count` events. */
  append(count: number): void {
    this.#length += count;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Events after `after` (default: all), then new ones, until `return`. */
  read(after?: string | null): AsyncIterableIterator<{ cursor: string; n: number }> {
    let position = after ? Number(after.slice(1)) : 0;
    let isClosed = false;
    let wake = () => {};
    const end = () => {
      isClosed = true;
      wake();
    };
    const next = async (): Promise<IteratorResult<{ cursor: string; n: number }>> => {
      while (!isClosed && position >= this.#length) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          this.#waiting.add(resolve);
        });
        this.#waiting.delete(wake);
      }
      if (isClosed) return { done: true, value: undefined };
      position += 1;
      return { done: false, value: { cursor: `c${position}`, n: position } };
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next,
      return: async () => {
        end();
        return { done: true, value: undefined };
      },
    };
  }
}
