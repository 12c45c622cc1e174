import { CliError } from '../context.js';

interface Waiter<T> {
  readonly take: (event: Received<T>) => boolean;
  readonly fail: (error: CliError) => void;
}

/** An event and when it arrived, in milliseconds of `performance.now()`. */
export interface Received<T> {
  readonly payload: T;
  readonly at: number;
}

/** Keeps every event of a subscription, so that one that came before anybody asked for it is not missed. */
export class EventFeed<T> {
  readonly #events: Received<T>[] = [];
  readonly #waiters = new Set<Waiter<T>>();
  #failure: CliError | undefined;
  #stop: (() => void) | undefined;

  /** All events so far, oldest first. */
  get events(): readonly Received<T>[] {
    return this.#events;
  }

  push(payload: T): void {
    const event = { payload, at: performance.now() };
    this.#events.push(event);
    for (const waiter of [...this.#waiters]) if (waiter.take(event)) this.#waiters.delete(waiter);
  }

  /** Ends the feed: every present and later waiter gets the error. */
  fail(error: CliError): void {
    this.#failure ??= error;
    for (const waiter of this.#waiters) waiter.fail(this.#failure);
    this.#waiters.clear();
  }

  onStop(stop: () => void): void {
    this.#stop = stop;
  }

  stop(): void {
    this.#stop?.();
  }

  /** The first event, past or to come, that fits; throws when none came within `timeoutMs`. */
  async first(fits: (payload: T) => boolean, timeoutMs: number, what: string): Promise<Received<T>> {
    const known = this.#events.find((event) => fits(event.payload));
    if (known !== undefined) return known;
    if (this.#failure !== undefined) throw this.#failure;
    return this.#wait(fits, timeoutMs, what);
  }

  #wait(fits: (payload: T) => boolean, timeoutMs: number, what: string): Promise<Received<T>> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        settle();
        return true;
      };
      const waiter: Waiter<T> = {
        take: (event) => fits(event.payload) && finish(() => resolve(event)),
        fail: (error) => void finish(() => reject(error)),
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new CliError(`${what} did not come within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }
}
