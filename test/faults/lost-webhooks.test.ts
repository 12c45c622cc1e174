import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIOS } from '../../src/emulator/user/scenarios.js';
import { READS_AT_MOST } from '../../src/transactions/read-plan.js';
import { graphql } from '../generated/gql.js';
import { present } from '../support/documents.js';
import { buying, Player, type TransactionView } from '../support/player.js';
import { deliver, signed } from '../support/webhook.js';
import { figure } from '../support/faults.js';
import { MONDAY, type PlannedApp, type ReadCounts, startPlanned } from './planned-reads.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Friday, in the middle of the session. */
const FRIDAY = Date.parse('2026-01-09T11:00:00+05:30');

const SELLING = { intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 2, side: 'SELL' }] };
const SMALLCASE = { intent: 'TRANSACTION', smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' } };
/** Far below the market: the emulator fills it an hour later. */
const LIMIT = {
  intent: 'TRANSACTION',
  securities: [{ ticker: 'TCS', quantity: 2, side: 'BUY', orderType: 'LIMIT', limitPrice: '1000.05' }],
};

const errored = (code: number) => ({
  status: 'ERRORED',
  orders: [],
  isExpired: false,
  error: { code, provenance: 'CONFIRMED' },
});
const ended = (status: string, leg: object | null) => ({
  status: 'COMPLETED',
  error: null,
  isExpired: false,
  orders: [{ status, isFinal: true, provenance: 'CONFIRMED', legs: leg === null ? [] : [leg] }],
});
const FILLED = ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 });

/** The end of an order of one security for each scenario token. A token without an entry fails its test. */
const ENDS: Readonly<Record<string, object>> = {
  'lep-ok': FILLED,
  'lep-reject': ended('UNFILLED', { status: 'REJECTED', filledQuantity: 0, averagePrice: null }),
  'lep-partial': ended('PARTIALLYFILLED', { filledQuantity: 1 }),
  'lep-slow': FILLED,
  'lep-amo': FILLED,
  'lep-addfunds': errored(1012),
  'lep-lowfunds': ended('UNFILLED', { status: 'REJECTED', errorCode: 'marginsExceeded' }),
  'lep-unplaced': ended('UNPLACED', null),
  'lep-closed': errored(4004),
  'lep-noholdings': errored(1004),
  'lep-tpin': FILLED,
  'lep-consent': errored(1003),
  'lep-mismatch': errored(1001),
  'lep-cancel': errored(1012),
  'lep-stuck': { status: 'USED', error: null, isExpired: true, orders: [] },
  'lep-apierror': errored(2000),
};

let planned: PlannedApp;
let alice: Player;

beforeEach(async () => {
  planned = await startPlanned(MONDAY);
  alice = await Player.of(planned.app, 'alice');
});

afterEach(async () => {
  await planned.close();
});

/**
 * Runs the plan to its end. Checks that its reads are within the documented bound of each status, and that
 * upstream saw no others.
 */
async function polledToItsEnd(id: string): Promise<TransactionView> {
  const before = await planned.upstreamReads();
  const counts = await planned.playPlan(id);
  expectWithinBounds(counts);
  expect((await planned.upstreamReads()) - before).toBe(total(counts));
  return await alice.transaction(id);
}

function expectWithinBounds(counts: ReadCounts): void {
  for (const [status, reads] of Object.entries(counts)) {
    expect({ status, reads: reads <= READS_AT_MOST[status as keyof typeof READS_AT_MOST] }).toEqual({
      status,
      reads: true,
    });
  }
}

const total = (counts: ReadCounts) => Object.values(counts).reduce((sum, reads) => sum + reads, 0);

