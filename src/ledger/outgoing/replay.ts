import { sql } from 'kysely';
import type { EventType } from '../event-record.js';
import type { Queries } from '../unit.js';
import type { EventMark } from './event-mark.js';

/** Which events of the log; what is left out does not narrow. Times are epoch milliseconds. */
export interface EventSelection {
  readonly viewerId?: string | undefined;
  /** Only events of this viewer's log behind this number. */
  readonly afterSeq?: number | undefined;
  readonly types?: readonly EventType[] | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** An event of a selection, with the time it is found by. */
export interface SelectedEvent extends EventMark {
  readonly occurredAt: number;
}

/**
 * Events of a selection behind `after`, at most `limit`: by number for one viewer, otherwise by time.
 * Both are the order of each viewer's log, except where a clock was set back.
 */
export async function selectEvents(
  db: Queries,
  { viewerId, afterSeq, types, since, until }: EventSelection,
  { after, limit }: { readonly after: SelectedEvent | undefined; readonly limit: number },
): Promise<SelectedEvent[]> {
  let query = db.selectFrom('events').select(['viewer_id', 'seq', 'type', 'occurred_at']);
  if (types !== undefined) query = query.where('type', 'in', types);
  if (since !== undefined) query = query.where('occurred_at', '>=', since);
  if (until !== undefined) query = query.where('occurred_at', '<=', until);
  if (viewerId !== undefined) {
    query = query.where('viewer_id', '=', viewerId).where('seq', '>', after?.seq ?? afterSeq ?? 0);
    query = query.orderBy('seq');
  } else {
    if (after !== undefined) {
      const place = sql`(${after.occurredAt}, ${after.viewerId}, ${after.seq})`;
      query = query
        .where('occurred_at', '>=', after.occurredAt)
        .where(sql<boolean>`(occurred_at, viewer_id, seq) > ${place}`);
    }
    query = query.orderBy('occurred_at').orderBy('viewer_id').orderBy('seq');
  }
  const rows = await query.limit(limit).execute();
  return rows.map((row) => ({
    viewerId: row.viewer_id,
    seq: Number(row.seq),
    type: row.type as EventType,
    occurredAt: Number(row.occurred_at),
  }));
}
