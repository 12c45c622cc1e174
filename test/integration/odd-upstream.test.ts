import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/core/log.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { readMetric } from '../support/gateway-process.js';
import { buying, Player } from '../support/player.js';
import { freePort } from '../support/services.js';
import { until } from '../support/until.js';
import { startUpstreamFront, type UpstreamFront } from '../support/upstream-front.js';
import { deliver, signed } from '../support/webhook.js';

type Json = Record<string, unknown>;

const ORDER_PRICES = graphql(/* GraphQL */ `
  query PricesOfOrders($id: ID!) {
    transaction(id: $id) {
      status
      orders { isFinal status buyAmount { amount } legs { symbol quantity filledQuantity averagePrice { amount } } }
      timeline { anomaly }
    }
  }
`);

const HOLDINGS_PARTS = graphql(/* GraphQL */ `
  query PartsOfHoldings($id: ID) {
    holdings(brokerAccountId: $id) {
      isUpdating
      isStale
      provenance
      mutualFundsProvenance
      snapshotAt
      securitiesSnapshotAt
      securities { isin name quantity averagePrice { amount } }
      mutualFunds { folio units }
    }
  }
`);

const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshOddHoldings($id: ID) {
    refreshHoldings(input: { brokerAccountId: $id }) {
      __typename
      ... on Failure { code isRetryable }
      ... on Holdings { securitiesCount }
    }
  }
`);

const ACTIONS = graphql(/* GraphQL */ `
  query OddActions { pendingActions { scid action rawAction smallcaseName: name } }
`);

const REPORT = graphql(/* GraphQL */ `
  mutation ReportWithToken($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      ... on Transaction { status error { code key provenance } linkFailure { __typename code } }
    }
  }
`);

let emulator: TestEmulator;
let front: UpstreamFront;
let app: TestApp;
const lines: Json[] = [];

beforeAll(async () => {
  const port = await freePort();
  emulator = await startEmulator({ webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` });
  front = await startUpstreamFront(emulator.url);
  const log = createLog('info', { write: (line: string) => void lines.push(JSON.parse(line) as Json) });
  app = await startApp({ emulator, port, env: { GATEWAY_URL: front.url }, overrides: { log } });
});

beforeEach(() => {
  front.rewrite = null;
  lines.length = 0;
});

afterAll(async () => {
  for (const part of [app, front, emulator]) await part?.close();
});

/** Changes each object of an answer that has this field. */
function changeEach(value: unknown, name: string, change: (holder: Json) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, name)) change(value as Json);
  for (const item of Object.values(value)) changeEach(item, name, change);
}

const withoutPrices = (_path: string, data: Json) => {
  changeEach(data, 'averagePrice', (leg) => Object.assign(leg, { averagePrice: 0 }));
  changeEach(data, 'buyAmount', (batch) => Object.assign(batch, { buyAmount: 0 }));
  return data;
};

const metric = (name: string) => readMetric(app.url, name);

describe('an order whose price comes after its fill', () => {
  const orderOf = async (player: Player, id: string) =>
    present((await player.client.ask(ORDER_PRICES, { id })).transaction);

  test('is final only with its price, and the price is no anomaly', async () => {
    await emulator.control.webhooks('lost');
    front.rewrite = withoutPrices;
    const alice = await Player.of(app, 'alice');
    const id = await alice.create(buying());
    await alice.complete(id);
    await app.clock.advance(11_000);
    const early = await alice.eventually(
      () => orderOf(alice, id),
      ({ orders }) => orders.length > 0,
    );
    expect(early).toMatchObject({
      status: 'COMPLETED',
      orders: [{ isFinal: false, buyAmount: null, legs: [{ filledQuantity: 2, averagePrice: null }] }],
    });
    front.rewrite = null;
    await app.clock.advance(11_000);
    const late = await alice.eventually(
      () => orderOf(alice, id),
      ({ orders }) => orders.every(({ isFinal }) => isFinal),
    );
    expect(late.orders).toMatchObject([
      { buyAmount: { amount: expect.any(String) }, legs: [{ averagePrice: { amount: expect.any(String) } }] },
    ]);
    expect(late.timeline.map(({ anomaly }) => anomaly)).toEqual(late.timeline.map(() => null));
    await emulator.control.webhooks('normal');
  });
});