describe('without any webhook or report', () => {
  test.each(SCENARIOS.map(({ token }) => token))('polls alone find the end of %s', async (token) => {
    const end = token.startsWith('lep-hook-') ? FILLED : ENDS[token];
    if (end === undefined) throw new Error(`no expectation for ${token}; add its end`);
    // Only a connected user can log in to another account.
    if (token === 'lep-mismatch') await alice.connect('lep-ok');
    await planned.playPlan('the connection');
    const id = await alice.create(token === 'lep-noholdings' ? SELLING : buying());
    await alice.complete(id, token);
    expect(await polledToItsEnd(id)).toMatchObject(end);
  });

  test.each([
    ['chooser', errored(1010)],
    ['before-login', errored(1011)],
    ['after-login', errored(1012)],
    ['vanish', { status: 'INITIALIZED', error: null, isExpired: true, orders: [] }],
  ])('polls alone find that the user left (%s)', async (leave, end) => {
    const id = await alice.create(buying());
    await alice.complete(id, 'lep-ok', { leave });
    expect(await polledToItsEnd(id)).toMatchObject(end);
  });

  test.each([
    ['CONNECT', { intent: 'CONNECT' }, {}],
    ['FETCH_FUNDS', { intent: 'FETCH_FUNDS' }, { funds: { currency: 'INR' } }],
    ['HOLDINGS_IMPORT', { intent: 'HOLDINGS_IMPORT' }, {}],
    ['a smallcase order', SMALLCASE, { orders: [{ status: 'COMPLETED', isFinal: true }] }],
    ['a limit order that waits', LIMIT, { orders: [{ status: 'COMPLETED', legs: [{ filledQuantity: 2 }] }] }],
  ] as const)('polls alone find the end of %s', async (_name, input, end) => {
    await alice.connect('lep-ok');
    await planned.playPlan('the connection');
    const id = await alice.create(input);
    await alice.complete(id);
    expect(await polledToItsEnd(id)).toMatchObject({ status: 'COMPLETED', error: null, ...end });
  });

  test.each([
    ['a limit order', LIMIT, 'lep-ok', 'TCS', 'CANCELLED'],
    ['an after-market order', buying(), 'lep-amo', 'INFY', 'CANCELLED_AMO'],
  ])('polls alone find the cancellation of %s', async (_name, input, token, symbol, leg) => {
    await alice.connect(token);
    await planned.playPlan('the connection');
    const id = await alice.create(input);
    await alice.complete(id);
    await planned.playPlan(id, 1);
    const [open] = (await alice.transaction(id)).orders;
    expect(open).toMatchObject({ status: 'PLACED', isFinal: false });
    const cancellation = await alice.create({
      intent: 'CANCEL_ORDER',
      cancelOrder: { orderId: open?.id, symbol },
    });
    expect(await alice.complete(cancellation)).toMatchObject({ ok: true });
    // The first read of the cancellation asks for one of what it cancelled.
    expectWithinBounds(await planned.playPlan(cancellation));
    const { status, orders } = await alice.transaction(id);
    expect({ status, orders }).toMatchObject({
      status: 'COMPLETED',
      orders: [{ status: 'UNFILLED', isFinal: true, legs: [{ status: leg, filledQuantity: 0 }] }],
    });
  });

  test('polls alone find the cancellation of an after-market smallcase order', async () => {
    await alice.connect('lep-amo');
    await planned.playPlan('the connection');
    const id = await alice.create(SMALLCASE);
    const answer = await alice.complete(id);
    const iscid = answer.ok ? String(answer.result.iscid) : '';
    const cancellation = await alice.create({ intent: 'CANCEL_AMO', investment: { iscid } });
    expect(await alice.complete(cancellation)).toMatchObject({ ok: true });
    expectWithinBounds(await planned.playPlan(cancellation));
    expect(await alice.transaction(id)).toMatchObject({
      status: 'COMPLETED',
      orders: [{ status: 'UNFILLED', isFinal: true }],
    });
  });
});

/** Makes upstream report this status of the transaction from now on. */
async function upstreamSays(id: string, status: string): Promise<void> {
  const { createdAt, expiresAt } = await timesOf(id);
  const data = {
    transactionId: id,
    intent: 'TRANSACTION',
    status,
    gateway: 'gatewaytest',
    createdAt,
    expireAt: expiresAt,
    authId: 'a'.repeat(24),
    success: null,
    error: { value: false },
  };
  const body = { success: true, errors: null, data };
  await planned.emulator.control.faults([
    { path: 'transactiondetails', body },
    { path: 'user/orders', body: { success: true, errors: null, data: { orders: [] } } },
  ]);
}

const TIMES = graphql(/* GraphQL */ `
  query TimesOfTransaction($id: ID!) { transaction(id: $id) { createdAt expiresAt } }
`);

