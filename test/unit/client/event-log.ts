/** A growing list of numbers, each with the cursor `c1`, `c2`, …, read from any place and awaited at its end. */
export class EventLog {
  readonly #waiting = new Set<() => void>();
  #length = 0;

  /** Adds `count` events. */
  append(count: number): void {
    this.#length += count;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Events behind `after` (all if not given), then those to come, until `return`. */
  read(after?: string | null): AsyncIterableIterator<{ cursor: string; n: number }> {
    let position = after ? Number(after.slice(1)) : 0;
    let isOver = false;
    let wake = () => {};
    const end = () => {
      isOver = true;
      wake();
    };
    const next = async (): Promise<IteratorResult<{ cursor: string; n: number }>> => {
      while (!isOver && position >= this.#length) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          this.#waiting.add(resolve);
        });
        this.#waiting.delete(wake);
      }
      if (isOver) return { done: true, value: undefined };
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
