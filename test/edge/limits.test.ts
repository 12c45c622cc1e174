import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { loadConfig } from '../../src/config.js';
import { graphql } from '../generated/gql.js';
import { SubscriptionFailed } from '../support/graphql-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

/**
 * The limits on operations: exactly N passes and N + 1 is refused with OPERATION_LIMIT_EXCEEDED, the same on every transport. The
 * documents are made by the test, so they are plain text.
 */
interface Case {
  readonly limit: string;
  readonly env: Readonly<Record<string, string>>;
  readonly passes: readonly { readonly query: string; readonly variables?: object }[];
  readonly refused: readonly { readonly query: string; readonly variables?: object }[];
}

const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ');
const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshWithinLimits { refreshHoldings { __typename } }
`);

const VIEWER_ID = graphql(/* GraphQL */ `
  query ViewerWithinLimits { viewer { id } }
`);

const page = 'query ($n: Int) { transactions(first: $n) { edges { node { id } } } }';

const CASES: readonly Case[] = [
  {
    limit: 'depth',
    env: { GRAPHQL_MAX_DEPTH: '5' },
    passes: [{ query: '{ orders { edges { node { legs { symbol } } } } }' }],
    refused: [
      { query: '{ orders { edges { node { legs { averagePrice { amount } } } } } }' },
      {
        query:
          '{ orders { ...page } } fragment page on OrderConnection { edges { node { ... on Order { legs { averagePrice { amount } } } } } }',
      },
    ],
  },
  {
    limit: 'aliases',
    env: { GRAPHQL_MAX_ALIASES: '4' },
    passes: [{ query: `{ ${aliases(4)} }` }, { query: `{ __schema { ${aliases(4)} } }` }],
    refused: [
      { query: `{ ${aliases(5)} }` },
      { query: `{ __schema { ${aliases(5)} } }` },
      {
        query: `{ __type(name: "Order") { ...two ...two a: name } } fragment two on __Type { ${aliases(2)} }`,
      },
      {
        query: `{ ...two x: __typename b: viewer { c: id } ...two } fragment two on Query { ${aliases(2)} }`,
      },
    ],
  },
  {
    limit: 'rootFields',
    env: { GRAPHQL_MAX_ROOT_FIELDS: '3', GRAPHQL_MAX_ALIASES: '100' },
    passes: [{ query: `{ ${aliases(3)} }` }],
    refused: [
      { query: `{ ${aliases(4)} }` },
      { query: `{ ...f ...f } fragment f on Query { ${aliases(2)} }` },
    ],
  },
  {
    limit: 'directives',
    env: { GRAPHQL_MAX_DIRECTIVES: '2' },
    passes: [{ query: '{ __typename @include(if: true) @skip(if: false) }' }],
    refused: [
      { query: '{ ... @include(if: true) { __typename @include(if: true) @skip(if: false) } }' },
      {
        query:
          '{ __schema { types @include(if: true) { name @include(if: true) kind @include(if: true) } } }',
      },
    ],
  },
  {
    limit: 'cost',
    env: { GRAPHQL_MAX_COST: '31' },
    // One field for the connection, and `edges`, `node` and `id` for each of ten items.
    passes: [
      { query: page, variables: { n: 10 } },
      { query: page.replace('Int', 'Int = 10') },
      { query: page.replace('Int', 'Int = 50'), variables: { n: 10 } },
    ],
    refused: [
      { query: page, variables: { n: 11 } },
      { query: page },
      { query: '{ orders { edges { node { id } } } }' },
    ],
  },
  {
    limit: 'cost',
    env: { GRAPHQL_MAX_COST: '61' },
    // Pages without a size count with the default: 20, and 50 for events.
    passes: [
      { query: page },
      { query: page, variables: { n: null } },
      { query: page.replace('Int', 'Int = 50'), variables: { n: null } },
      { query: '{ events(first: 30) { edges { cursor } } }' },
    ],
    refused: [
      { query: page.replace('node { id }', 'node { id status }') },
      { query: page.replace('Int', 'Int = 1').replace('{ id }', '{ id status }'), variables: { n: null } },
      { query: '{ events { edges { cursor } } }' },
      { query: '{ events(first: null) { edges { cursor } } }' },
    ],
  },
  {
    limit: 'cost',
    env: { GRAPHQL_MAX_COST: '4' },
    passes: [{ query: '{ __schema { types { name } } __typename }' }],
    refused: [{ query: '{ __schema { types { name kind } } __typename }' }],
  },
  {
    limit: 'operationName',
    env: {},
    passes: [{ query: `query ${'n'.repeat(512)} { __typename }` }],
    refused: [{ query: `query ${'n'.repeat(513)} { __typename }` }],
  },
  {
    limit: 'operationName',
    env: {},
    passes: [],
    // Also in an operation that is not selected.
    refused: [{ query: `{ __typename } query ${'n'.repeat(513)} { __typename }` }],
  },
  {
    limit: 'selections',
    env: { GRAPHQL_MAX_SELECTIONS: '10' },
    passes: [{ query: '{ ...f ...f } fragment f on Query { __typename ... { __typename } }' }],
    refused: [
      { query: '{ ...f ...f } fragment f on Query { __typename ... { __typename __typename } }' },
      { query: `{ ${'__typename '.repeat(11)} }` },
    ],
  },
  {
    limit: 'fieldPairs',
    env: { GRAPHQL_MAX_FIELD_PAIRS: '6' },
    passes: [{ query: '{ viewer { id } viewer { id } viewer { id } }' }],
    refused: [
      { query: '{ viewer { id } viewer { id } viewer { id id } }' },
      { query: '{ viewer { id } ...f viewer { id } } fragment f on Query { viewer { id id } }' },
      // Also in an invalid document, and in an operation that is not selected.
      { query: '{ nothing nothing nothing nothing nothing }' },
      { query: '{ __typename } query B { nothing { a a } nothing { a a } }' },
      { query: '{ __typename } fragment f on Query { nothing { a a } nothing { a a } }' },
    ],
  },
  {
    limit: 'lines',
    env: { GRAPHQL_MAX_TOKENS: '50' },
    passes: [{ query: `{${'\n'.repeat(99)}__typename }` }],
    refused: [{ query: `{${'\n'.repeat(100)}__typename }` }, { query: '\r'.repeat(100) }],
  },
  {
    limit: 'tokens',
    env: { GRAPHQL_MAX_TOKENS: '50', GRAPHQL_MAX_ROOT_FIELDS: '100' },
    passes: [{ query: `{ ${'__typename '.repeat(48)} }` }],
    refused: [{ query: `{ ${'__typename '.repeat(49)} }` }],
  },
];

const EVERYTHING = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};

describe('with the default limits', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    gateway = await startApp();
  });

  afterAll(() => gateway.close());

  test.each([
    ['graphql-js', {}],
    ['GraphiQL', { schemaDescription: true, inputValueDeprecation: true }],
    ['tools that ask for everything', EVERYTHING],
  ])('the introspection of %s passes', async (_name, options) => {
    const { status, errors } = await gateway.anonymous().sendRaw(getIntrospectionQuery(options));
    expect([status, errors]).toEqual([200, []]);
  });
});

const REFUSAL = { extensions: { code: 'OPERATION_LIMIT_EXCEEDED' } };

for (const { limit, env, passes, refused } of CASES) {
  describe(`the limit "${limit}"`, () => {
    let gateway: TestApp;

    beforeAll(async () => {
      gateway = await startApp({ env });
    });

    afterAll(async () => {
      await gateway.close();
    });

    test('accepts what is exactly at the limit', async () => {
      const alice = await gateway.as('alice');
      for (const { query, variables } of passes)
        expect(await alice.sendRaw(query, variables)).toMatchObject({ status: 200, errors: [] });
    });

    test('refuses one more and names the limit, also once the document is cached', async () => {
      const alice = await gateway.as('alice');
      for (const { query, variables } of [...refused, ...refused]) {
        const answer = await alice.sendRaw(query, variables);
        expect(answer.status).toBeLessThan(500);
        expect(answer.errors).toMatchObject([{ extensions: { ...REFUSAL.extensions, limit } }]);
      }
    });

    test('applies over WebSocket and SSE', async () => {
      const alice = await gateway.as('alice');
      for (const { query, variables } of refused) {
        const failure = await alice
          .subscribeRaw(query, variables)
          .next()
          .catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(SubscriptionFailed);
        expect((failure as SubscriptionFailed).reason).toMatchObject([REFUSAL]);
        expect(await overSse(gateway, query, variables)).toContain('OPERATION_LIMIT_EXCEEDED');
      }
    });
  });
}

test('the cost of a subscription is that of one event', async () => {
  const gateway = await startApp({ env: { GRAPHQL_MAX_COST: '3' } });
  try {
    const alice = await gateway.as('alice');
    const three = 'subscription { events { cursor occurredAt } }';
    expect(await alice.subscribeRaw(three).next()).toMatchObject({ events: { cursor: expect.any(String) } });
    const four = three.replace('cursor', '__typename cursor');
    await expect(alice.subscribeRaw(four).next()).rejects.toMatchObject({ reason: [REFUSAL] });
  } finally {
    await gateway.close();
  }
});

async function overSse(gateway: TestApp, query: string, variables: object | undefined): Promise<string> {
  const response = await fetch(`${gateway.url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${await gateway.token('alice')}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return await response.text();
}