async function timesOf(id: string): Promise<{ createdAt: string; expiresAt: string }> {
  return present((await alice.client.ask(TIMES, { id })).transaction);
}

describe('an order that never ends', () => {
  test.each([
    ['a Monday', MONDAY, 9 * DAY],
    ['a Friday', FRIDAY, 11 * DAY],
  ])('placed on %s is stale after seven trading days and no longer polled', async (_day, at, staleAfter) => {
    await planned.clock.advance(at - planned.clock.now());
    const id = await alice.create(buying());
    await upstreamSays(id, 'PROCESSING');
    const counts = await planned.playPlan(id, 100);
    expect(await alice.transaction(id)).toMatchObject({
      status: 'PROCESSING',
      isStale: false,
      isExpired: false,
    });
    const rest = await planned.playPlan(id);
    expect(await alice.transaction(id)).toMatchObject({ status: 'PROCESSING', isStale: true });
    expect(planned.clock.now() - at).toBe(staleAfter);
    const reads = total(counts) + total(rest);
    figure(`reads of an order placed on ${_day} until it is stale`, reads);
    expectWithinBounds({ PROCESSING: reads - (counts.INITIALIZED ?? 0) });
  });

  test('still ends, once stale, when a webhook reports a change', async () => {
    const id = await alice.create(buying());
    await upstreamSays(id, 'PROCESSING');
    await planned.playPlan(id);
    await upstreamSays(id, 'ERRORED');
    const [hint, smallcaseAuthId] = ['b'.repeat(24), 'a'.repeat(24)];
    const body = { batchId: hint, status: 'PLACED', orders: [], transactionId: id, smallcaseAuthId };
    expect(await deliver(planned.app.url, signed(body))).toMatchObject({ status: 200 });
    await planned.idle();
    expect(await alice.transaction(id)).toMatchObject({ status: 'ERRORED', isStale: false, orders: [] });
  });
});

describe('an expired transaction', () => {
  test('is still polled if it was used, and the later proof wins', async () => {
    const id = await alice.create(buying());
    await alice.complete(id, 'lep-stuck');
    await planned.playPlan(id, 8);
    expect(await alice.transaction(id)).toMatchObject({ status: 'USED', isExpired: true });
    await upstreamSays(id, 'COMPLETED');
    expectWithinBounds(await planned.playPlan(id));
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED', isExpired: false });
  });

  test('is given up if it was never used, and a webhook still triggers the proof', async () => {
    const id = await alice.create(buying());
    expectWithinBounds(await planned.playPlan(id));
    expect(await alice.transaction(id)).toMatchObject({ status: 'INITIALIZED', isExpired: true });
    await upstreamSays(id, 'COMPLETED');
    await planned.clock.advance(2 * DAY);
    await planned.idle();
    expect(await alice.transaction(id)).toMatchObject({ status: 'INITIALIZED', isExpired: true });
    const body = { batchId: 'b'.repeat(24), status: 'PLACED', orders: [], transactionId: id };
    await deliver(planned.app.url, signed({ ...body, smallcaseAuthId: 'a'.repeat(24) }));
    await planned.idle();
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED', isExpired: false });
  });
});

describe('a restart in the middle of the plan', () => {
  test('loses no read: the order ends as it would have without the restart', async () => {
    const id = await alice.create(LIMIT);
    await alice.complete(id, 'lep-ok');
    const before = await planned.playPlan(id, 1);
    expect(await alice.transaction(id)).toMatchObject({ status: 'PROCESSING' });
    planned = await planned.restartAfter(10 * 60_000);
    alice = await Player.of(planned.app, 'alice');
    expect(await alice.transaction(id)).toMatchObject({ status: 'PROCESSING' });
    const after = await planned.playPlan(id);
    expectWithinBounds({ PROCESSING: total(before) + total(after) });
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED', orders: [{ isFinal: true }] });
  });

  test('runs the overdue reads first if it lasted longer than the plan', async () => {
    const id = await alice.create(LIMIT);
    await alice.complete(id, 'lep-ok');
    planned = await planned.restartAfter(5 * DAY);
    alice = await Player.of(planned.app, 'alice');
    await planned.idle();
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED', orders: [{ isFinal: true }] });
  });
});
