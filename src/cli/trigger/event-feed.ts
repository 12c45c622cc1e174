import { CliError } from '../context.js';

interface Waiter<T> {
  /** Returns whether the event ended the wait. */
  readonly take: (event: T) => boolean;
  readonly fail: (error: CliError) => void;
}

/** Keeps every event of a subscription, so that one that arrived before a step waits for it is not missed. */
export class EventFeed<T> {
  readonly #events: T[] = [];
  readonly #waiters = new Set<Waiter<T>>();
  #failure: CliError | undefined;

  /** All events so far, oldest first. */
  get events(): readonly T[] {
    return this.#events;
  }

  push(event: T): void {
    this.#events.push(event);
    for (const waiter of [...this.#waiters]) if (waiter.take(event)) this.#waiters.delete(waiter);
  }

  /** Ends the feed: current and later waits fail with the error. */
  fail(error: CliError): void {
    this.#failure ??= error;
    for (const waiter of this.#waiters) waiter.fail(this.#failure);
    this.#waiters.clear();
  }

  /**
   * The first event that matches, already received or not. Throws `CliError` if none arrives within
   * `timeoutMs`.
   */
  async first(matches: (event: T) => boolean, timeoutMs: number, description: string): Promise<T> {
    const known = this.#events.find(matches);
    if (known !== undefined) return known;
    if (this.#failure !== undefined) throw this.#failure;
    return this.#wait(matches, timeoutMs, description);
  }

  #wait(matches: (event: T) => boolean, timeoutMs: number, description: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        settle();
        return true;
      };
      const waiter: Waiter<T> = {
        take: (event) => matches(event) && finish(() => resolve(event)),
        fail: (error) => void finish(() => reject(error)),
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new CliError(`${description} did not arrive within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }
}
