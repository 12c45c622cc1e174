import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { startApp, type TestApp } from '../support/app.js';
import type { GraphqlClient } from '../support/graphql-client.js';
import { buying, globalId, Player } from '../support/player.js';

/** What each kind of id is in these tests: the owner's, one that nobody has, and what is none at all. */
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

/** Every argument that takes an id: the operation, and which kind of id is meant. */
const QUERIES: readonly (readonly [name: string, kind: string, document: string])[] = [
  [
    'transaction',
    'Transaction',
    'query ($id: ID!) { transaction(id: $id) { id status timeline { at } orders { id } } }',
  ],
  [
    'an alias of transaction',
    'Transaction',
    'query ($id: ID!) { viewer { id } x: transaction(id: $id) { id } }',
  ],
  ['order', 'Order', 'query ($id: ID!) { order(id: $id) { id status legs { symbol } transaction { id } } }'],
  [
    'orders of a transaction',
    'Transaction',
    'query ($id: ID!) { orders(transactionId: $id) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
  ],
  [
    'holdings',
    'BrokerAccount',
    'query ($id: ID!) { holdings(brokerAccountId: $id) { snapshotAt securities { isin } } }',
  ],
  [
    'createAuthToken for a transaction',
    'Transaction',
    'mutation ($id: ID!) { createAuthToken(input: { transactionId: $id }) { token } }',
  ],
  [
    'createAuthToken for an account',
    'BrokerAccount',
    'mutation ($id: ID!) { createAuthToken(input: { brokerAccountId: $id }) { token } }',
  ],
  [
    'createAuthToken for an account, as guest',
    'BrokerAccount',
    'mutation ($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: GUEST }) { kind } }',
  ],
  [
    'createAuthToken for an account, connected',
    'BrokerAccount',
    'mutation ($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: CONNECTED }) { token } }',
  ],
  [
    'createTransaction for an account',
    'BrokerAccount',
    'mutation ($id: ID!) { createTransaction(input: { idempotencyKey: "k1", intent: FETCH_FUNDS, brokerAccountId: $id }) { __typename } }',
  ],
  [
    'a guest createTransaction for an account',
    'BrokerAccount',
    'mutation ($id: ID!) { createTransaction(input: { idempotencyKey: "k2", intent: CONNECT, brokerAccountId: $id }) { __typename } }',
  ],
  [
    'createTransaction that cancels',
    'Order',
    'mutation ($id: ID!) { createTransaction(input: { idempotencyKey: "k3", intent: CANCEL_ORDER, cancelOrder: { orderId: $id, symbol: "INFY" } }) { __typename } }',
  ],
  [
    'refreshHoldings',
    'BrokerAccount',
    'mutation ($id: ID!) { refreshHoldings(input: { brokerAccountId: $id }) { __typename } }',
  ],
  [
    'unlinkBrokerAccount',
    'BrokerAccount',
    'mutation ($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }',
  ],
  [
    'reportTransactionOutcome',
    'Transaction',
    'mutation ($id: ID!) { reportTransactionOutcome(input: { transactionId: $id, errorCode: 1012 }) { __typename } }',
  ],
];

const SUBSCRIPTIONS: readonly (readonly [name: string, kind: string, document: string])[] = [
  ['orderUpdated by order', 'Order', 'subscription ($id: ID!) { orderUpdated(orderId: $id) { __typename } }'],
  [
    'orderUpdated by transaction',
    'Transaction',
    'subscription ($id: ID!) { orderUpdated(transactionId: $id) { __typename } }',
  ],
  [
    'transactionUpdated',
    'Transaction',
    'subscription ($id: ID!) { transactionUpdated(transactionId: $id) { __typename } }',
  ],
];

/** The whole answer apart from what differs with every request. */
async function bodyOf(client: GraphqlClient, query: string, id: string): Promise<unknown> {
  const { status, data, errors } = await client.send(query, { id });
  return {
    status,
    data,
    errors: errors.map(({ extensions: { requestId: _, ...rest }, ...error }) => ({ ...error, rest })),
  };
}

