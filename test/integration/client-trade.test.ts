import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createTrade,
  type KeyStore,
  memoryKeyStore,
  type Trade,
  type TradeInput,
} from '../../packages/client/src/trade/index.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { until } from '../support/until.js';
import { CuttableClient, emulatedSdk, type UserPart, whenState } from './client-trade-kit.js';

const BUY: TradeInput = { intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 2, side: 'BUY' }] };

let app: TestApp;
const trades: Trade[] = [];
const clients: CuttableClient[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await app.emulator.control.faults([]);
  for (const trade of trades.splice(0)) trade.close();
});

afterAll(async () => {
  await app.close();
});

/** A user with an app of their own: what survives a reload is the key store alone. */
async function userOf(part: UserPart = {}, keyStore: KeyStore = memoryKeyStore()) {
  const viewer = `viewer-${randomUUID()}`;
  const graphql = await app.as(viewer);
  const client = new CuttableClient(graphql);
  clients.push(client);
  const { sdk, triggered, completed } = emulatedSdk(app, part);
  const open = () => {
    const trade = createTrade(client, sdk, { keyStore, clock: app.clock });
    trades.push(trade);
    return trade;
  };
  return { client, triggered, completed, open, trade: open(), keyStore };
}

const isEnd = ({ phase }: { readonly phase: string }) =>
  ['done', 'left', 'failed', 'expired'].includes(phase);

const LEDGER = graphql(/* GraphQL */ `
  query LedgerOfTrades {
    transactions { edges { node { id } } }
    orders { edges { node { id status } } }
  }
`);

/** Transactions and orders that the ledger has for the viewer. */
async function ledgerOf({ client }: { readonly client: CuttableClient }) {
  const { transactions, orders } = await client.client.ask(LEDGER);
  return {
    transactions: present(transactions).edges.map(({ node }) => node),
    orders: present(orders).edges.map(({ node }) => node),
  };
}

const refuseReads = (isRefused: boolean) =>
  app.emulator.control.faults(isRefused ? [{ path: 'transactiondetails', status: 400 }] : []);

/** Longer than a transaction lives, with the reads after its end. */
const PAST_EXPIRY_MS = 7 * 60_000;

describe('a trade ends as Dwar has confirmed it', () => {
  test.each([
    ['lep-ok', 'COMPLETED'],
    ['lep-partial', 'PARTIALLYFILLED'],
    ['lep-reject', 'UNFILLED'],
    ['lep-lowfunds', 'UNFILLED'],
    ['lep-unplaced', 'UNPLACED'],
    ['lep-hook-lost', 'COMPLETED'],
    ['lep-hook-badsum', 'COMPLETED'],
    ['lep-hook-tamper', 'COMPLETED'],
    ['lep-hook-dup', 'COMPLETED'],
  ])('%s: done with one order %s', async (token, status) => {
    const user = await userOf({ token });
    await user.trade.start(BUY);
    const state = await whenState(user.trade, isEnd);
    expect(state).toMatchObject({
      phase: 'done',
      orders: [{ status, isFinal: true, provenance: 'CONFIRMED' }],
    });
    const ledger = await ledgerOf(user);
    expect(ledger.transactions).toHaveLength(1);
    expect(ledger.orders).toMatchObject([{ status }]);
    expect(await user.keyStore.getItem('dwar:trade:default')).toBeNull();
  });

  test.each([
    [{ leave: 'chooser' }, 1010],
    [{ leave: 'before-login' }, 1011],
    [{ leave: 'after-login' }, 1012],
    [{ token: 'lep-cancel' }, 1012],
    [{ token: 'lep-addfunds' }, 1012],
    [{ token: 'lep-consent' }, 1003],
  ] as const)('%j: left with %d, without an order', async (part, code) => {
    const user = await userOf(part);
    await user.trade.start(BUY);
    const state = await whenState(user.trade, isEnd);
    expect(state).toMatchObject({ phase: 'left', failure: { code, kind: 'USER_CHOICE' } });
    expect((await ledgerOf(user)).orders).toEqual([]);
  });

  test.each([
    ['lep-closed', BUY, { code: 4004, kind: 'WAIT', isRetryable: false }],
    ['lep-apierror', BUY, { code: 2000, kind: 'RETRY', isRetryable: true }],
    [
      'lep-noholdings',
      { intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'SELL' }] },
      { code: 1004, kind: 'OTHER' },
    ],
  ] as const)('%s: failed', async (token, input, failure) => {
    const user = await userOf({ token });
    await user.trade.start(input as TradeInput);
    const state = await whenState(user.trade, isEnd);
    expect(state).toMatchObject({ phase: 'failed', failure });
    expect((await ledgerOf(user)).orders).toEqual([]);
  });

  test('an order that the SDK calls pending (4006) is placed, and done when it has settled', async () => {
    const user = await userOf({ token: 'lep-slow' });
    await user.trade.start(BUY);
    const placed = await whenState(user.trade, ({ phase }) => phase === 'placed');
    expect(placed).toMatchObject({ orders: [{ isFinal: false }] });
    await app.clock.advance(31_000);
    const state = await whenState(user.trade, isEnd);
    expect(state).toMatchObject({ phase: 'done', orders: [{ status: 'COMPLETED' }] });
  });

  test('a new trade may start while an order waits for the market', async () => {
    const user = await userOf({ token: 'lep-amo' });
    await user.trade.start(BUY);
    await whenState(user.trade, ({ phase }) => phase === 'placed');
    await user.trade.start({ ...BUY, securities: [{ ticker: 'TCS', quantity: 1, side: 'BUY' }] });
    await whenState(user.trade, ({ phase }) => phase === 'placed');
    expect((await ledgerOf(user)).orders).toHaveLength(2);
  });

  test('after 4003 it says that an order may exist, also when the transaction has expired', async () => {
    const user = await userOf({ token: 'lep-stuck' });
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'confirming' });
    await app.clock.advance(PAST_EXPIRY_MS);
    const state = await whenState(user.trade, isEnd);
    expect(state).toMatchObject({ phase: 'expired', orderMayExist: true, orders: [] });
    const again = await user.trade.start(BUY);
    expect(again.phase).toBe('expired');
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
  });

  test('a window that vanished before the login leaves no doubt once Gateway was asked', async () => {
    const user = await userOf({ leave: 'vanish' });
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'confirming' });
    await app.clock.advance(PAST_EXPIRY_MS);
    const expired = await whenState(user.trade, (state) => state.phase === 'expired' && !state.orderMayExist);
    expect(expired).toMatchObject({ orders: [] });
    await user.trade.start(BUY);
    expect((await ledgerOf(user)).transactions).toHaveLength(2);
  });

  test('is not done while Gateway cannot be read, although the SDK has resolved', async () => {
    const user = await userOf({ token: 'lep-hook-lost' });
    await refuseReads(true);
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'confirming', orders: [] });
    await refuseReads(false);
    await app.clock.advance(60_000);
    expect(await whenState(user.trade, isEnd)).toMatchObject({ phase: 'done' });
  });
});

