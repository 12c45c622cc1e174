import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DecimalString } from '../../../src/core/money.js';
import type { BatchFact, LegFact, LegStatus, OrderStatus } from '../../../src/gateway/facts.js';
import type { OrderSnapshot } from '../../../src/ledger/snapshots.js';
import { isSettledOrder, mergeOrder } from '../../../src/orders/order.machine.js';
import { toOrderView } from '../../../src/orders/order.type.js';

type Rank = 'WEBHOOK' | 'CONFIRMED';

const TRANSACTION = { transactionId: 'TRX_652377470a134a80ac6c56d19ef3416c', viewerId: 'alice' };
const STATUSES: readonly OrderStatus[] = [
  'UNKNOWN',
  'PLACED',
  'PARTIALLYFILLED',
  'COMPLETED',
  'UNFILLED',
  'UNPLACED',
  'MARKEDCOMPLETE',
];
const SETTLED: readonly OrderStatus[] = ['COMPLETED', 'UNFILLED', 'UNPLACED', 'MARKEDCOMPLETE'];

function leg(status: LegStatus, filledQuantity = 0, changes: Partial<LegFact> = {}): LegFact {
  return {
    symbol: 'INFY',
    exchange: 'NSE',
    side: 'BUY',
    orderType: 'MARKET',
    product: 'CNC',
    status,
    rawStatus: null,
    quantity: 10,
    filledQuantity,
    averagePrice: filledQuantity === 0 ? null : ('1431.50' as DecimalString),
    limitPrice: null,
    exchangeOrderId: null,
    errorCode: null,
    statusMessage: null,
    ...changes,
  };
}

function batch(
  status: OrderStatus,
  legs: readonly LegFact[] = [leg('OPEN')],
  changes: Partial<BatchFact> = {},
): BatchFact {
  return {
    batchId: '65f1c0a2b7e4d90012ab34cd',
    transactionId: TRANSACTION.transactionId,
    status,
    rawStatus: null,
    variety: 'REGULAR',
    buyAmount: null,
    sellAmount: null,
    legs,
    unplacedLegs: [],
    completedAt: null,
    label: null,
    originalLabel: null,
    smallcase: null,
    ...changes,
  };
}

interface ReceivedFact {
  readonly fact: BatchFact;
  readonly by: Rank;
}

let now = 0;
const merge = (current: OrderSnapshot | null, { fact, by }: ReceivedFact) => {
  now += 1;
  return mergeOrder(current, fact, { transaction: TRANSACTION, provenance: by, now });
};

const mergeAll = (received: readonly ReceivedFact[]) =>
  received.reduce<OrderSnapshot | null>((current, each) => merge(current, each).next, null);

/** What matters of an order: everything except the times of receipt. */
const stateOf = (snapshot: OrderSnapshot | null) => ({ ...snapshot, placedAt: 0, updatedAt: 0 });

const by = (rank: Rank, ...facts: BatchFact[]): ReceivedFact[] => facts.map((fact) => ({ fact, by: rank }));

describe('an order whose fill is not known whole', () => {
  const price = (averagePrice: string | null) => ({ averagePrice: averagePrice as DecimalString | null });
  const unpriced = batch('COMPLETED', [leg('COMPLETE', 10, price(null))]);
  const priced = batch('COMPLETED', [leg('COMPLETE', 10, price('1431.50'))], {
    buyAmount: '14315.00' as DecimalString,
  });

  test.each([
    ['a filled leg has no price', leg('COMPLETE', 10, price(null))],
    ['a cancelled leg was partly filled at an unknown price', leg('CANCELLED', 3, price(null))],
    ['a leg has an unknown quantity', leg('COMPLETE', 10, { quantity: null })],
    ['it is unknown how much of a leg was filled', leg('COMPLETE', 0, { filledQuantity: null })],
  ])('is not final while %s', (_name, each) => {
    for (const status of [...SETTLED, 'PARTIALLYFILLED'] as const)
      expect(mergeAll(by('CONFIRMED', batch(status, [each, leg('COMPLETE', 10)])))?.isFinal).toBe(false);
  });

  test('becomes final with the read that has its price, and not before', () => {
    const first = mergeAll(by('CONFIRMED', unpriced));
    expect(first).toMatchObject({ status: 'COMPLETED', isFinal: false });
    const { next, anomaly } = merge(first, { fact: priced, by: 'CONFIRMED' });
    expect(anomaly).toBeNull();
    expect(next).toMatchObject({ isFinal: true, buyAmount: '14315.00', legs: [price('1431.50')] });
    expect(merge(next, { fact: unpriced, by: 'CONFIRMED' })).toMatchObject({
      isChanged: false,
      anomaly: null,
    });
  });
});

