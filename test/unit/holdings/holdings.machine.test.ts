import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DecimalString } from '../../../src/core/money.js';
import type { HoldingsFact } from '../../../src/gateway/facts.js';
import { mergeHoldings } from '../../../src/holdings/holdings.machine.js';
import type { HoldingsSnapshot } from '../../../src/ledger/snapshots.js';

type Rank = 'WEBHOOK' | 'CONFIRMED';

function fact(snapshotAt: number | null, changes: Partial<HoldingsFact> = {}): HoldingsFact {
  const quantity = String(snapshotAt ?? 0) as DecimalString;
  return {
    authId: '5f0321b5f3743c31d95abd35',
    broker: 'kite',
    version: 'v2',
    snapshotAt,
    lastUpdateAt: snapshotAt,
    isUpdating: false,
    securities: [
      {
        isin: 'INE009A01021',
        name: 'Infosys Ltd',
        nseTicker: 'INFY',
        bseTicker: null,
        quantity,
        averagePrice: null,
        nsePosition: null,
        bsePosition: null,
        collateralQuantity: null,
        transactableQuantity: null,
        smallcaseQuantity: null,
      },
    ],
    smallcases: [],
    mutualFunds: null,
    ...changes,
  };
}

let now = 0;
function merge(current: HoldingsSnapshot | null, received: HoldingsFact, provenance: Rank) {
  now += 1;
  return mergeHoldings(current, received, { provenance, now });
}

const mergeAll = (...received: readonly (readonly [HoldingsFact, Rank])[]) =>
  received.reduce<HoldingsSnapshot | null>((current, [each, rank]) => merge(current, each, rank).next, null);

const at = (snapshot: HoldingsSnapshot | null) => `${snapshot?.provenance} ${snapshot?.snapshotAt}`;

describe('a part that an answer leaves out', () => {
  const rows = fact(1).securities;
  const fund = { folio: '1' } as unknown as NonNullable<HoldingsFact['mutualFunds']>[number];

  test('stays with the time of its own snapshot, however often', () => {
    let known = merge(null, fact(1), 'CONFIRMED').next;
    for (const snapshotAt of [2, 3])
      known = merge(known, fact(snapshotAt, { securities: null }), 'CONFIRMED').next;
    expect(known).toMatchObject({ snapshotAt: 3, securities: rows, olderParts: { securities: 1 } });
    const { next } = merge(known, fact(4), 'CONFIRMED');
    expect(next.olderParts).toBeUndefined();
    expect(next.securities).toEqual(fact(4).securities);
  });

  test('is none where the account never showed it', () => {
    const { next } = merge(null, fact(1, { securities: null, smallcases: null }), 'CONFIRMED');
    expect(next).toMatchObject({ securities: [], smallcases: [], mutualFunds: null });
    expect(next.olderParts).toBeUndefined();
    expect(merge(next, fact(2, { securities: null }), 'CONFIRMED').next.olderParts).toBeUndefined();
  });

  test('is replaced by an empty list', () => {
    const known = merge(null, fact(1, { mutualFunds: [fund] }), 'CONFIRMED').next;
    const { next } = merge(known, fact(2, { securities: [], mutualFunds: [] }), 'CONFIRMED');
    expect(next).toMatchObject({ securities: [], mutualFunds: [] });
    expect(next.olderParts).toBeUndefined();
  });

  test('is kept for each part on its own', () => {
    const known = merge(null, fact(1, { mutualFunds: [fund] }), 'CONFIRMED').next;
    const { next } = merge(known, fact(2), 'CONFIRMED');
    expect(next).toMatchObject({ mutualFunds: [fund], olderParts: { mutualFunds: 1 } });
    expect(next.securities).toEqual(fact(2).securities);
  });
});