describe('one press is one transaction', () => {
  test('a double click gets the same flow', async () => {
    const user = await userOf();
    const [one, two] = [user.trade.start(BUY), user.trade.start(BUY)];
    expect(two).toBe(one);
    await one;
    await whenState(user.trade, isEnd);
    expect(user.triggered).toHaveLength(1);
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
  });

  test('another input while one is in progress is refused with what to do', async () => {
    const user = await userOf({ hang: 'before' });
    void user.trade.start(BUY);
    await whenState(user.trade, ({ phase }) => phase === 'with-user');
    const other = user.trade.start({ ...BUY, securities: [{ ticker: 'TCS', quantity: 1, side: 'BUY' }] });
    await expect(other).rejects.toThrow(/another trade is in progress \(phase with-user\): wait until/);
  });

  test('an answer that was lost is asked for again with the same key', async () => {
    const user = await userOf();
    user.client.loseAnswerOf = 'FlowCreateTransaction';
    const unclear = await user.trade.start(BUY);
    expect(unclear).toMatchObject({ phase: 'unclear', failure: { code: null, isRetryable: true } });
    const key = user.trade.idempotencyKey;
    await user.trade.start(BUY);
    expect(user.trade.idempotencyKey).toBe(key);
    expect(await whenState(user.trade, isEnd)).toMatchObject({ phase: 'done' });
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
  });

  test('while Gateway is down it is unclear, and a retry makes one transaction', async () => {
    const user = await userOf();
    await app.emulator.control.faults([{ path: '/gateway/', status: 503, times: 1 }]);
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'unclear' });
    await user.trade.retry();
    expect(await whenState(user.trade, isEnd)).toMatchObject({ phase: 'done' });
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
  });

  test('an identical order a moment later asks the user first', async () => {
    const user = await userOf();
    await user.trade.start(BUY);
    await whenState(user.trade, isEnd);
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'duplicate', of: { intent: 'TRANSACTION' } });
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
    await user.trade.confirmDuplicate();
    await whenState(user.trade, isEnd);
    expect((await ledgerOf(user)).orders).toHaveLength(2);
  });

  test.each([
    ['an input that Dwar refuses', { intent: 'TRANSACTION' } as TradeInput, [], 'BAD_USER_INPUT'],
    ['an input that Gateway refuses', BUY, [{ path: '/gateway/', status: 400, times: 1 }], 'GATEWAY_REFUSED'],
  ])('%s fails, and nothing is triggered', async (_what, input, faults, code) => {
    const user = await userOf();
    await app.emulator.control.faults(faults);
    const state = await user.trade.start(input);
    expect(state).toMatchObject({
      phase: 'failed',
      failure: { code, isRetryable: false },
      transaction: null,
    });
    expect(user.triggered).toEqual([]);
  });
});

