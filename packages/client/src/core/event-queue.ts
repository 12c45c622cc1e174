/** Items that wait before the source is paused. */
const BACKLOG_MAX = 1_000;

/** Where the items of a queue come from. */
export interface QueueSource<T> {
  /** Starts to deliver what follows the last item delivered. Returns a function that stops it. */
  start(push: (item: T) => void, end: (error?: unknown) => void): () => void;
}

/**
 * Items of a source for one reader, in order. When 1,000 items wait, the source is stopped, and started again
 * when they are read: a slow reader needs no unbounded memory and misses nothing.
 */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  readonly #source: QueueSource<T>;
  readonly #items: T[] = [];
  #waiting: ((result: IteratorResult<T, undefined> | Promise<IteratorResult<T, undefined>>) => void) | null =
    null;
  #stop: (() => void) | null = null;
  #end: { readonly error?: unknown } | null = null;

  constructor(source: QueueSource<T>) {
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const [item] = this.#items.splice(0, 1);
    if (item !== undefined) return Promise.resolve({ done: false, value: item });
    if (this.#end !== null) return this.#takeEnd(this.#end);
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#start();
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.close();
    this.#items.length = 0;
    return this.#takeEnd({});
  }

  /** Stops the source, and ends the loop of the reader after the items that wait. */
  close(error?: unknown): void {
    this.#end ??= error === undefined ? {} : { error };
    this.#pause();
    if (this.#waiting === null) return;
    this.#waiting(this.#takeEnd(this.#end));
    this.#waiting = null;
  }

  #start(): void {
    this.#stop ??= this.#source.start(
      (item) => this.#push(item),
      (error) => this.close(error),
    );
  }

  #pause(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #push(item: T): void {
    if (this.#end !== null) return;
    if (this.#waiting !== null) {
      this.#waiting({ done: false, value: item });
      this.#waiting = null;
    } else if (this.#items.push(item) >= BACKLOG_MAX) {
      this.#pause();
    }
  }

  /** An error is thrown once. */
  #takeEnd(end: { readonly error?: unknown }): Promise<IteratorResult<T, undefined>> {
    this.#end = {};
    return end.error === undefined
      ? Promise.resolve({ done: true, value: undefined })
      : Promise.reject(end.error);
  }
}
