import type { OccasionalLog } from '../core/output/occasional-log.js';

/** Most paths kept of one answer; more are only counted. */
const PATHS_MAX = 20;

/**
 * What of one answer or delivery could not be read. A path says where, such as `orders[2].quantity`; values
 * are never kept (guarantee G8).
 */
export class Unreadable {
  readonly paths: string[] = [];
  count = 0;
  /** Whether a row of a list was left out. What is missing from such a list has not been shown to be gone. */
  hasLostRow = false;

  /** Notes a field that is shown as unknown. */
  note(path: string): void {
    this.count += 1;
    if (this.paths.length < PATHS_MAX) this.paths.push(path);
  }

  /** Notes a row that is left out of its list. */
  lose(path: string): void {
    this.hasLostRow = true;
    this.note(path);
  }
}

/** What a decoder made of an answer. */
export interface Decoded<T> {
  readonly fact: T;
  readonly unreadable: Unreadable;
}

/** Runs a decoder with an empty list of what it could not read. Throws DecodeError. */
export function decoded<T>(decode: (unreadable: Unreadable) => T): Decoded<T> {
  const unreadable = new Unreadable();
  return { fact: decode(unreadable), unreadable };
}

/** What a report needs of {@link Unreadable}. */
export type UnreadableFields = Pick<Unreadable, 'paths' | 'count'>;

/**
 * Counts and logs the fields that could not be read. `source`: an operation of Gateway or a kind of webhook.
 */
export type ReportUnreadable = (source: string, unreadable: UnreadableFields) => void;

/**
 * Each field is counted, and logged once a minute by its path without indices: an account with 2,000 odd rows
 * is one line.
 */
export function createUnreadableReport(
  log: OccasionalLog,
  count: (source: string, fields: number) => void,
): ReportUnreadable {
  return (source, unreadable) => {
    if (unreadable.count === 0) return;
    count(source, unreadable.count);
    for (const path of new Set(unreadable.paths.map(withoutIndices)))
      log.write(
        'warn',
        `${source} ${path}`,
        { source, path },
        'a field that Gateway sent cannot be read; it is shown as unknown',
      );
  };
}

function withoutIndices(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}
