import { performance } from 'node:perf_hooks';

/** Reads per second while the process is busy with other work, and while it has nothing else to do. */
const BUSY_PER_SECOND = 25;
const IDLE_PER_SECOND = 1_000;
/** Parts of the time in which the event loop has work: the pace falls above one and rises below the other. */
const BUSY_FROM = 0.9;
const IDLE_TO = 0.75;
/** How often the utilization is measured, in milliseconds. */
const LOOK_EVERY_MS = 100;
/** Reads that may start at once after a pause. */
const BURST = 50;

export interface ReadPaceOptions {
  /** Real time in milliseconds, which does not go back. */
  readonly now?: () => number;
  /** The part of the time since the last call in which the event loop had work, 0 to 1. */
  readonly utilization?: () => number;
}

/**
 * Limits how many planned reads start per second, so that they take what webhooks and clients leave. The pace
 * is halved while the event loop is busy, and rises again by half while it is not.
 */
export class ReadPace {
  readonly #now: () => number;
  readonly #utilization: () => number;
  #perSecond = IDLE_PER_SECOND;
  #left = BURST;
  #at: number;
  #lookAt: number;

  constructor({ now = () => performance.now(), utilization = utilizationSince() }: ReadPaceOptions = {}) {
    this.#now = now;
    this.#utilization = utilization;
    this.#at = now();
    this.#lookAt = this.#at + LOOK_EVERY_MS;
  }

  /** Whether a read may start; it counts as started then. */
  take(): boolean {
    this.#look();
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  /** Milliseconds until the next read may start. */
  get waitMs(): number {
    return Math.max(1, Math.ceil(((1 - this.#left) * 1_000) / this.#perSecond));
  }

  #look(): void {
    const now = this.#now();
    this.#left = Math.min(BURST, this.#left + ((now - this.#at) * this.#perSecond) / 1_000);
    this.#at = now;
    if (now < this.#lookAt) return;
    this.#lookAt = now + LOOK_EVERY_MS;
    const utilization = this.#utilization();
    if (utilization > BUSY_FROM) this.#perSecond = Math.max(BUSY_PER_SECOND, this.#perSecond / 2);
    else if (utilization < IDLE_TO) this.#perSecond = Math.min(IDLE_PER_SECOND, this.#perSecond * 1.5);
  }
}

function utilizationSince(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