describe('a final order', () => {
  const final = batch('COMPLETED', [leg('COMPLETE', 10, { exchangeOrderId: null })]);
  const more = batch('COMPLETED', [leg('COMPLETE', 10, { exchangeOrderId: '7' })], {
    buyAmount: '14315.00' as DecimalString,
    completedAt: 5,
  });

  test('is completed by a read that adds what was unknown', () => {
    const { next, isChanged, anomaly } = merge(mergeAll(by('CONFIRMED', final)), {
      fact: more,
      by: 'CONFIRMED',
    });
    expect({ isChanged, anomaly }).toEqual({ isChanged: true, anomaly: null });
    expect(next).toMatchObject({ isFinal: true, buyAmount: '14315.00', completedAt: 5 });
    expect(next.legs).toMatchObject([{ exchangeOrderId: '7', averagePrice: '1431.50' }]);
  });

  test('is not changed by a webhook that says more', () => {
    const current = mergeAll(by('CONFIRMED', final));
    const { next, anomaly } = merge(current, { fact: more, by: 'WEBHOOK' });
    expect({ next, anomaly }).toEqual({ next: current, anomaly: null });
  });

  test.each<[string, BatchFact]>([
    ['another status', batch('UNFILLED', [leg('CANCELLED')])],
    ['another price', batch('COMPLETED', [leg('COMPLETE', 10, { averagePrice: '1.00' as DecimalString })])],
    ['another quantity', batch('COMPLETED', [leg('COMPLETE', 9)])],
    ['one more leg', batch('COMPLETED', [leg('COMPLETE', 10), leg('COMPLETE', 10)])],
    ['another amount', { ...more, buyAmount: '1.00' as DecimalString }],
  ])('refuses %s, and says so', (_name, fact) => {
    const current = mergeAll(by('CONFIRMED', more));
    const { next, isChanged, anomaly } = merge(current, { fact, by: 'CONFIRMED' });
    expect({ next, isChanged }).toEqual({ next: current, isChanged: false });
    expect(anomaly).toMatch(/after COMPLETED/);
  });

  test('is not contradicted by a read that says less', () => {
    const current = mergeAll(by('CONFIRMED', more));
    expect(merge(current, { fact: final, by: 'CONFIRMED' })).toMatchObject({
      isChanged: false,
      anomaly: null,
    });
  });
});

describe('one fact after another of the same rank', () => {
  const cells = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));
  const progress = (status: OrderStatus) => Math.min(STATUSES.indexOf(status), 3);

  test.each(cells)('reported by a webhook, %s and %s end in the same state in either order', (one, other) => {
    const [there, back] = [
      mergeAll(by('WEBHOOK', batch(one), batch(other))),
      mergeAll(by('WEBHOOK', batch(other), batch(one))),
    ];
    expect(stateOf(there)).toEqual(stateOf(back));
    expect(progress(there?.status as OrderStatus)).toBe(Math.max(progress(one), progress(other)));
  });

  test.each(cells)('read, %s and then %s moves forward only, and never after an end', (from, to) => {
    const current = mergeAll(by('CONFIRMED', batch(from)));
    const { next } = merge(current, { fact: batch(to), by: 'CONFIRMED' });
    if (SETTLED.includes(from)) expect(next).toBe(current);
    else expect(next.status).toBe(progress(to) > progress(from) ? to : from);
  });
});

/** A leg from its placing to its end. */
const legLife = (symbol: string): fc.Arbitrary<LegFact[]> =>
  fc
    .record({
      fills: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
      end: fc.constantFrom<LegStatus>('COMPLETE', 'CANCELLED', 'REJECTED', 'ERROR', 'CANCELLED_AMO'),
      begin: fc.subarray<LegStatus>(['UNKNOWN', 'PLACED', 'OPEN'], { minLength: 1 }),
    })
    .map(({ fills, end, begin }) => {
      const sorted = [...fills].sort((left, right) => left - right);
      const filled = end === 'COMPLETE' ? 10 : (sorted.at(-1) ?? 0);
      return [
        ...begin.map((status) => leg(status, 0, { symbol })),
        ...sorted.map((count) => leg('PARTIAL', count, { symbol })),
        leg(end, filled, { symbol, exchangeOrderId: '1100', statusMessage: end }),
      ];
    });

