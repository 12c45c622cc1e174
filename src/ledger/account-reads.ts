import type { Queries, Unit } from './unit.js';

/** What is read of an account by a plan of its own: also the name of the table that has the plan. */
export type AccountPart = 'holdings' | 'investments';

/** When a part of an account is read next by its plan. */
export interface PlannedAccountRead {
  readonly authId: string;
  readonly readAt: number;
  /** Reads of the plan so far. */
  readonly reads: number;
}

/** The accounts of which this part is read next, the earliest first. */
export async function plannedAccountReads(
  db: Queries,
  part: AccountPart,
  limit: number,
): Promise<PlannedAccountRead[]> {
  const rows = await db
    .selectFrom(part)
    .select(['auth_id', 'read_at', 'reads'])
    .where('read_at', 'is not', null)
    .orderBy('read_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ authId: row.auth_id, readAt: Number(row.read_at), reads: row.reads }));
}

/** Takes a due read for this reader until `until`. Returns false when it was taken or moved meanwhile. */
export async function claimAccountRead(
  unit: Unit,
  part: AccountPart,
  { authId, readAt }: PlannedAccountRead,
  until: number,
): Promise<boolean> {
  const rows = await unit.db
    .updateTable(part)
    .set({ read_at: until })
    .where('auth_id', '=', authId)
    .where('read_at', '=', readAt)
    .returning('auth_id')
    .execute();
  return rows.length > 0;
}

/** Brings forward to `latest` the reads that stand later, and returns how many. */
export async function bringAccountReadsForward(
  unit: Unit,
  part: AccountPart,
  latest: number,
): Promise<number> {
  const rows = await unit.db
    .updateTable(part)
    .set({ read_at: latest })
    .where('read_at', '>', latest)
    .returning('auth_id')
    .execute();
  return rows.length;
}
