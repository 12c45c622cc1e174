import { LRUCache } from 'lru-cache';
import { describeError } from '../core/describe-error.js';
import { type TraceContext, traced, type Tracing } from '../core/tracing.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { bringReadsForward, claimRead, dueReads, nextDueRead, planRetry } from '../ledger/planned-reads.js';
import type { StoredTransaction } from '../ledger/transactions.js';
import { type ConfirmCollaborators, confirmTransaction } from './confirm.js';

/** Reads in flight at once: the upstream budget of reads that no caller waits for. */
const AT_ONCE = 8;
/**
 * A claim longer than any read can take; when it has passed, the read has died and the transaction is due
 * again.
 */
const CLAIM_MS = 60_000;
/** A claim of an instance whose clock is a little ahead. */
const LONGEST_CLAIM_MS = CLAIM_MS + 5_000;
/** A step back of the clock that no ordinary adjustment makes. */
const CLOCK_STEP_MS = 5_000;
const MIN_SLEEP_MS = 50;
/** The longest sleep: Gateway's clock can be set while we sleep. */
const MAX_SLEEP_MS = 5_000;
/**
 * How often a read that Gateway refuses is tried again before the ordinary plan takes over. One without an
 * answer is tried until it has one.
 */
const REFUSALS_MAX = 30;
const FAILURE_DELAY_MS = 1_000;
const FAILURE_MAX_DELAY_MS = 10 * 60_000;
/** Most transactions whose cause is remembered until they are read. */
const CAUSES_MAX = 1_000;

interface Options extends ConfirmCollaborators {
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
 * It is in one of three states: *checking* (finds due reads and starts them while slots are free), *sleeping*
 * (until the next read is due, at most five seconds) and *closed*. `wake` moves it from sleeping to checking,
 * or makes it check once more. A read is claimed, made and stored; when it fails it is planned again with
 * back-off. The end of each read wakes it.
 */
export class Reconciler {
  /** Reads in flight, by transaction: one each. */
  readonly #inFlight = new Map<string, Promise<void>>();
  /** The traces that asked for a read, by transaction. */
  readonly #causes = new LRUCache<string, TraceContext>({ max: CAUSES_MAX });
  #cancelSleep: () => void = () => {};
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
    const { ledger, moment } = this.options;
    const free = AT_ONCE - this.#inFlight.size;
    // With every slot taken, the end of a read wakes us.
    if (free <= 0) return MAX_SLEEP_MS;
    await this.#followClockBack();
    const checkedAt = moment().upstreamNow;
    const due = await dueReads(ledger.db, checkedAt, 2 * AT_ONCE);
    const startable = due.filter(({ snapshot }) => !this.#inFlight.has(snapshot.transactionId));
    for (const stored of startable.slice(0, free)) this.#start(stored);
    return await this.#untilNextRead(checkedAt);
  }

  /**
   * What was planned by a clock that has been set back since stands too far in the future; so may what an
   * earlier process has planned.
   */
  async #followClockBack(): Promise<void> {
    const { ledger, moment, monotonic, log, handlers } = this.options;
    const { upstreamNow } = moment();
    const lead = upstreamNow - monotonic();
    if (this.#lead !== null && lead >= this.#lead - CLOCK_STEP_MS) {
      this.#lead = lead;
      return;
    }
    const count = await ledger.write((unit) =>
      bringReadsForward(unit, upstreamNow, LONGEST_CLAIM_MS, handlers.transactions.longestWaits),
    );
    if (count > 0) log.warn({ count }, 'reads planned by a clock that was ahead have been brought forward');
    this.#lead = lead;
  }

  #start(stored: StoredTransaction): void {
    const { transactionId } = stored.snapshot;
    const link = this.#causes.get(transactionId);
    this.#causes.delete(transactionId);
    const reading = traced(this.options.tracing, 'confirm', { link }, () => this.#read(stored)).finally(
      () => {
        this.#inFlight.delete(transactionId);
        this.wake();
      },
    );
    this.#inFlight.set(transactionId, reading);
  }

  async #read(stored: StoredTransaction): Promise<void> {
    const { ledger, log, moment } = this.options;
    const { transactionId } = stored.snapshot;
    const claimedUntil = moment().upstreamNow + CLAIM_MS;
    try {
      const isOurs = await ledger.write((unit) =>
        claimRead(unit, transactionId, stored.readAt, claimedUntil),
      );
      if (isOurs) await confirmTransaction(this.options, stored, claimedUntil);
    } catch (error) {
      const isUpstream = error instanceof GatewayError;
      log[isUpstream ? 'warn' : 'error'](
        { transactionId, err: describeError(error) },
        'a planned read failed',
      );
      await this.#planAfterFailure(stored, claimedUntil, error).catch((cause: unknown) => {
        log.error({ transactionId, err: describeError(cause) }, 'a failed read could not be planned again');
      });
    }
  }

  async #planAfterFailure(stored: StoredTransaction, claimedUntil: number, error: unknown): Promise<void> {
    const { ledger, log, moment, handlers } = this.options;
    const { transactionId } = stored.snapshot;
    const failures = stored.failures + 1;
    const at = moment();
    const { now, upstreamNow } = at;
    const soon = upstreamNow + Math.min(FAILURE_DELAY_MS * 2 ** Math.min(failures, 20), FAILURE_MAX_DELAY_MS);
    const isRefused = error instanceof GatewayError && ['rejected', 'malformed'].includes(error.kind);
    const planned =
      isRefused && failures > REFUSALS_MAX ? await handlers.transactions.nextRead(stored, at) : soon;
    const readAt = planned === null ? null : Math.max(planned, soon);
    if (readAt === null) log.error({ transactionId }, 'a transaction that cannot be read is given up');
    await ledger.write(async (unit) => {
      const expected = [claimedUntil, stored.readAt ?? claimedUntil];
      const isPlanned = await planRetry(unit, transactionId, expected, { readAt, failures });
      if (isPlanned && readAt === null) await handlers.transactions.giveUp(unit, transactionId, now);
    });
  }

  async #untilNextRead(checkedAt: number): Promise<number> {
    const next = await nextDueRead(this.options.ledger.db);
    const now = this.options.moment().upstreamNow;
    // What became due since the check is started at once.
    if (next !== null && next > checkedAt && next <= now) this.#checkAgain = true;
    const isFull = this.#inFlight.size >= AT_ONCE;
    const left = next === null || isFull ? MAX_SLEEP_MS : next - now;
    return Math.min(Math.max(left, MIN_SLEEP_MS), MAX_SLEEP_MS);
  }

  #sleep(delayMs: number): void {
    if (this.#isClosed) return;
    this.#cancelSleep();
    this.#cancelSleep = this.options.after(delayMs, () => this.wake());
  }
}
