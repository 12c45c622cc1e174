import { type Clock, monotonicMs } from '../core/time/clock.js';
import type { Log } from '../core/log.js';

/**
 * Consecutive answers that must agree before their time is trusted: one machine or one answer may be wrong.
 */
export const AGREEING_ANSWERS = 3;
/**
 * The largest offset that production follows, in milliseconds. Tokens of 60 s work only while the clocks are
 * closer than that, and the shortest lifetime of a transaction is five minutes (protocol sections 4 and 8):
 * beyond two minutes one of the clocks is wrong.
 */
export const OFFSET_MAX_MS = 120_000;

/** `Date` headers tell whole seconds, and clocks are adjusted a little all the time. */
const AGREES_WITHIN_MS = 1_000;
const WORTH_A_WARNING_MS = 5_000;
const WARN_EVERY_MS = 60_000;

/** How far Gateway's time is ahead of the monotonic clock, as far as it is known. */
interface Lead {
  readonly least: number;
  readonly most: number;
}

interface Options {
  readonly clock: Clock;
  readonly log: Log;
  /** Largest offset that is followed, in milliseconds. */
  readonly maxOffsetMs: number;
}

/**
 * Gateway's clock, read from the `Date` headers of its answers. It is held against the monotonic clock, so
 * that it stays what it was when the clock of this machine is set.
 */
export class UpstreamClock {
  #agreed: Lead | null = null;
  #candidate: { readonly lead: Lead; readonly answers: number } | null = null;
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: Options) {}

  /**
   * Notes the `Date` of an answer of Gateway's own to a request that took from `sentAt` to `receivedAt`, both
   * of the monotonic clock.
   */
  observe(dateHeader: string | undefined, sentAt: number, receivedAt: number): void {
    const date = Date.parse(dateHeader ?? '');
    if (!Number.isFinite(date)) return;
    // When within the exchange and within its second the header was made is not known.
    const lead = { least: date - receivedAt, most: date + 999 - sentAt };
    if (this.#agreed !== null && agree(this.#agreed, lead)) {
      this.#candidate = null;
      return;
    }
    const before = this.#candidate;
    this.#candidate =
      before !== null && agree(before.lead, lead)
        ? { lead: narrower(before.lead, lead), answers: before.answers + 1 }
        : { lead, answers: 1 };
    if (this.#candidate.answers >= AGREEING_ANSWERS) this.#believe(this.#candidate.lead);
  }

  /**
   * Gateway's time as several answers have agreed on it, epoch milliseconds; null before. It may be far from
   * ours.
   */
  now(): number | null {
    return this.#agreed === null ? null : this.options.clock.now() + this.#measuredMs(this.#agreed);
  }

  /**
   * How far Gateway's clock is ahead of ours, in milliseconds; 0 while it is not known or too far away to be
   * followed.
   */
  get offsetMs(): number {
    const measured = this.#agreed === null ? 0 : this.#measuredMs(this.#agreed);
    return Math.abs(measured) > this.options.maxOffsetMs ? 0 : measured;
  }

  /**
   * While both clocks may be equal they are held to be, otherwise the middle of what is possible is taken.
   */
  #measuredMs(lead: Lead): number {
    const { clock } = this.options;
    const ours = clock.now() - monotonicMs(clock);
    const [least, most] = [lead.least - ours, lead.most - ours];
    return least <= 0 && most >= 0 ? 0 : Math.round((least + most) / 2);
  }

  #believe(lead: Lead): void {
    this.#agreed = lead;
    this.#candidate = null;
    const offsetMs = this.#measuredMs(lead);
    const isFollowed = Math.abs(offsetMs) <= this.options.maxOffsetMs;
    if (Math.abs(offsetMs) > WORTH_A_WARNING_MS) this.#warn(offsetMs, isFollowed);
  }

  #warn(offsetMs: number, isFollowed: boolean): void {
    const { clock, log, maxOffsetMs } = this.options;
    const now = monotonicMs(clock);
    if (now - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = now;
    if (isFollowed) log.warn({ offsetMs }, "Gateway's clock differs from this machine's; check NTP here");
    else
      log.warn(
        { offsetMs, maxOffsetMs },
        "Gateway's clock differs from this machine's by more than is followed; check NTP here",
      );
  }
}

function agree(left: Lead, right: Lead): boolean {
  return left.least - AGREES_WITHIN_MS <= right.most && right.least - AGREES_WITHIN_MS <= left.most;
}

function narrower(left: Lead, right: Lead): Lead {
  return left.most - left.least <= right.most - right.least ? left : right;
}
