import { fromGlobalId } from '../../core/ids.js';
import { yieldIfLong } from '../../core/turns.js';
import { readLogBounds } from '../../ledger/events.js';
import { type LogSubject, ownerOf, viewersAfter } from '../../ledger/operator/event-log.js';
import type { Queries } from '../../ledger/unit.js';
import type { EventLogSource, PastedCursor } from '../services.js';
import type { CursorState } from '../types/enums.js';

/** What a text names: a viewer's log, and the place or the object that is meant. */
export interface FoundLog {
  /** Null if nothing here fits the text. */
  readonly viewerId: string | null;
  readonly subject: LogSubject | null;
  /** The number that a cursor stands at; null for other texts, and where it says nothing of this log. */
  readonly seq: number | null;
  /** Null if the text is no cursor. */
  readonly cursor: CursorState | null;
  /** Whether there are more viewers than were compared with a cursor. */
  readonly isTruncated: boolean;
}

/** A cursor names its viewer by a digest only, so viewers are compared one by one: at most this many. */
export const VIEWERS_COMPARED = 200_000;
/** The longest id of a viewer, in characters. */
const TEXT_MAX = 255;
const VIEWERS_AT_ONCE = 1_000;

/**
 * Finds the log that a text names: the whole id of a viewer, Gateway's id or the global id of a transaction
 * or order, or a cursor that a client was given.
 */
export async function findLog(db: Queries, source: EventLogSource, text: string): Promise<FoundLog> {
  const nothing = { viewerId: null, subject: null, seq: null, cursor: null, isTruncated: false };
  // No stored id is longer, or has a null character.
  if (text.length > TEXT_MAX || text.includes('\0')) return nothing;
  if (await hasLog(db, text)) return { ...nothing, viewerId: text };
  const owned = await ownerOf(db, fromGlobalId(text)?.key ?? text);
  if (owned !== null) return { ...nothing, ...owned };
  const cursor = source.readCursor(text);
  if (cursor === null) return nothing;
  const { viewerId, isTruncated } = await viewerOf(db, cursor);
  if (viewerId === null) return { ...nothing, isTruncated };
  const { head, trimmedTo } = await readLogBounds(db, viewerId);
  const { seq } = cursor;
  if (cursor.epoch !== source.epoch()) return { ...nothing, viewerId, cursor: 'OTHER_EPOCH' };
  if (seq > head) return { ...nothing, viewerId, cursor: 'AHEAD' };
  return { ...nothing, viewerId, seq, cursor: seq < trimmedTo ? 'TRIMMED' : 'KEPT' };
}

/** Whether anything has happened to a viewer of this id. */
export async function hasLog(db: Queries, viewerId: string): Promise<boolean> {
  return (await readLogBounds(db, viewerId)).head > 0;
}

async function viewerOf(
  db: Queries,
  cursor: PastedCursor,
): Promise<{ readonly viewerId: string | null; readonly isTruncated: boolean }> {
  let last = '';
  for (let compared = 0; compared < VIEWERS_COMPARED; compared += VIEWERS_AT_ONCE) {
    const viewers = await viewersAfter(db, last, VIEWERS_AT_ONCE);
    const viewerId = viewers.find((one) => cursor.isOf(one)) ?? null;
    if (viewerId !== null || viewers.length < VIEWERS_AT_ONCE) return { viewerId, isTruncated: false };
    last = viewers.at(-1) ?? last;
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
  }
  return { viewerId: null, isTruncated: true };
}
