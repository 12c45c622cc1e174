import type { Queries, Unit } from '../unit.js';

/** One act of an operator. */
export interface OperatorAct {
  readonly entryId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly operator: string;
  /** What was done, such as `LOGIN`. */
  readonly action: string;
  /** What it was done to: an id that is masked, or names no person; null where there is none. */
  readonly subject: string | null;
  readonly reason: string | null;
}

/** Position in the log: entries of one millisecond are ordered by their id. */
export interface LogPosition {
  readonly at: number;
  readonly entryId: string;
}

/** Adds an act to the log. */
export async function appendOperatorAct(unit: Unit, act: OperatorAct): Promise<void> {
  const { entryId, ...columns } = act;
  await unit.db
    .insertInto('operator_log')
    .values({ entry_id: entryId, ...columns })
    .execute();
}

/** The acts before `before`, newest first, at most `limit`; from the newest if `before` is null. */
export async function listOperatorActs(
  db: Queries,
  before: LogPosition | null,
  limit: number,
): Promise<readonly OperatorAct[]> {
  let query = db.selectFrom('operator_log').selectAll();
  if (before !== null)
    query = query.where((eb) => eb(eb.refTuple('at', 'entry_id'), '<', eb.tuple(before.at, before.entryId)));
  const rows = await query.orderBy('at', 'desc').orderBy('entry_id', 'desc').limit(limit).execute();
  return rows.map(({ entry_id: entryId, at, ...row }) => ({ entryId, at: Number(at), ...row }));
}