describe('holdings', () => {
  test('that are the first are taken, with where from and when they came', () => {
    const { next, isChanged } = mergeHoldings(null, fact(5), { provenance: 'WEBHOOK', now: 9 });
    expect([next, isChanged]).toEqual([{ ...fact(5), provenance: 'WEBHOOK', receivedAt: 9 }, true]);
  });

  test.each<[string, [HoldingsFact, Rank], [HoldingsFact, Rank], string]>([
    ['a later hint replaces a hint', [fact(1), 'WEBHOOK'], [fact(2), 'WEBHOOK'], 'WEBHOOK 2'],
    ['an earlier hint does not', [fact(2), 'WEBHOOK'], [fact(1), 'WEBHOOK'], 'WEBHOOK 2'],
    ['a read replaces a hint', [fact(1), 'WEBHOOK'], [fact(2), 'CONFIRMED'], 'CONFIRMED 2'],
    ['a read replaces a later hint too', [fact(2), 'WEBHOOK'], [fact(1), 'CONFIRMED'], 'CONFIRMED 1'],
    ['a hint never replaces a read', [fact(1), 'CONFIRMED'], [fact(2), 'WEBHOOK'], 'CONFIRMED 1'],
    ['a later read replaces a read', [fact(1), 'CONFIRMED'], [fact(2), 'CONFIRMED'], 'CONFIRMED 2'],
    ['an earlier read does not', [fact(2), 'CONFIRMED'], [fact(1), 'CONFIRMED'], 'CONFIRMED 2'],
    ['one without a time does not', [fact(2), 'WEBHOOK'], [fact(null), 'WEBHOOK'], 'WEBHOOK 2'],
    ['one with a time replaces one without', [fact(null), 'WEBHOOK'], [fact(2), 'WEBHOOK'], 'WEBHOOK 2'],
  ])('%s', (_name, first, second, expected) => {
    expect(at(mergeAll(first, second))).toBe(expected);
  });

  test('of one snapshot are newer when they were updated later', () => {
    const updated = fact(5, { lastUpdateAt: 9 });
    expect(mergeAll([fact(5), 'WEBHOOK'], [updated, 'WEBHOOK'])?.lastUpdateAt).toBe(9);
    expect(mergeAll([updated, 'WEBHOOK'], [fact(5), 'WEBHOOK'])?.lastUpdateAt).toBe(9);
  });

  test('that a read finds to be no longer updating are a change', () => {
    const updating = mergeAll([fact(5, { isUpdating: true }), 'CONFIRMED']);
    expect(merge(updating, fact(5), 'CONFIRMED')).toMatchObject({
      isChanged: true,
      next: { isUpdating: false },
    });
  });

  test('received again are no change, and keep the time of the first receipt', () => {
    const first = mergeAll([fact(5), 'CONFIRMED']);
    const { next, isChanged } = merge(first, fact(5), 'CONFIRMED');
    expect([next, isChanged]).toEqual([first, false]);
  });

  test('that a read confirms as they were hinted are a change of how far they may be believed', () => {
    const hinted = mergeAll([fact(5), 'WEBHOOK']);
    expect(merge(hinted, fact(5), 'CONFIRMED')).toMatchObject({
      isChanged: true,
      next: { provenance: 'CONFIRMED' },
    });
  });

  test('that a read finds otherwise at the same time correct the hint; a later read only follows it', () => {
    const hinted = mergeAll([fact(5, { securities: [] }), 'WEBHOOK']);
    expect(merge(hinted, fact(5), 'CONFIRMED').isCorrection).toBe(true);
    expect(merge(hinted, fact(6), 'CONFIRMED').isCorrection).toBe(false);
  });

  test('end in the same state in any order and number', () => {
    const received = fc.record({
      time: fc.nat({ max: 6 }),
      rank: fc.constantFrom<Rank>('WEBHOOK', 'CONFIRMED'),
    });
    const tellings = fc
      .array(received, { minLength: 1, maxLength: 8 })
      .chain((some) =>
        fc.tuple(
          fc.shuffledSubarray(some, { minLength: some.length }),
          fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(tellings, ([one, other]) => {
        const end = (list: typeof one) => ({
          ...mergeAll(...list.map(({ time, rank }) => [fact(time), rank] as const)),
          receivedAt: 0,
        });
        expect(end(one)).toEqual(end(other));
      }),
    );
  });
});
