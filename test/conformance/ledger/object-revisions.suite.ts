import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { saveBrokerAccount } from '../../../src/ledger/broker-accounts.js';
import { ask } from '../../../src/ledger/databases/statement.js';
import { nextSeq, readLogBounds, trimEvents } from '../../../src/ledger/events.js';
import { findHoldingsVersion, findStoredHoldings, saveHoldings } from '../../../src/ledger/holdings.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { mutualFundsOfViewer, saveMutualFundImport } from '../../../src/ledger/mutual-funds/imports.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import {
  findOrder,
  findOrderAtHead,
  findOrderVersion,
  listOrderVersions,
  listOrderVersionsOf,
  orderPages,
} from '../../../src/ledger/orders.js';
import type { HoldingsSnapshot, MutualFundImport } from '../../../src/ledger/snapshots.js';
import {
  findTransaction,
  findTransactionAtHead,
  findTransactionVersion,
  insertTransaction,
  listTransactionVersions,
} from '../../../src/ledger/transactions.js';
import type { Queries, Unit } from '../../../src/ledger/unit.js';
import { order, transaction } from '../../support/facts.js';
import {
  appendAnyEvent,
  change,
  type LedgerImplementation,
  putOrder,
  type TestLedger,
} from '../../support/ledger.js';

const ALICE = { viewerId: 'alice', transactionId: 'T1' };
const PAGE = { limit: 9, before: null, after: null, fromOldest: false };
const HOLDINGS = {
  authId: 'A1',
  receivedAt: 5,
  securities: [],
  smallcases: [],
} as unknown as HoldingsSnapshot;
const IMPORT: MutualFundImport = { transactionId: 'T1', receivedAt: 5, folios: [] };
const IMPORTING = transaction({ ...ALICE, intent: 'MF_HOLDINGS_IMPORT' });

/** Each way in which the revision of the order `B1`, and of the transaction `T1`, is read. */
async function revisionsOfOrder(db: Queries): Promise<unknown[]> {
  const filter = { transactionId: null, statuses: null };
  const found = [
    await findOrder(db, 'B1'),
    await findOrderVersion(db, 'alice', 'B1'),
    await findOrderAtHead(db, 'alice', 'B1'),
    ...(await ask(db, orderPages([{ transactionId: 'T1', after: -1 }]))),
    ...(await listOrderVersions(db, 'alice', PAGE, filter)),
    ...(await listOrderVersions(db, 'alice', PAGE, { ...filter, statuses: ['PLACED'] })),
    ...(await listOrderVersionsOf(db, ['T1'], { offset: 0, limit: 9 })),
  ];
  return found.map((each) => each?.revision);
}

async function revisionsOfTransaction(db: Queries): Promise<unknown[]> {
  const found = [
    await findTransaction(db, 'T1'),
    await findTransactionVersion(db, 'alice', 'T1'),
    await findTransactionAtHead(db, 'alice', 'T1'),
    ...(await listTransactionVersions(db, 'alice', PAGE, null)),
  ];
  return found.map((each) => each?.revision);
}

async function revisionsOfHoldings(db: Queries): Promise<unknown[]> {
  return [await findHoldingsVersion(db, 'A1'), await findStoredHoldings(db, 'A1')].map(
    (each) => each?.revision,
  );
}

