import { beforeEach, describe, expect, test } from '@jest/globals';
import { CertainTime } from '../../../src/core/time/certain-time.js';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { silentLog } from '../../../src/core/log.js';
import type { IdempotencyRecord } from '../../../src/ledger/idempotency.js';
import { Leases } from '../../../src/transactions/creation/leases.js';
import { SetClock } from '../../support/set-clock.js';

const LENGTH_MS = 15_000;
const JUMP_MS = 50 * 3_600_000;

let clock: SetClock;
let leases: Leases;

beforeEach(() => {
  clock = new SetClock(new VirtualClock({ startAt: Date.parse('2026-01-05T09:15:00Z'), frozen: true }));
  const rest = { lastKnown: null, witnesses: [], databaseNow: async () => null };
  const certain = new CertainTime({ clock, log: silentLog, ...rest });
  leases = new Leases({ clock, certain, upstreamTimeoutMs: LENGTH_MS - 5_000 });
});

const record = (state: IdempotencyRecord['state'], leaseUntil: number, attempt = 1): IdempotencyRecord => ({
  viewerId: 'alice',
  key: 'key',
  inputDigest: 'input',
  orderDigest: null,
  state,
  attempt,
  leaseUntil,
  transactionId: null,
  failure: null,
});

describe('the lease of an attempt', () => {
  test('ends with its time, and not before', async () => {
    const held = record('PENDING', leases.endOfNewLease());
    await clock.time.advance(LENGTH_MS - 1);
    expect(leases.canStartNewAttempt(held)).toBe(false);
    await clock.time.advance(1);
    expect(leases.canStartNewAttempt(held)).toBe(true);
  });

  test('is not ended by a clock that jumps ahead', async () => {
    const held = record('PENDING', leases.endOfNewLease());
    clock.aheadMs = JUMP_MS;
    await clock.time.advance(LENGTH_MS - 1);
    expect(leases.canStartNewAttempt(held)).toBe(false);
    await clock.time.advance(1);
    expect(leases.canStartNewAttempt(held)).toBe(true);
  });

  test('made by a clock that was ahead ends when it has been seen for as long', async () => {
    const held = record('PENDING', clock.now() + JUMP_MS);
    expect(leases.canStartNewAttempt(held)).toBe(false);
    await clock.time.advance(LENGTH_MS - 1);
    expect(leases.canStartNewAttempt(held)).toBe(false);
    await clock.time.advance(1);
    expect(leases.canStartNewAttempt(held)).toBe(true);
  });

  test('of the next attempt is seen for itself', async () => {
    leases.canStartNewAttempt(record('PENDING', clock.now() + JUMP_MS));
    await clock.time.advance(LENGTH_MS);
    expect(leases.canStartNewAttempt(record('PENDING', clock.now() + JUMP_MS, 2))).toBe(false);
  });

  test('matters only while the attempt is in progress', () => {
    const later = clock.now() + JUMP_MS;
    expect(leases.canStartNewAttempt(record('UNKNOWN', later))).toBe(true);
    expect(leases.canStartNewAttempt(record('RELEASED', later))).toBe(true);
    expect(leases.canStartNewAttempt(record('DONE', 0))).toBe(false);
    expect(leases.canStartNewAttempt(record('REFUSED', 0))).toBe(false);
  });
});
