import { Decimal } from 'decimal.js';

/**
 * An exact decimal in plain notation: no exponent, at least two digits after the point, every digit as
 * received. Guarantee G9: money is never a float and never rounded on its way through.
 */
export type DecimalString = string & { readonly __decimal: true };

/** Digits enough for any product or sum of amounts that fit in a JSON answer of bounded size. */
const Exact = Decimal.clone({ precision: 2_000, toExpNeg: -9e15, toExpPos: 9e15 });

/** Longest number accepted, so that a hostile exponent cannot become megabytes of zeros. */
const MAX_DIGITS = 64;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Reads the digits of a JSON number (or of a string holding one) without rounding: `1.1E1` is `11.00`,
 * `1575.0900000000001` stays itself. Returns null for what is no decimal or is longer than 64 digits.
 */
export function parseDecimal(digits: string): DecimalString | null {
  if (digits.length > MAX_DIGITS || !NUMBER.test(digits)) return null;
  const value = /[eE]/.test(digits) ? new Exact(digits).toFixed() : digits;
  if (value.length > 2 * MAX_DIGITS) return null;
  return pad(/^-0(?:\.0+)?$/.test(value) ? value.slice(1) : value) as DecimalString;
}

/** The exact sum of amounts; `0.00` for none. */
export function sumDecimals(amounts: readonly DecimalString[]): DecimalString {
  const total = amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0));
  return pad(total.toFixed()) as DecimalString;
}

/** The exact product of two decimals. */
export function multiplyDecimals(left: DecimalString, right: DecimalString): DecimalString {
  return pad(new Exact(left).times(right).toFixed()) as DecimalString;
}

/** How `left` compares with `right`: negative, 0 or positive. */
export function compareDecimals(left: DecimalString, right: DecimalString): number {
  return new Exact(left).comparedTo(right);
}

/** `part` of `whole` in percent, rounded half-even to two digits; null of nothing. */
export function percentOf(part: DecimalString, whole: DecimalString): DecimalString | null {
  if (sameDecimal(whole, ZERO)) return null;
  const percent = new Exact(part).times(100).dividedBy(whole);
  return percent.toFixed(2, Decimal.ROUND_HALF_EVEN) as DecimalString;
}

/** Whether two amounts are the same number; trailing zeros do not matter. */
export function sameDecimal(left: DecimalString | null, right: DecimalString | null): boolean {
  return left === null || right === null ? left === right : new Exact(left).equals(right);
}

const ZERO = '0.00' as DecimalString;

/**
 * The amount, null for 0: a price of 0 means that upstream does not know it, and is never shown as free
 * (guarantee G9).
 */
export function nonZero(amount: DecimalString | null): DecimalString | null {
  return sameDecimal(amount, ZERO) ? null : amount;
}

/** Half-even as banks round; no sign on an amount that rounds to zero. */
const RUPEES = {
  style: 'currency',
  currency: 'INR',
  roundingMode: 'halfEven',
  signDisplay: 'negative',
} as const;

/**
 * Text for people: rounded half-even to paise, with Indian digit groups: `₹12,34,567.90`. Intl rounds the
 * exact digits of a string.
 */
export function formatRupees(amount: DecimalString): string {
  // Not made before it is needed: the data of a language takes longer to load than the schema to build.
  return new Intl.NumberFormat('en-IN', RUPEES).format(amount as `${number}`);
}

function pad(plain: string): string {
  const point = plain.indexOf('.');
  if (point === -1) return `${plain}.00`;
  return plain.length - point - 1 >= 2 ? plain : `${plain}0`;
}
