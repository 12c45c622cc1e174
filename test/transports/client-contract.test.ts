import { createHash } from 'node:crypto';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { DOCUMENT_MISTAKES, PERSISTED_QUERY_MESSAGES } from '../../src/core/client-contract.js';
import { ERROR_CATALOGUE } from '../../src/core/errors.js';
import { silentLog } from '../../src/core/log.js';
import { createPersistedDocuments, type PersistedMode } from '../../src/execution/persisted-documents.js';
import { TRANSPORTS } from '../support/any-transport.js';
import { closeServers, makeToken, type Started, startServer } from '../support/test-server.js';

/** Texts and codes that stock clients compare, sent to them over each transport. */

const QUERY = '{ me }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const servers = {} as Record<PersistedMode, Started>;
let token: string;

beforeAll(async () => {
  token = await makeToken();
  for (const mode of ['off', 'log', 'only'] as const) {
    servers[mode] = await startServer({
      runtime: {
        persistedDocuments: createPersistedDocuments({
          mode,
          manifest: new Map([['known', QUERY]]),
          maxTokens: 200,
          log: silentLog,
          count: () => {},
        }),
      },
    });
  }
});

afterAll(closeServers);

const EXPECTED = {
  off: ['PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED'],
  log: ['PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND'],
  only: ['PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND'],
} as const;

const MODES = Object.keys(EXPECTED) as PersistedMode[];
const hashed = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } },
});

describe.each(Object.entries(TRANSPORTS))('over %s', (_name, send) => {
  test.each(MODES)(
    'an unknown id has the message and code that clients compare in mode `%s`',
    async (mode) => {
      for (const form of [{ documentId: 'unknown' }, hashed(QUERY)]) {
        const { errors } = await send(servers[mode].url, token, form);
        expect(errors.map(({ message, extensions }) => [message, extensions.code])).toEqual([EXPECTED[mode]]);
      }
    },
  );
});

describe('over HTTP', () => {
  /** Those of Apollo Client 4, of Apollo iOS and of Apollo Kotlin. */
  const ACCEPT = [
    'application/json',
    'application/graphql-response+json,application/json;q=0.9',
    'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json',
    'multipart/mixed;deferSpec=20220824, application/json',
    '*/*',
  ];

  test.each(ACCEPT)('an unknown id has status 200 with Accept: %s', async (accept) => {
    for (const mode of MODES) {
      const response = await fetch(`${servers[mode].url}/graphql`, {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json' },
        body: JSON.stringify(hashed(QUERY)),
      });
      const body = await response.json();
      expect([response.status, body]).toMatchObject([200, { errors: [{ message: EXPECTED[mode][0] }] }]);
    }
  });
});

/** What a request holds: an id, a text, or both. */
function partsOf(input: unknown, init?: RequestInit): string {
  const all = decodeURIComponent(`${input}${init?.body ?? ''}`);
  const parts = [
    [/sha256Hash/, 'id'],
    [/[?&]query=|"query":"/, 'text'],
  ] as const;
  return parts.flatMap(([pattern, part]) => (pattern.test(all) ? [part] : [])).join(' and ');
}

function recorded() {
  const sent: string[] = [];
  const send: typeof fetch = (input, init) => {
    sent.push(partsOf(input, init));
    return fetch(input, init);
  };
  return { sent, send };
}

describe.each([true, false])('urql with persisted queries (by GET: %j)', (preferGetForPersistedQueries) => {
  function urql(mode: PersistedMode) {
    const { sent, send } = recorded();
    const client = new Client({
      url: `${servers[mode].url}/graphql`,
      exchanges: [
        persistedExchange({ preferGetForPersistedQueries, generateHash: async (text) => sha256(text) }),
        fetchExchange,
      ],
      fetchOptions: { headers: { authorization: `Bearer ${token}` } },
      fetch: send,
    });
    return { client, sent };
  }

  test('sends the text after an unknown id in mode `log`', async () => {
    const { client, sent } = urql('log');
    expect((await client.query('query A { me }', {})).data).toEqual({ me: 'alice' });
    expect((await client.query('query B { me }', {})).data).toEqual({ me: 'alice' });
    expect(sent).toEqual(['id', 'id and text', 'id', 'id and text']);
  });

  test('sends texts alone after its first id in mode `off`', async () => {
    const { client, sent } = urql('off');
    expect((await client.query('query A { me }', {})).data).toEqual({ me: 'alice' });
    expect((await client.query('query B { me }', {})).data).toEqual({ me: 'alice' });
    expect(sent).toEqual(['id', 'text', 'text']);
  });

  test('reports that the document is not registered in mode `only`', async () => {
    const { client, sent } = urql('only');
    const { error } = await client.query('query A { me }', {});
    expect(error?.graphQLErrors.map(({ extensions }) => extensions.code)).toEqual([
      'PERSISTED_DOCUMENT_REQUIRED',
    ]);
    expect(sent).toEqual(['id', 'id and text']);
  });
});

describe.each([true, false])(
  'Apollo Client with persisted queries (by GET: %j)',
  (useGETForHashedQueries) => {
    test.each([
      ['log', ['id', 'id and text', 'id', 'id and text']],
      ['off', ['id', 'text', 'text']],
    ] as const)('falls back to the text in mode `%s`', async (mode, expected) => {
      const { sent, send } = recorded();
      const http = new HttpLink({
        uri: `${servers[mode].url}/graphql`,
        headers: { authorization: `Bearer ${token}` },
        fetch: send,
      });
      const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(http);
      const client = new ApolloClient({ link, cache: new InMemoryCache() });
      for (const query of [gql('query A { me }'), gql('query B { me }')])
        expect((await client.query({ query, fetchPolicy: 'no-cache' })).data).toEqual({ me: 'alice' });
      expect(sent).toEqual(expected);
    });
  },
);

test('every code of the installed Apollo Server is in our catalogue', () => {
  expect(Object.keys(ERROR_CATALOGUE)).toEqual(expect.arrayContaining(Object.values(ApolloServerErrorCode)));
  expect(Object.values(ApolloServerErrorCode)).toEqual(expect.arrayContaining([...DOCUMENT_MISTAKES]));
  expect(Object.values(ApolloServerErrorCode)).toEqual(
    expect.arrayContaining(Object.keys(PERSISTED_QUERY_MESSAGES)),
  );
});

test.each([
  ['{ me', 'GRAPHQL_PARSE_FAILED'],
  ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['query A($n: Int!) { need(n: $n) }', 'BAD_USER_INPUT'],
  ['query A { me } query B { me }', 'OPERATION_RESOLUTION_FAILURE'],
])('%j has the code %s over every transport', async (query, code) => {
  for (const [name, send] of Object.entries(TRANSPORTS)) {
    const { errors } = await send(servers.off.url, token, { query });
    expect([name, errors.map(({ extensions }) => extensions.code)]).toEqual([name, [code]]);
  }
});