/** All that Gateway could report of one order, in the order it happened: legs move one step at a time, the last fact is its end. */
const life: fc.Arbitrary<BatchFact[]> = fc
  .record({
    legs: fc
      .integer({ min: 1, max: 3 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => legLife(`S${n}`)))),
    turns: fc.infiniteStream(fc.nat({ max: 2 })),
  })
  .map(({ legs, turns }) => {
    const at = legs.map(() => 0);
    const look = () => legs.map((steps, index) => steps[at[index] as number] as LegFact);
    const facts = [batch('PLACED', look())];
    const open = () =>
      at.flatMap((step, index) => (step < (legs[index] as LegFact[]).length - 1 ? [index] : []));
    for (let left = open(); left.length > 0; left = open()) {
      const moved = left[(turns.next().value as number) % left.length] as number;
      at[moved] = (at[moved] as number) + 1;
      const hasFilled = look().some(({ filledQuantity }) => filledQuantity !== 0);
      if (open().length > 0) facts.push(batch(hasFilled ? 'PARTIALLYFILLED' : 'PLACED', look()));
    }
    const filled = look().map(({ filledQuantity }) => filledQuantity);
    const end = filled.every((count) => count === 10)
      ? 'COMPLETED'
      : filled.every((count) => count === 0)
        ? 'UNFILLED'
        : 'PARTIALLYFILLED';
    return [...facts, batch(end, look(), { completedAt: 5_000, buyAmount: '100.00' as DecimalString })];
  });

/** A life, and some of its facts received in two orders, each fact any number of times. */
const twoTellings = life.chain((facts) => {
  const received = fc.record({
    fact: fc.constantFrom(...facts),
    by: fc.constantFrom<Rank>('WEBHOOK', 'CONFIRMED'),
  });
  return fc.array(received, { minLength: 1, maxLength: 12 }).chain((some) =>
    fc.record({
      end: fc.constant(facts.at(-1) as BatchFact),
      one: fc.shuffledSubarray(some, { minLength: some.length }),
      other: fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 }),
    }),
  );
});

describe('the facts of one life, in any order and number', () => {
  test('end in the same state', () => {
    fc.assert(
      fc.property(twoTellings, ({ one, other }) => {
        expect(stateOf(mergeAll(one))).toEqual(stateOf(mergeAll(other)));
      }),
      { numRuns: 500 },
    );
  });

  test('reach their end once a read has reported it', () => {
    fc.assert(
      fc.property(twoTellings, fc.nat(), ({ one, end }, place) => {
        const received = [...one];
        received.splice(place % (one.length + 1), 0, { fact: end, by: 'CONFIRMED' });
        expect(mergeAll(received)).toMatchObject({
          status: end.status,
          legs: end.legs,
          isFinal: true,
          provenance: 'CONFIRMED',
        });
      }),
      { numRuns: 300 },
    );
  });

  test('never contradict each other', () => {
    fc.assert(
      fc.property(twoTellings, ({ one }) => {
        let current: OrderSnapshot | null = null;
        for (const each of one) {
          const merged = merge(current, each);
          expect(merged.anomaly).toBeNull();
          expect(merged.isChanged).toBe(
            JSON.stringify(stateOf(merged.next)) !== JSON.stringify(stateOf(current)),
          );
          current = merged.next;
        }
      }),
    );
  });

  test('move what is final not at all', () => {
    fc.assert(
      fc.property(life, twoTellings, (own, { other }) => {
        const final = mergeAll(by('CONFIRMED', own.at(-1) as BatchFact));
        for (const each of other) expect(merge(final, each)).toMatchObject({ next: final, isChanged: false });
      }),
    );
  });
});

const LEG_STATUSES: readonly LegStatus[] = [
  'UNKNOWN',
  'PLACED',
  'OPEN',
  'PARTIAL',
  'COMPLETE',
  'CANCELLED',
  'REJECTED',
  'CANCELLED_AMO',
  'ERROR',
];

/** Anything at all, of few values, so that facts agree in one and contradict each other in another. */
const anyFact: fc.Arbitrary<BatchFact> = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    legs: fc.array(
      fc
        .tuple(
          fc.constantFrom(...LEG_STATUSES),
          fc.nat({ max: 3 }),
          fc.constantFrom('S0', 'S1'),
          fc.constantFrom(null, 'filled'),
        )
        .map(([status, filled, symbol, statusMessage]) => leg(status, filled, { symbol, statusMessage })),
      { maxLength: 3 },
    ),
    buyAmount: fc.constantFrom(null, '0.00', '100.00', '100.0', '200.00') as fc.Arbitrary<DecimalString>,
    completedAt: fc.constantFrom(null, 5_000, 6_000),
    label: fc.constantFrom(null, 'SIP'),
  })
  .map(({ status, legs, ...changes }) => batch(status, legs, changes));

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}

