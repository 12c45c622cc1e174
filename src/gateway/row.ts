import { isRecord, type JsonObject } from '../core/json.js';
import type { DecimalString } from '../core/money.js';
import { DecodeError, ExceedsBounds } from './decode/decode-error.js';
import {
  atMost,
  fieldOf,
  readCount,
  readDecimal,
  readId,
  readInstant,
  readName,
  readObject,
  readProse,
  readShaped,
  readText,
} from './json.js';
import type { Unreadable } from './unreadable.js';

/**
 * One object of an answer, read field by field: a field that is absent or cannot be read is null, and the
 * rest of the answer is read all the same. What could not be read is noted with its path. Each method takes
 * several spellings of one field: the first that can be read counts.
 */
export class Row {
  constructor(
    readonly fields: JsonObject,
    /** Where it stands in the answer; empty for the answer itself. */
    readonly path: string,
    readonly unreadable: Unreadable,
  ) {}

  /** The object at `path`. Throws DecodeError for anything else. */
  static of(value: unknown, path: string, unreadable: Unreadable): Row {
    return new Row(readObject(value, path), path, unreadable);
  }

  /** Whether a field is there and not null. */
  has(name: string): boolean {
    return (fieldOf(this.fields, name) ?? null) !== null;
  }

  /** The path of a field. */
  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  text(...names: readonly string[]): string | null {
    return this.#read(names, readText);
  }

  /** Free text with personal data removed. */
  prose(...names: readonly string[]): string | null {
    return this.#read(names, readProse);
  }

  /** An exact amount, from a number or from text. */
  decimal(...names: readonly string[]): DecimalString | null {
    return this.#read(names, readDecimal);
  }

  /** A whole number from 0 to 2^31 - 1, from a number or from text. */
  count(...names: readonly string[]): number | null {
    return this.#read(names, readCount);
  }

  /** An id that upstream sends as text or as a number. */
  id(...names: readonly string[]): string | null {
    return this.#read(names, readId);
  }

  /** Text of one exact shape. */
  shaped(shape: RegExp, ...names: readonly string[]): string | null {
    return this.#read(names, (value, path) => readShaped(value, shape, path));
  }

  /** Epoch milliseconds. */
  instant(...names: readonly string[]): number | null {
    return this.#read(names, readInstant);
  }

  /** Upstream's word among known names, `UNKNOWN` for any other; and the word as it was sent. */
  word<T extends string>(name: string, known: readonly T[]): { name: T | 'UNKNOWN'; raw: string | null } {
    const raw = this.text(name);
    return { name: readName(raw, known), raw };
  }

  /** True for `true` and its text, false for all else. */
  flag(name: string): boolean {
    const value = fieldOf(this.fields, name);
    if (value === true || value === 'true') return true;
    if (value !== undefined && value !== null && value !== false && value !== 'false')
      this.unreadable.note(this.at(name));
    return false;
  }

  /** As {@link flag}, but null when the field is absent or cannot be read. */
  optionalFlag(name: string): boolean | null {
    const isTrue = this.flag(name);
    const value = fieldOf(this.fields, name);
    return isTrue || value === false || value === 'false' ? isTrue : null;
  }

  /** An object below this one; empty when there is none. */
  row(name: string): Row {
    const value = fieldOf(this.fields, name);
    if (isRecord(value)) return new Row(value, this.at(name), this.unreadable);
    if (value !== undefined && value !== null) this.unreadable.note(this.at(name));
    return new Row({}, this.at(name), this.unreadable);
  }

  /**
   * The rows of a list, decoded one by one with their position in it; one that is no object, or that has not
   * what identifies it, is left out. Null when the list is absent, null or no list. Throws ExceedsBounds for
   * more than `max`.
   */
  list<T>(name: string, max: number, decode: (row: Row, index: number) => T): readonly T[] | null {
    const value = fieldOf(this.fields, name);
    if (value === undefined || value === null) return null;
    if (!Array.isArray(value)) {
      this.unreadable.lose(this.at(name));
      return null;
    }
    return decodeEach(value, this.at(name), max, this.unreadable, decode);
  }

  #read<T>(names: readonly string[], read: (value: unknown, path: string) => T | null): T | null {
    let failed: string | null = null;
    for (const name of names) {
      const value = fieldOf(this.fields, name);
      if (value === undefined || value === null || value === '') continue;
      try {
        const result = read(value, this.at(name));
        if (result !== null) return result;
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
      }
      failed ??= this.at(name);
    }
    if (failed !== null) this.unreadable.note(failed);
    return null;
  }
}

/** The rows of a list that stands at `path`, as {@link Row.list} decodes them. */
export function decodeEach<T>(
  list: readonly unknown[],
  path: string,
  max: number,
  unreadable: Unreadable,
  decode: (row: Row, index: number) => T,
): readonly T[] {
  const rows: T[] = [];
  for (const [index, value] of atMost(list, max, path).entries()) {
    const rowPath = `${path}[${index}]`;
    try {
      rows.push(decode(Row.of(value, rowPath, unreadable), index));
    } catch (error) {
      if (!(error instanceof DecodeError) || error instanceof ExceedsBounds) throw error;
      unreadable.lose(error.path);
    }
  }
  return rows;
}
