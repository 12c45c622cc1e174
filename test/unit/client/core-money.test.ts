import { describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { formatMoney, roundHalfEven } from '../../../packages/client/src/core/money.js';

const rupees = (amount: string) => ({ amount, currency: 'INR' });

describe('an amount for people', () => {
  test.each([
    ['1575.0900000000001', '₹1,575.09'],
    ['0.125', '₹0.12'],
    ['0.135', '₹0.14'],
    ['0.1250000000000000000001', '₹0.13'],
    ['-2500.50', '-₹2,500.50'],
    ['-0.001', '₹0.00'],
    ['10', '₹10.00'],
    ['90071992547409931234.99', '₹9,00,71,99,25,47,40,99,31,234.99'],
  ])('shows %s exactly as %s', (amount, shown) => {
    expect(formatMoney(rupees(amount), 'en-IN')).toBe(shown);
  });

  test('has the digits of its currency', () => {
    expect(formatMoney({ amount: '1234.5', currency: 'JPY' }, 'en')).toBe('¥1,234');
  });

  test.each([null, undefined])('is a dash, and not 0, when it is %p', (unknown) => {
    expect(formatMoney(unknown)).toBe('–');
  });

  test.each(['', '1e3', 'NaN', '1,000', '1.', '--1'])('refuses %j', (amount) => {
    expect(() => formatMoney(rupees(amount))).toThrow(RangeError);
  });

  test('is rounded as decimal arithmetic rounds half to even', () => {
    const amount = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{0,12}$/))
      .map(
        ([isNegative, whole, fraction]) => `${isNegative ? '-' : ''}${whole}${fraction && `.${fraction}`}`,
      );
    const Exact = Decimal.clone({ precision: 100 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 4 }), (text, digits) => {
        const expected = new Exact(text).toFixed(digits, Decimal.ROUND_HALF_EVEN);
        expect(new Exact(roundHalfEven(text, digits)).equals(expected)).toBe(true);
      }),
    );
  });
});
