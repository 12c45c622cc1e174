import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import * as accounts from '../../../src/ledger/broker-accounts.js';
import * as funds from '../../../src/ledger/broker-funds.js';
import { ask } from '../../../src/ledger/databases/statement.js';
import * as events from '../../../src/ledger/events.js';
import * as investments from '../../../src/ledger/investments.js';
import * as holdings from '../../../src/ledger/holdings.js';
import type { DecimalString } from '../../../src/core/money.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import * as imports from '../../../src/ledger/mutual-funds/imports.js';
import * as orders from '../../../src/ledger/orders.js';
import * as actions from '../../../src/ledger/pending-actions.js';
import { readRevisions } from '../../../src/ledger/revisions.js';
import type {
  HoldingsSnapshot,
  MutualFundImport,
  PendingActionSnapshot,
} from '../../../src/ledger/snapshots.js';
import * as timeline from '../../../src/ledger/timeline.js';
import * as transactions from '../../../src/ledger/transactions.js';
import type { Unit } from '../../../src/ledger/unit.js';
import { order, transaction } from '../../support/facts.js';
import {
  appendAnyEvent,
  type LedgerImplementation,
  putOrder,
  type TestLedger,
} from '../../support/ledger.js';

const LEDGER = new URL('../../../src/ledger/', import.meta.url);
/** Modules whose writes no viewer can read: claims, plans, the inbox and idempotency keys. */
const UNREAD = [
  'deliveries.ts',
  'delivery-intake.ts',
  'idempotency.ts',
  'planned-reads.ts',
  'mutual-funds/otp-calls.ts',
];
/** Writes of other modules that no viewer can read. */
const PLANS = ['planHoldingsRead', 'planInvestmentsRead', 'claimAccountRead', 'bringAccountReadsForward'];

const ALICE = { viewerId: 'alice', transactionId: 'T1' };
const ENTRY = { at: 1, source: 'POLL', from: 'USED' } as const;
const EVENT = { viewerId: 'alice', type: 'ORDER_RETRACTED', subject: 'B1', occurredAt: 1 } as const;
const NEW_EVENT = { ...EVENT, snapshot: { batchId: 'B1' } };
const ACTION = {
  actionId: 'P1',
  authId: 'A1',
  iscid: 'i',
  scid: 's',
  name: 'n',
  date: 1,
  receivedAt: 1,
  action: 'REBALANCE',
  rawAction: 'rebalance',
} as PendingActionSnapshot;
const HOLDINGS = {
  authId: 'A1',
  receivedAt: 1,
  securities: [],
  smallcases: [],
} as unknown as HoldingsSnapshot;
const INVESTMENTS = { authId: 'A1', investments: [], totals: null, exited: [], fetchedAt: 2 };
const IMPORT: MutualFundImport = { transactionId: 'T1', receivedAt: 1, folios: [] };
const STORED = {
  snapshot: transaction({ ...ALICE, intent: 'MF_HOLDINGS_IMPORT' }),
  createdSeq: 1,
  version: 1,
  revision: 1,
  readAt: null,
  reads: 0,
  failures: 0,
};
const LINK = { authId: 'A2', viewerId: 'alice', broker: null, linkedAt: 2 };