describe('holdings with an odd row', () => {
  let bob: Player;
  let account: string;

  beforeAll(async () => {
    bob = await Player.of(app, 'bob');
    ({ id: account } = await bob.connect('lep-ok-7'));
    await bob.complete(await bob.create({ intent: 'HOLDINGS_IMPORT' }));
    await app.clock.advance(11_000);
    await bob.eventually(parts, (holdings) => holdings?.provenance === 'CONFIRMED');
  });

  const parts = async () => (await bob.client.ask(HOLDINGS_PARTS, { id: account })).holdings;
  const refresh = async () => present((await bob.client.ask(REFRESH, { id: account })).refreshHoldings);
  const securities = (change: (rows: Json[]) => unknown) => (path: string, data: Json) => {
    if (path.endsWith('holdings')) data.securities = change(data.securities as Json[]);
    return data;
  };

  test('show the others, and say in the log and the metrics where it was odd', async () => {
    const before = present(await parts()).securities;
    front.rewrite = securities(([first, ...rest]) => [
      { ...first, holdings: { quantity: '7', averagePrice: '-' }, bseTicker: 500209 },
      null,
      ...rest,
    ]);
    expect(await refresh()).toMatchObject({ __typename: 'Holdings', securitiesCount: before.length });
    const [odd, ...others] = present(await parts()).securities;
    expect(odd).toMatchObject({ quantity: '7.00', averagePrice: null });
    expect(others).toEqual(before.slice(1));
    expect(await metric('dwar_unreadable_fields_total{source="holdings"}')).toBe(2);
    const paths = lines.flatMap(({ path }) => (path === undefined ? [] : [path]));
    expect(paths).toEqual(['data.securities[].holdings.averagePrice', 'data.securities[]']);
    await refresh();
    expect(lines.flatMap(({ path }) => (path === undefined ? [] : [path]))).toHaveLength(2);
  });

  test('whose list is missing keep what was known with its time, and are read again', async () => {
    front.rewrite = null;
    await refresh();
    const before = present(await parts());
    front.rewrite = (path, data) =>
      path.endsWith('holdings')
        ? { ...data, securities: null, snapshotDate: '2031-01-01T00:00:00.000Z' }
        : data;
    await refresh();
    const kept = present(await parts());
    expect(kept.securities).toEqual(before.securities);
    expect(kept).toMatchObject({
      snapshotAt: '2031-01-01T00:00:00.000Z',
      securitiesSnapshotAt: before.securitiesSnapshotAt,
      isStale: false,
    });
    front.rewrite = (path, data) =>
      path.endsWith('holdings')
        ? { ...data, securities: [], snapshotDate: '2031-01-02T00:00:00.000Z' }
        : data;
    const next = bob.eventually(parts, (holdings) => holdings?.securities.length === 0);
    await app.clock.advance(3_000);
    expect(await next).toMatchObject({ securitiesSnapshotAt: '2031-01-02T00:00:00.000Z' });
  });

  test('that are being updated are read until they are done', async () => {
    const updating = (isUpdating: boolean, day: number) => (path: string, data: Json) =>
      path.endsWith('holdings')
        ? { ...data, updating: isUpdating, snapshotDate: `2032-01-0${day}T00:00:00.000Z` }
        : data;
    front.rewrite = updating(true, 1);
    await refresh();
    expect(await parts()).toMatchObject({ isUpdating: true });
    front.rewrite = updating(false, 2);
    const done = bob.eventually(parts, (holdings) => holdings?.isUpdating === false);
    await app.clock.advance(3_000);
    expect(await done).toMatchObject({ snapshotAt: '2032-01-02T00:00:00.000Z', isStale: false });
  });

  test('that stay in an update for an hour are stale', async () => {
    front.rewrite = (path, data) =>
      path.endsWith('holdings')
        ? { ...data, updating: true, snapshotDate: '2033-01-01T00:00:00.000Z' }
        : data;
    await refresh();
    const calls = () => front.calls.filter((call) => call.endsWith('holdings')).length;
    let minutes = 0;
    for (; (await parts())?.isStale !== true; minutes += 1) await app.clock.advance(60_000);
    expect(minutes).toBeGreaterThan(45);
    expect(await parts()).toMatchObject({ isUpdating: true });
    const before = calls();
    await app.clock.jump(2 * 3_600_000);
    expect(calls()).toBe(before);
  });

  test('that cannot be read at all are not reported as unreachable', async () => {
    front.rewrite = (path, data) => (path.endsWith('holdings') ? {} : data);
    expect(await refresh()).toEqual({
      __typename: 'GatewayNotUnderstood',
      code: 'GATEWAY_NOT_UNDERSTOOD',
      isRetryable: false,
    });
  });
});

