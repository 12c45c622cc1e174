import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { Player } from '../support/player.js';

const FUNDS = graphql(/* GraphQL */ `
  query FundsOfAccounts {
    viewer {
      brokerAccounts { id funds { amount { amount currency } asOf transaction { gatewayTransactionId } } }
    }
  }
`);
const FUNDS_BY_NODE = graphql(/* GraphQL */ `
  query FundsByNode($id: ID!) { node(id: $id) { ... on BrokerAccount { funds { asOf } } } }
`);
const FUNDS_EVENTS = graphql(/* GraphQL */ `
  query FundsEvents {
    events(first: 100) {
      edges {
        node {
          __typename
          ... on FundsEvent {
            brokerAccount { id }
            funds { amount { amount } transaction { gatewayTransactionId } }
          }
        }
      }
    }
  }
`);
const UNLINK = graphql(/* GraphQL */ `
  mutation UnlinkWithFunds($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }
`);
const MARKET = graphql(/* GraphQL */ `
  query MarketStatus { marketStatus { isOpen nextChangeAt asOf isEstimated } }
`);
const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshOne($id: ID!) {
    refreshTransaction(id: $id) {
      __typename
      ... on Transaction { status gatewayTransactionId }
      ... on Failure { code isRetryable }
    }
  }
`);

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app.emulator.control.faults([]);
  await app.close();
});

async function accountsOf(player: Player) {
  return present((await player.client.ask(FUNDS)).viewer).brokerAccounts;
}

async function fundsEventsOf(player: Player) {
  const edges = present((await player.client.ask(FUNDS_EVENTS)).events).edges;
  return edges.map(({ node }) => node).filter((node) => node?.__typename === 'FundsEvent');
}

async function fetched(player: Player, token?: string): Promise<string> {
  const id = await player.create({ intent: 'FETCH_FUNDS' });
  await player.complete(id, token);
  await player.polled(id);
  return id;
}

describe('the funds of an account', () => {
  test('are those of the newest FETCH_FUNDS, with one event for each', async () => {
    const alice = await Player.of(app, 'alice');
    const { id } = await alice.connect('lep-ok-1');
    expect(await accountsOf(alice)).toMatchObject([{ id, funds: null }]);
    const first = await fetched(alice);
    const [before] = await accountsOf(alice);
    expect(before?.funds).toMatchObject({
      amount: { amount: expect.stringMatching(/^\d+\.\d\d$/), currency: 'INR' },
      transaction: { gatewayTransactionId: first },
    });
    await alice.bought();
    const second = await fetched(alice);
    const [after] = await accountsOf(alice);
    expect(after?.funds).toMatchObject({ transaction: { gatewayTransactionId: second } });
    expect(after?.funds?.amount).not.toEqual(before?.funds?.amount);
    await alice.client.ask(REFRESH, { id: first });
    expect((await accountsOf(alice))[0]).toEqual(after);
    expect(await fundsEventsOf(alice)).toMatchObject([
      { brokerAccount: { id }, funds: { transaction: { gatewayTransactionId: first } } },
      { brokerAccount: { id }, funds: { transaction: { gatewayTransactionId: second } } },
    ]);
  });

  test('stay as they are when a later one fails', async () => {
    const bela = await Player.of(app, 'bela');
    await bela.connect('lep-ok-2');
    await fetched(bela);
    const before = await accountsOf(bela);
    await fetched(bela, 'lep-cancel-2');
    expect(await accountsOf(bela)).toEqual(before);
  });

  test('are not shown to another viewer, and are gone when it is unlinked', async () => {
    const [owner, other] = [await Player.of(app, 'chand'), await Player.of(app, 'dev')];
    const { id } = await owner.connect('lep-ok-3');
    await fetched(owner);
    expect((await owner.client.ask(FUNDS_BY_NODE, { id })).node).toMatchObject({ funds: {} });
    expect((await other.client.ask(FUNDS_BY_NODE, { id })).node).toBeNull();
    await owner.client.ask(UNLINK, { id });
    expect((await owner.client.ask(FUNDS_BY_NODE, { id })).node).toBeNull();
    expect(await fundsEventsOf(owner)).toEqual([]);
    await other.connect('lep-ok-3');
    expect(await accountsOf(other)).toMatchObject([{ id, funds: null }]);
  });
});

describe('refreshTransaction', () => {
  test('reads what no webhook and no plan has shown yet', async () => {
    const esha = await Player.of(app, 'esha');
    await esha.connect('lep-ok-4');
    const id = await esha.create({ intent: 'FETCH_FUNDS' });
    await esha.complete(id);
    const [one, two] = await Promise.all([
      esha.client.ask(REFRESH, { id }),
      esha.client.ask(REFRESH, { id }),
    ]);
    for (const { refreshTransaction } of [one, two])
      expect(refreshTransaction).toMatchObject({ status: 'COMPLETED', gatewayTransactionId: id });
    expect((await accountsOf(esha))[0]?.funds).not.toBeNull();
  });

  test.each([
    [500, 'GATEWAY_UNAVAILABLE', true],
    [400, 'GATEWAY_REFUSED', false],
  ])(
    'answers a read that fails with %s as %s, and reads it later as planned',
    async (status, code, isRetryable) => {
      const fatima = await Player.of(app, `fatima ${status}`);
      await fatima.connect(`lep-ok-${status}`);
      const id = await fatima.create({ intent: 'FETCH_FUNDS' });
      await fatima.complete(id);
      await app.emulator.control.faults([{ path: 'transactiondetails', status }]);
      expect((await fatima.client.ask(REFRESH, { id })).refreshTransaction).toMatchObject({
        code,
        isRetryable,
      });
      await app.emulator.control.faults([]);
      expect(await fatima.polled(id)).toMatchObject({ status: 'COMPLETED' });
    },
  );

  test('knows no transaction of another viewer', async () => {
    const [owner, other] = [await Player.of(app, 'gauri'), await Player.of(app, 'hari')];
    const id = await owner.create({ intent: 'CONNECT' });
    for (const named of [id, 'nonsense', `TRX_${'0'.repeat(32)}`])
      expect(await other.client.refused(REFRESH, { id: named })).toEqual(['NOT_FOUND']);
  });
});

test('the market status is an estimate of the moment', async () => {
  const indu = await Player.of(app, 'indu');
  const first = present((await indu.client.ask(MARKET)).marketStatus);
  expect(first).toMatchObject({ isEstimated: true, isOpen: expect.any(Boolean) });
  expect(Date.parse(first.nextChangeAt)).toBeGreaterThan(Date.parse(first.asOf));
  await app.clock.advance(Date.parse(first.nextChangeAt) - Date.parse(first.asOf) + 1_000);
  const then = present((await indu.client.ask(MARKET)).marketStatus);
  expect(then.isOpen).toBe(!first.isOpen);
});
