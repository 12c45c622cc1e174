import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the event loop was, in milliseconds. */
export interface EventLoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

const WINDOW_MS = 60_000;
const NANOSECONDS = 1e6;

/** Measures how late the event loop runs, over the last one to two minutes. */
export class EventLoopMeter {
  readonly #histogram = monitorEventLoopDelay();
  readonly #timer: NodeJS.Timeout;
  #before: EventLoopDelay = { p99Ms: 0, maxMs: 0 };

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => {
      this.#before = this.#now();
      this.#histogram.reset();
    }, WINDOW_MS);
    this.#timer.unref();
  }

  read(): EventLoopDelay {
    const now = this.#now();
    return {
      p99Ms: Math.max(now.p99Ms, this.#before.p99Ms),
      maxMs: Math.max(now.maxMs, this.#before.maxMs),
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  /** Nothing was measured right after a reset: the histogram then holds no number. */
  #now(): EventLoopDelay {
    const { count, max } = this.#histogram;
    if (count === 0) return { p99Ms: 0, maxMs: 0 };
    return {
      p99Ms: Math.round(this.#histogram.percentile(99) / NANOSECONDS),
      maxMs: Math.round(max / NANOSECONDS),
    };
  }
}
