import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { findStoredHoldings, plannedHoldings } from '../../../src/ledger/holdings.js';
import type { Queries } from '../../../src/ledger/unit.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { ask } from '../../../src/ledger/databases/statement.js';
import { planReads } from '../../../src/ledger/planned-reads.js';
import { listOrderVersions } from '../../../src/ledger/orders.js';
import { findTransaction, insertTransaction } from '../../../src/ledger/transactions.js';
import { type LedgerImplementation, putOrder } from '../../support/ledger.js';
import { order, transaction } from '../../support/facts.js';

/** A ledger that an earlier version of Dwar has written. */
export function migrationsSuite(implementation: LedgerImplementation): void {
  test('of the first schema continues where it was', async () => {
    const open = await implementation.open();
    const snapshot = transaction();
    const keep = { createdSeq: 1, readAt: 5, orderDigest: null, now: 1 };
    await open.ledger.write((unit) => insertTransaction(unit, snapshot, keep));
    await sql`alter table transactions drop column failures`.execute(open.ledger.db);
    await sql`drop index deliveries_by_state`.execute(open.ledger.db);
    await undoHoldingsReads(open.ledger.db);
    await sql`delete from kysely_migration where name > '0001-initial'`.execute(open.ledger.db);
    await open.ledger.close();

    const ledger = await openLedger(open.url, { log: silentLog });
    const found = () => findTransaction(ledger.db, snapshot.transactionId);
    expect(await found()).toMatchObject({ snapshot, readAt: 5, failures: 0 });
    await ledger.write((unit) =>
      ask(unit.db, planReads([{ transactionId: snapshot.transactionId, readAt: 9, reads: 0, failures: 1 }])),
    );
    expect(await found()).toMatchObject({ readAt: 9, failures: 1 });
    await ledger.close();
    await open.close();
  });

  test('of the fourth schema gets the indexes of its lists, and keeps its orders in their place', async () => {
    const open = await implementation.open();
    const { db } = open.ledger;
    await open.ledger.write(async (unit) => {
      for (const [createdSeq, batchId] of ['a', 'b', 'c'].entries())
        await putOrder(
          unit,
          order({ batchId, status: batchId === 'b' ? 'UNPLACED' : 'PLACED' }),
          createdSeq + 1,
        );
    });
    await undoHoldingsReads(db);
    for (const index of BY_FILTER) await sql`drop index ${sql.ref(index)}`.execute(db);
    await sql`create unique index orders_by_viewer on orders (viewer_id, created_seq)`.execute(db);
    await sql`create index orders_by_transaction on orders (transaction_id, created_seq)`.execute(db);
    await sql`delete from kysely_migration where name > '0004-deliveries-by-state'`.execute(db);
    await open.ledger.close();

    const ledger = await openLedger(open.url, { log: silentLog });
    const page = { limit: 9, before: null, after: null, fromOldest: false };
    const keys = async (statuses: readonly string[] | null) =>
      (await listOrderVersions(ledger.db, 'alice', page, { transactionId: null, statuses })).map(
        ({ key }) => key,
      );
    expect([await keys(null), await keys(['PLACED']), await keys(['UNPLACED'])]).toEqual([
      ['c', 'b', 'a'],
      ['c', 'a'],
      ['b'],
    ]);
    for (const index of BY_FILTER) await sql`drop index ${sql.ref(index)}`.execute(ledger.db);
    await ledger.close();
    await open.close();
  });

  test('whose holdings were being updated reads them again', async () => {
    const open = await implementation.open();
    await undoHoldingsReads(open.ledger.db);
    await sql`delete from kysely_migration where name > '0005-lists-by-filter'`.execute(open.ledger.db);
    const isUpdating = (n: number) => n % 100 === 0;
    for (let n = 0; n < 250; n += 1) {
      const snapshot = JSON.stringify({ isUpdating: isUpdating(n) });
      await sql`insert into holdings (auth_id, version, snapshot) values (${`${n}`}, 1, ${snapshot})`.execute(
        open.ledger.db,
      );
    }
    await open.ledger.close();

    const ledger = await openLedger(open.url, { log: silentLog });
    const planned = await plannedHoldings(ledger.db, 9);
    expect(planned.map(({ authId }) => authId).sort()).toEqual(['0', '100', '200']);
    expect(new Set(planned.map(({ readAt }) => readAt))).toEqual(new Set([0]));
    expect(await findStoredHoldings(ledger.db, '1')).toMatchObject({ readAt: null, reads: 0 });
    await ledger.close();
    await open.close();
  });
}

/** Back to before migration 0006, and those after it. */
async function undoHoldingsReads(db: Queries): Promise<void> {
  await sql`alter table viewers drop column revision`.execute(db);
  await sql`drop index holdings_by_read`.execute(db);
  for (const column of ['read_at', 'reads'])
    await sql`alter table holdings drop column ${sql.ref(column)}`.execute(db);
}

/** Dropped by name, they must exist. */
const BY_FILTER = [
  'orders_listed',
  'orders_by_status',
  'orders_of_transaction',
  'orders_of_transaction_by_status',
  'transactions_by_status',
  'transactions_by_order',
  'idempotency_keys_in_progress',
  'broker_accounts_listed',
  'pending_actions_listed',
  'deliveries_to_play',
];
