import type { PlannedAccountRead } from './account-reads.js';
import type { InvestmentsSnapshot } from './snapshots.js';
import type { Queries, Unit } from './unit.js';

/** Stores the investments of a viewer's account over the earlier ones; no read is planned any more. */
export async function saveInvestments(
  unit: Unit,
  viewerId: string,
  snapshot: InvestmentsSnapshot,
): Promise<void> {
  unit.changed(viewerId);
  const values = { snapshot: JSON.stringify(snapshot), read_at: null, reads: 0 };
  await unit.db
    .insertInto('investments')
    .values({ auth_id: snapshot.authId, ...values })
    .onConflict((conflict) => conflict.column('auth_id').doUpdateSet(values))
    .execute();
}

/** An account's investments; null before the first read. */
export async function findInvestments(db: Queries, authId: string): Promise<InvestmentsSnapshot | null> {
  const row = await db
    .selectFrom('investments')
    .select('snapshot')
    .where('auth_id', '=', authId)
    .executeTakeFirst();
  return row?.snapshot == null ? null : (JSON.parse(row.snapshot) as InvestmentsSnapshot);
}

/** Plans a read of an account's investments, known or not. */
export async function planInvestmentsRead(
  unit: Unit,
  { authId, readAt, reads }: Omit<PlannedAccountRead, 'readAt'> & { readonly readAt: number | null },
): Promise<void> {
  const plan = { read_at: readAt, reads };
  await unit.db
    .insertInto('investments')
    .values({ auth_id: authId, snapshot: null, ...plan })
    .onConflict((conflict) => conflict.column('auth_id').doUpdateSet(plan))
    .execute();
}