async function refusalOf(client: GraphqlClient, query: string, id: string): Promise<unknown> {
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
    await mallory.connect('lep-ok-2');
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
    'is not told by node: %s',
    async (kind) => {
      const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
      const key = owned[kind]?.own ?? (kind === 'Viewer' ? 'victim' : UNKNOWN_HEX);
      expect(await bodyOf(mallory.client, query, globalId(kind, key))).toEqual({
        status: 200,
        data: { node: null },
        errors: [],
      });
      // Gateway's own ids name nothing here, not even to the owner.
      expect(await bodyOf(victim.client, query, key)).toMatchObject({ data: { node: null } });
    },
  );

  test('is told by node to its owner', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    for (const kind of ['Transaction', 'Order', 'BrokerAccount', 'Viewer']) {
      const id = globalId(kind, owned[kind]?.own ?? 'victim');
      expect(await victim.client.ask(query, { id })).toEqual({ node: { __typename: kind, id } });
    }
  });

  test.each([...QUERIES, ...SUBSCRIPTIONS])(
    'is not guessed by an id that is none: %s',
    async (_name, kind, query) => {
      const isSubscription = query.startsWith('subscription');
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
    const lists = `{ transactions { edges { node { gatewayTransactionId intent } } } orders { edges { node { id } } }
      events { edges { cursor node { __typename } } } pendingActions { id } holdings { provenance }
      viewer { brokerAccounts { id } } }`;
    const told = JSON.stringify(await mallory.client.ask(lists));
    for (const kind of ['Transaction', 'Order', 'BrokerAccount']) {
      const { own } = owned[kind] as Ids;
      expect(told).not.toContain(own);
      expect(told).not.toContain(globalId(kind, own));
    }
    expect(told).toContain('CONNECT');
  });

  test('is never told to a subscriber who is somebody else', async () => {
    const events = mallory.client.subscribe(
      'subscription { events { __typename ... on TransactionEvent { transaction { intent } } } }',
    );
    await events.next();
    await victim.bought(buying(3));
    await mallory.create({ intent: 'CONNECT' });
    expect(await events.next()).toEqual({
      events: { __typename: 'TransactionEvent', transaction: { intent: 'CONNECT' } },
    });
    expect(events.waiting).toEqual([]);
  });

  test('a cursor of another is no place to resume from', async () => {
    const list = '{ events(first: 1) { edges { cursor } } }';
    const theirs = await victim.client.ask<{ events: { edges: { cursor: string }[] } }>(list);
    const after = theirs.events.edges[0]?.cursor;
    const resumed = mallory.client.subscribe(
      'subscription ($after: String) { events(after: $after) { __typename } }',
      { after },
    );
    expect(await resumed.next()).toEqual({ events: { __typename: 'ResyncRequired' } });
    resumed.stop();
    const page =
      'query ($after: String) { events(after: $after) { edges { node { __typename ... on ResyncRequired { reason } } } } }';
    const none = await mallory.client.ask(page, { after: 'bm90IGEgY3Vyc29y' });
    expect(await mallory.client.ask(page, { after })).toEqual(none);
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

  /** What a viewer is told of the victim's things. */
  async function answersTo(client: GraphqlClient): Promise<unknown[]> {
    const ask = (query: string, kind: string) => client.ask(query, { id: owned[kind]?.own });
    return [
      await ask('query ($id: ID!) { order(id: $id) { status } }', 'Order'),
      await ask('query ($id: ID!) { transaction(id: $id) { status } }', 'Transaction'),
      await ask('query ($id: ID!) { holdings(brokerAccountId: $id) { provenance } }', 'BrokerAccount'),
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
    .sign(new TextEncoder().encode('test-session-secret-abcdef'));
}

const ROOT_FIELDS = [
  '{ viewer { id } }',
  '{ node(id: "x") { id } }',
  '{ transaction(id: "x") { id } }',
  '{ transactions { edges { cursor } } }',
  '{ order(id: "x") { id } }',
  '{ orders { edges { cursor } } }',
  '{ holdings { provenance } }',
  '{ pendingActions { id } }',
  '{ events { edges { cursor } } }',
  '{ brokers { key } }',
  'mutation { createAuthToken { token } }',
  'mutation { createTransaction(input: { idempotencyKey: "k", intent: CONNECT }) { __typename } }',
  'mutation { linkBrokerAccount(input: { smallcaseAuthToken: "x" }) { __typename } }',
  'mutation { unlinkBrokerAccount(input: { brokerAccountId: "x" }) { __typename } }',
  'mutation { reportTransactionOutcome(input: { transactionId: "x" }) { __typename } }',
  'mutation { refreshHoldings { __typename } }',
];

const ROOT_SUBSCRIPTIONS = ['events', 'orderUpdated', 'transactionUpdated', 'holdingsUpdated'];

describe('somebody without a token', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.close();
  });

  test.each(ROOT_FIELDS)('is UNAUTHENTICATED at %s', async (query) => {
    expect(await app.anonymous().refused(query)).toEqual(['UNAUTHENTICATED']);
  });

  test.each(ROOT_SUBSCRIPTIONS)('is UNAUTHENTICATED when following %s', async (field) => {
    const failure = app.anonymous().subscribe(`subscription { ${field} { __typename } }`).failure();
    expect(await failure).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('may ask for __typename and for the schema', async () => {
    expect(await app.anonymous().ask('{ __typename __schema { queryType { name } } }')).toEqual({
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
        body: JSON.stringify({
          query:
            'mutation { createTransaction(input: { idempotencyKey: "k", intent: CONNECT }) { __typename } }',
        }),
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
      expect((await app.emulator.control.requests()).length).toBe(0);
    },
  );
});
