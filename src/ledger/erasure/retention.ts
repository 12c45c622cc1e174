import { sql } from 'kysely';
import type { HoldingsSnapshot } from '../snapshots.js';
import type { Ledger } from '../ledger.js';
import type { Queries, Unit } from '../unit.js';

/** In another state an order may still be open, or come. */
const FINISHED = ['COMPLETED', 'ERRORED', 'INITIALIZED'];
/** Written as `JSON.stringify` writes the snapshot of an order. */
const FINAL = '%"isFinal":true%';

/**
 * Removes transactions that were created before `before` and are finished, with their orders, timelines,
 * imports and deliveries; at most `limit`. A finished one has no planned read, and no order that may change.
 * Returns how many went.
 */
export async function trimTransactions(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('transactions')
    .select(['transaction_id', 'viewer_id'])
    .where('created_at', '<', before)
    .where('read_at', 'is', null)
    .where('status', 'in', FINISHED)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('orders')
            .select('batch_id')
            .whereRef('orders.transaction_id', '=', 'transactions.transaction_id')
            .where('is_retracted', '=', 0)
            .where(sql<boolean>`orders.snapshot not like ${FINAL}`),
        ),
      ),
    )
    .orderBy('created_at')
    .orderBy('transaction_id')
    .limit(limit)
    .execute();
  if (old.length === 0) return 0;
  for (const { viewer_id } of old) unit.changed(viewer_id);
  const ids = old.map((row) => row.transaction_id);
  const tables = ['deliveries', 'timeline', 'mutual_fund_statements', 'orders', 'transactions'] as const;
  for (const table of tables) await unit.db.deleteFrom(table).where('transaction_id', 'in', ids).execute();
  return ids.length;
}

/** An account whose holdings are old. */
interface OldHoldings {
  readonly authId: string;
  readonly viewerId: string;
  readonly version: number;
}

const PAGE = 50;

/**
 * Removes the holdings and investments of accounts whose holdings were received before `before` and are not
 * read again. Goes through the holdings of all accounts. Returns how many went.
 */
export async function trimHoldings(ledger: Pick<Ledger, 'db' | 'write'>, before: number): Promise<number> {
  let removed = 0;
  for (let last = ''; ; ) {
    const { old, next } = await oldHoldings(ledger.db, before, last);
    if (old.length > 0)
      await ledger.write(
        async (unit) => {
          for (const each of old) await removeHoldings(unit, each);
        },
        { rank: 'clean-up' },
      );
    removed += old.length;
    if (next === null) return removed;
    last = next;
  }
}

async function oldHoldings(
  db: Queries,
  before: number,
  after: string,
): Promise<{ readonly old: readonly OldHoldings[]; readonly next: string | null }> {
  const rows = await db
    .selectFrom('holdings')
    .innerJoin('broker_accounts', 'broker_accounts.auth_id', 'holdings.auth_id')
    .select(['holdings.auth_id', 'viewer_id', 'version', 'snapshot', 'read_at'])
    .where('holdings.auth_id', '>', after)
    .orderBy('holdings.auth_id')
    .limit(PAGE)
    .execute();
  const old = rows.flatMap((row) => {
    const { receivedAt } = JSON.parse(row.snapshot) as HoldingsSnapshot;
    if (row.read_at !== null || !(receivedAt < before)) return [];
    return [{ authId: row.auth_id, viewerId: row.viewer_id, version: Number(row.version) }];
  });
  return { old, next: rows.length < PAGE ? null : (rows.at(-1)?.auth_id ?? null) };
}

/** Leaves those alone that were received again meanwhile. */
async function removeHoldings(unit: Unit, { authId, viewerId, version }: OldHoldings): Promise<void> {
  const gone = await unit.db
    .deleteFrom('holdings')
    .where('auth_id', '=', authId)
    .where('version', '=', version)
    .returning('auth_id')
    .execute();
  if (gone.length === 0) return;
  unit.changed(viewerId);
  await unit.db
    .deleteFrom('investments')
    .where('auth_id', '=', authId)
    .where('read_at', 'is', null)
    .execute();
}
