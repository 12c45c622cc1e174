import { LRUCache } from 'lru-cache';
import type { CertainTime } from '../../core/time/certain-time.js';
import { type Clock, monotonicMs } from '../../core/time/clock.js';
import type { IdempotencyRecord } from '../../ledger/idempotency.js';
import { attemptName } from './attempt-name.js';

/** Longer than any upstream call can take: when it has passed, the attempt has crashed (guarantee G1). */
const LEASE_MARGIN_MS = 5_000;
/** Most attempts in progress whose first sight is remembered. */
const WATCHED_MAX = 10_000;

interface Options {
  readonly clock: Clock;
  readonly certain: CertainTime;
  /** The longest an upstream call may take. */
  readonly upstreamTimeoutMs: number;
}

/**
 * The leases of creation attempts. A lease has expired when its end has certainly been reached, so that a
 * clock that jumps ahead expires none early; or when this process has seen the attempt in progress for as
 * long, so that one written by a clock that was ahead expires too.
 */
export class Leases {
  readonly #seenAt = new LRUCache<string, number>({ max: WATCHED_MAX });
  readonly #lengthMs: number;

  constructor(private readonly options: Options) {
    this.#lengthMs = options.upstreamTimeoutMs + LEASE_MARGIN_MS;
  }

  /**
   * When a lease that begins now ends, in epoch milliseconds; rather too late than too early for an instance
   * with another clock.
   */
  endOfNewLease(): number {
    return this.options.certain.latest() + this.#lengthMs;
  }

  /**
   * Whether the attempt has ended without an answer that is remembered, or has crashed: the key may be tried
   * again.
   */
  canStartNewAttempt(record: IdempotencyRecord): boolean {
    const { state } = record;
    if (state === 'UNKNOWN' || state === 'RELEASED') return true;
    return state === 'PENDING' && this.#hasExpired(record);
  }

  #hasExpired(record: IdempotencyRecord): boolean {
    if (record.leaseUntil <= this.options.certain.now()) return true;
    const name = attemptName(record);
    const now = monotonicMs(this.options.clock);
    const seenAt = this.#seenAt.get(name) ?? now;
    this.#seenAt.set(name, seenAt);
    return now - seenAt >= this.#lengthMs;
  }
}
