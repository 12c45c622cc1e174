import { describe, expect, test } from '@jest/globals';
import { createFormats } from '../../../src/console-pages/format/formats.js';

const formats = createFormats('en-IN', 'IST');
const rupees = (amount: string) => formats.money({ amount, currency: 'INR' });

describe('money in the console', () => {
  test.each([
    ['1520.355', '₹1,520.36'],
    ['1520.345', '₹1,520.34'],
    ['12345678901234567890.125', '₹1,23,45,67,89,01,23,45,67,890.12'],
    ['-3.20', '-₹3.20'],
    ['-0.001', '₹0.00'],
    ['0', '₹0.00'],
  ])('of %s is rounded half-even to paise without a float', (amount, text) => {
    expect(rupees(amount)).toBe(text);
  });
});

describe('times in the console', () => {
  const at = '2026-11-30T20:03:11.250Z';

  test('are of the chosen zone', () => {
    expect(formats.time(at)).toBe('01:33:11');
    expect(createFormats('en-IN', 'UTC').time(at)).toBe('20:03:11');
  });

  test('have milliseconds where steps are close', () => {
    expect(formats.timeMs(at)).toMatch(/^01:33:11[.,]250$/);
  });

  test('name the zone when they are whole', () => {
    expect(formats.full(at)).toContain('IST');
  });

  test('are relative in the largest unit that fits', () => {
    const now = Date.parse(at);
    expect(formats.relative('2026-11-30T20:08:11.250Z', now)).toBe('in 5 minutes');
    expect(formats.relative('2026-11-28T20:03:11.250Z', now)).toBe('2 days ago');
  });
});

describe('a span in the console', () => {
  test.each([
    [0, '0 ms'],
    [59, '59 ms'],
    [1_250, /^1\.[23] sec/],
    [7_200_000, /^2 hr/],
  ])('of %d ms has one unit', (milliseconds, text) => {
    expect(formats.span(milliseconds)).toMatch(typeof text === 'string' ? new RegExp(`^${text}$`) : text);
  });
});

describe('numbers of the console that are text', () => {
  test.each([
    ['35.00', '35'],
    ['12.50', '12.5'],
    ['-2.00', '-2'],
    ['12345678901234567890.1234567', '1,23,45,67,89,01,23,45,67,890.1234567'],
    ['0.00000000000000000001', '0.00000000000000000001'],
  ])('%s keeps every digit that counts', (value, text) => {
    expect(formats.decimal(value)).toBe(text);
  });

  test.each([
    ['33.33', '33.33%'],
    ['-1.265', '-1.26%'],
    ['100', '100.00%'],
  ])('%s percent has two digits, rounded half-even', (value, text) => {
    expect(formats.percent(value)).toBe(text);
  });
});
