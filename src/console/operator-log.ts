import { newId } from '../core/ids.js';
import { badInput } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { cutText, hidePrivate } from '../core/private-text.js';
import type { Clock } from '../core/time/clock.js';
import {
  appendOperatorAct,
  listOperatorActs,
  type LogPosition,
  type OperatorAct,
} from '../ledger/console/operator-log.js';
import type { Ledger } from '../ledger/ledger.js';
import { pageSize } from '../graphql/list-page.js';
import type { Unit } from '../ledger/unit.js';
import { OPERATOR_LIST_BOUNDS } from './list-bounds.js';

/** Longest subject or reason that is kept, in characters. */
const TEXT_MAX = 500;

/** What an operator did. */
export interface Act {
  /** A word in capitals, such as `REPLAY_DELIVERY`. */
  readonly action: string;
  /** What it was done to. An id of a person must be masked. Default: nothing. */
  readonly subject?: string | null;
  /** Why, in the operator's words. Default: no reason. */
  readonly reason?: string | null;
}

/** A page of the log, newest first. */
export interface OperatorLogPage {
  readonly acts: readonly OperatorAct[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

interface OperatorLogOptions {
  readonly ledger: Pick<Ledger, 'db' | 'write'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * Records what operators do: who, when, what, to what and why (guarantee G13). Personal data in a subject or
 * reason is hidden before it is stored. Each act is also a line of the log, without those texts.
 */
export class OperatorLog {
  readonly #options: OperatorLogOptions;

  constructor(options: OperatorLogOptions) {
    this.#options = options;
  }

  /**
   * Records an act and resolves when it is on disk. Await it before the act where the act cannot be undone.
   * Throws STORAGE_UNAVAILABLE if it could not be recorded.
   */
  async record(operator: string, act: Act): Promise<void> {
    await this.recordWith(operator, act, async () => {});
  }

  /** Records an act in the same commit as `work`: either both are on disk or neither. */
  async recordWith<T>(operator: string, act: Act, work: (unit: Unit) => Promise<T>): Promise<T> {
    const { ledger, clock, log } = this.#options;
    const entry = entryOf(operator, act, clock.now());
    const result = await ledger.write(async (unit) => {
      await appendOperatorAct(unit, entry);
      return await work(unit);
    });
    log.info({ action: entry.action, entry: entry.entryId }, 'an operator acted in the console');
    return result;
  }

  /** A page of the log. Throws BAD_USER_INPUT, naming the argument. */
  async page(first: number, after: string | null): Promise<OperatorLogPage> {
    const limit = pageSize('first', first, OPERATOR_LIST_BOUNDS['Query.operatorLog']);
    const before = after === null ? null : decodePosition(after);
    const found = await listOperatorActs(this.#options.ledger.db, before, limit + 1);
    const acts = found.slice(0, limit);
    const last = acts.at(-1);
    return {
      acts,
      hasNextPage: found.length > limit,
      endCursor: last === undefined ? null : encodePosition(last),
    };
  }
}

/** The entry of an act, ready to be stored. */
export function entryOf(operator: string, { action, subject, reason }: Act, now: number): OperatorAct {
  return {
    entryId: newId(now),
    at: now,
    operator,
    action,
    subject: shownText(subject),
    reason: shownText(reason),
  };
}

function shownText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return hidePrivate(cutText(text.replaceAll('\u0000', ''), TEXT_MAX));
}

function encodePosition({ at, entryId }: LogPosition): string {
  return Buffer.from(`${at}:${entryId}`).toString('base64url');
}

function decodePosition(cursor: string): LogPosition {
  const [, at, entryId] =
    /^(\d{1,15}):([\da-f]{24})$/.exec(Buffer.from(cursor.slice(0, 100), 'base64url').toString()) ?? [];
  if (at === undefined || entryId === undefined) throw badInput('after', 'is not a cursor of this list');
  return { at: Number(at), entryId };
}
