import { VirtualClock } from '../../src/core/time/clock.js';

/** A clock that stands still, and moves only by jumps: see {@link VirtualClock.jump}. */
export class JumpClock extends VirtualClock {
  constructor(startAt: number) {
    super({ startAt, frozen: true });
  }

  override advance(ms: number): Promise<void> {
    return this.jump(ms);
  }
}
