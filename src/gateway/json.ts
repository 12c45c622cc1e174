import { parse } from 'lossless-json';
import { ExactNumber, isRecord, type JsonObject } from '../core/json.js';
import { type DecimalString, parseDecimal } from '../core/money.js';
import { cutText, hidePrivate } from '../core/private-text.js';
import { BOUNDS } from './bounds.js';
import { DecodeError, ExceedsBounds } from './decode/decode-error.js';

/** Deepest nesting of objects and lists taken from outside (design section 4, way 2). */
export const MAX_NESTING = 32;

/**
 * Parses JSON keeping every digit: numbers become {@link ExactNumber}. The native parser goes first, since it
 * refuses quickly; of a repeated name the last value counts, as there. Throws DecodeError for text that is no
 * JSON or nests deeper than 32.
 */
export function parseExactly(text: string): unknown {
  try {
    if (isTextNestedDeeperThan(Buffer.from(text), MAX_NESTING))
      throw new DecodeError('', 'nested too deeply');
    JSON.parse(text);
    return parse(text, null, {
      parseNumber: (digits) => new ExactNumber(digits),
      onDuplicateKey: ({ newValue }) => newValue,
    });
  } catch (error) {
    throw error instanceof DecodeError ? error : new DecodeError('', 'not JSON');
  }
}

const [QUOTE, ESCAPE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}');

/**
 * Whether the bytes of a JSON text have more than `limit` levels of objects and lists, found without parsing:
 * the native parser takes seconds for a million levels. Says nothing of bytes that are no JSON.
 */
export function isTextNestedDeeperThan(bytes: Uint8Array, limit: number): boolean {
  let depth = 0;
  let isText = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (isText && byte === ESCAPE) index += 1;
    else if (byte === QUOTE) isText = !isText;
    else if (isText) continue;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

/** An own field of an object, undefined where there is none. */
export function fieldOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The first of several spellings of a field that is neither absent nor null. */
export function firstOf(object: JsonObject, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = fieldOf(object, name);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The object at `path`; throws DecodeError for anything else. */
export function readObject(value: unknown, path: string): JsonObject {
  if (!isRecord(value)) throw new DecodeError(path, 'must be an object');
  return value;
}

/** The list itself; throws ExceedsBounds when it has more than `max` items. */
export function atMost<T>(list: readonly T[], max: number, path: string): readonly T[] {
  if (list.length > max)
    throw new ExceedsBounds(path, `holds ${list.length} items, at most ${max} are taken`);
  return list;
}

/**
 * Text, null when absent or empty; a number is its digits. U+0000 is dropped and lone surrogates replaced
 * (PostgreSQL takes neither), and what is longer than 2,000 characters is cut: texts are shown, never acted
 * on. Throws DecodeError for anything else.
 */
export function readText(value: unknown, path: string): string | null {
  if (value === undefined || value === null) return null;
  const sent = typeof value === 'string' ? value : digitsOf(value);
  if (sent === null) throw new DecodeError(path, 'must be text');
  const text = sent
    .slice(0, BOUNDS.textLength)
    .replaceAll('\u0000', '')
    .replace(/\p{Cs}/gu, '\uFFFD');
  return text === '' ? null : text;
}

/** Free text, read as by {@link readText}, with personal data removed (guarantee G8). */
export function readProse(value: unknown, path: string): string | null {
  const text = readText(typeof value === 'string' ? cutText(value, BOUNDS.textLength) : value, path);
  return text === null ? null : hidePrivate(text);
}

/** Text of one exact shape, null when absent. */
export function readShaped(value: unknown, shape: RegExp, path: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || !shape.test(value))
    throw new DecodeError(path, 'has not the shape of such an id');
  return value;
}

/** Text of one exact shape that has to be there. */
export function requireShaped(value: unknown, shape: RegExp, path: string): string {
  const text = readShaped(value, shape, path);
  if (text === null) throw new DecodeError(path, 'is missing');
  return text;
}

/** An id that upstream sends as text or as a number of any length; null when absent. */
export function readId(value: unknown, path: string): string | null {
  if (typeof value === 'string') return readText(value, path);
  const number = readDecimal(value, path);
  if (number === null) return null;
  if (!/^\d+\.0+$/.test(number)) throw new DecodeError(path, 'must be an id');
  return number.slice(0, number.indexOf('.'));
}

/** An exact amount, from a JSON number or from text holding one; null when absent or empty text. */
export function readDecimal(value: unknown, path: string): DecimalString | null {
  if (value === undefined || value === null || value === '') return null;
  const digits = typeof value === 'string' ? value.trim() : digitsOf(value);
  const decimal = digits === null ? null : parseDecimal(digits);
  if (decimal === null) throw new DecodeError(path, 'must be a number of at most 64 digits');
  return decimal;
}

const INT32_MAX = 2_147_483_647;

/** A whole number from 0 to 2^31 - 1, from a JSON number or from text holding one; null when absent. */
export function readCount(value: unknown, path: string): number | null {
  const decimal = readDecimal(value, path);
  if (decimal === null) return null;
  const count = /^\d{1,10}\.0+$/.test(decimal) ? Number(decimal) : Number.NaN;
  if (!(count <= INT32_MAX)) throw new DecodeError(path, 'must be a whole number from 0 to 2147483647');
  return count;
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Epoch milliseconds of an ISO 8601 time or a number of milliseconds; null for what is absent or no time. */
export function readInstant(value: unknown): number | null {
  const time = typeof value === 'string' ? parseIso(value) : Number(digitsOf(value) ?? Number.NaN);
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? Math.trunc(time) : null;
}

/** A time without a zone is UTC, as all of Gateway's are (protocol section 7). */
function parseIso(text: string): number {
  if (!ISO_INSTANT.test(text)) return Number.NaN;
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
  return Date.parse(text.includes('T') && !hasZone ? `${text}Z` : text);
}

/**
 * Upstream's word among known names, upper-cased with `_` for other characters; `UNKNOWN` for one that is not
 * among them.
 */
export function readName<T extends string>(raw: string | null, known: readonly T[]): T | 'UNKNOWN' {
  const name = raw
    ?.trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
  return known.find((candidate) => candidate === name) ?? 'UNKNOWN';
}

/** The `data` of the envelope of protocol section 6, or the value itself if it has no envelope. */
export function withoutEnvelope(json: unknown): unknown {
  if (!isRecord(json)) return json;
  const isEnvelope = Object.hasOwn(json, 'data') || typeof fieldOf(json, 'success') === 'boolean';
  return isEnvelope ? fieldOf(json, 'data') : json;
}

/** The digits of a number; of a native one only while they cannot have been changed by parsing. */
function digitsOf(value: unknown): string | null {
  if (value instanceof ExactNumber) return value.digits;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : String(value);
}