describe('facts of one rank that contradict each other, in every order and any number', () => {
  const some = fc.array(anyFact, { minLength: 2, maxLength: 4 });
  const again = fc.array(fc.nat({ max: 3 }), { maxLength: 4 });

  function expectOneEnd(rank: Rank, facts: readonly BatchFact[], repeated: readonly number[]): void {
    const ends = permutations(facts).map((order) => {
      const repeats = repeated.map((at) => order[at % order.length] as BatchFact);
      return stateOf(mergeAll(by(rank, ...order, ...repeats)));
    });
    for (const end of ends) expect(end).toEqual(ends[0]);
  }

  test('reported by webhooks, end in the same state', () => {
    fc.assert(
      fc.property(some, again, (facts, repeated) => expectOneEnd('WEBHOOK', facts, repeated)),
      { numRuns: 1_000 },
    );
  });

  test('read, end in the same state if at most one of them is an end', () => {
    const open = some.map((facts) => facts.filter((fact) => !isSettledOrder(fact)));
    fc.assert(
      fc.property(open, anyFact, again, (facts, last, repeated) =>
        expectOneEnd('CONFIRMED', [...facts, last], repeated),
      ),
      { numRuns: 1_000 },
    );
  });

  test('end in one of them, never in a mixture that was never reported', () => {
    fc.assert(
      fc.property(some, (facts) => {
        const alone = facts.map((fact) => stateOf(mergeAll(by('WEBHOOK', fact))));
        expect(alone).toContainEqual(stateOf(mergeAll(by('WEBHOOK', ...facts))));
      }),
    );
  });
});

describe('a read beats a webhook in any direction', () => {
  const cells = STATUSES.flatMap((hinted) => STATUSES.map((read) => [hinted, read] as const));

  test.each(cells)('%s was hinted, %s is read', (hinted, read) => {
    const received = mergeAll([
      ...by('WEBHOOK', batch(hinted, [leg('COMPLETE', 10)])),
      ...by('CONFIRMED', batch(read, [leg('OPEN')])),
    ]);
    expect(received).toMatchObject({ status: read, provenance: 'CONFIRMED', legs: [{ filledQuantity: 0 }] });
    expect(received?.isFinal).toBe(SETTLED.includes(read));
  });

  test.each(cells)('%s was read, %s is hinted and changes nothing', (read, hinted) => {
    const current = mergeAll(by('CONFIRMED', batch(read, [leg('OPEN')])));
    const { next, isChanged } = merge(current, { fact: batch(hinted, [leg('OPEN')]), by: 'WEBHOOK' });
    expect([next, isChanged]).toEqual([current, false]);
  });
});

describe('what is final', () => {
  test('is contradicted only by another end, which is an anomaly and changes nothing', () => {
    const final = mergeAll(by('CONFIRMED', batch('COMPLETED', [leg('COMPLETE', 10)])));
    const { next, anomaly } = merge(final, { fact: batch('UNFILLED'), by: 'CONFIRMED' });
    expect([next, anomaly]).toEqual([final, 'received UNFILLED after COMPLETED']);
    expect(merge(final, { fact: batch('PLACED'), by: 'WEBHOOK' }).anomaly).toBeNull();
  });

  test('is not reached by a webhook alone', () => {
    expect(mergeAll(by('WEBHOOK', batch('COMPLETED')))).toMatchObject({
      isFinal: false,
      provenance: 'WEBHOOK',
    });
  });

  test('is reached though the legs seemed to have ended before', () => {
    const other = { symbol: 'TCS' };
    const received = mergeAll(
      by(
        'CONFIRMED',
        batch('PARTIALLYFILLED', [leg('COMPLETE', 10), leg('OPEN', 0, other)]),
        batch('PARTIALLYFILLED', [leg('OPEN', 0), leg('CANCELLED', 0, other)]),
        batch('PARTIALLYFILLED', [leg('COMPLETE', 10), leg('CANCELLED', 0, other)], { completedAt: 9 }),
      ),
    );
    expect(received).toMatchObject({ isFinal: true, completedAt: 9 });
  });
});

