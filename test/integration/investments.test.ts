import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { InvestmentsPageQuery } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { Player } from '../support/player.js';
import { partnerOf } from '../unit/emulator/partner.js';

graphql(/* GraphQL */ `
  fragment InvestmentParts on Investment {
    iscid scid name isAmoPending provenance fetchedAt
    brokerAccount { id }
    currentInvestment { amount } currentValue { amount }
    currentReturns { amount } currentReturnsPercent
    totalReturns { amount } totalReturnsPercent
    constituentsCount
    constituents { ticker name shares averagePrice { amount } returns { amount } }
  }
`);

const STATE = graphql(/* GraphQL */ `
  query InvestmentsState($account: ID) {
    investments(brokerAccountId: $account) { edges { cursor node { ...InvestmentParts } } }
    investmentTotals(brokerAccountId: $account) {
      currentValue { amount } currentInvestment { amount } totalReturns { amount } totalReturnsPercent
    }
    exitedInvestments(brokerAccountId: $account) { iscid scid name boughtAt exitedAt returns { amount } }
    exitedInvestmentsCount(brokerAccountId: $account)
    viewer {
      currentBrokerAccount {
        investments { edges { node { iscid } } }
        investmentTotals { currentValue { amount } }
        exitedInvestments { iscid }
        exitedInvestmentsCount
      }
    }
  }
`);

const ONE = graphql(/* GraphQL */ `
  query OneInvestment($iscid: String!) { investment(iscid: $iscid) { ...InvestmentParts } }
`);

const PAGE = graphql(/* GraphQL */ `
  query InvestmentsPage($first: Int, $after: String) {
    investments(first: $first, after: $after) {
      edges { cursor node { iscid } }
      pageInfo { hasNextPage hasPreviousPage }
    }
  }
`);

const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshTheInvestments($input: RefreshInvestmentsInput) {
    refreshInvestments(input: $input) {
      __typename
      ... on InvestmentsRefreshed { brokerAccount { id } totals { currentValue { amount } } }
      ... on Failure { code }
    }
  }
`);

const UNLINK = graphql(/* GraphQL */ `
  mutation UnlinkInvested($id: ID!) {
    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }
  }
`);

const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowInvestments {
    events {
      __typename
      ... on InvestmentEvent { investment { ...InvestmentParts } }
      ... on InvestmentExited { iscid }
    }
  }
`);

const KEPT_EVENTS = graphql(/* GraphQL */ `
  query InvestmentEventsKept { events(first: 100) { edges { node { __typename } } } }
`);

type Json = Record<string, unknown>;

let app: TestApp;
let accounts = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

async function investor() {
  accounts += 1;
  const player = await Player.of(app, `holder-${accounts}`);
  const account = await player.connect(`lep-ok-${accounts}`);
  return { player, account };
}

async function order(player: Player, type: 'BUY' | 'INVESTMORE' | 'EXIT', scid: string): Promise<void> {
  const id = await player.create({ intent: 'TRANSACTION', smallcaseOrder: { type, scid } });
  await player.complete(id);
  await player.polled(id);
}

const stateOf = (player: Player) => player.client.ask(STATE, {});
const known = (player: Player, count: number) =>
  player.eventually(
    () => stateOf(player),
    ({ investments }) => investments?.edges.length === count,
  );

/** What Gateway answers to its partner about an account. */
async function upstream(authId: string, query = '?aggregatedData=true', name = 'investments') {
  const partner = partnerOf(app.emulator);
  const path = `/v1/${app.emulator.gatewayName}/engine/user/${name}${query}`;
  return (await partner.call('GET', path, { token: partner.connected(authId) })).body.data;
}

const money = (amount: unknown) => ({ amount: Number(amount).toFixed(2) });

