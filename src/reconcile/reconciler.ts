import { LRUCache } from 'lru-cache';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import type { Moment } from '../core/time/clock.js';
import { type TraceContext, traced, type Tracing } from '../core/tracing.js';
import type { ReadPace } from './read-pace.js';

/** Reads in flight at once: the upstream budget of reads that no caller waits for. */
const AT_ONCE = 8;
/**
 * A claim longer than any read can take; when it has passed, the read has died and what it was to read is due
 * again.
 */
export const CLAIM_MS = 60_000;
/** A step back of the clock that no ordinary adjustment makes. */
const CLOCK_STEP_MS = 5_000;
const MIN_SLEEP_MS = 50;
/** The longest sleep: Gateway's clock can be set while we sleep. */
const MAX_SLEEP_MS = 5_000;
/** Most transactions whose cause is remembered until they are read. */
const CAUSES_MAX = 1_000;

/** A read that is due. */
export interface DueRead {
  /** What is read: at most one read of it is in flight. */
  readonly key: string;
  /** Claims, reads and stores; a failure is planned again. Never rejects. */
  run(): Promise<void>;
}

/** What a look at the plan has found. */
export interface PlannedReads {
  /** Those that are due, longest overdue first. */
  readonly due: readonly DueRead[];
  /** When the next one after those is due; null if none is planned. */
  readonly nextAt: number | null;
}

/** One kind of planned reads. The plan is in the ledger; times are those of Gateway's clock. */
export interface ReadSource {
  look(now: number, limit: number): Promise<PlannedReads>;
  /** Brings forward those that stand further in the future than the plan would put them from `now` on. */
  bringForward(now: number): Promise<number>;
}

interface Options {
  readonly sources: readonly ReadSource[];
  readonly pace: ReadPace;
  readonly log: Log;
  readonly moment: () => Moment;
  readonly tracing: Tracing;
  /** Calls back after so many milliseconds; the result cancels. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
}

/**
 * Runs scheduled reads: confirms what only a webhook reported, and polls what has gone quiet (guarantees G4,
 * G5). The plan is in the ledger, so it survives a restart, and several instances may share it: a read is
 * claimed before it is made.
 *
 * It is in one of four states: *checking* (finds due reads and starts them while slots are free and the pace
 * allows), *sleeping* (until the next read is due, at most five seconds), *pausing* (until the pace allows
 * another read) and *closed*. `wake` moves it from sleeping to checking, or makes it check once more. The end
 * of each read wakes it.
 */
export class Reconciler {
  /** Reads in flight, by what they read: one each. */
  readonly #inFlight = new Map<string, Promise<void>>();
  /** The traces that asked for a read, by transaction. */
  readonly #causes = new LRUCache<string, TraceContext>({ max: CAUSES_MAX });
  #cancelSleep: () => void = () => {};
  /** Set while it pauses. */
  #pause: NodeJS.Timeout | undefined;
  #checking: Promise<void> | undefined;
  #checkAgain = false;
  /** The time of the last look by Gateway's clock, less the monotonic time; null before the first. */
  #lead: number | null = null;
  #isClosed = false;

  constructor(private readonly options: Options) {}

  /**
   * Looks now, instead of when the next read was known to be due. `transactionId` is the one that the calling
   * trace is about.
   */
  wake(transactionId: string | null = null): void {
    if (this.#isClosed) return;
    const { tracing } = this.options;
    const cause = tracing.current();
    if (cause !== null && transactionId !== null) this.#causes.set(transactionId, cause);
    // It continues long after the request that woke it.
    tracing.run(null, () => this.#wake());
  }

  #wake(): void {
    this.#cancelSleep();
    this.#checkAgain = true;
    this.#checking ??= this.#check();
  }

  /** Awaits the reads in flight and starts no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelSleep();
    clearTimeout(this.#pause);
    await this.#checking;
    await Promise.allSettled(this.#inFlight.values());
  }

  async #check(): Promise<void> {
    try {
      while (!this.#isClosed) {
        this.#checkAgain = false;
        const delayMs = await this.#startDueReads();
        if (this.#checkAgain) continue;
        this.#sleep(delayMs);
        return;
      }
    } catch (error) {
      this.options.log.error({ err: describeError(error) }, 'planned reads could not be looked up');
      this.#sleep(MAX_SLEEP_MS);
    } finally {
      // Together with the start of the sleep, so that a wake-up meets either a check or a sleep.
      this.#checking = undefined;
    }
  }

  /** Starts what is due as far as slots are free; milliseconds until the next check. */
  async #startDueReads(): Promise<number> {
    // With every slot taken, the end of a read wakes us.
    if (this.#inFlight.size >= AT_ONCE || this.#pause !== undefined) return MAX_SLEEP_MS;
    await this.#followClockBack();
    const checkedAt = this.options.moment().upstreamNow;
    const next: number[] = [];
    for (const source of this.options.sources) {
      const { due, nextAt } = await source.look(checkedAt, 2 * AT_ONCE);
      for (const read of due) {
        if (this.#inFlight.size >= AT_ONCE) break;
        if (this.#inFlight.has(read.key)) continue;
        if (!this.options.pace.take()) return this.#pauseForPace();
        this.#start(read);
      }
      if (nextAt !== null) next.push(nextAt);
    }
    return this.#untilNextRead(Math.min(...next));
  }

  /** By real time, which the pace is kept by. */
  #pauseForPace(): number {
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.wake();
    }, this.options.pace.waitMs);
    return MAX_SLEEP_MS;
  }

  /**
   * What was planned by a clock that has been set back since stands too far in the future; so may what an
   * earlier process has planned.
   */
  async #followClockBack(): Promise<void> {
    const { sources, moment, monotonic, log } = this.options;
    const { upstreamNow } = moment();
    const lead = upstreamNow - monotonic();
    if (this.#lead !== null && lead >= this.#lead - CLOCK_STEP_MS) {
      this.#lead = lead;
      return;
    }
    let count = 0;
    for (const source of sources) count += await source.bringForward(upstreamNow);
    if (count > 0) log.warn({ count }, 'reads planned by a clock that was ahead have been brought forward');
    this.#lead = lead;
  }

  #start(read: DueRead): void {
    const { key } = read;
    const link = this.#causes.get(key);
    this.#causes.delete(key);
    const reading = traced(this.options.tracing, 'confirm', { link }, () => read.run()).finally(() => {
      this.#inFlight.delete(key);
      this.wake();
    });
    this.#inFlight.set(key, reading);
  }

  /** `next` is infinite if no read is planned. With every slot taken, the end of a read wakes us. */
  #untilNextRead(next: number): number {
    const left = next - this.options.moment().upstreamNow;
    // What became due since the check is started at once.
    if (left <= 0) this.#checkAgain = true;
    if (this.#inFlight.size >= AT_ONCE) return MAX_SLEEP_MS;
    return Math.min(Math.max(left, MIN_SLEEP_MS), MAX_SLEEP_MS);
  }

  #sleep(delayMs: number): void {
    if (this.#isClosed) return;
    this.#cancelSleep();
    this.#cancelSleep = this.options.after(delayMs, () => this.wake());
  }
}
