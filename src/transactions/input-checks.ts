import { badInput } from '../core/errors.js';

/** A field that was not given: left out or null. */
export type Optional<T> = T | null | undefined;

/** Exchange trading symbols such as `INFY`, `M&M`, `BAJAJ-AUTO`, and BSE's numbers. */
export const TICKER_SHAPE = /^[A-Z0-9][A-Z0-9&._-]{0,49}$/;

/** Whether a field was given at all. */
export function isGiven<T>(value: Optional<T>): value is T {
  return value !== undefined && value !== null;
}

/** The object at `path`. Throws BAD_USER_INPUT, as all of these do; no message repeats the value. */
export function checkObject<T extends object>(value: Optional<T>, path: string): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badInput(path, 'must be an object');
  return value;
}

/** One of a closed list of words. */
export function checkOneOf<T extends string>(value: unknown, allowed: readonly T[], path: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw badInput(path, `must be one of ${allowed.join(', ')}`);
  return found;
}

/** Text of one shape. */
export function checkShape(value: unknown, shape: RegExp, path: string): string {
  if (!isGiven(value) || value === '') throw badInput(path, 'is missing');
  if (typeof value !== 'string' || !shape.test(value)) throw badInput(path, 'has not the right form');
  return value;
}

/** Free text of 1 to `max` characters, without control characters and broken surrogates. */
export function checkText(value: unknown, max: number, path: string): string {
  if (typeof value !== 'string' || value === '') throw badInput(path, 'must be text');
  if (value.length > max) throw badInput(path, `must have at most ${max} characters`);
  if (/[\p{Cc}\p{Cs}]/u.test(value.replace(/[\t\r\n]/g, ' ')))
    throw badInput(path, 'has characters that are no text');
  return value;
}

/** True or false, null when not given. */
export function checkFlag(value: unknown, path: string): boolean | null {
  if (!isGiven(value)) return null;
  if (typeof value !== 'boolean') throw badInput(path, 'must be true or false');
  return value;
}

/** A day that exists, as `yyyy-mm-dd`. */
export function checkDate(value: unknown, path: string): string {
  const text = checkShape(value, /^\d{4}-\d{2}-\d{2}$/, path);
  const time = Date.parse(`${text}T00:00:00Z`);
  const isReal = Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
  if (!isReal) throw badInput(path, 'is no date');
  return text;
}