function expected({
  investment,
}: {
  investment: Json & { returns: Json; currentConfig: Json; flags: Json };
}) {
  const constituents = investment.currentConfig.constituents as Json[];
  const { returns } = investment;
  return {
    iscid: investment.iscid,
    scid: investment.scid,
    name: investment.name,
    isAmoPending: investment.flags.amoPending,
    provenance: 'CONFIRMED',
    currentInvestment: money(returns.currentInvestment),
    currentValue: money(returns.networth),
    currentReturns: money(returns.currentReturns),
    totalReturns: money(returns.totalReturns),
    constituentsCount: constituents.length,
    constituents: constituents.map((each) => ({
      ticker: each.ticker,
      name: each.stockName,
      shares: Number(each.shares).toFixed(2),
      averagePrice: money(each.averagePrice),
      returns: money(each.returns),
    })),
  };
}

describe('investments', () => {
  test('are unknown before the first read', async () => {
    const { player } = await investor();
    expect(await stateOf(player)).toEqual({
      investments: null,
      investmentTotals: null,
      exitedInvestments: null,
      exitedInvestmentsCount: null,
      viewer: {
        currentBrokerAccount: {
          investments: null,
          investmentTotals: null,
          exitedInvestments: null,
          exitedInvestmentsCount: null,
        },
      },
    });
  });

  test('are read when an order has settled, equal to those of Gateway, and pushed', async () => {
    const { player, account } = await investor();
    const events = player.client.subscribe(FOLLOW);
    await events.next();
    await order(player, 'BUY', 'SCET_0010');
    const state = await known(player, 1);
    const { investments, aggregated } = await upstream(account.authId);
    const [own] = present(state.investments).edges;
    expect(own?.node).toMatchObject({ ...expected(investments[0]), brokerAccount: { id: account.id } });
    expect(state.investmentTotals).toMatchObject({
      currentValue: money(aggregated.networth),
      currentInvestment: money(aggregated.currentInvestment),
      totalReturns: money(aggregated.totalReturns),
    });
    const { iscid } = present(own?.node);
    expect(await player.client.ask(ONE, { iscid })).toEqual({ investment: own?.node });
    expect(await player.client.ask(ONE, { iscid: 'c'.repeat(24) })).toEqual({ investment: null });
    expect(state.viewer?.currentBrokerAccount).toMatchObject({
      investments: { edges: [{ node: { iscid } }] },
    });
    for (;;) {
      const { events: event } = await events.next();
      if (event.__typename !== 'InvestmentEvent') continue;
      expect(event.investment).toEqual(own?.node);
      break;
    }
    events.stop();
  });

  test('move to the exited ones with an EXIT, and the totals of nothing are zero', async () => {
    const { player, account } = await investor();
    await order(player, 'BUY', 'SCET_0010');
    const [bought] = present((await known(player, 1)).investments).edges;
    const events = player.client.subscribe(FOLLOW);
    await events.next();
    await order(player, 'EXIT', 'SCET_0010');
    const state = await known(player, 0);
    const [exited] = (await upstream(account.authId, '', 'exitedSmallcases')).exitedSmallcases;
    expect(state).toMatchObject({
      investmentTotals: { currentValue: money(0), totalReturns: money(0), totalReturnsPercent: null },
      exitedInvestments: [
        {
          iscid: bought?.node?.iscid,
          scid: 'SCET_0010',
          name: exited.name,
          boughtAt: exited.boughtOn,
          exitedAt: exited.exitedOn,
          returns: money(exited.returns),
        },
      ],
      exitedInvestmentsCount: 1,
    });
    for (;;) {
      const { events: event } = await events.next();
      if (event.__typename !== 'InvestmentExited') continue;
      expect(event.iscid).toBe(bought?.node?.iscid);
      break;
    }
    events.stop();
  });

  test('are paged by cursors', async () => {
    const { player } = await investor();
    const scids = ['SCET_0010', 'SCET_0011', 'SCET_0012'];
    for (const scid of scids) await order(player, 'BUY', scid);
    const all = present((await known(player, 3)).investments).edges.map(({ node }) => node?.iscid);
    const seen: unknown[] = [];
    let after: string | null = null;
    for (let pages = 1; ; pages += 1) {
      const answer: InvestmentsPageQuery = await player.client.ask(PAGE, { first: 2, after });
      const { edges, pageInfo } = present(answer.investments);
      seen.push(...edges.map(({ node }) => node?.iscid));
      expect(pageInfo).toEqual({ hasNextPage: pages === 1, hasPreviousPage: pages === 2 });
      if (!pageInfo.hasNextPage) break;
      after = edges.at(-1)?.cursor ?? null;
    }
    expect(seen).toEqual(all);
    expect(await player.client.refused(PAGE, { after: 'x' })).toEqual(['BAD_USER_INPUT']);
    expect(await player.client.refused(PAGE, { first: 101 })).toEqual(['BAD_USER_INPUT']);
  });

  test('vanish with their events when the account is unlinked', async () => {
    const { player, account } = await investor();
    await order(player, 'BUY', 'SCET_0010');
    await known(player, 1);
    await player.client.ask(UNLINK, { id: account.id });
    expect(await stateOf(player)).toMatchObject({ investments: null, investmentTotals: null });
    const { events } = await player.client.ask(KEPT_EVENTS);
    expect(JSON.stringify(events)).not.toContain('InvestmentEvent');
  });

  test('of an account that another viewer completed an order with are not read for the other', async () => {
    const { player, account } = await investor();
    const guest = await Player.of(app, 'guest-of-an-investor');
    const id = await guest.create({
      intent: 'TRANSACTION',
      asGuest: true,
      smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' },
    });
    await guest.complete(id, `lep-ok-${accounts}`);
    await guest.polled(id);
    expect(await stateOf(guest)).toMatchObject({ investments: null });
    expect(await guest.client.ask(STATE, { account: account.id })).toMatchObject({ investments: null });
    await player.client.ask(REFRESH, {});
    expect(present((await stateOf(player)).investments).edges).toHaveLength(1);
  });
});

