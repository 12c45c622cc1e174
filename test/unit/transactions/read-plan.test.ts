import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TransactionStatus } from '../../../src/gateway/facts.js';
import { nextRead, READS_AT_MOST, staleAt } from '../../../src/transactions/read-plan.js';
import { transaction } from '../../support/facts.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** A Monday, 9:15 in India. */
const MONDAY = Date.parse('2026-01-05T09:15:00+05:30');

const created = (status: TransactionStatus, aliveMs = 15 * 60 * SECOND, createdAt = MONDAY) =>
  transaction({ status, createdAt, expireAt: createdAt + aliveMs });

/** Every read of a transaction nothing is ever heard of, as times since its creation. */
function schedule(status: TransactionStatus, aliveMs?: number, createdAt = MONDAY): number[] {
  const snapshot = created(status, aliveMs, createdAt);
  const times: number[] = [];
  let now: number | null = nextRead(snapshot, 0, createdAt);
  for (; now !== null && times.length < 10_000; now = nextRead(snapshot, times.length, now))
    times.push(now - createdAt);
  return times;
}

const seconds = (times: readonly number[]) => times.map((time) => time / SECOND);

describe('scheduled reads', () => {
  test('of INITIALIZED back off while the user has time, then look when it is up and a minute later', () => {
    expect(seconds(schedule('INITIALIZED'))).toEqual([10, 30, 70, 150, 310, 630, 901, 960]);
  });

  test.each<TransactionStatus>(['USED', 'UNKNOWN'])(
    'of %s go on with back-off until a day after',
    (status) => {
      const times = schedule(status);
      expect(seconds(times.slice(0, 8))).toEqual([10, 30, 70, 150, 310, 630, 901, 2181]);
      const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(4 * HOUR);
      expect(times.at(-1)).toBe(15 * 60 * SECOND + DAY);
      expect(times.length).toBeLessThan(25);
    },
  );

  test('of PROCESSING outside market hours are hourly for seven trading days', () => {
    const times = schedule('PROCESSING', undefined, Date.parse('2026-01-05T20:00:00+05:30'));
    expect(times.slice(0, 3)).toEqual([HOUR, 2 * HOUR, 3 * HOUR]);
    expect(times.at(-1)).toBe(9 * DAY);
    expect(times).toHaveLength(9 * 24);
  });

  test('of PROCESSING in market hours back off from ten seconds to an hour', () => {
    const times = schedule('PROCESSING');
    expect(seconds(times.slice(0, 10))).toEqual([10, 30, 70, 150, 310, 630, 1270, 2550, 5110, 8710]);
    expect(times.at(-1)).toBe(9 * DAY);
    expect(times.length).toBeLessThanOrEqual(READS_AT_MOST.PROCESSING);
  });

  test('of a limit order are hourly in market hours, too', () => {
    const snapshot = { ...created('PROCESSING'), hasLimitOrder: true };
    expect(nextRead(snapshot, 0, MONDAY)).toBe(MONDAY + HOUR);
  });

  test.each([
    ['2026-01-05T09:14:59+05:30', HOUR],
    ['2026-01-05T09:15:00+05:30', 10 * SECOND],
    ['2026-01-05T15:59:59+05:30', 10 * SECOND],
    ['2026-01-05T16:00:00+05:30', HOUR],
    ['2026-01-10T12:00:00+05:30', HOUR],
  ])('of PROCESSING at %s begin after %d ms', (time, delayMs) => {
    const now = Date.parse(time);
    expect(nextRead(created('PROCESSING', undefined, now), 0, now)).toBe(now + delayMs);
  });

  test.each<TransactionStatus>(['COMPLETED', 'ERRORED', 'ACTION_REQUIRED'])('of %s are none', (status) => {
    expect(schedule(status)).toEqual([]);
  });

  test('are bounded and move forward, for any lifetime', () => {
    const status = fc.constantFrom<TransactionStatus>('INITIALIZED', 'USED', 'UNKNOWN', 'PROCESSING');
    const lifetime = fc.integer({ min: -DAY, max: 30 * DAY });
    fc.assert(
      fc.property(status, lifetime, fc.nat({ max: 400 }), (each, aliveMs, days) => {
        const times = schedule(each, aliveMs, MONDAY + days * DAY);
        expect(times.length).toBeLessThan(300);
        expect(times.every((time, index) => time > (times[index - 1] ?? 0))).toBe(true);
      }),
    );
  });

  test('make one read after a long sleep, then continue the plan from now', () => {
    const snapshot = created('USED');
    const woken = MONDAY + 20 * HOUR;
    expect(nextRead(snapshot, 3, woken)).toBe(woken + 80 * SECOND);
    expect(nextRead(snapshot, 3, MONDAY + 30 * DAY)).toBeNull();
  });
});

describe('a transaction in PROCESSING', () => {
  test.each([
    ['a Monday', '2026-01-05T09:15:00+05:30', '2026-01-14T09:15:00+05:30'],
    ['a Friday', '2026-01-09T15:00:00+05:30', '2026-01-20T15:00:00+05:30'],
    ['a Saturday', '2026-01-10T15:00:00+05:30', '2026-01-20T15:00:00+05:30'],
    [
      'early on a Monday that is still Sunday in UTC',
      '2026-01-05T01:00:00+05:30',
      '2026-01-14T01:00:00+05:30',
    ],
  ])('made on %s is stale at the end of its seventh trading day', (_name, from, until) => {
    expect(new Date(staleAt(transaction({ createdAt: Date.parse(from) })))).toEqual(new Date(until));
  });

  test('is read one last time exactly then, and not after', () => {
    const snapshot = created('PROCESSING');
    const end = staleAt(snapshot);
    expect(nextRead(snapshot, 5, end - 1)).toBe(end);
    expect(nextRead(snapshot, 5, end)).toBeNull();
  });
});