/** A row has the number of the event that last changed it, whichever version of Dwar has written it. */
export function objectRevisionsSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeEach(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterEach(() => open.close());

  const write = (work: (unit: Unit) => Promise<unknown>) =>
    ledger.write(async (unit) => void (await work(unit)));

  /** Events 1 to 4: a transaction, its order, its holdings and its import; each row has the number of its own. */
  async function fill(unit: Unit): Promise<void> {
    const numbered = async (type: 'TRANSACTION' | 'ORDER' | 'HOLDINGS', subject: string) => {
      const event = { viewerId: 'alice', type, subject, occurredAt: 1, snapshot: {} };
      return await appendAnyEvent(unit, event);
    };
    const createdSeq = await numbered('TRANSACTION', 'T1');
    await insertTransaction(unit, IMPORTING, { createdSeq, readAt: null, orderDigest: null, now: 1 });
    await putOrder(unit, order({ ...ALICE, batchId: 'B1', status: 'PLACED' }), await numbered('ORDER', 'B1'));
    await saveBrokerAccount(unit, { authId: 'A1', viewerId: 'alice', broker: null, linkedAt: 1 });
    await saveHoldings(unit, 'alice', HOLDINGS, await numbered('HOLDINGS', 'A1'));
    const stored = await findTransaction(unit.db, 'T1');
    if (stored === null) throw new Error('it was inserted');
    const revision = await numbered('HOLDINGS', 'T1');
    await saveMutualFundImport(unit, stored, { revision, ...IMPORT }, null);
  }

  /** What the version before does: it changes rows, and knows nothing of their revisions. */
  async function changeAsBefore(unit: Unit): Promise<void> {
    for (const table of ['orders', 'transactions', 'holdings'])
      await sql`update ${sql.table(table)} set version = version + 1`.execute(unit.db);
    await sql`update mutual_fund_statements set snapshot = ${JSON.stringify(IMPORT)}`.execute(unit.db);
    await nextSeq(unit, 'alice');
  }

  const state = async () => ({
    orders: new Set(await revisionsOfOrder(ledger.db)),
    transactions: new Set(await revisionsOfTransaction(ledger.db)),
    holdings: new Set(await revisionsOfHoldings(ledger.db)),
    imports: (await mutualFundsOfViewer(ledger.db, 'alice'))?.revision,
  });
  const all = (orders: number, transactions: number, holdings: number, imports: number) => ({
    orders: new Set([orders]),
    transactions: new Set([transactions]),
    holdings: new Set([holdings]),
    imports,
  });

  test('every read of an object finds the number of its last event', async () => {
    await write(fill);
    expect(await state()).toEqual(all(2, 1, 3, 4));
    await write((unit) =>
      change(unit, { transactions: ['T1'], orders: ['B1'] }, (picture) => {
        picture.saveOrder(order({ ...ALICE, batchId: 'B1', status: 'PLACED', updatedAt: 2 }), 2);
        picture.saveTransaction({ ...IMPORTING, status: 'USED' }, 'POLL', 2);
        picture.saveOrder(order({ ...ALICE, batchId: 'B1', status: 'PLACED', updatedAt: 3 }), 3);
      }),
    );
    expect(await state()).toEqual(all(7, 6, 3, 4));
    await write((unit) => saveHoldings(unit, 'alice', HOLDINGS, 8));
    expect(await revisionsOfHoldings(ledger.db)).toEqual([8, 8]);
  });

  test('a retracted order has the number of its retraction, and that of its return', async () => {
    await write(fill);
    const { snapshot } = (await findOrder(ledger.db, 'B1')) ?? { snapshot: order() };
    await write((unit) =>
      change(unit, { transactions: ['T1'], orders: ['B1'] }, (picture) => {
        const stored = picture.order('B1');
        if (stored !== null) picture.retractOrder(stored, 2);
      }),
    );
    expect(await findOrder(ledger.db, 'B1')).toMatchObject({ isRetracted: true, revision: 5 });
    await write((unit) => change(unit, { orders: ['B1'] }, (picture) => picture.saveOrder(snapshot, 3)));
    expect(await findOrder(ledger.db, 'B1')).toMatchObject({ isRetracted: false, revision: 6 });
  });

  test('one that the version before has changed has the head of the log, until this version changes it', async () => {
    await write(fill);
    await write(changeAsBefore);
    expect(await state()).toEqual(all(5, 5, 5, 5));
    await write((unit) => nextSeq(unit, 'alice'));
    expect(await state()).toEqual(all(6, 6, 6, 6));
    await write((unit) =>
      change(unit, { transactions: ['T1'], orders: ['B1'] }, (picture) => {
        picture.saveOrder(order({ ...ALICE, batchId: 'B1', status: 'PLACED' }), 2);
        picture.saveTransaction({ ...IMPORTING, status: 'USED' }, 'POLL', 2);
      }),
    );
    await write((unit) => saveHoldings(unit, 'alice', HOLDINGS, 8));
    expect(await state()).toEqual(all(7, 8, 8, 8));
  });

  test('the migration finds the last event of each, and the last number trimmed where that is gone', async () => {
    await write(fill);
    await write(async (unit) => {
      // Of one viewer, and of no object here.
      await appendAnyEvent(unit, {
        viewerId: 'alice',
        type: 'PENDING_ACTION',
        subject: 'B1',
        occurredAt: 9,
        snapshot: {},
      });
      await appendAnyEvent(unit, {
        viewerId: 'bob',
        type: 'ORDER',
        subject: 'B1',
        occurredAt: 9,
        snapshot: {},
      });
    });
    await write(forgetRevisions);
    await open.ledger.close();
    ledger = await openLedger(open.url, { log: silentLog });
    expect(await state()).toEqual(all(2, 1, 3, 4));

    await write((unit) => trimEvents(unit, 9, 3));
    expect(await readLogBounds(ledger.db, 'alice')).toEqual({ head: 5, trimmedTo: 3 });
    await write(forgetRevisions);
    await ledger.close();
    ledger = await openLedger(open.url, { log: silentLog });
    expect(await state()).toEqual(all(3, 3, 3, 4));
    await ledger.close();
  });
}

/** Back to before migration 0012, at the next opening. */
async function forgetRevisions({ db }: Unit): Promise<void> {
  for (const table of ['orders', 'transactions', 'holdings'])
    for (const column of ['revision', 'revised_version'])
      await sql`alter table ${sql.table(table)} drop column ${sql.ref(column)}`.execute(db);
  await sql`update mutual_fund_statements set snapshot = ${JSON.stringify(IMPORT)}`.execute(db);
  for (const table of [
    'operator_log',
    'console_logins',
    'console_sessions',
    'ended_sessions',
    'webhook_endpoints',
    'webhook_position',
    'webhook_deliveries',
    'webhook_lanes',
    'erasures',
    'tombstones',
  ])
    await sql`drop table ${sql.table(table)}`.execute(db);
  await sql`delete from kysely_migration where name >= '0012'`.execute(db);
}
