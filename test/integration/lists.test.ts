import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LIST_BOUNDS, type ListName } from '../../src/graphql/page-size.js';
import { graphql } from '../generated/gql.js';
import { type TestApp, startApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { Player, type Wanted } from '../support/player.js';
import type { GraphqlClient } from '../support/graphql-client.js';
import { accountId, HEAVY, transactionOfOrders, writeHeavyViewer } from '../support/heavy-viewer.js';
import { temporaryFolder } from '../support/ledger.js';

/**
 * Plain lists are cut into pages: every item comes once, the count is right, and what is no page is refused.
 */

const IN_TRANSACTION = graphql(/* GraphQL */ `
  query ListsInTransaction($id: ID!, $first: Int, $offset: Int) {
    transaction(id: $id) {
      ordersCount
      orders(first: $first, offset: $offset) { id }
      timelineCount
      timeline(first: $first, offset: $offset) { anomaly }
    }
  }
`);

const IN_ORDER = graphql(/* GraphQL */ `
  query ListsInOrder($id: ID!, $first: Int, $offset: Int) {
    order(id: $id) {
      legsCount
      legs(first: $first, offset: $offset) { symbol averagePrice { amount } }
      unplacedLegsCount
      unplacedLegs(first: $first, offset: $offset) { symbol }
    }
  }
`);

const IN_HOLDINGS = graphql(/* GraphQL */ `
  query ListsInHoldings($first: Int, $offset: Int) {
    holdings {
      securitiesCount
      securities(first: $first, offset: $offset) { isin averagePrice { amount } }
      smallcasesCount
      smallcases(first: $first, offset: $offset) { scid }
      mutualFundsCount
      mutualFunds(first: $first, offset: $offset) { folio }
    }
  }
`);

const IN_SMALLCASE = graphql(/* GraphQL */ `
  query ListsInSmallcase($first: Int, $offset: Int) {
    holdings {
      smallcases(first: 1) {
        constituentsCount
        constituents(first: $first, offset: $offset) { ticker }
      }
    }
  }
`);

const OF_VIEWER = graphql(/* GraphQL */ `
  query ListsOfViewer($first: Int, $offset: Int) {
    viewer {
      brokerAccountsCount
      brokerAccounts(first: $first, offset: $offset) { id }
    }
    pendingActionsCount
    pendingActions(first: $first, offset: $offset) { id }
  }
`);

const OF_INVESTOR = graphql(/* GraphQL */ `
  query ListsOfInvestor($requested: ID!, $iscid: String!, $first: Int, $offset: Int) {
    transaction(id: $requested) {
      request { securitiesCount securities(first: $first, offset: $offset) { ticker } }
    }
    investment(iscid: $iscid) {
      constituentsCount
      constituents(first: $first, offset: $offset) { ticker }
    }
    exitedInvestmentsCount
    exitedInvestments(first: $first, offset: $offset) { iscid }
  }
`);

const IMPORTS = graphql(/* GraphQL */ `
  query ListsOfImports($first: Int, $offset: Int) {
    mutualFundImportsCount
    mutualFundImports(first: $first, offset: $offset) { id }
    holdings {
      mutualFundImportsCount
      mutualFundImports(first: $first, offset: $offset) { id }
    }
  }
`);

const SUBSCRIBED = graphql(/* GraphQL */ `
  query ListsOfSubscriber($first: Int, $offset: Int) {
    subscriptionsCount
    subscriptions(first: $first, offset: $offset) { subscriptionId }
    viewer {
      currentBrokerAccount {
        exitedInvestmentsCount
        exitedInvestments(first: $first, offset: $offset) { iscid }
        subscriptionsCount
        subscriptions(first: $first, offset: $offset) { subscriptionId }
      }
    }
  }
`);

const IN_IMPORT = graphql(/* GraphQL */ `
  query ListsInImport($first: Int, $offset: Int) {
    mutualFundImports(first: 1) {
      foliosCount
      folios(first: $first, offset: $offset) { folio isin }
    }
  }
`);

const IN_CATALOGUE = graphql(/* GraphQL */ `
  query ListsInCatalogue($first: Int, $offset: Int) {
    smallcase(scid: "SCET_0010") {
      constituentsCount
      constituents(first: $first, offset: $offset) { ticker }
      chart(duration: ONE_YEAR) {
        pointsCount
        points(first: $first, offset: $offset) { date }
      }
    }
  }
`);

const EVENT_PAGE = graphql(/* GraphQL */ `
  query LargeEvents($after: String) {
    events(first: 100, after: $after) {
      edges {
        cursor
        node {
          __typename
          ... on OrderEvent { order { legsCount legs(first: 2, offset: 1) { symbol } } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const FOLLOW_LEGS = graphql(/* GraphQL */ `
  subscription FollowLegs($orderId: ID!) {
    orderUpdated(orderId: $orderId) {
      __typename
      ... on OrderEvent { order { legsCount legs(first: 3, offset: 48) { symbol } } }
    }
  }
`);

const ORDERS_OF_TRANSACTIONS = graphql(/* GraphQL */ `
  query OrdersOfTransactions {
    transactions(first: 100) { edges { node { gatewayTransactionId ordersCount orders(first: 2, offset: 1) { transaction { gatewayTransactionId } } } } }
  }
`);

interface Part {
  readonly count: number;
  readonly items: readonly unknown[];
}
interface PageArgs {
  readonly first?: number | null;
  readonly offset?: number | null;
}
/** A list: how a page of it is asked for, and how many items it has; null: as many as it says, and some. */
type List = readonly [list: ListName, size: number | null, read: (page: PageArgs) => Promise<Part>];

const folder = temporaryFolder();
const ORDER = accountId(1);
let gateway: TestApp;
let client: GraphqlClient;
let investor: Investor;

beforeAll(async () => {
  const DATABASE_URL = `sqlite:${folder.path}/dwar.db`;
  await writeHeavyViewer(DATABASE_URL, { holdingsEvents: 3 });
  gateway = await startApp({ env: { DATABASE_URL, REDIS_URL: '' } });
  client = await gateway.as(HEAVY);
  investor = await invest(gateway);
});

afterAll(async () => {
  await gateway?.close();
  folder.remove();
});

const inTransaction = async (orders: number, page: PageArgs) =>
  present((await client.ask(IN_TRANSACTION, { id: transactionOfOrders(orders), ...page })).transaction);
const inOrder = async (page: PageArgs) => present((await client.ask(IN_ORDER, { id: ORDER, ...page })).order);
const inHoldings = async (page: PageArgs) => present((await client.ask(IN_HOLDINGS, page)).holdings);
const ofViewer = (page: PageArgs) => client.ask(OF_VIEWER, page);

interface Investor {
  readonly client: GraphqlClient;
  /** What the queries of its lists need. */
  readonly ids: { readonly requested: string; readonly iscid: string };
}

/** A viewer who has something of all that is read from Gateway. */
async function invest(app: TestApp): Promise<Investor> {
  const player = await Player.of(app, 'investor');
  await player.connect('lep-ok-1');
  const done = async (input: Wanted) => {
    const id = await player.create(input);
    const answer = await player.complete(id);
    await player.polled(id);
    return { id, iscid: answer.ok ? String(answer.result.iscid) : '' };
  };
  const order = (type: 'BUY' | 'EXIT', scid: string) =>
    done({ intent: 'TRANSACTION', smallcaseOrder: { type, scid } });
  const { iscid } = await order('BUY', 'SCET_0010');
  for (const scid of ['SCET_0011', 'SCET_0012']) {
    await order('BUY', scid);
    await order('EXIT', scid);
  }
  for (const scid of FEE_BASED) await done({ intent: 'SUBSCRIPTION', subscription: { scid } });
  for (const pan of ['ABCTY1234D', 'ABCTY1235D'])
    await done({ intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: { pan, phone: '9876543210' } });
  const { id: requested } = await done({
    intent: 'TRANSACTION',
    securities: TICKERS.map((ticker) => ({ ticker, quantity: 1, side: 'BUY' })),
  });
  const ids = { requested, iscid };
  await player.eventually(
    () => player.client.ask(OF_INVESTOR, ids),
    ({ investment, exitedInvestmentsCount }) => investment !== null && exitedInvestmentsCount === 2,
  );
  await player.eventually(
    () => player.client.ask(IMPORTS, {}),
    ({ mutualFundImportsCount }) => mutualFundImportsCount === 2,
  );
  return { client: player.client, ids };
}

const TICKERS = ['TCS', 'INFY', 'SBIN', 'ITC', 'RELIANCE', 'HDFCBANK', 'ICICIBANK', 'WIPRO'];
const FEE_BASED = ['SCMO_0011', 'SCMO_0012'];

const ofInvestor = (page: PageArgs) => investor.client.ask(OF_INVESTOR, { ...investor.ids, ...page });
const ofImports = (page: PageArgs) => investor.client.ask(IMPORTS, page);
const ofSubscriber = (page: PageArgs) => investor.client.ask(SUBSCRIBED, page);
const ofAccount = async (page: PageArgs) => present((await ofSubscriber(page)).viewer?.currentBrokerAccount);
const inCatalogue = async (page: PageArgs) =>
  present((await investor.client.ask(IN_CATALOGUE, page)).smallcase);

const LISTS: readonly List[] = [
  [
    'Transaction.orders',
    250,
    async (page) => {
      const { ordersCount, orders } = await inTransaction(250, page);
      return { count: ordersCount, items: orders };
    },
  ],
  [
    'Transaction.timeline',
    100,
    async (page) => {
      const { timelineCount, timeline } = await inTransaction(100, page);
      return { count: timelineCount, items: timeline };
    },
  ],
  ['Order.legs', 50, async (page) => partOf(await inOrder(page), 'legs')],
  ['Order.unplacedLegs', 50, async (page) => partOf(await inOrder(page), 'unplacedLegs')],
  ['Holdings.securities', 500, async (page) => partOf(await inHoldings(page), 'securities')],
  ['Holdings.smallcases', 100, async (page) => partOf(await inHoldings(page), 'smallcases')],
  ['Holdings.mutualFunds', 500, async (page) => partOf(await inHoldings(page), 'mutualFunds')],
  [
    'SmallcaseHolding.constituents',
    50,
    async (page) => {
      const { holdings } = await client.ask(IN_SMALLCASE, page);
      return partOf(present(holdings?.smallcases[0]), 'constituents');
    },
  ],
  [
    'Viewer.brokerAccounts',
    100,
    async (page) => partOf(present((await ofViewer(page)).viewer), 'brokerAccounts'),
  ],
  [
    'TransactionRequest.securities',
    TICKERS.length,
    async (page) => partOf(present((await ofInvestor(page)).transaction?.request), 'securities'),
  ],
  [
    'Investment.constituents',
    5,
    async (page) => partOf(present((await ofInvestor(page)).investment), 'constituents'),
  ],
  ['Query.exitedInvestments', 2, async (page) => partOf(await ofInvestor(page), 'exitedInvestments')],
  ['BrokerAccount.exitedInvestments', 2, async (page) => partOf(await ofAccount(page), 'exitedInvestments')],
  ['Query.mutualFundImports', 2, async (page) => partOf(await ofImports(page), 'mutualFundImports')],
  [
    'Holdings.mutualFundImports',
    2,
    async (page) => partOf(present((await ofImports(page)).holdings), 'mutualFundImports'),
  ],
  [
    'MutualFundImport.folios',
    null,
    async (page) => {
      const { mutualFundImports } = await investor.client.ask(IN_IMPORT, page);
      return partOf(present(mutualFundImports?.[0]), 'folios');
    },
  ],
  [
    'Query.subscriptions',
    FEE_BASED.length,
    async (page) => partOf(await ofSubscriber(page), 'subscriptions'),
  ],
  [
    'BrokerAccount.subscriptions',
    FEE_BASED.length,
    async (page) => partOf(await ofAccount(page), 'subscriptions'),
  ],
  ['Smallcase.constituents', 5, async (page) => partOf(await inCatalogue(page), 'constituents')],
  ['SmallcaseChart.points', null, async (page) => partOf(present((await inCatalogue(page)).chart), 'points')],
  ['Query.pendingActions', 100, async (page) => partOf(await ofViewer(page), 'pendingActions')],
];

function partOf(parent: object, list: string): Part {
  const fields = parent as Readonly<Record<string, unknown>>;
  return { count: fields[`${list}Count`] as number, items: fields[list] as readonly unknown[] };
}

test('are all lists that are paged by offset', () => {
  const paged = (Object.keys(LIST_BOUNDS) as ListName[]).filter(
    (name) => LIST_BOUNDS[name].pagedBy === 'offset',
  );
  expect(LISTS.map(([name]) => name).sort()).toEqual(paged.sort());
});

describe.each(LISTS)('pages of %s', (name, known, read) => {
  let size: number;

  beforeAll(async () => {
    size = known ?? (await read({})).count;
    expect(size).toBeGreaterThan(0);
  });

  test.each([7, 100])('of %d tell every item once, and the count of all', async (most) => {
    const first = Math.min(most, LIST_BOUNDS[name].most);
    const seen: unknown[] = [];
    for (let offset = 0; offset < size; offset += first) {
      const { count, items } = await read({ first, offset });
      expect(count).toBe(size);
      expect(items).toHaveLength(Math.min(first, size - offset));
      seen.push(...items);
    }
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(size);
  });

  test('have their default size, from the beginning, also when null is given', async () => {
    const { items } = await read({});
    expect(items).toHaveLength(Math.min(LIST_BOUNDS[name].byDefault, size));
    expect(await read({ first: null, offset: null })).toMatchObject({ items });
  });

  test('behind the end are empty and still tell the count', async () => {
    expect(await read({ offset: size })).toEqual({ count: size, items: [] });
    expect(await read({ offset: 2 ** 31 - 1 })).toEqual({ count: size, items: [] });
  });

  test.each<[argument: string, page: PageArgs]>([
    ['first', { first: 0 }],
    ['first', { first: -1 }],
    ['first', { first: LIST_BOUNDS[name].most + 1 }],
    ['first', { first: 2 ** 31 - 1 }],
    ['offset', { offset: -1 }],
    ['offset', { offset: -(2 ** 31) }],
  ])('refuse a wrong %s: %j', async (argument, page) => {
    const refusal = await read(page).catch((error: Error) => error.message);
    expect(refusal).toContain('"code":"BAD_USER_INPUT"');
    expect(refusal).toContain(`"argument":"${argument}"`);
  });
});

describe('a cut list', () => {
  test('of several transactions is cut in each of them alike', async () => {
    const { transactions } = await client.ask(ORDERS_OF_TRANSACTIONS, {});
    const nodes = present(transactions).edges.map(({ node }) => present(node));
    expect(nodes).toHaveLength(100);
    for (const { gatewayTransactionId, ordersCount, orders } of nodes) {
      expect(ordersCount).toBeGreaterThanOrEqual(5);
      expect(orders.map(({ transaction }) => transaction)).toEqual([
        { gatewayTransactionId },
        { gatewayTransactionId },
      ]);
    }
  });

  test('in an event of the log and of a stream follows the same arguments', async () => {
    const { events } = await client.ask(EVENT_PAGE, {});
    const orders = present(events).edges.flatMap(({ node }) =>
      node?.__typename === 'OrderEvent' ? [node.order] : [],
    );
    expect(orders.length).toBeGreaterThan(0);
    for (const order of orders)
      expect(order).toEqual({ legsCount: 50, legs: [{ symbol: 'SYMBOL1' }, { symbol: 'SYMBOL2' }] });
    const stream = client.subscribe(FOLLOW_LEGS, { orderId: ORDER });
    await stream.next();
    expect(await stream.next()).toEqual({
      orderUpdated: {
        __typename: 'OrderEvent',
        order: { legsCount: 50, legs: [{ symbol: 'SYMBOL48' }, { symbol: 'SYMBOL49' }] },
      },
    });
    stream.stop();
  });

  test('of large events ends early, says so, and continues where it ended', async () => {
    const cursors: string[] = [];
    let after: string | null = null;
    let pages = 0;
    for (;;) {
      const { edges, pageInfo }: Pages = present((await client.ask(EVENT_PAGE, { after })).events);
      cursors.push(...edges.map(({ cursor }) => cursor));
      pages += 1;
      if (!pageInfo.hasNextPage) break;
      expect(edges.length).toBeGreaterThan(0);
      after = present(pageInfo.endCursor);
    }
    // Transactions, their orders, and three holdings.
    expect(new Set(cursors).size).toBe(102 + 100 * 5 + 350 + 3);
    expect(pages).toBeGreaterThan(10);
  });
});

interface Pages {
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}
