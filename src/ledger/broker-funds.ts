import type { FundsSnapshot } from './snapshots.js';
import type { Queries, Unit } from './unit.js';

type StoredFunds = Omit<FundsSnapshot, 'authId' | 'broker' | 'linkedAt'>;

/** The last known funds of the viewer's accounts, by account; those of other viewers are left out. */
export async function fundsOfAccounts(
  db: Queries,
  viewerId: string,
  authIds: readonly string[],
): Promise<ReadonlyMap<string, FundsSnapshot>> {
  const rows = await db
    .selectFrom('broker_accounts')
    .selectAll()
    .where('viewer_id', '=', viewerId)
    .where('auth_id', 'in', [...authIds])
    .where('funds', 'is not', null)
    .execute();
  return new Map(
    rows.map((row) => [
      row.auth_id,
      {
        ...(JSON.parse(row.funds ?? '') as StoredFunds),
        authId: row.auth_id,
        broker: row.broker,
        linkedAt: Number(row.linked_at),
      },
    ]),
  );
}

/** Stores funds of an account that is linked to the viewer. */
export async function saveFunds(unit: Unit, viewerId: string, funds: FundsSnapshot): Promise<void> {
  const { amount, asOf, transactionId, createdSeq } = funds;
  const stored: StoredFunds = { amount, asOf, transactionId, createdSeq };
  unit.changed(viewerId);
  await unit.db
    .updateTable('broker_accounts')
    .set({ funds: JSON.stringify(stored) })
    .where('auth_id', '=', funds.authId)
    .where('viewer_id', '=', viewerId)
    .execute();
}
