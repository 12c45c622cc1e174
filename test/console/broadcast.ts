import { EventEmitter, once } from 'node:events';

type Result = IteratorResult<unknown, undefined>;

/** Gives each value to every subscriber of a field that is there when it is sent. */
export class Broadcast {
  readonly #subscribers = new Set<Subscriber>();
  readonly #joins = new EventEmitter();

  constructor(private readonly field: string) {}

  send(value: unknown): void {
    for (const subscriber of this.#subscribers) subscriber.push({ [this.field]: value });
  }

  /** Forgets the subscribers, whose pages are gone. */
  clear(): void {
    this.#subscribers.clear();
  }

  /** Resolves when at least this many subscribe. */
  async untilSubscribed(count: number): Promise<void> {
    while (this.#subscribers.size < count) await once(this.#joins, 'join');
  }

  subscribe(): AsyncIterableIterator<unknown, undefined> {
    const subscriber = new Subscriber(() => this.#subscribers.delete(subscriber));
    this.#subscribers.add(subscriber);
    this.#joins.emit('join');
    return subscriber;
  }
}

class Subscriber implements AsyncIterableIterator<unknown, undefined> {
  readonly #values: unknown[] = [];
  readonly #onEnd: () => void;
  #take: ((result: Result) => void) | null = null;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  push(value: unknown): void {
    if (this.#take === null) this.#values.push(value);
    else this.#take({ value, done: false });
    this.#take = null;
  }

  async next(): Promise<Result> {
    if (this.#values.length > 0) return { value: this.#values.shift(), done: false };
    return await new Promise((resolve) => {
      this.#take = resolve;
    });
  }

  async return(): Promise<Result> {
    this.#onEnd();
    this.#take?.({ value: undefined, done: true });
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
