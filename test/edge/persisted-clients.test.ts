import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DocumentNode } from 'graphql';
import { WebSocket } from 'ws';
import { readEventStream } from '../../packages/client/src/event-stream/event-stream.js';
import { createResumingLink } from '../../packages/client/src/apollo/resuming-link.js';
import type { TestApp } from '../support/app.js';
import { runCodegen, startStage } from './persisted-stage.js';

/** Stock clients, set up as docs/graphql-clients.md says. */

let generated: Awaited<ReturnType<typeof runCodegen>>;
let stage: Awaited<ReturnType<typeof startStage>>;
const apps = {} as Record<'off' | 'log' | 'only', TestApp>;

beforeAll(async () => {
  [generated, stage] = await Promise.all([runCodegen(), startStage()]);
  for (const mode of ['off', 'log', 'only'] as const) apps[mode] = await stage.start(mode, generated.path);
});

afterAll(async () => {
  await stage.close();
  generated.remove();
});

const byCodegen = (document: DocumentNode) =>
  (document as { __meta__?: { hash: string } }).__meta__?.hash ?? '';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const document = (name: string) => {
  const found = generated.module[`${name}Document`];
  if (found === undefined) throw new Error(`codegen made no ${name}`);
  return found;
};

interface Sent {
  readonly method: string | undefined;
  readonly hasText: boolean;
  readonly hasId: boolean;
}

/** Apollo Client with persisted queries, and a record of what it sent. */
async function apollo(app: TestApp, options: PersistedQueryLink.Options) {
  const sent: Sent[] = [];
  const authorization = `Bearer ${await app.token('alice')}`;
  const http = new HttpLink({
    uri: `${app.url}/graphql`,
    headers: { authorization },
    fetch: (url, init) => {
      const all = `${url}${init?.body ?? ''}`;
      sent.push({
        method: init?.method,
        hasText: /[?&"]query"?[=:]/.test(all),
        hasId: all.includes('sha256Hash'),
      });
      return fetch(url, init);
    },
  });
  const socket = createResumingLink({
    url: `${app.url.replace(/^http/, 'ws')}/graphql`,
    authorization: () => authorization,
    webSocketImpl: WebSocket,
  });
  const ends = ApolloLink.split(({ operationType }) => operationType === 'subscription', socket, http);
  const client = new ApolloClient({
    link: ApolloLink.from([new PersistedQueryLink(options), ends]),
    cache: new InMemoryCache({ possibleTypes: { Event: ['StreamPosition', 'OrderEvent'] } }),
  });
  return { client, sent, close: () => socket.close() };
}

describe('Apollo Client with the ids of codegen', () => {
  test.each([false, true])('sends only ids if only the manifest may run (by GET: %j)', async (isGet) => {
    const options = { generateHash: byCodegen, useGETForHashedQueries: isGet };
    const { client, sent } = await apollo(apps.only, options);
    const { data } = await client.query({ query: document('PersistedViewer') });
    expect(data).toMatchObject({
      viewer: { __typename: 'Viewer', id: expect.any(String), currentBrokerAccount: null },
    });
    await client.mutate({ mutation: document('PersistedTokens') });
    expect(sent).toEqual([
      { method: isGet ? 'GET' : 'POST', hasText: false, hasId: true },
      { method: 'POST', hasText: false, hasId: true },
    ]);
  });

  test('subscribes by id over the resuming link', async () => {
    const { client, close } = await apollo(apps.only, { generateHash: byCodegen });
    const first = await new Promise<unknown>((resolve, reject) => {
      const events = client.subscribe({ query: document('PersistedEvents') });
      events.subscribe({ next: ({ data, error }) => (error ? reject(error) : resolve(data)), error: reject });
    });
    await close();
    expect(first).toEqual({ events: { __typename: 'StreamPosition', cursor: expect.any(String) } });
  });
});

describe('Apollo Client with its own hashes, which no manifest has', () => {
  const query = () => document('PersistedViewer');

  test('falls back to sending the text in mode `log`, once for each query', async () => {
    const { client, sent } = await apollo(apps.log, { sha256 });
    expect((await client.query({ query: query() })).data).toMatchObject({ viewer: {} });
    expect(sent).toEqual([
      { method: 'POST', hasText: false, hasId: true },
      { method: 'POST', hasText: true, hasId: true },
    ]);
  });

  test('stops sending ids in mode `off`', async () => {
    const { client, sent } = await apollo(apps.off, { sha256 });
    await client.query({ query: query() });
    await client.query({ query: query(), fetchPolicy: 'network-only' });
    expect(sent).toEqual([
      { method: 'POST', hasText: false, hasId: true },
      { method: 'POST', hasText: true, hasId: false },
      { method: 'POST', hasText: true, hasId: false },
    ]);
  });

  test('is refused in mode `only` after a second request, and adds nothing to the manifest', async () => {
    for (const _time of [1, 2]) {
      const { client, sent } = await apollo(apps.only, { sha256 });
      const error: unknown = await client.query({ query: query() }).catch((reason: unknown) => reason);
      expect(CombinedGraphQLErrors.is(error) && error.errors).toMatchObject([
        { extensions: { code: 'PERSISTED_DOCUMENT_REQUIRED' } },
      ]);
      expect(sent).toHaveLength(2);
    }
  });

  test('ends a subscription with the error, and does not reconnect', async () => {
    const { client, close } = await apollo(apps.only, { sha256 });
    const errors: unknown[] = [];
    await new Promise<void>((resolve) => {
      const end = (reason?: unknown) => {
        if (reason !== undefined) errors.push(reason);
        resolve();
      };
      client
        .subscribe({ query: document('PersistedEvents') })
        .subscribe({ next: ({ error }) => void errors.push(error), error: end, complete: end });
    });
    await close();
    expect(errors).toMatchObject([{ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] }]);
  });
});

describe('the reader of event streams', () => {
  const open = async (documentId: string) => {
    const authorization = `Bearer ${await apps.only.token('alice')}`;
    let count = 0;
    const events = readEventStream({
      url: `${apps.only.url}/graphql/stream`,
      documentId,
      authorization: () => authorization,
      retry: { initialDelayMs: 1 },
      fetch: (...request) => {
        count += 1;
        return fetch(...request);
      },
    });
    return { events, requests: () => count };
  };

  test('follows a subscription of the manifest by its id', async () => {
    const { events } = await open(generated.of('PersistedEvents').id);
    const { value } = await events.next();
    expect(value).toMatchObject({
      cursor: expect.any(String),
      result: { data: { events: { __typename: 'StreamPosition' } } },
    });
    await events.return?.();
  });

  test('reports that an id is unknown, ends, and does not retry', async () => {
    const { events, requests } = await open('unknown');
    const results: unknown[] = [];
    for await (const { result } of events) results.push(result);
    expect(results).toMatchObject([{ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] }]);
    expect(requests()).toBe(1);
  });
});
