interface Flight<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  passengers: number;
}

/**
 * Lets equal pieces of work share one run: callers that arrive while it is in flight get its result. The work
 * is aborted when every caller has left. The key decides what is equal, so it must name everything the result
 * depends on, the viewer first.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /** Runs `work`, or joins the run in flight. If `signal` is aborted, rejects with its reason at once. */
  async run(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#start(key, work);
    flight.passengers += 1;
    let onAbort = () => {};
    const left = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal?.reason);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([flight.result, left]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      flight.passengers -= 1;
      if (flight.passengers === 0) this.#end(key, flight);
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const abort = new AbortController();
    const flight: Flight<T> = { result: work(abort.signal), abort, passengers: 0 };
    flight.result.catch(() => {});
    this.#flights.set(key, flight);
    return flight;
  }

  #end(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.abort.abort();
  }
}
