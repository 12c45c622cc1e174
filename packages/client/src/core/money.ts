/** An exact amount, as Dwar sends it. */
export interface MoneyValue {
  /** Decimal text such as `1575.0900000000001`. */
  readonly amount: string;
  /** ISO 4217 code. */
  readonly currency: string;
}

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * An amount for people, such as `₹1,575.09`: rounded half to even to the digits of its currency, without ever
 * being a binary number. An unknown amount (null) is `–`, never 0.
 *
 * `locale` is a BCP 47 tag; default: that of the platform. Throws a RangeError if the amount is not a decimal
 * text. Engines whose `Intl` takes no text (before ECMA-402 of 2023) are exact to 15 digits.
 */
export function formatMoney(money: MoneyValue | null | undefined, locale?: string): string {
  if (money === null || money === undefined) return '–';
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(roundHalfEven(money.amount, digits) as unknown as number);
}

/** Rounds a decimal text to `digits` after the point; a value halfway goes to the even neighbour. */
export function roundHalfEven(amount: string, digits: number): string {
  const [, sign, whole = '', fraction = ''] = AMOUNT.exec(amount) ?? [];
  if (sign === undefined) throw new RangeError(`"${amount}" is not a decimal amount`);
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const rest = fraction.slice(digits);
  const isHalf = /^50*$/.test(rest);
  const isUp = isHalf ? kept % BigInt(2) === BigInt(1) : rest >= '5';
  const text = String(isUp ? kept + BigInt(1) : kept).padStart(digits + 1, '0');
  const point = text.length - digits;
  const rounded = digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
  return /[1-9]/.test(rounded) ? sign + rounded : rounded;
}
