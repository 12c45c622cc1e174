import { isTradingDay } from '../core/time/trading-session.js';
import type { TransactionStatus } from '../gateway/facts.js';
import type { LongestWaits } from '../ledger/planned-reads.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { isSettled } from './transaction.machine.js';

/**
 * When to read a transaction that no webhook or client reports on (guarantee G5). All times are epoch
 * milliseconds of Gateway's clock. By status:
 *
 *   INITIALIZED    after 10, 20, 40 … seconds until it expires, at its expiry, and a minute later
 *   USED, UNKNOWN  the same until it expires, then with back-off up to 4 h for one day
 *   PROCESSING     hourly for 7 trading days; then it is stale. While the market is open, an order without a
 *                  limit is read after 10, 20, 40 … seconds until that is an hour
 *   settled        never; with back-off up to 4 h for 7 trading days while its order is open
 */
const FIRST_DELAY_MS = 10_000;
const AFTER_EXPIRY_MS = 1_000;
const INITIALIZED_GRACE_MS = 60_000;
const USED_GRACE_MS = 24 * 3_600_000;
const MAX_DELAY_MS = 4 * 3_600_000;
const PROCESSING_DELAY_MS = 3_600_000;
const PROCESSING_TRADING_DAYS = 7;

/**
 * The most reads that the plan makes of a transaction while it stays in one status, when no webhook arrives
 * and each read is answered; for lifetimes of up to 45 minutes, the longest of protocol section 8. Each hint
 * or report adds one.
 */
export const READS_AT_MOST = {
  INITIALIZED: 12,
  USED: 20,
  UNKNOWN: 20,
  /** Hourly: seven trading days are at most eleven days; and nine reads until the wait is an hour. */
  PROCESSING: 273,
  ACTION_REQUIRED: 0,
  ERRORED: 0,
  /** None when its order is final. */
  COMPLETED: 85,
} as const satisfies Readonly<Record<TransactionStatus, number>>;

/**
 * When to read next, after `reads` reads without a change; null if never again. `hasOpenOrder`: the
 * transaction is settled, but one of its orders is not final or not known yet. The plan ends only when
 * `certainNow` has reached its last time.
 */
export function nextRead(
  snapshot: TransactionSnapshot,
  reads: number,
  now: number,
  hasOpenOrder = false,
  certainNow = now,
): number | null {
  const times = { now, certainNow };
  const delayMs = FIRST_DELAY_MS * 2 ** Math.min(reads, 20);
  const backOff = now + Math.min(delayMs, MAX_DELAY_MS);
  const hourly = now + PROCESSING_DELAY_MS;
  const soon = Math.min(now + delayMs, hourly);
  if (isSettled(snapshot.status)) return hasOpenOrder ? within(backOff, times, staleAt(snapshot)) : null;
  if (snapshot.status === 'PROCESSING')
    return within(mayFillSoon(snapshot, now) ? soon : hourly, times, staleAt(snapshot));
  const isUnused = snapshot.status === 'INITIALIZED';
  const lastAt = snapshot.expireAt + (isUnused ? INITIALIZED_GRACE_MS : USED_GRACE_MS);
  const timeUp = snapshot.expireAt + AFTER_EXPIRY_MS;
  if (now < timeUp) return Math.min(backOff, timeUp);
  return within(isUnused && now < lastAt ? lastAt : backOff, times, lastAt);
}

/** The time wanted, but no later than the last one; null when that has certainly passed. */
function within(
  wanted: number,
  { now, certainNow }: { readonly now: number; readonly certainNow: number },
  lastAt: number,
): number | null {
  if (certainNow >= lastAt) return null;
  // By one clock it has passed, by another it has not: until both agree, reads go on.
  const last = now < lastAt ? lastAt : now + (lastAt - certainNow);
  return Math.min(wanted, last);
}

/**
 * The longest waits of the plan. A read that stands further in the future was planned by a clock that has
 * been set back since.
 */
export const LONGEST_WAITS: LongestWaits = {
  firstMs: FIRST_DELAY_MS,
  mostMs: MAX_DELAY_MS,
  processingMs: PROCESSING_DELAY_MS,
};

/**
 * When a transaction whose order does not end is given up as stale: the end of the 7th trading day after its
 * creation.
 */
export function staleAt(snapshot: TransactionSnapshot): number {
  let time = snapshot.createdAt;
  for (let days = 0; days < PROCESSING_TRADING_DAYS; ) {
    time += 24 * 3_600_000;
    if (isTradingDay(time)) days += 1;
  }
  return time;
}

const IST_OFFSET_MS = 5.5 * 3_600_000;
/** Continuous trading at both exchanges is from 9:15 to 15:30 IST; orders settle a little later. */
const OPENS_AT_MS = 9 * 3_600_000 + 15 * 60_000;
const CLOSES_AT_MS = 16 * 3_600_000;

/** A limit order waits for its price, one outside market hours for the next session; others fill at once. */
function mayFillSoon({ hasLimitOrder = false }: TransactionSnapshot, now: number): boolean {
  const sinceMidnight = (now + IST_OFFSET_MS) % (24 * 3_600_000);
  return !hasLimitOrder && isTradingDay(now) && sinceMidnight >= OPENS_AT_MS && sinceMidnight < CLOSES_AT_MS;
}
