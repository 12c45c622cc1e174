import { badInput } from '../core/errors.js';
import { isWellFormed } from '../core/well-formed.js';

const TICKER_MAX = 50;
const CATALOGUE_ID_MAX = 64;

/** Whether a field was given at all. */
export function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

/** One of the words that may be sent: the enums of the schema have UNKNOWN, which is for answers only. */
export function checkOneOf<T extends string>(value: string, allowed: readonly T[], path: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw badInput(path, `must be one of ${allowed.join(', ')}`);
  return found;
}

/** Text of one shape. Throws BAD_USER_INPUT with `path`, as all of these do; no message repeats the value. */
export function checkShape(value: unknown, shape: RegExp, path: string): string {
  if (!isGiven(value) || value === '') throw badInput(path, 'is missing');
  if (typeof value !== 'string' || !shape.test(value)) throw badInput(path, 'has not the right form');
  return value;
}

/**
 * A trading symbol, as the exchange or the broker writes it: `INFY`, `M&M`, `infy`, `NIFTY BEES`. Its form is
 * Gateway's to check; text of bounded length does no harm.
 */
export function checkTicker(value: unknown, path: string): string {
  return checkName(value, TICKER_MAX, path);
}

/** A catalogue id such as `SCET_0010` or `SC_MF_01` (protocol section 7.3), checked as far as a ticker is. */
export function checkCatalogueId(value: unknown, path: string): string {
  return checkName(value, CATALOGUE_ID_MAX, path);
}

function checkName(value: unknown, max: number, path: string): string {
  if (!isGiven(value) || value === '') throw badInput(path, 'is missing');
  const text = checkText(value, max, path);
  if (text.trim() !== text || /[\t\r\n]/.test(text)) throw badInput(path, 'has not the right form');
  return text;
}

/** Free text of 1 to `max` characters, without control characters and broken surrogates. */
export function checkText(value: unknown, max: number, path: string): string {
  if (typeof value !== 'string' || value === '') throw badInput(path, 'must be text');
  if (value.length > max) throw badInput(path, `must have at most ${max} characters`);
  if (/[\p{Cc}\p{Cs}]/u.test(value.replace(/[\t\r\n]/g, ' ')))
    throw badInput(path, 'has characters that are no text');
  return value;
}

/** One line of `min` to `max` characters, without control characters and halves of characters. */
export function checkLine(text: string, [min, max]: readonly [min: number, max: number], path: string): void {
  if (text.length >= min && text.length <= max && !/\p{Cc}/u.test(text) && isWellFormed(text)) return;
  const length = min === 0 ? `at most ${max}` : `${min} to ${max}`;
  throw badInput(path, `must have ${length} characters, whole ones, none of them a control character`);
}

/** A day that exists, as `yyyy-mm-dd`. */
export function checkDate(value: unknown, path: string): string {
  const text = checkShape(value, /^\d{4}-\d{2}-\d{2}$/, path);
  const time = Date.parse(`${text}T00:00:00Z`);
  const isReal = Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
  if (!isReal) throw badInput(path, 'is no date');
  return text;
}
