import { describe, expect, test } from '@jest/globals';
import { type DecimalString, percentOf } from '../../../src/core/money.js';
import { changesBetween } from '../../../src/console/holdings/holdings-changes.js';
import { toPositions } from '../../../src/console/holdings/positions.js';
import type { SecurityHoldingFact } from '../../../src/gateway/facts.js';

const decimal = (text: string | null) => text as DecimalString | null;

function security(
  nseTicker: string | null,
  quantity: string | null,
  averagePrice: string | null,
  more: Partial<SecurityHoldingFact> = {},
): SecurityHoldingFact {
  return {
    isin: nseTicker === null ? null : `INE ${nseTicker}`,
    name: null,
    nseTicker,
    bseTicker: null,
    quantity: decimal(quantity),
    averagePrice: decimal(averagePrice),
    nsePosition: null,
    bsePosition: null,
    collateralQuantity: null,
    transactableQuantity: null,
    smallcaseQuantity: null,
    ...more,
  };
}

describe('the cost of a position', () => {
  test('is the exact product, however many digits it has', () => {
    const [{ cost } = { cost: null }] = toPositions([
      security('A', '12345678901234567890.123', '0.00000000000000000001'),
    ]).positions;
    expect(cost).toBe('0.12345678901234567890123');
  });

  test.each([
    ['an unknown quantity', null, '10.00'],
    ['an unknown price', '3.00', null],
    ['a price of 0, which means that it is unknown', '3.00', '0.00'],
  ])('is unknown with %s', (_, quantity, price) => {
    const { positions, knownCost, unknownCosts } = toPositions([security('A', quantity, price)]);
    expect([positions[0]?.cost, knownCost, unknownCosts]).toEqual([null, null, 1]);
  });

  test('of nothing is 0, which is known', () => {
    expect(toPositions([security('A', '0.00', '10.00')])).toMatchObject({
      knownCost: '0.00',
      unknownCosts: 0,
    });
  });

  test('orders positions, with those of unknown cost last and equal ones by symbol', () => {
    const { positions, knownCost } = toPositions([
      security('UNKNOWN', null, null),
      security('B', '1.00', '9.00'),
      security('TEN', '1.00', '10.00'),
      security('A', '1.00', '9.00'),
      security(null, '1.00', null, { bseTicker: 'ATBSE' }),
    ]);
    expect(positions.map(({ symbol }) => symbol)).toEqual(['TEN', 'A', 'B', 'ATBSE', 'UNKNOWN']);
    expect(knownCost).toBe('28.00');
  });
});

describe('a share in percent', () => {
  test.each([
    ['1.00', '3.00', '33.33'],
    ['2.00', '3.00', '66.67'],
    ['0.00005', '1.00', '0.00'],
    ['0.00015', '1.00', '0.02'],
    ['7.00', '7.00', '100.00'],
  ])('%s of %s is %s, rounded half-even', (part, whole, expected) => {
    expect(percentOf(part as DecimalString, whole as DecimalString)).toBe(expected);
  });

  test('of nothing is unknown', () => {
    expect(percentOf('0.00' as DecimalString, '0.0000' as DecimalString)).toBeNull();
  });
});

describe('the changes between two snapshots', () => {
  test('are none when amounts are the same numbers in another spelling', () => {
    const before = [security('A', '3.00', '10.50'), security('B', null, null)];
    const after = [security('B', null, null), security('A', '3.000', '10.500')];
    expect(changesBetween(before, after)).toEqual([]);
  });

  test('name what came, what went and what differs, by symbol', () => {
    const before = [security('KEPT', '1.00', '5.00'), security('GONE', '2.00', '6.00')];
    const after = [security('NEW', '4.00', null), security('KEPT', '1.00', '5.01')];
    expect(changesBetween(before, after)).toEqual([
      {
        kind: 'REMOVED',
        symbol: 'GONE',
        quantityBefore: '2.00',
        quantityAfter: null,
        averagePriceBefore: '6.00',
        averagePriceAfter: null,
      },
      {
        kind: 'CHANGED',
        symbol: 'KEPT',
        quantityBefore: '1.00',
        quantityAfter: '1.00',
        averagePriceBefore: '5.00',
        averagePriceAfter: '5.01',
      },
      {
        kind: 'ADDED',
        symbol: 'NEW',
        quantityBefore: null,
        quantityAfter: '4.00',
        averagePriceBefore: null,
        averagePriceAfter: null,
      },
    ]);
  });

  test('follow a security whose symbol has changed by its ISIN', () => {
    const before = [security('OLD', '1.00', null, { isin: 'INE1' })];
    const after = [security('RENAMED', '1.00', null, { isin: 'INE1' })];
    expect(changesBetween(before, after)).toEqual([]);
  });
});
