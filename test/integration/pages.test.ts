import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type {
  PageOfEventsQuery,
  PageOfEventsQueryVariables,
  PageOfOrdersQuery,
  PageOfOrdersQueryVariables,
  PageOfTransactionsQuery,
  PageOfTransactionsQueryVariables,
  TypedDocumentString,
} from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { FOLLOW_EVENT_TYPES, present } from '../support/documents.js';
import { buying, Player } from '../support/player.js';

const TRANSACTIONS = graphql(/* GraphQL */ `
  query PageOfTransactions($first: Int, $after: String, $last: Int, $before: String, $status: [TransactionStatus!]) {
    list: transactions(first: $first, after: $after, last: $last, before: $before, status: $status) {
      edges { cursor node { id status } }
      pageInfo { ...WholePageInfo }
    }
  }
`);

const ORDERS = graphql(/* GraphQL */ `
  query PageOfOrders($first: Int, $after: String, $last: Int, $before: String, $status: [OrderStatus!], $transactionId: ID) {
    list: orders(first: $first, after: $after, last: $last, before: $before, status: $status, transactionId: $transactionId) {
      edges { cursor node { id status } }
      pageInfo { ...WholePageInfo }
    }
  }
`);

const EVENTS = graphql(/* GraphQL */ `
  query PageOfEvents($first: Int, $after: String) {
    events(first: $first, after: $after) {
      edges { cursor node { __typename cursor ... on ResyncRequired { reason } } }
      pageInfo { ...WholePageInfo }
    }
  }
`);

graphql(/* GraphQL */ `
  fragment WholePageInfo on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }
`);

type ListQuery = PageOfTransactionsQuery | PageOfOrdersQuery;
type Page = NonNullable<ListQuery['list']>;
type PageArgs = PageOfTransactionsQueryVariables | PageOfOrdersQueryVariables;
const LISTS = { transactions: TRANSACTIONS, orders: ORDERS };

const COUNT = 7;

