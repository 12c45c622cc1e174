import type { Clock, VirtualClock } from '../../src/core/time/clock.js';

/** The clock of a machine that can be set wrong: `time` is the true time, and timers go by that. */
export class SetClock implements Clock {
  /** How far the clock is set ahead, in milliseconds. */
  aheadMs = 0;

  constructor(readonly time: VirtualClock) {}

  now(): number {
    return this.time.now() + this.aheadMs;
  }

  monotonic(): number {
    return this.time.monotonic();
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.time.after(delayMs, callback);
  }
}