describe('a webhook that was verified', () => {
  test('and has an odd optional field is applied without it', async () => {
    const carol = await Player.of(app, 'carol');
    const { authId } = await carol.connect('lep-ok-8');
    const action = { smallcaseAuthId: authId, iscid: 'a'.repeat(24), action: 'SIP', date: 'soon' };
    expect(await deliver(app.url, signed({ ...action, scid: { of: 1 }, name: 'N' }))).toMatchObject({
      status: 200,
    });
    expect((await carol.client.ask(ACTIONS)).pendingActions).toEqual([
      { scid: null, action: 'SIP', rawAction: 'SIP', smallcaseName: 'N' },
    ]);
    expect(await metric('dwar_unreadable_fields_total{source="PENDING_ACTION"}')).toBe(2);
  });

  test.each([
    ['UNREADABLE', 'warn', { smallcaseAuthId: 'b'.repeat(24), iscid: 'x' }, 'PENDING_ACTION'],
    ['UNMATCHED', 'info', { smallcaseAuthId: 'b'.repeat(24), iscid: 'b'.repeat(24) }, 'PENDING_ACTION'],
    ['IGNORED', 'warn', { smallcaseAuthId: 'b'.repeat(24), hello: 1 }, 'UNKNOWN'],
  ])('and is %s leaves a line and a count', async (state, level, body, kind) => {
    const counted = `dwar_webhooks_total{kind="${kind}",outcome="${state.toLowerCase()}"}`;
    const before = await metric(counted);
    const delivery = signed(body);
    expect(await deliver(app.url, delivery)).toMatchObject({ status: 200, outcome: 'stored' });
    expect(await metric(counted)).toBe(before + 1);
    expect(lines).toContainEqual(
      expect.objectContaining({ level, kind, state, msg: 'a webhook was stored but not applied' }),
    );
    lines.length = 0;
    for (let times = 0; times < 3; times += 1) await deliver(app.url, delivery);
    await deliver(app.url, signed(body));
    expect(lines).toEqual([]);
    expect(await metric(counted)).toBe(before + 2);
  });
});

describe('an import of mutual funds', () => {
  const wanted = {
    intent: 'MF_HOLDINGS_IMPORT',
    mutualFundImport: { fromDate: '2020-01-01', pan: 'ABCDE1234F', phone: '9876543210' },
  } as const;
  const delivery = (transactionId: string, payload: Json) =>
    signed({ gateway: 'gatewaytest', data: { transactionId, payload } });
  const funds = async (player: Player) => (await player.client.ask(HOLDINGS_PARTS, { id: null })).holdings;

  test('waits for a read that shows that its transaction was used', async () => {
    await emulator.control.webhooks('lost');
    const dora = await Player.of(app, 'dora');
    const id = await dora.create(wanted);
    await deliver(app.url, delivery(id, { dtSummary: [{ folio: 'made up', closingBalance: 1 }] }));
    expect(await funds(dora)).toBeNull();
    await dora.complete(id);
    const shown = await dora.after(
      11_000,
      () => funds(dora),
      (holdings) => holdings !== null,
    );
    expect(shown).toMatchObject({ mutualFundsProvenance: 'WEBHOOK', mutualFunds: [{ folio: 'made up' }] });
  });

  test('is read in either shape, and one without folios takes nothing away', async () => {
    const eve = await Player.of(app, 'eve');
    const id = await eve.create(wanted);
    await eve.complete(id);
    await app.clock.advance(11_000);
    await eve.eventually(
      () => eve.transaction(id),
      ({ status }) => status === 'COMPLETED',
    );
    await deliver(
      app.url,
      delivery(id, { summary: { folios: [{ folio: '1', units: 1, closingBalance: '2.5' }] } }),
    );
    expect(await funds(eve)).toMatchObject({ mutualFunds: [{ folio: '1', units: '2.50' }] });
    for (const payload of [{ transactions: [{ folio: '2' }] }, { dtTransaction: [{}] }, {}])
      await deliver(app.url, delivery(id, payload));
    expect(await funds(eve)).toMatchObject({ mutualFunds: [{ folio: '1' }] });
    await deliver(app.url, delivery(id, { dtSummary: [] }));
    expect(await funds(eve)).toMatchObject({ mutualFunds: [], mutualFundsProvenance: null });
  });
});

describe('a report', () => {
  test.each([
    ['a token that is none', 'T', 'AUTH_TOKEN_INVALID'],
    ['no token', null, null],
  ])('with %s keeps its error and starts a read', async (name, smallcaseAuthToken, code) => {
    const finn = await Player.of(app, `finn ${name}`);
    const transactionId = await finn.create(buying());
    const before = front.calls.filter((call) => call.includes('transactiondetails')).length;
    const { reportTransactionOutcome } = await finn.client.ask(REPORT, {
      input: { transactionId, errorCode: 1010, smallcaseAuthToken },
    });
    expect(reportTransactionOutcome).toMatchObject({
      error: { code: 1010, key: null, provenance: 'REPORTED' },
      linkFailure: code === null ? null : { __typename: 'AuthTokenInvalid', code },
    });
    const reads = () => front.calls.filter((call) => call.includes('transactiondetails')).length;
    await until('a read', () => reads() > before);
  });

  test('may be the SDK’s own value', async () => {
    const gita = await Player.of(app, 'gita');
    const transactionId = await gita.create(buying());
    const sdkResult = JSON.stringify({ success: false, errorCode: 'USER_CANCELLED', error: 'left' });
    const { reportTransactionOutcome } = await gita.client.ask(REPORT, {
      input: { transactionId, sdkResult },
    });
    expect(reportTransactionOutcome).toMatchObject({ error: { code: 1002, key: 'USER_CANCELLED' } });
  });
});