describe('rates', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    gateway = await startApp({ env: { RATE_AUTH_TOKENS: '3', RATE_MUTATIONS: '2' } });
  });

  afterAll(async () => {
    await gateway.close();
  });

  const tokens = (count: number) =>
    `mutation { ${Array.from({ length: count }, (_, n) => `t${n}: createAuthToken { kind }`).join(' ')} }`;

  test('count each alias as a call, say when calls are accepted again, and are counted per viewer', async () => {
    const alice = await gateway.as('alice');
    expect(await alice.sendRaw(tokens(3))).toMatchObject({ status: 200, errors: [] });
    const refused = await alice.sendRaw(tokens(1));
    expect(refused.status).toBe(429);
    expect(refused.errors).toMatchObject([
      {
        extensions: {
          code: 'RATE_LIMITED',
          retryAfterSeconds: expect.any(Number),
          resetAt: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      },
    ]);
    const bob = await gateway.as('bob');
    expect(await bob.sendRaw(tokens(1))).toMatchObject({ status: 200, errors: [] });
  });

  test('of other mutations are counted separately, over every transport, and never stop a query', async () => {
    const carol = await gateway.as('carol');
    expect((await carol.send(REFRESH)).errors).toMatchObject([
      { extensions: { code: 'BROKER_ACCOUNT_REQUIRED' } },
    ]);
    expect(await overSse(gateway, REFRESH.toString(), {})).toContain('BROKER_ACCOUNT_REQUIRED');
    expect((await carol.send(REFRESH)).errors).toMatchObject([
      { extensions: { code: 'BROKER_ACCOUNT_REQUIRED' } },
    ]);
    const failure = await carol
      .subscribeRaw(REFRESH)
      .next()
      .catch((error: unknown) => error);
    expect((failure as SubscriptionFailed).reason).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(await carol.send(VIEWER_ID)).toMatchObject({ status: 200, errors: [] });
  });
});