/** Every write that changes what a viewer can read, by the name of its function. */
const WRITES: Readonly<Record<string, (unit: Unit) => Promise<unknown>>> = {
  saveBrokerAccount: (unit) => accounts.saveBrokerAccount(unit, LINK),
  deleteBrokerAccount: (unit) => accounts.deleteBrokerAccount(unit, 'alice', 'A1'),
  nextSeq: (unit) => events.nextSeq(unit, 'alice'),
  takeSeqs: (unit) => events.takeSeqs(unit, new Map([['alice', 2]])),
  appendEvent: (unit) => events.appendEvent(unit, NEW_EVENT),
  appendEvents: (unit) => ask(unit.db, events.appendEvents(unit, [{ event: NEW_EVENT, seq: 900 }])),
  forgetAccountEvents: (unit) => events.forgetAccountEvents(unit, 'alice', 'A1'),
  trimEvents: (unit) => events.trimEvents(unit, 1_000, 100),
  saveInvestments: (unit) => investments.saveInvestments(unit, 'alice', INVESTMENTS),
  saveHoldings: (unit) => holdings.saveHoldings(unit, 'alice', { ...HOLDINGS, receivedAt: 2 }, 2),
  forgetHoldings: (unit) => holdings.forgetHoldings(unit, 'alice', 'A1'),
  saveMutualFundImport: (unit) => imports.saveMutualFundImport(unit, STORED, IMPORT, null),
  saveOtpAccepted: (unit) => imports.saveOtpAccepted(unit, STORED, 5),
  saveOrders: (unit) =>
    ask(
      unit.db,
      orders.saveOrders(unit, [
        {
          snapshot: order({ ...ALICE, batchId: 'B2' }),
          createdSeq: 9,
          version: 1,
          revision: 9,
          isRetracted: false,
        },
      ]),
    ),
  savePendingAction: (unit) => actions.savePendingAction(unit, 'alice', { ...ACTION, receivedAt: 2 }),
  saveFunds: (unit) =>
    funds.saveFunds(unit, 'alice', {
      authId: 'A1',
      broker: null,
      linkedAt: 1,
      amount: '5.00' as DecimalString,
      asOf: 2,
      transactionId: 'T1',
      createdSeq: 1,
    }),
  updatePendingAction: (unit) =>
    actions.updatePendingAction(unit, 'alice', { ...ACTION, end: { status: 'DISMISSED', at: 2 } }),
  trimPendingActions: (unit) => actions.trimPendingActions(unit, 1_000, 100),
  recordStep: (unit) => timeline.recordStep(unit, ALICE, { ...ENTRY, to: 'COMPLETED' }),
  recordAnomaly: (unit) => timeline.recordAnomaly(unit, ALICE, { ...ENTRY, anomaly: 'odd' }),
  appendTimeline: (unit) => timeline.appendTimeline(unit, ALICE, timeline.step({ ...ENTRY, to: 'ERRORED' })),
  insertEntries: (unit) =>
    ask(
      unit.db,
      timeline.insertEntries(unit, [{ ...ALICE, number: 50, entry: timeline.step({ ...ENTRY, to: 'X' }) }]),
    ),
  insertTransaction: (unit) =>
    transactions.insertTransaction(unit, transaction({ ...ALICE, transactionId: 'T9' }), {
      createdSeq: 30,
      readAt: null,
      orderDigest: null,
      now: 1,
    }),
  updateTransactions: (unit) =>
    ask(
      unit.db,
      transactions.updateTransactions(unit, [
        {
          snapshot: transaction({ ...ALICE, status: 'USED' }),
          version: 2,
          revision: 2,
          readAt: null,
          reads: 0,
          failures: 0,
        },
      ]),
    ),
};

/** What one viewer can read, as the rows it is made of. */
const VISIBLE = [
  `select * from transactions where viewer_id = ?`,
  `select * from orders where viewer_id = ?`,
  `select t.* from timeline t join transactions x on x.transaction_id = t.transaction_id where x.viewer_id = ?`,
  `select h.* from holdings h join broker_accounts a on a.auth_id = h.auth_id where a.viewer_id = ?`,
  `select i.snapshot from investments i join broker_accounts a on a.auth_id = i.auth_id where a.viewer_id = ?`,
  `select * from mutual_fund_imports where viewer_id = ?`,
  `select * from mutual_fund_statements where viewer_id = ?`,
  `select p.* from pending_actions p join broker_accounts a on a.auth_id = p.auth_id where a.viewer_id = ?`,
  `select * from broker_accounts where viewer_id = ?`,
  `select * from events where viewer_id = ?`,
  `select head, trimmed_to from viewers where viewer_id = ?`,
];

