import { describe, expect, test } from '@jest/globals';
import { planHoldings } from '../../../src/holdings/holdings-plan.js';
import type { StoredHoldings } from '../../../src/ledger/holdings.js';
import type { HoldingsSnapshot } from '../../../src/ledger/snapshots.js';

const holdings = (changes: Partial<HoldingsSnapshot> = {}): HoldingsSnapshot => ({
  authId: '5f0321b5f3743c31d95abd35',
  broker: 'kite',
  version: 'v2',
  snapshotAt: 1,
  lastUpdateAt: 1,
  isUpdating: false,
  securities: [],
  smallcases: [],
  mutualFunds: null,
  provenance: 'CONFIRMED',
  receivedAt: 1,
  ...changes,
});
const updating = holdings({ isUpdating: true });
const stored = (readAt: number | null, reads: number, snapshot = updating): StoredHoldings => ({
  snapshot,
  revision: 1,
  readAt,
  reads,
});
const read = { isPlanned: false, isChanged: true, upstreamNow: 0 };
const planned = { isPlanned: true, isChanged: false, upstreamNow: 0 };

describe('holdings', () => {
  test('that are finished are not read again', () => {
    expect(planHoldings(holdings(), null, read)).toEqual({ readAt: null, reads: 0, isStale: false });
    expect(planHoldings(holdings(), stored(9, 3), planned)).toEqual({
      readAt: null,
      reads: 0,
      isStale: false,
    });
  });

  test.each([
    ['are being updated', updating],
    ['lack a part they had', holdings({ olderParts: { securities: 1 } })],
  ])('that %s are read with back-off for about an hour, then are stale', (_name, next) => {
    const times: number[] = [];
    let step = planHoldings(next, null, read);
    while (step.readAt !== null) {
      times.push(step.readAt / 1000);
      step = planHoldings(next, stored(step.readAt, step.reads), { ...planned, upstreamNow: step.readAt });
    }
    expect(times.slice(0, 4)).toEqual([2, 6, 14, 30]);
    expect(times.at(-1)).toBeGreaterThan(3_000);
    expect(times.at(-1)).toBeLessThan(3_700);
    expect(step.isStale).toBe(true);
  });

  test('keep their running plan when another read finds them unfinished', () => {
    expect(planHoldings(updating, stored(5_000, 3), read)).toEqual({
      readAt: 5_000,
      reads: 3,
      isStale: false,
    });
  });

  test('that are stale begin a plan again only with something new', () => {
    const ended = stored(null, 18, holdings({ isUpdating: true, isStale: true }));
    expect(planHoldings(updating, ended, { ...read, isChanged: false })).toMatchObject({
      readAt: null,
      isStale: true,
    });
    expect(planHoldings(updating, ended, read)).toEqual({ readAt: 2_000, reads: 0, isStale: false });
  });
});