describe.each(['transactions', 'orders'] as const)('pages of %s', (list) => {
  let app: TestApp;
  let alice: Player;
  /** Everything, newest first. */
  let all: readonly string[];
  let transactionIds: string[];

  beforeAll(async () => {
    app = await startApp();
    alice = await Player.of(app, 'alice');
    transactionIds = [];
    const made: string[] = [];
    for (let n = 0; n < COUNT; n += 1) {
      const { transactionId, order } = await alice.bought(buying(n + 1), n === 0 ? 'lep-reject' : 'lep-ok');
      transactionIds.push(transactionId);
      made.unshift(list === 'orders' ? order.id : (await alice.transaction(transactionId)).id);
    }
    all = made;
  });

  afterAll(async () => {
    await app.close();
  });

  const document = LISTS[list] as TypedDocumentString<ListQuery, PageArgs>;
  const page = async (args: PageArgs): Promise<Page> =>
    present((await alice.client.ask(document, args)).list);
  const ids = ({ edges }: Page) => edges.map(({ node }) => present(node).id);

  test('hold everything, newest first', async () => {
    const result = await page({});
    expect(ids(result)).toEqual(all);
    expect(result.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: result.edges[0]?.cursor,
      endCursor: result.edges.at(-1)?.cursor,
    });
  });

  test.each([1, 2, 3, 6, 7, 8])('of %d walked forward tell each once', async (first) => {
    const seen: string[] = [];
    let after: string | null | undefined = null;
    for (;;) {
      const result: Page = await page({ first, after });
      seen.push(...ids(result));
      expect(result.pageInfo.hasNextPage).toBe(seen.length < COUNT);
      expect(result.pageInfo.hasPreviousPage).toBe(after !== null);
      if (!result.pageInfo.hasNextPage) break;
      after = result.pageInfo.endCursor;
    }
    expect(seen).toEqual(all);
  });

  test.each([1, 2, 3, 6, 7, 8])('of %d walked backward tell each once', async (last) => {
    const seen: string[] = [];
    let before: string | null | undefined = null;
    for (;;) {
      const result: Page = await page({ last, before });
      seen.unshift(...ids(result));
      expect(result.pageInfo.hasPreviousPage).toBe(seen.length < COUNT);
      expect(result.pageInfo.hasNextPage).toBe(before !== null);
      if (!result.pageInfo.hasPreviousPage) break;
      before = result.pageInfo.startCursor;
    }
    expect(seen).toEqual(all);
  });

  test('between two cursors hold what is between them', async () => {
    const { edges } = await page({});
    const result = await page({ after: edges[1]?.cursor, before: edges[5]?.cursor });
    expect(ids(result)).toEqual(all.slice(2, 5));
  });

  test('stay where they are while newer ones come', async () => {
    const first = await page({ first: 3 });
    await alice.bought(buying(50), 'lep-ok');
    const second = await page({ first: 3, after: first.pageInfo.endCursor });
    expect([...ids(first), ...ids(second)]).toEqual(all.slice(0, 6));
    all = ids(await page({}));
    expect(all).toHaveLength(COUNT + 1);
  });

  test('past the end are empty', async () => {
    const { pageInfo } = await page({});
    expect(await page({ after: pageInfo.endCursor })).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  test('narrowed by status hold only those', async () => {
    const settled = list === 'orders' ? 'UNFILLED' : 'COMPLETED';
    const none: PageArgs = list === 'orders' ? { status: ['PLACED'] } : { status: ['USED'] };
    const result = await page({ status: [settled] });
    expect(result.edges.every(({ node }) => node?.status === settled)).toBe(true);
    expect(result.edges).toHaveLength(list === 'orders' ? 1 : COUNT + 1);
    expect(ids(await page(none))).toEqual([]);
    expect(ids(await page({ status: [] }))).toEqual([]);
    expect(ids(await page({ status: null }))).toEqual(all);
  });

  test('refuse sizes and cursors that are none', async () => {
    const cases: [argument: string, args: PageArgs][] = [
      ['first', { first: 0 }],
      ['first', { first: 101 }],
      ['first', { first: -1 }],
      ['last', { last: 0 }],
      ['last', { last: 101 }],
      ['after', { after: 'x' }],
      ['after', { after: '' }],
      ['before', { before: Buffer.from('at:-1').toString('base64url') }],
      ['before', { before: Buffer.from(`at:${'9'.repeat(30)}`).toString('base64url') }],
    ];
    for (const [argument, args] of cases) {
      const { errors } = await alice.client.send(document, args);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
    expect(ids(await page({ first: null }))).toEqual(all);
    expect(ids(await page({ first: 100 }))).toEqual(all);
  });

  if (list === 'orders') {
    test('of one transaction hold its orders', async () => {
      for (const transactionId of [
        transactionIds[2],
        Buffer.from(`Transaction:${transactionIds[2]}`).toString('base64url'),
      ]) {
        expect(ids(await page({ transactionId }))).toEqual([all.at(-3)]);
      }
    });
  }
});

describe('pages of events', () => {
  let app: TestApp;
  let bela: Player;
  let all: readonly string[];

  const events = async (args: PageOfEventsQueryVariables) =>
    present((await bela.client.ask(EVENTS, args)).events);

  beforeAll(async () => {
    app = await startApp();
    bela = await Player.of(app, 'bela');
    for (let n = 1; n < 4; n += 1) await bela.bought(buying(n));
    all = (await events({})).edges.map(({ cursor }) => cursor);
  });

  afterAll(async () => {
    await app.close();
  });

  test.each([1, 4, 100])('of %d walked from the oldest tell each once', async (first) => {
    const seen: string[] = [];
    let after: string | null | undefined = null;
    for (;;) {
      const result: NonNullable<PageOfEventsQuery['events']> = await events({ first, after });
      for (const { cursor, node } of result.edges) expect(node?.cursor).toBe(cursor);
      seen.push(...result.edges.map(({ cursor }) => cursor));
      expect(result.pageInfo.hasNextPage).toBe(seen.length < all.length);
      if (!result.pageInfo.hasNextPage) break;
      after = result.pageInfo.endCursor;
    }
    expect(seen).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  test('after a cursor that cannot be resumed is one ResyncRequired, from whose cursor it continues', async () => {
    const text = Buffer.from(all.at(-1) ?? '', 'base64url').toString();
    const [epoch, seq, mark] = text.split('.');
    const forged = (parts: unknown[]) => Buffer.from(parts.join('.')).toString('base64url');
    const cursors = [
      '',
      'x',
      'x'.repeat(5_000),
      forged([epoch, Number(seq) + 1_000, mark]),
      forged(['00000000', seq, mark]),
      forged([epoch, seq, 'AAAAAAAA']),
      forged([epoch, '-1', mark]),
      forged([epoch, `0${seq}`, mark]),
      `${all.at(-1)}=`,
    ];
    for (const after of cursors) {
      const { edges } = await events({ after });
      expect(edges).toMatchObject([{ node: { __typename: 'ResyncRequired' } }]);
      expect(await events({ after: edges[0]?.cursor })).toMatchObject({ edges: [] });
      const stream = bela.client.subscribe(FOLLOW_EVENT_TYPES, { after });
      expect(await stream.next()).toEqual({ events: { __typename: 'ResyncRequired' } });
      stream.stop();
    }
  });
});