/** Every commit that changes what a viewer can read raises that viewer's revision, and no other's. */
export function revisionsSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeEach(async () => {
    open = await implementation.open();
    ledger = open.ledger;
    for (const [viewerId, n] of [
      ['alice', 1],
      ['bob', 5],
    ] as const)
      await ledger.write((unit) => fill(unit, viewerId, n));
  });

  afterEach(() => open.close());

  async function fill(unit: Unit, viewerId: string, n: number): Promise<void> {
    const own = { viewerId, transactionId: `T${n}` };
    const authId = `A${n}`;
    await transactions.insertTransaction(unit, transaction(own), {
      createdSeq: n,
      readAt: null,
      orderDigest: null,
      now: 1,
    });
    await putOrder(unit, order({ ...own, batchId: `B${n}` }), n);
    await timeline.recordStep(unit, own, { ...ENTRY, to: 'USED' });
    await accounts.saveBrokerAccount(unit, { authId, viewerId, broker: null, linkedAt: 1 });
    await holdings.saveHoldings(unit, viewerId, { ...HOLDINGS, authId }, 1);
    await actions.savePendingAction(unit, viewerId, { ...ACTION, actionId: `P${n}`, authId });
    await appendAnyEvent(unit, { ...EVENT, viewerId, type: 'HOLDINGS', authId, snapshot: {} });
  }

  async function visibleTo(viewerId: string): Promise<string> {
    const rows: unknown[] = [];
    for (const query of VISIBLE) {
      const [before = '', after = ''] = query.split('?');
      const found = await sql`${sql.raw(before)}${viewerId}${sql.raw(after)}`.execute(ledger.db);
      rows.push(found.rows.map((row) => JSON.stringify(row)).sort());
    }
    return JSON.stringify(rows);
  }

  const state = async (viewerId: string) => ({
    visible: await visibleTo(viewerId),
    revision: (await readRevisions(ledger.db, [viewerId])).get(viewerId),
  });

  test.each(Object.entries(WRITES))('%s', async (_name, write) => {
    const heard: string[][] = [];
    ledger.onCommit((_events, changed) => heard.push([...changed].sort()));
    const before = { alice: await state('alice'), bob: await state('bob') };
    await ledger.write(write);
    const after = { alice: await state('alice'), bob: await state('bob') };
    expect(after.alice.visible).not.toBe(before.alice.visible);
    const raised = (['alice', 'bob'] as const).filter(
      (viewer) => after[viewer].revision !== before[viewer].revision,
    );
    const changed = (['alice', 'bob'] as const).filter(
      (viewer) => after[viewer].visible !== before[viewer].visible,
    );
    expect(raised).toEqual(changed);
    expect(heard).toEqual([changed]);
  });

  test('a commit that changes nothing that is read raises none and calls no listener', async () => {
    const before = await readRevisions(ledger.db, ['alice', 'bob']);
    ledger.onCommit(() => expect('a listener').toBe('not called'));
    await ledger.write((unit) => holdings.planHoldingsRead(unit, 'A1', { readAt: 5, reads: 1 }));
    expect(await readRevisions(ledger.db, ['alice', 'bob'])).toEqual(before);
  });

  test('works of one commit raise the revision of each viewer', async () => {
    const before = await readRevisions(ledger.db, ['alice', 'bob']);
    await Promise.all(
      ['alice', 'bob', 'carol'].map((viewerId) => ledger.write(async (unit) => unit.changed(viewerId))),
    );
    const after = await readRevisions(ledger.db, ['alice', 'bob', 'carol']);
    expect(after.size).toBe(3);
    for (const viewer of ['alice', 'bob']) expect(after.get(viewer)).not.toBe(before.get(viewer));
  });

  test('every write of the ledger is in this table, or changes nothing that viewers read', () => {
    const found = ['', 'mutual-funds/']
      .flatMap((folder) => readdirSync(new URL(folder, LEDGER)).map((file) => `${folder}${file}`))
      .filter((file) => file.endsWith('.ts') && !UNREAD.includes(file))
      .flatMap((file) => {
        const text = readFileSync(new URL(file, LEDGER), 'utf8');
        return [...text.matchAll(/export (?:async )?function\*? (\w+)[^(]*\(\s*unit: Unit/g)].map(
          ([, name]) => name as string,
        );
      });
    expect(found.filter((name) => !PLANS.includes(name)).sort()).toEqual(Object.keys(WRITES).sort());
  });
}
