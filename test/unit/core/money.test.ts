import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DecimalString,
  formatRupees,
  parseDecimal,
  sameDecimal,
  sumDecimals,
} from '../../../src/core/money.js';

const decimal = (text: string) => parseDecimal(text) as DecimalString;

/** Plain decimal notation, as a JSON number or string has it. */
const plain = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{0,20}$/))
  .map(
    ([isNegative, whole, fraction]) =>
      `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`,
  )
  .filter((text) => !/^-0(\.0*)?$/.test(text));

/** A whole number of paise, to compare with arithmetic of another kind. */
const paise = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });

function fromPaise(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

describe('reading a decimal', () => {
  test('keeps every digit and pads to two decimals', () => {
    fc.assert(
      fc.property(plain, (text) => {
        const padded = text.includes('.') ? text.padEnd(text.indexOf('.') + 3, '0') : `${text}.00`;
        expect(parseDecimal(text)).toBe(padded);
      }),
    );
  });

  test('is stable: what was printed is read back as itself', () => {
    fc.assert(fc.property(plain, (text) => expect(parseDecimal(decimal(text))).toBe(decimal(text))));
  });

  test.each([
    ['1.1E1', '11.00'],
    ['1e3', '1000.00'],
    ['25e-3', '0.025'],
    ['-0', '0.00'],
    ['-0.0', '0.00'],
    ['-0.000', '0.000'],
    ['1575.0900000000001', '1575.0900000000001'],
    ['0.1', '0.10'],
    ['4294.5', '4294.50'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  test.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '1.',
    '01',
    '1,000',
    '0x10',
    '1e',
    '1e1000',
    '1e999',
    '1e-999',
    'NaN',
    'Infinity',
    '--1',
    '1\n',
    '१',
    '9'.repeat(65),
  ])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });
});

describe('a sum', () => {
  test('is exact to the last digit', () => {
    fc.assert(
      fc.property(fc.array(paise, { maxLength: 20 }), (amounts) => {
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        expect(sumDecimals(amounts.map((amount) => decimal(fromPaise(amount))))).toBe(fromPaise(total));
      }),
    );
  });

  test('does not round what floats would', () => {
    expect(sumDecimals([decimal('0.1'), decimal('0.2')])).toBe('0.30');
    expect(sumDecimals([decimal('9007199254740993.01'), decimal('0.0000000000000001')])).toBe(
      '9007199254740993.0100000000000001',
    );
  });

  test('of nothing is 0.00', () => {
    expect(sumDecimals([])).toBe('0.00');
  });
});

describe('two amounts', () => {
  test('are the same with different trailing zeros', () => {
    expect(sameDecimal(decimal('1.5'), decimal('1.5000'))).toBe(true);
    expect(sameDecimal(decimal('1.5'), decimal('1.5001'))).toBe(false);
  });

  test('unknown is not zero', () => {
    expect(sameDecimal(null, decimal('0'))).toBe(false);
    expect(sameDecimal(null, null)).toBe(true);
  });
});

describe('text for people', () => {
  test.each([
    ['0', '₹0.00'],
    ['0.005', '₹0.00'],
    ['0.015', '₹0.02'],
    ['0.025', '₹0.02'],
    ['0.02500001', '₹0.03'],
    ['-0.015', '-₹0.02'],
    ['999', '₹999.00'],
    ['999.995', '₹1,000.00'],
    ['1000', '₹1,000.00'],
    ['99999.99', '₹99,999.99'],
    ['100000', '₹1,00,000.00'],
    ['1234567.9', '₹12,34,567.90'],
    ['-1234567890.125', '-₹1,23,45,67,890.12'],
    ['1575.0900000000001', '₹1,575.09'],
  ])('%s is shown as %s', (amount, shown) => {
    expect(formatRupees(decimal(amount))).toBe(shown);
  });

  test('a loss that rounds to nothing has no sign', () => {
    expect(formatRupees(decimal('-0.001'))).toBe('₹0.00');
  });

  test('has the digits of the rounded amount', () => {
    fc.assert(
      fc.property(paise, (amount) => {
        expect(formatRupees(decimal(fromPaise(amount))).replace(/[₹,]/g, '')).toBe(fromPaise(amount));
      }),
    );
  });
});