describe('a refresh', () => {
  test('reads the investments now', async () => {
    const { player, account } = await investor();
    expect(await player.client.ask(REFRESH, {})).toEqual({
      refreshInvestments: {
        __typename: 'InvestmentsRefreshed',
        brokerAccount: { id: account.id },
        totals: { currentValue: money(0) },
      },
    });
    expect(await stateOf(player)).toMatchObject({ investments: { edges: [] }, exitedInvestments: [] });
  });

  test('leaves what was known when Gateway fails, and knows no exited ones if Gateway does not', async () => {
    const { player } = await investor();
    await order(player, 'BUY', 'SCET_0010');
    const before = await known(player, 1);
    try {
      for (const [fault, code] of [
        [{ status: 503 }, 'GATEWAY_UNAVAILABLE'],
        [{ status: 400 }, 'GATEWAY_REFUSED'],
        [{ body: { success: true, errors: null, data: { investments: 7 } } }, 'GATEWAY_NOT_UNDERSTOOD'],
      ] as const) {
        await app.emulator.control.faults([{ path: 'user/investments', ...fault }]);
        expect(await player.client.ask(REFRESH, {})).toMatchObject({ refreshInvestments: { code } });
        expect(await stateOf(player)).toEqual(before);
      }
      await app.emulator.control.faults([{ path: 'user/exitedSmallcases', status: 404 }]);
      expect(await player.client.ask(REFRESH, {})).toMatchObject({
        refreshInvestments: { __typename: 'InvestmentsRefreshed' },
      });
      expect(await stateOf(player)).toMatchObject({ investments: { edges: [{}] }, exitedInvestments: null });
    } finally {
      await app.emulator.control.faults([]);
    }
  });

  test('needs an account of one’s own', async () => {
    const { account } = await investor();
    const stranger = await Player.of(app, 'stranger');
    expect(await stranger.client.refused(REFRESH, {})).toEqual(['BROKER_ACCOUNT_REQUIRED']);
    const input = { brokerAccountId: account.id };
    expect(await stranger.client.refused(REFRESH, { input })).toEqual(['NOT_FOUND']);
  });
});
