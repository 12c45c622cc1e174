import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BOUNDS } from '../../src/gateway/bounds.js';
import { silentLog } from '../../src/core/log.js';
import { listDeliveries } from '../../src/ledger/deliveries/delivery-queries.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../support/app.js';
import { HOLDINGS_OF } from '../support/documents.js';
import { readMetric } from '../support/gateway-process.js';
import { authIdIn, buying, Player } from '../support/player.js';
import { batch, deliver, leg, newBatchId, signed } from '../support/webhook.js';

const ACCOUNT = 'a'.repeat(24);

let app: TestApp;
let alice: Player;

beforeAll(async () => {
  app = await startApp();
  alice = await Player.of(app, 'alice');
  // The tests send; upstream only answers reads.
  await app.emulator.control.webhooks('lost');
});

afterAll(() => app.close());

async function newestDelivery() {
  const ledger = await openLedger(app.databaseUrl, { log: silentLog });
  try {
    const [newest] = await listDeliveries(ledger.db, { limit: 1 });
    return newest;
  } finally {
    await ledger.close();
  }
}

const oversized = (kind: string) => counted(kind, 'oversized');

const counted = (kind: string, outcome: string) =>
  readMetric(app.url, `dwar_webhooks_total{kind="${kind}",outcome="${outcome}"}`);

const orders = (transactionId: string, batches: number) =>
  signed({
    orderBatches: Array.from({ length: batches }, () => batch(newBatchId())),
    transactionId,
    smallcaseAuthId: ACCOUNT,
  });

const security = (index: number) => ({
  isin: `INE${String(index).padStart(9, '0')}`,
  name: 'x',
  holdings: { quantity: 1, averagePrice: 1 },
});

describe('a large mutual-fund import', () => {
  const row = (index: number) => ({
    folio: `91/${index}`,
    scheme: 'A fund',
    trxnDate: '2025-01-09',
    filler: 'x'.repeat(100),
  });
  const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index));

  test('of 3.3 MB with its transactions is applied: it has no read', async () => {
    const id = await alice.create({
      intent: 'MF_HOLDINGS_IMPORT',
      mutualFundImport: { fromDate: '2020-01-01', pan: 'ABCTY1234D', phone: '9876543210' },
    });
    await alice.used(id);
    const payload = { dtSummary: rows(40), dtTransaction: rows(20_000) };
    const body = JSON.stringify(signed({ gateway: 'x', data: { transactionId: id, payload } }));
    expect(body.length).toBeGreaterThan(3_300_000);
    expect(await deliver(app.url, body)).toMatchObject({ status: 200, outcome: 'stored' });
    const { holdings } = await alice.client.ask(HOLDINGS_OF, { id: null });
    expect(holdings?.mutualFunds).toHaveLength(40);
  });

  test('of more than is accepted is counted', async () => {
    const before = await counted('UNVERIFIED', '413');
    const body = JSON.stringify({ filler: 'x'.repeat(10 * 2 ** 20) });
    await expect(deliver(app.url, body)).resolves.toMatchObject({
      status: 413,
      outcome: 'PAYLOAD_TOO_LARGE',
    });
    expect(await counted('UNVERIFIED', '413')).toBe(before + 1);
  });
});