describe('a reload continues the flow with the same key', () => {
  test('while it is created: the user opens the SDK', async () => {
    const user = await userOf();
    user.client.loseAnswerOf = 'FlowCreateTransaction';
    await user.trade.start(BUY);
    const { idempotencyKey } = user.trade;
    user.trade.close();
    const reloaded = user.open();
    expect(await reloaded.resume()).toMatchObject({ phase: 'ready', failure: null });
    expect(reloaded.idempotencyKey).toBe(idempotencyKey);
    expect(user.triggered).toEqual([]);
    await reloaded.retry();
    expect(await whenState(reloaded, isEnd)).toMatchObject({ phase: 'done' });
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
  });

  test('while the SDK is open and nothing has happened in it', async () => {
    const user = await userOf({ hang: 'before' });
    void user.trade.start(BUY);
    await whenState(user.trade, ({ phase }) => phase === 'with-user');
    user.trade.close();
    const reloaded = user.open();
    expect(await reloaded.resume()).toMatchObject({ phase: 'ready' });
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
  });

  test('while the SDK is open and the user has confirmed: no second order', async () => {
    const user = await userOf({ hang: 'after', token: 'lep-hook-lost' });
    void user.trade.start(BUY);
    await whenState(user.trade, ({ phase }) => phase === 'with-user');
    await until('the user has confirmed', () => user.completed.length === 1);
    user.trade.close();
    const reloaded = user.open();
    await reloaded.start(BUY);
    expect(await whenState(reloaded, isEnd)).toMatchObject({
      phase: 'done',
      orders: [{ status: 'COMPLETED' }],
    });
    expect(user.triggered).toHaveLength(1);
    expect((await ledgerOf(user)).orders).toHaveLength(1);
  });

  test('while its outcome is confirmed', async () => {
    const user = await userOf({ token: 'lep-hook-lost' });
    await refuseReads(true);
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'confirming' });
    user.trade.close();
    const reloaded = user.open();
    // It was triggered, but Gateway does not say so yet: the SDK is not offered again.
    expect((await reloaded.resume()).phase).toBe('resuming');
    await refuseReads(false);
    await app.clock.advance(60_000);
    expect(await whenState(reloaded, isEnd)).toMatchObject({ phase: 'done' });
    expect(user.triggered).toHaveLength(1);
  });

  test('while its order waits', async () => {
    const user = await userOf({ token: 'lep-slow' });
    await user.trade.start(BUY);
    await whenState(user.trade, ({ phase }) => phase === 'placed');
    user.trade.close();
    const reloaded = user.open();
    expect(await reloaded.resume()).toMatchObject({ phase: 'placed', orders: [{ isFinal: false }] });
    await app.clock.advance(31_000);
    expect(await whenState(reloaded, isEnd)).toMatchObject({ phase: 'done' });
  });

  test('while a duplicate is asked about', async () => {
    const user = await userOf();
    await user.trade.start(BUY);
    await whenState(user.trade, isEnd);
    expect((await user.trade.start(BUY)).phase).toBe('duplicate');
    user.trade.close();
    const reloaded = user.open();
    expect((await reloaded.resume()).phase).toBe('duplicate');
    reloaded.reset();
    expect((await user.open().resume()).phase).toBe('idle');
  });

  test('another user who signs in finds nothing of it', async () => {
    const user = await userOf({ hang: 'before' });
    void user.trade.start(BUY);
    await whenState(user.trade, ({ phase }) => phase === 'with-user');
    const other = await userOf({}, user.keyStore);
    expect((await other.trade.resume()).phase).toBe('idle');
    expect((await ledgerOf(other)).transactions).toEqual([]);
  });
});

describe('without a network', () => {
  test('nothing is created, and a retry continues with the same key', async () => {
    const user = await userOf();
    user.client.cut();
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'unclear' });
    user.client.restore();
    await user.trade.retry();
    expect(await whenState(user.trade, isEnd)).toMatchObject({ phase: 'done' });
  });

  test('the SDK is not opened without its token', async () => {
    const user = await userOf();
    user.client.loseAnswerOf = 'FlowCreateAuthToken';
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'ready', failure: { isRetryable: true } });
    await user.trade.retry();
    expect(await whenState(user.trade, isEnd)).toMatchObject({ phase: 'done' });
    expect((await ledgerOf(user)).transactions).toHaveLength(1);
  });

  test('the result of the SDK is reported when it is back', async () => {
    const user = await userOf({ token: 'lep-hook-lost' });
    await refuseReads(true);
    user.client.loseAnswerOf = 'FlowReportOutcome';
    expect(await user.trade.start(BUY)).toMatchObject({ phase: 'reporting', orders: [] });
    await refuseReads(false);
    await app.clock.advance(60_000);
    expect(await whenState(user.trade, isEnd)).toMatchObject({ phase: 'done' });
    expect(user.client.sent.filter((name) => name === 'FlowReportOutcome').length).toBeGreaterThan(1);
  });

  test('the outcome is shown when it is back', async () => {
    const user = await userOf({ token: 'lep-slow' });
    await user.trade.start(BUY);
    await whenState(user.trade, ({ phase }) => phase === 'placed');
    user.client.cut();
    await app.clock.advance(31_000);
    user.client.restore();
    await app.clock.advance(120_000);
    expect(await whenState(user.trade, isEnd)).toMatchObject({ phase: 'done' });
  });
});
