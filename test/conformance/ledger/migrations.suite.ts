import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { saveBrokerAccount } from '../../../src/ledger/broker-accounts.js';
import { plannedAccountReads } from '../../../src/ledger/account-reads.js';
import { findStoredHoldings } from '../../../src/ledger/holdings.js';
import type { Queries } from '../../../src/ledger/unit.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { ask } from '../../../src/ledger/databases/statement.js';
import {
  mutualFundImportsOfViewer,
  mutualFundsOfViewer,
  saveMutualFundImport,
} from '../../../src/ledger/mutual-funds/imports.js';
import type { MutualFundImport, TransactionSnapshot } from '../../../src/ledger/snapshots.js';
import { pendingActionsOfViewer } from '../../../src/ledger/pending-actions.js';
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
    await sql`drop index deliveries_listed_by_state`.execute(open.ledger.db);
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
    const planned = await plannedAccountReads(ledger.db, 'holdings', 9);
    expect(planned.map(({ authId }) => authId).sort()).toEqual(['0', '100', '200']);
    expect(new Set(planned.map(({ readAt }) => readAt))).toEqual(new Set([0]));
    expect(await findStoredHoldings(ledger.db, '1')).toMatchObject({ readAt: null, reads: 0 });
    await ledger.close();
    await open.close();
  });

  test('whose viewers had one import of mutual funds each still shows it, and what that version adds', async () => {
    const open = await implementation.open();
    const [old, older, newest] = ['TRX_old', 'TRX_older', 'TRX_newest'].map((transactionId, index) =>
      transaction({ transactionId, intent: 'MF_HOLDINGS_IMPORT', createdAt: index }),
    ) as [TransactionSnapshot, TransactionSnapshot, TransactionSnapshot];
    await open.ledger.write(async (unit) => {
      for (const [index, snapshot] of [older, old, newest].entries())
        await insertTransaction(unit, snapshot, {
          createdSeq: index + 1,
          readAt: null,
          orderDigest: null,
          now: 1,
        });
    });
    await undoAfterRevisions(open.ledger.db);
    await sql`delete from kysely_migration where name > '0007-revisions'`.execute(open.ledger.db);
    await storeAsBefore(open.ledger.db, received(old, 1, 'A'));
    await open.ledger.close();

    const ledger = await openLedger(open.url, { log: silentLog });
    const folios = async () =>
      (await mutualFundsOfViewer(ledger.db, 'alice'))?.folios.map(({ folio }) => folio);
    expect(await folios()).toEqual(['A']);
    const stored = await findTransaction(ledger.db, newest.transactionId);
    if (stored === null) throw new Error('it was inserted');
    await ledger.write((unit) => saveMutualFundImport(unit, stored, received(newest, 2, 'B'), null));
    expect(await folios()).toEqual(['B', 'A']);
    // An instance of the earlier version replaces what it knows.
    await storeAsBefore(ledger.db, received(newest, 3, 'C'));
    expect(await folios()).toEqual(['C']);
    await storeAsBefore(ledger.db, received(older, 4, 'D'));
    expect(await folios()).toEqual(['B', 'D']);
    const imports = await mutualFundImportsOfViewer(ledger.db, 'alice', { offset: 0, limit: 9 });
    expect(
      imports.map(({ transaction: { transactionId }, received: found }) => [
        transactionId,
        found?.receivedAt,
      ]),
    ).toEqual([
      ['TRX_newest', 2],
      ['TRX_old', undefined],
      ['TRX_older', 4],
    ]);
    await ledger.close();
    await open.close();
  });

  test('whose version before still writes pending actions shows them as waiting', async () => {
    const { ledger, close } = await implementation.open();
    const snapshot = JSON.stringify({ actionId: 'old' });
    await ledger.write((unit) =>
      saveBrokerAccount(unit, { authId: 'a', viewerId: 'alice', broker: null, linkedAt: 1 }),
    );
    await sql`insert into pending_actions (action_id, auth_id, received_at, snapshot)
      values ('old', 'a', 1, ${snapshot})`.execute(ledger.db);
    const slice = { offset: 0, limit: 9 };
    expect(await pendingActionsOfViewer(ledger.db, 'alice', slice)).toEqual([{ actionId: 'old' }]);
    await close();
  });
}

const received = (
  { transactionId }: TransactionSnapshot,
  receivedAt: number,
  folio: string,
): MutualFundImport => ({
  transactionId,
  receivedAt,
  folios: [{ folio } as MutualFundImport['folios'][number]],
});

/** Writes an import as versions before migration 0009 do. */
async function storeAsBefore(db: Queries, imported: MutualFundImport): Promise<void> {
  const text = JSON.stringify(imported);
  await sql`insert into mutual_fund_imports (viewer_id, transaction_id, snapshot)
    values ('alice', ${imported.transactionId}, ${text})
    on conflict (viewer_id) do update set transaction_id = ${imported.transactionId}, snapshot = ${text}`.execute(
    db,
  );
}

/** Back to before migration 0006, and those after it. */
async function undoHoldingsReads(db: Queries): Promise<void> {
  await undoAfterRevisions(db);
  await sql`alter table viewers drop column revision`.execute(db);
  await sql`drop index holdings_by_read`.execute(db);
  for (const column of ['read_at', 'reads'])
    await sql`alter table holdings drop column ${sql.ref(column)}`.execute(db);
}

/** Back to before migration 0009, and those after it. */
async function undoAfterRevisions(db: Queries): Promise<void> {
  await undoObjectRevisions(db);
  await sql`alter table broker_accounts drop column funds`.execute(db);
  await sql`alter table pending_actions drop column ended_at`.execute(db);
  await sql`drop table investments`.execute(db);
  for (const table of ['mutual_fund_statements', 'otp_calls'])
    await sql`drop table ${sql.table(table)}`.execute(db);
  await sql`drop index transactions_importing_funds`.execute(db);
}

/** Back to before migration 0012. What it adds to the snapshots of imports is not taken away. */
async function undoObjectRevisions(db: Queries): Promise<void> {
  for (const table of [
    'operator_log',
    'console_logins',
    'console_sessions',
    'account_claims',
    'ended_sessions',
    'webhook_endpoints',
    'webhook_position',
    'webhook_deliveries',
    'webhook_lanes',
    'erasures',
    'tombstones',
  ])
    await sql`drop table ${sql.table(table)}`.execute(db);
  for (const table of ['orders', 'transactions', 'holdings'])
    for (const column of ['revision', 'revised_version'])
      await sql`alter table ${sql.table(table)} drop column ${sql.ref(column)}`.execute(db);
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