describe('the smallcase of an order', () => {
  const named = { scid: 'SCET_0010', iscid: '5f0321b5f3743c31d95abd36', name: 'Top 10' };
  const filled = [leg('COMPLETE', 10)];
  const ended = (smallcase: BatchFact['smallcase'], originalLabel: string | null = null) =>
    batch('COMPLETED', filled, { label: 'FIX', originalLabel, smallcase });

  test('is absent of an order that does not say it, as in rows of earlier versions', () => {
    const { next } = merge(null, { fact: batch('PLACED'), by: 'CONFIRMED' });
    expect(Object.keys(next)).not.toContain('smallcase');
    expect(Object.keys(next)).not.toContain('originalLabel');
    expect(toOrderView({ ...next, revision: 1 })).toMatchObject({
      smallcase: null,
      label: null,
      originalLabel: null,
    });
  });

  test('is added to an open order by a read that is no further', () => {
    const before = merge(null, { fact: batch('PLACED'), by: 'CONFIRMED' }).next;
    const after = merge(before, { fact: batch('PLACED', undefined, { smallcase: named }), by: 'CONFIRMED' });
    expect(after).toMatchObject({ isChanged: true, next: { smallcase: named } });
    expect(merge(after.next, { fact: batch('PLACED'), by: 'CONFIRMED' }).isChanged).toBe(false);
  });

  test('completes a final order, with the label of what it repairs', () => {
    const before = merge(null, { fact: ended(null), by: 'CONFIRMED' }).next;
    const { next, anomaly } = merge(before, { fact: ended(named, 'BUY'), by: 'CONFIRMED' });
    expect([anomaly, next.isFinal, next.smallcase, next.originalLabel]).toEqual([null, true, named, 'BUY']);
    expect(merge(next, { fact: ended(null), by: 'CONFIRMED' })).toMatchObject({
      isChanged: false,
      anomaly: null,
    });
  });

  test.each([
    ['another smallcase', { ...named, scid: 'SCET_0011' }, 'received COMPLETED after COMPLETED'],
    ['another investment', { ...named, iscid: 'a'.repeat(24) }, 'received COMPLETED after COMPLETED'],
    ['another name', { ...named, name: 'Top 11' }, null],
  ])('that is final is not replaced by %s', (_name, smallcase, anomaly) => {
    const before = merge(null, { fact: ended(named), by: 'CONFIRMED' }).next;
    expect(merge(before, { fact: ended(smallcase), by: 'CONFIRMED' })).toMatchObject({
      isChanged: false,
      anomaly,
      next: { smallcase: named },
    });
  });

  test('corrects no webhook, which does not say it', () => {
    const hinted = merge(null, { fact: ended(null), by: 'WEBHOOK' }).next;
    const { next, isCorrection } = merge(hinted, { fact: ended(named), by: 'CONFIRMED' });
    expect([isCorrection, next.smallcase]).toEqual([false, named]);
  });
});

describe('a settled order', () => {
  test.each(STATUSES)('%s with an open leg', (status) => {
    expect(isSettledOrder(batch(status, [leg('OPEN')]))).toBe(SETTLED.includes(status));
  });

  test.each<[string, LegFact[], number | null, boolean]>([
    ['every leg has ended', [leg('COMPLETE', 10), leg('CANCELLED', 3)], null, true],
    ['a leg is open', [leg('COMPLETE', 10), leg('OPEN')], 9, false],
    ['a leg is filled in part', [leg('PARTIAL', 3)], null, false],
    ['a leg is filled in part and the batch has its date', [leg('PARTIAL', 3)], 9, true],
    ['a leg is not known', [leg('UNKNOWN')], 9, false],
  ])('PARTIALLYFILLED, where %s', (_name, legs, completedAt, isSettled) => {
    expect(isSettledOrder(batch('PARTIALLYFILLED', legs, { completedAt }))).toBe(isSettled);
  });
});

describe('when an order was placed', () => {
  test('is when it was first reported, and stays', () => {
    const first = merge(null, { fact: batch('PLACED'), by: 'WEBHOOK' }).next;
    const read = merge(first, { fact: batch('PLACED'), by: 'CONFIRMED' }).next;
    const end = merge(read, { fact: batch('COMPLETED'), by: 'CONFIRMED' }).next;
    expect([read.placedAt, end.placedAt]).toEqual([first.placedAt, first.placedAt]);
    expect(end.updatedAt).toBeGreaterThan(first.updatedAt);
  });

  test('is unknown while it is reported as never placed, and known once a read says otherwise', () => {
    const hinted = merge(null, { fact: batch('UNPLACED'), by: 'WEBHOOK' }).next;
    expect(hinted.placedAt).toBeNull();
    expect(merge(hinted, { fact: batch('PLACED'), by: 'CONFIRMED' }).next.placedAt).not.toBeNull();
  });

  test('is taken back when a read says that it never was', () => {
    const hinted = merge(null, { fact: batch('PLACED'), by: 'WEBHOOK' }).next;
    expect(merge(hinted, { fact: batch('UNPLACED'), by: 'CONFIRMED' }).next.placedAt).toBeNull();
  });
});
