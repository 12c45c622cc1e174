import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { SubscriptionFailed } from '../support/graphql-client.js';
import { startApp, type TestApp } from '../support/app.js';

/**
 * The limits on operations: exactly N passes and N + 1 is refused with OPERATION_LIMIT_EXCEEDED, the same on every transport. The
 * documents are made by the test, so they are plain text.
 */
interface Case {
  readonly limit: string;
  readonly env: Readonly<Record<string, string>>;
  readonly passes: { readonly query: string; readonly variables?: object };
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
    passes: { query: '{ orders { edges { node { legs { symbol } } } } }' },
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
    passes: { query: `{ ${aliases(4)} }` },
    refused: [
      { query: `{ ${aliases(5)} }` },
      {
        query: `{ ...two x: __typename b: viewer { c: id } ...two } fragment two on Query { ${aliases(2)} }`,
      },
    ],
  },
  {
    limit: 'rootFields',
    env: { GRAPHQL_MAX_ROOT_FIELDS: '3', GRAPHQL_MAX_ALIASES: '100' },
    passes: { query: `{ ${aliases(3)} }` },
    refused: [
      { query: `{ ${aliases(4)} }` },
      { query: `{ ...f ...f } fragment f on Query { ${aliases(2)} }` },
    ],
  },
  {
    limit: 'directives',
    env: { GRAPHQL_MAX_DIRECTIVES: '2' },
    passes: { query: '{ __typename @include(if: true) @skip(if: false) }' },
    refused: [{ query: '{ ... @include(if: true) { __typename @include(if: true) @skip(if: false) } }' }],
  },
  {
    limit: 'cost',
    env: { GRAPHQL_MAX_COST: '31' },
    // One field for the connection, and `edges`, `node` and `id` for each of ten items.
    passes: { query: page, variables: { n: 10 } },
    refused: [
      { query: page, variables: { n: 11 } },
      { query: page },
      { query: '{ orders { edges { node { id } } } }' },
    ],
  },
  {
    limit: 'operationName',
    env: {},
    passes: { query: `query ${'n'.repeat(512)} { __typename }` },
    refused: [{ query: `query ${'n'.repeat(513)} { __typename }` }],
  },
  {
    limit: 'tokens',
    env: { GRAPHQL_MAX_TOKENS: '50', GRAPHQL_MAX_ROOT_FIELDS: '100' },
    passes: { query: `{ ${'__typename '.repeat(48)} }` },
    refused: [{ query: `{ ${'__typename '.repeat(49)} }` }],
  },
];

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

    test('lets pass what is exactly at it', async () => {
      const alice = await gateway.as('alice');
      expect(await alice.sendRaw(passes.query, passes.variables)).toMatchObject({ status: 200, errors: [] });
    });

    test('refuses one more, by name, and again when the document is known', async () => {
      const alice = await gateway.as('alice');
      for (const { query, variables } of [...refused, ...refused]) {
        const answer = await alice.sendRaw(query, variables);
        expect(answer.status).toBeLessThan(500);
        expect(answer.errors).toMatchObject([{ extensions: { ...REFUSAL.extensions, limit } }]);
      }
    });

    test('holds over WebSocket and SSE', async () => {
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

  test('count each alias as a call, tell when it goes on, and know viewers apart', async () => {
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

  test('of other mutations are counted by themselves, over every transport, and never stop a query', async () => {
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
