import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { graphql } from '../generated/gql.js';
import type { TypedDocumentString } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { EVENT_LOG, FOLLOW_EVENT_TYPES, NODE_ID } from '../support/documents.js';
import type { GraphqlClient } from '../support/graphql-client.js';
import { buying, globalId, Player } from '../support/player.js';

/** What each kind of id is in these tests: the owner's, one that no viewer has, and what is no id at all. */
interface Ids {
  readonly own: string;
  readonly unknown: string;
}

const MALFORMED = [
  '',
  ' ',
  'TRX_',
  '5f03',
  "' or 1=1 --",
  '0'.repeat(24_000),
  'VHJhbnNhY3Rpb246',
  'null',
  '💥',
];
const UNKNOWN_TRANSACTION = `TRX_${'0'.repeat(32)}`;
const UNKNOWN_HEX = '0'.repeat(24);

/** An operation on what an id names. */
type OfId = TypedDocumentString<unknown, { id: string }>;

/** Every argument that takes an id: the operation, and which kind of id is meant. */
const QUERIES: readonly (readonly [name: string, kind: string, document: OfId])[] = [
  [
    'transaction',
    'Transaction',
    graphql(/* GraphQL */ `
      query ForeignTransaction($id: ID!) { transaction(id: $id) { id status timeline { at } orders { id } } }
    `),
  ],
  [
    'an alias of transaction',
    'Transaction',
    graphql(/* GraphQL */ `
      query ForeignAnAliasOfTransaction($id: ID!) { viewer { id } x: transaction(id: $id) { id } }
    `),
  ],
  [
    'order',
    'Order',
    graphql(/* GraphQL */ `
      query ForeignOrder($id: ID!) { order(id: $id) { id status legs { symbol } transaction { id } } }
    `),
  ],
  [
    'orders of a transaction',
    'Transaction',
    graphql(/* GraphQL */ `
      query ForeignOrdersOfATransaction($id: ID!) { orders(transactionId: $id) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
    `),
  ],
  [
    'holdings',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      query ForeignHoldings($id: ID!) { holdings(brokerAccountId: $id) { snapshotAt securities { isin } } }
    `),
  ],
  [
    'createAuthToken for a transaction',
    'Transaction',
    graphql(/* GraphQL */ `
      mutation ForeignCreateAuthTokenForATransaction($id: ID!) { createAuthToken(input: { transactionId: $id }) { token } }
    `),
  ],
  [
    'createAuthToken for an account',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      mutation ForeignCreateAuthTokenForAnAccount($id: ID!) { createAuthToken(input: { brokerAccountId: $id }) { token } }
    `),
  ],
  [
    'createAuthToken for an account, as guest',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      mutation ForeignCreateAuthTokenForAnAccountAsGuest($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: GUEST }) { kind } }
    `),
  ],
  [
    'createAuthToken for an account, connected',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      mutation ForeignCreateAuthTokenForAnAccountConnected($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: CONNECTED }) { token } }
    `),
  ],
  [
    'createTransaction for an account',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      mutation ForeignCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: "k1", intent: FETCH_FUNDS, brokerAccountId: $id }) { __typename } }
    `),
  ],
  [
    'a guest createTransaction for an account',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      mutation ForeignAGuestCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: "k2", intent: CONNECT, brokerAccountId: $id }) { __typename } }
    `),
  ],
  [
    'createTransaction that cancels',
    'Order',
    graphql(/* GraphQL */ `
      mutation ForeignCreateTransactionThatCancels($id: ID!) { createTransaction(input: { idempotencyKey: "k3", intent: CANCEL_ORDER, cancelOrder: { orderId: $id, symbol: "INFY" } }) { __typename } }
    `),
  ],
  [
    'refreshHoldings',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      mutation ForeignRefreshHoldings($id: ID!) { refreshHoldings(input: { brokerAccountId: $id }) { __typename } }
    `),
  ],
  [
    'unlinkBrokerAccount',
    'BrokerAccount',
    graphql(/* GraphQL */ `
      mutation ForeignUnlinkBrokerAccount($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }
    `),
  ],
  [
    'reportTransactionOutcome',
    'Transaction',
    graphql(/* GraphQL */ `
      mutation ForeignReportTransactionOutcome($id: ID!) { reportTransactionOutcome(input: { transactionId: $id, errorCode: 1012 }) { __typename } }
    `),
  ],
];

const SUBSCRIPTIONS: readonly (readonly [name: string, kind: string, document: OfId])[] = [
  [
    'orderUpdated by order',
    'Order',
    graphql(/* GraphQL */ `
      subscription FollowForeignOrderUpdatedByOrder($id: ID!) { orderUpdated(orderId: $id) { __typename } }
    `),
  ],
  [
    'orderUpdated by transaction',
    'Transaction',
    graphql(/* GraphQL */ `
      subscription FollowForeignOrderUpdatedByTransaction($id: ID!) { orderUpdated(transactionId: $id) { __typename } }
    `),
  ],
  [
    'transactionUpdated',
    'Transaction',
    graphql(/* GraphQL */ `
      subscription FollowForeignTransactionUpdated($id: ID!) { transactionUpdated(transactionId: $id) { __typename } }
    `),
  ],
];

const LISTS = graphql(/* GraphQL */ `
  query EveryList {
    transactions { edges { node { gatewayTransactionId intent } } }
    orders { edges { node { id } } }
    events { edges { cursor node { __typename } } }
    pendingActions { id }
    holdings { provenance }
    viewer { brokerAccounts { id } }
  }
`);

const INTENTS = graphql(/* GraphQL */ `
  subscription FollowIntents {
    events { __typename ... on TransactionEvent { transaction { intent } } }
  }
`);

const EVENTS_AFTER = graphql(/* GraphQL */ `
  query EventsAfter($after: String) {
    events(after: $after) { edges { node { __typename ... on ResyncRequired { reason } } } }
  }
`);

const ORDER_STATUS = graphql(/* GraphQL */ `
  query OrderStatusOf($id: ID!) { order(id: $id) { status } }
`);

const TRANSACTION_STATUS = graphql(/* GraphQL */ `
  query TransactionStatusOf($id: ID!) { transaction(id: $id) { status } }
`);

const HOLDINGS_PROVENANCE = graphql(/* GraphQL */ `
  query HoldingsProvenance($id: ID!) { holdings(brokerAccountId: $id) { provenance } }
`);

/** The whole answer apart from what differs with every request. */
async function bodyOf(client: GraphqlClient, query: OfId, id: string): Promise<unknown> {
  const { status, data, errors } = await client.send(query, { id });
  return {
    status,
    data,
    errors: errors.map(({ extensions: { requestId: _, ...rest }, ...error }) => ({ ...error, rest })),
  };
}

async function refusalOf(client: GraphqlClient, query: OfId, id: string): Promise<unknown> {
  return await client.subscribe(query, { id }).failure();
}

describe('what belongs to one viewer', () => {
  let app: TestApp;
  let victim: Player;
  let mallory: Player;
  let owned: Record<string, Ids>;

  beforeAll(async () => {
    app = await startApp();
    victim = await Player.of(app, 'victim');
    mallory = await Player.of(app, 'mallory');
    const account = await victim.connect('lep-ok-1');
    const { transactionId, order } = await victim.bought();
    const imported = await victim.create({ intent: 'HOLDINGS_IMPORT' });
    await victim.complete(imported, 'lep-ok-1');
    await victim.settled(imported);
    owned = {
      Transaction: { own: transactionId, unknown: UNKNOWN_TRANSACTION },
      Order: { own: order.batchId, unknown: UNKNOWN_HEX },
      BrokerAccount: { own: account.authId, unknown: UNKNOWN_HEX },
    };
    // Mallory has a life of their own, so that nothing is refused for want of an account.
    const { transactionId: connection } = await mallory.connect('lep-ok-2');
    // No scheduled read of theirs reveals anything later.
    await mallory.polled(connection);
  });

  afterAll(async () => {
    await app.close();
  });

  const idsOf = (kind: string) => {
    const { own, unknown } = owned[kind] as Ids;
    return [
      { own, unknown },
      { own: globalId(kind, own), unknown: globalId(kind, unknown) },
    ];
  };

  test.each(QUERIES)('is to another as if it did not exist: %s', async (_name, kind, query) => {
    for (const { own, unknown } of idsOf(kind)) {
      const nothing = await bodyOf(mallory.client, query, unknown);
      expect(await bodyOf(mallory.client, query, own)).toEqual(nothing);
      expect(JSON.stringify(nothing)).not.toContain(own);
    }
  });

  test.each(SUBSCRIPTIONS)('cannot be followed by another: %s', async (_name, kind, query) => {
    for (const { own, unknown } of idsOf(kind)) {
      const nothing = await refusalOf(mallory.client, query, unknown);
      expect(nothing).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      const foreign = await refusalOf(mallory.client, query, own);
      expect(foreign).toEqual(nothing);
    }
  });

  test.each(['Transaction', 'Order', 'BrokerAccount', 'PendingAction', 'Viewer'])(
    'is not revealed by node: %s',
    async (kind) => {
      const key = owned[kind]?.own ?? (kind === 'Viewer' ? 'victim' : UNKNOWN_HEX);
      expect(await bodyOf(mallory.client, NODE_ID, globalId(kind, key))).toEqual({
        status: 200,
        data: { node: null },
        errors: [],
      });
      // Gateway's own ids name nothing here, not even to the owner.
      expect(await bodyOf(victim.client, NODE_ID, key)).toMatchObject({ data: { node: null } });
    },
  );

  test('is returned by node to its owner', async () => {
    for (const kind of ['Transaction', 'Order', 'BrokerAccount', 'Viewer']) {
      const id = globalId(kind, owned[kind]?.own ?? 'victim');
      expect(await victim.client.ask(NODE_ID, { id })).toEqual({ node: { __typename: kind, id } });
    }
  });

  test.each([...QUERIES, ...SUBSCRIPTIONS])(
    'is not guessed by an id that is none: %s',
    async (_name, kind, query) => {
      const isSubscription = SUBSCRIPTIONS.some(([, , document]) => document === query);
      for (const id of MALFORMED) {
        if (isSubscription) {
          expect(await refusalOf(mallory.client, query, id)).toMatchObject([
            { extensions: { code: 'NOT_FOUND' } },
          ]);
          continue;
        }
        const body = await bodyOf(mallory.client, query, id);
        expect(JSON.stringify(body)).not.toContain('INTERNAL_SERVER_ERROR');
        const unknown = await bodyOf(mallory.client, query, (owned[kind] as Ids).unknown);
        expect(body).toEqual(unknown);
      }
    },
  );

  test('is in none of the other’s lists', async () => {
    const lists = JSON.stringify(await mallory.client.ask(LISTS));
    for (const kind of ['Transaction', 'Order', 'BrokerAccount']) {
      const { own } = owned[kind] as Ids;
      expect(lists).not.toContain(own);
      expect(lists).not.toContain(globalId(kind, own));
    }
    expect(lists).toContain('CONNECT');
  });

  test('is never sent to a subscriber of another viewer', async () => {
    const events = mallory.client.subscribe(INTENTS);
    await events.next();
    await victim.bought(buying(3));
    await mallory.create({ intent: 'CONNECT' });
    expect(await events.next()).toEqual({
      events: { __typename: 'TransactionEvent', transaction: { intent: 'CONNECT' } },
    });
    expect(events.waiting).toEqual([]);
  });

  test('a cursor of another is no place to resume from', async () => {
    const theirs = await victim.client.ask(EVENT_LOG);
    const after = theirs.events?.edges[0]?.cursor;
    expect(after).toBeDefined();
    const resumed = mallory.client.subscribe(FOLLOW_EVENT_TYPES, { after });
    expect(await resumed.next()).toEqual({ events: { __typename: 'ResyncRequired' } });
    resumed.stop();
    const none = await mallory.client.ask(EVENTS_AFTER, { after: 'bm90IGEgY3Vyc29y' });
    expect(await mallory.client.ask(EVENTS_AFTER, { after })).toEqual(none);
  });

  test('the same idempotency key of two viewers makes two transactions', async () => {
    const input = { ...buying(1, 'TCS'), idempotencyKey: 'shared' };
    expect(await victim.create(input)).not.toBe(await mallory.create(input));
  });

  test('stays so after a restart, before and after the owner has read it', async () => {
    await app.app.close();
    const { dataDir, emulator, port } = app;
    const again = await startApp({ dataDir, emulator, port });
    try {
      const cold = await answersTo(mallory.client);
      const owners = await answersTo(victim.client);
      expect(await answersTo(mallory.client)).toEqual(cold);
      expect(cold).toEqual([{ order: null }, { transaction: null }, { holdings: null }]);
      expect(owners).toMatchObject([{ order: {} }, { transaction: {} }, { holdings: {} }]);
    } finally {
      await again.close();
    }
  });

  /** What a viewer gets of the victim's objects. */
  async function answersTo(client: GraphqlClient): Promise<unknown[]> {
    const ask = (query: OfId, kind: string) => client.ask(query, { id: (owned[kind] as Ids).own });
    return [
      await ask(ORDER_STATUS, 'Order'),
      await ask(TRANSACTION_STATUS, 'Transaction'),
      await ask(HOLDINGS_PROVENANCE, 'BrokerAccount'),
    ];
  }
});

function expiredToken(): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('alice')
    .setIssuer('test-partner')
    .setAudience('dwar')
    .setExpirationTime(1_600_000_000)
    .sign(new TextEncoder().encode('test-session-secret-0123456789-abcdef'));
}

const ROOT_FIELDS: readonly (readonly [
  field: string,
  document: TypedDocumentString<unknown, Record<string, never>>,
])[] = [
  [
    'viewer',
    graphql(/* GraphQL */ `
      query AnonymousViewer { viewer { id } }
    `),
  ],
  [
    'node',
    graphql(/* GraphQL */ `
      query AnonymousNode { node(id: "x") { id } }
    `),
  ],
  [
    'transaction',
    graphql(/* GraphQL */ `
      query AnonymousTransaction { transaction(id: "x") { id } }
    `),
  ],
  [
    'transactions',
    graphql(/* GraphQL */ `
      query AnonymousTransactions { transactions { edges { cursor } } }
    `),
  ],
  [
    'order',
    graphql(/* GraphQL */ `
      query AnonymousOrder { order(id: "x") { id } }
    `),
  ],
  [
    'orders',
    graphql(/* GraphQL */ `
      query AnonymousOrders { orders { edges { cursor } } }
    `),
  ],
  [
    'holdings',
    graphql(/* GraphQL */ `
      query AnonymousHoldings { holdings { provenance } }
    `),
  ],
  [
    'pendingActions',
    graphql(/* GraphQL */ `
      query AnonymousPendingActions { pendingActions { id } }
    `),
  ],
  [
    'events',
    graphql(/* GraphQL */ `
      query AnonymousEvents { events { edges { cursor } } }
    `),
  ],
  [
    'brokers',
    graphql(/* GraphQL */ `
      query AnonymousBrokers { brokers { key } }
    `),
  ],
  [
    'createAuthToken',
    graphql(/* GraphQL */ `
      mutation AnonymousCreateAuthToken { createAuthToken { token } }
    `),
  ],
  [
    'createTransaction',
    graphql(/* GraphQL */ `
      mutation AnonymousCreateTransaction { createTransaction(input: { idempotencyKey: "k", intent: CONNECT }) { __typename } }
    `),
  ],
  [
    'linkBrokerAccount',
    graphql(/* GraphQL */ `
      mutation AnonymousLinkBrokerAccount { linkBrokerAccount(input: { smallcaseAuthToken: "x" }) { __typename } }
    `),
  ],
  [
    'unlinkBrokerAccount',
    graphql(/* GraphQL */ `
      mutation AnonymousUnlinkBrokerAccount { unlinkBrokerAccount(input: { brokerAccountId: "x" }) { __typename } }
    `),
  ],
  [
    'reportTransactionOutcome',
    graphql(/* GraphQL */ `
      mutation AnonymousReportTransactionOutcome { reportTransactionOutcome(input: { transactionId: "x" }) { __typename } }
    `),
  ],
  [
    'refreshHoldings',
    graphql(/* GraphQL */ `
      mutation AnonymousRefreshHoldings { refreshHoldings { __typename } }
    `),
  ],
];

const ROOT_SUBSCRIPTIONS: readonly (readonly [
  field: string,
  document: TypedDocumentString<unknown, Record<string, never>>,
])[] = [
  [
    'events',
    graphql(/* GraphQL */ `
      subscription FollowAnonymouslyEvents { events { __typename } }
    `),
  ],
  [
    'orderUpdated',
    graphql(/* GraphQL */ `
      subscription FollowAnonymouslyOrderUpdated { orderUpdated { __typename } }
    `),
  ],
  [
    'transactionUpdated',
    graphql(/* GraphQL */ `
      subscription FollowAnonymouslyTransactionUpdated { transactionUpdated { __typename } }
    `),
  ],
  [
    'holdingsUpdated',
    graphql(/* GraphQL */ `
      subscription FollowAnonymouslyHoldingsUpdated { holdingsUpdated { __typename } }
    `),
  ],
];

const SCHEMA_ITSELF = graphql(/* GraphQL */ `
  query SchemaItself { __typename __schema { queryType { name } } }
`);

const CREATE = graphql(/* GraphQL */ `
  mutation CreateWithBadToken {
    createTransaction(input: { idempotencyKey: "k", intent: CONNECT }) { __typename }
  }
`);

describe('a caller without a token', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.close();
  });

  test.each(ROOT_FIELDS)('is UNAUTHENTICATED at %s', async (_field, document) => {
    expect(await app.anonymous().refused(document)).toEqual(['UNAUTHENTICATED']);
  });

  test.each(ROOT_SUBSCRIPTIONS)('is UNAUTHENTICATED when following %s', async (_field, document) => {
    const failure = app.anonymous().subscribe(document).failure();
    expect(await failure).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('may ask for __typename and for the schema', async () => {
    expect(await app.anonymous().ask(SCHEMA_ITSELF)).toEqual({
      __typename: 'Query',
      __schema: { queryType: { name: 'Query' } },
    });
    expect((await app.emulator.control.requests()).length).toBe(0);
  });

  test.each(['expired', 'badly signed', 'garbage'])(
    'with a token that is %s gets 401 and nothing runs',
    async (kind) => {
      const good = await app.token('alice');
      const bad = {
        expired: await expiredToken(),
        'badly signed': `${good.slice(0, -6)}AAAAAA`,
        garbage: 'x',
      };
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${bad[kind as keyof typeof bad]}`,
        },
        body: JSON.stringify({ query: CREATE.toString() }),
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
      expect((await app.emulator.control.requests()).length).toBe(0);
    },
  );
});