describe('rates by address', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    gateway = await startApp({ env: { RATE_ADDRESS: '4', RATE_BAD_WEBHOOKS: '3', TRUST_PROXY: 'true' } });
  });

  afterAll(async () => {
    await gateway.close();
  });

  /** The headers of a client at `address` behind the one proxy, with a forged address in front. */
  async function mutateFrom(address: string, viewer: string, aliases: number, transport = '/graphql') {
    const calls = Array.from({ length: aliases }, (_, n) => `c${n}: refreshHoldings { __typename }`);
    const response = await fetch(`${gateway.url}${transport}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: transport === '/graphql' ? 'application/json' : 'text/event-stream',
        authorization: `Bearer ${await gateway.token(viewer)}`,
        'x-forwarded-for': `${Math.random()}, 198.51.100.${aliases}, ${address}`,
      },
      body: JSON.stringify({ query: `mutation { ${calls.join(' ')} }` }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  test('count the mutations of all viewers there on every transport, independent of what the client forwards', async () => {
    expect((await mutateFrom('203.0.113.1', 'ada', 2)).text).toContain('BROKER_ACCOUNT_REQUIRED');
    expect((await mutateFrom('203.0.113.1', 'bea', 2)).text).toContain('BROKER_ACCOUNT_REQUIRED');
    const refused = await mutateFrom('203.0.113.1', 'cleo', 1);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.parse(refused.text)).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', resetAt: expect.any(String) } }],
    });
    expect((await mutateFrom('203.0.113.1', 'dora', 1, '/graphql/stream')).text).toContain('RATE_LIMITED');
    expect((await mutateFrom('203.0.113.2', 'cleo', 1)).text).toContain('BROKER_ACCOUNT_REQUIRED');
  });

  const deliverFrom = (address: string, body: Parameters<typeof deliver>[1]) =>
    deliver(gateway.url, body, { 'content-type': 'application/json', 'x-forwarded-for': address });
  const forged = () => ({ ...signed(orderDelivery()), checksum: '0'.repeat(64) });
  const orderDelivery = () => ({
    ...batch(newBatchId()),
    transactionId: `TRX_${'0'.repeat(32)}`,
    smallcaseAuthId: '0'.repeat(24),
  });

  test('count webhooks with a wrong checksum, and never refuse one with a correct checksum', async () => {
    for (const body of [forged(), '{', forged()])
      expect([400, 401]).toContain((await deliverFrom('203.0.113.9', body)).status);
    const refused = await deliverFrom('203.0.113.9', forged());
    expect([refused.status, refused.outcome]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    for (let n = 0; n < 20; n += 1)
      expect((await deliverFrom('203.0.113.9', signed(orderDelivery()))).status).toBe(200);
    expect((await deliverFrom('203.0.113.10', forged())).status).toBe(401);
  });
});

/** The minimal settings of production. */
const PRODUCTION = {
  NODE_ENV: 'production',
  GATEWAY_NAME: 'limits',
  GATEWAY_SECRET: 'one-secret-0123456789-0123456789-01',
  GATEWAY_API_SECRET: 'two-secret-0123456789-0123456789-01',
  AUTH_JWT_SECRET: 'three-secret-0123456789-0123456789',
  AUTH_ISSUER: 'partner',
  AUTH_AUDIENCE: 'dwar',
};

describe('with the defaults of production', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    // An emulator without TLS cannot meet the profile's other requirements; these are its limits.
    const { RATE_AUTH_TOKENS, RATE_MUTATIONS, RATE_ADDRESS, RATE_BAD_WEBHOOKS } = loadConfig(PRODUCTION);
    gateway = await startApp({
      env: Object.fromEntries(
        Object.entries({ RATE_AUTH_TOKENS, RATE_MUTATIONS, RATE_ADDRESS, RATE_BAD_WEBHOOKS }).map(
          ([name, value]) => [name, String(value)],
        ),
      ),
    });
  });

  afterAll(async () => {
    await gateway.close();
  });

  const many = (count: number, call: string) =>
    `mutation { ${Array.from({ length: count }, (_, n) => `c${n}: ${call}`).join(' ')} }`;

  test('a viewer gets 10 auth tokens and 30 other mutations a minute, but not one more', async () => {
    const alice = await gateway.as('alice');
    expect(await alice.sendRaw(many(10, 'createAuthToken { kind }'))).toMatchObject({ errors: [] });
    expect((await alice.sendRaw(many(1, 'createAuthToken { kind }'))).status).toBe(429);
    for (let n = 0; n < 3; n += 1)
      expect((await alice.sendRaw(many(10, 'refreshHoldings { __typename }'))).status).toBe(200);
    expect((await alice.sendRaw(many(1, 'refreshHoldings { __typename }'))).status).toBe(429);
  });

  test('an address may send 300 mutations a minute, but not one more', async () => {
    for (let left = 300 - 40; left > 0; left -= 10) {
      const viewer = await gateway.as(`viewer-${left}`);
      expect((await viewer.sendRaw(many(Math.min(left, 10), 'refreshHoldings { __typename }'))).status).toBe(
        200,
      );
    }
    const last = await (await gateway.as('last')).sendRaw(many(1, 'refreshHoldings { __typename }'));
    expect([last.status, last.errors[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
  });

  test('pages of 100 are accepted, and of 101 refused', async () => {
    const carol = await gateway.as('carol');
    const page = 'query ($n: Int) { orders(first: $n) { edges { cursor } } }';
    expect(await carol.sendRaw(page, { n: 100 })).toMatchObject({ status: 200, errors: [] });
    expect((await carol.sendRaw(page, { n: 101 })).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'first' } },
    ]);
  });

  test('bodies of 100 kB and heads of 16 KiB are accepted, and larger ones refused', async () => {
    const send = async (bytes: number, header = '') => {
      const body = (padding: string) => JSON.stringify({ query: `{ __typename } #${padding}` });
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-padding': header },
        body: body('x'.repeat(bytes - body('').length)),
      });
      return [response.status, ((await response.json()) as Failed).errors?.[0]?.extensions.code];
    };
    expect(await send(100_000)).toEqual([200, undefined]);
    expect(await send(100_001)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await send(100, 'x'.repeat(15 * 1024))).toEqual([200, undefined]);
    expect(await send(100, 'x'.repeat(17 * 1024))).toEqual([431, 'BAD_REQUEST']);
  });
});

interface Failed {
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}