describe('a delivery of orders', () => {
  test('with as many batches as Gateway may send is shown at once', async () => {
    await app.emulator.control.faults([{ path: '/engine/', status: 400 }]);
    const id = await alice.create(buying());
    expect(await deliver(app.url, orders(id, BOUNDS.batches))).toMatchObject({ status: 200 });
    expect(await newestDelivery()).toMatchObject({ state: 'APPLIED', problem: null });
    expect((await alice.transaction(id)).orders).not.toHaveLength(0);
    await app.emulator.control.faults([]);
  });

  test('with one more is kept, marked and counted, changes nothing, and the read decides', async () => {
    const id = await alice.create(buying());
    await alice.complete(id, 'lep-ok');
    const before = await oversized('ORDER');
    const body = orders(id, BOUNDS.batches + 1);
    const text = JSON.stringify(body);
    expect(await deliver(app.url, text)).toMatchObject({ status: 200, outcome: 'stored' });
    expect(await newestDelivery()).toMatchObject({
      state: 'OVERSIZED',
      problem: 'orderBatches: holds 101 items, at most 100 are taken',
      body: Buffer.from(text),
    });
    expect(await oversized('ORDER')).toBe(before + 1);
    expect((await alice.settled(id)).orders).toMatchObject([{ provenance: 'CONFIRMED', isFinal: true }]);
    expect(await deliver(app.url, text)).toMatchObject({ status: 200, outcome: 'repeated' });
  });

  test('with a batch of too many legs changes nothing either', async () => {
    const id = await alice.create(buying());
    const legs = Array.from({ length: BOUNDS.legs + 1 }, () => leg());
    const body = { ...batch(newBatchId(), { orders: legs }), transactionId: id, smallcaseAuthId: ACCOUNT };
    expect(await deliver(app.url, signed(body))).toMatchObject({ status: 200, outcome: 'stored' });
    expect(await newestDelivery()).toMatchObject({ state: 'OVERSIZED' });
    expect((await alice.transaction(id)).orders).toEqual([]);
  });

  test('that is too large to be read here is read in the thread, and shown', async () => {
    await app.emulator.control.faults([{ path: '/engine/', status: 400 }]);
    const id = await alice.create(buying());
    const batchId = newBatchId();
    const body = {
      ...batch(batchId),
      transactionId: id,
      smallcaseAuthId: ACCOUNT,
      filler: 'x'.repeat(500_000),
    };
    expect(await deliver(app.url, signed(body))).toMatchObject({ status: 200, outcome: 'stored' });
    expect((await alice.transaction(id)).orders).toMatchObject([{ batchId, provenance: 'WEBHOOK' }]);
    expect(await deliver(app.url, signed(body, 'another-key-than-ours'))).toMatchObject({ status: 401 });
    await app.emulator.control.faults([]);
  });

  test('that is unreadable brings the read forward too', async () => {
    const id = await alice.create(buying());
    await alice.complete(id, 'lep-ok');
    const body = signed({ batchId: 7, orders: [], transactionId: id, smallcaseAuthId: ACCOUNT });
    expect(await deliver(app.url, body)).toMatchObject({ status: 200, outcome: 'stored' });
    expect((await newestDelivery())?.state).toBe('UNREADABLE');
    expect((await alice.settled(id)).orders).toMatchObject([{ provenance: 'CONFIRMED' }]);
  });
});

test('more hinted orders than one commit takes back are all taken back by the reads', async () => {
  const bela = await Player.of(app, 'bela');
  await app.emulator.control.faults([{ path: '/engine/', status: 400 }]);
  const id = await bela.create(buying());
  await bela.complete(id, 'lep-ok');
  for (let sent = 0; sent < 3; sent += 1) await deliver(app.url, orders(id, 90));
  await app.emulator.control.faults([]);
  await app.clock.advance(601_000);
  const settled = await bela.settled(id);
  expect(settled.orders).toMatchObject([{ provenance: 'CONFIRMED', isFinal: true }]);
});

test('a delivery of more securities than are taken changes no holdings, and one of as many does', async () => {
  const carol = await Player.of(app, 'carol');
  const { authId } = await carol.connect('lep-ok-3');
  await app.emulator.control.faults([{ path: '/engine/', status: 400 }]);
  const id = await carol.create({ intent: 'HOLDINGS_IMPORT' });
  expect(authIdIn(await carol.sdkToken(id))).toBe(authId);
  const holdings = (count: number) =>
    signed({
      securities: Array.from({ length: count }, (_, index) => security(index)),
      smallcases: { public: [], private: [] },
      transactionId: id,
      smallcaseAuthId: authId,
    });
  expect(await deliver(app.url, holdings(BOUNDS.securities + 1))).toMatchObject({ status: 200 });
  expect(await newestDelivery()).toMatchObject({ state: 'OVERSIZED', kind: 'HOLDINGS' });
  expect(await carol.client.ask(HOLDINGS_OF, { id: null })).toEqual({ holdings: null });
  expect(await deliver(app.url, holdings(BOUNDS.securities))).toMatchObject({ status: 200 });
  expect(await newestDelivery()).toMatchObject({ state: 'APPLIED' });
  const shown = await carol.client.ask(HOLDINGS_OF, { id: null });
  expect(shown.holdings).toMatchObject({ provenance: 'WEBHOOK' });
  await app.emulator.control.faults([]);
});
