import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { findIllFormed } from '../../src/core/well-formed.js';
import { startApp, type TestApp } from '../support/app.js';
import { batch, checksum, deliver, newBatchId } from '../support/webhook.js';
import { openCalls } from './any-input.js';
import { OperationSocket } from '../support/operation-socket.js';

/**
 * Text that holds half a character. Databases, Redis and hashes take each half for U+FFFD, so that keys which differ here are one there. Every
 * text that anybody sends is refused with a stable code before it is a key, a part of one, or stored.
 */

const HALVES = ['\ud800', 'a\udc00', '\udc00\ud800', 'key-\ud83d'];
const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const calls = openCalls(schema);
const BAD_INPUT = 'BAD_USER_INPUT';

describe('GraphQL', () => {
  let gateway: TestApp;
  let socket: OperationSocket;

  beforeAll(async () => {
    gateway = await startApp();
    socket = await OperationSocket.open(gateway.url, await gateway.token('alice'));
  });

  afterAll(async () => {
    socket.close();
    await gateway.close();
  });

  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await gateway.token('alice')}`,
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return await response.text();
  };
  const codesIn = (answer: string) => [...answer.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code);
  const argumentsIn = (answer: string) =>
    [...answer.matchAll(/"argument":"([^"]+)"/g)].map(([, name]) => name?.replaceAll(/\[\d+\]/g, ''));
  const stream = (body: object) => post('/graphql/stream', body, { accept: 'text/event-stream' });

  const firstEvent = async (lastEventId: string) => {
    const hangUp = new AbortController();
    const response = await fetch(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await gateway.token('alice')}`,
        'last-event-id': lastEventId,
      },
      body: JSON.stringify({ query: 'subscription { events { __typename } }' }),
      signal: hangUp.signal,
    });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('event: next') && text.endsWith('\n\n')) break;
    }
    hangUp.abort();
    return text;
  };

  test.each(calls.map((call) => [`${call.kind} ${call.path}`, call] as const))(
    'every argument refuses it: %s',
    async (_name, call) => {
      for (const half of HALVES) {
        const sent = call.withVariables(half);
        // `/graphql` does not serve subscriptions.
        const answer = call.kind === 'subscription' ? await stream(sent) : await post('/graphql', sent);
        expect(codesIn(answer)).toEqual([BAD_INPUT]);
        expect(argumentsIn(answer)).toEqual([inside(call.path)]);
        expect(answer).not.toContain('\ufffd');
      }
    },
  );

  test('every transport refuses it anywhere in a variable', async () => {
    const query =
      'mutation ($input: ReportTransactionOutcomeInput!) { reportTransactionOutcome(input: $input) { __typename } }';
    for (const input of [{ transactionId: HALVES[0] }, { [`${HALVES[0]}`]: 1 }, [[{ a: [HALVES[1]] }]]]) {
      const body = { query, variables: { input } };
      expect(codesIn(await post('/graphql', body))).toEqual([BAD_INPUT]);
      expect(codesIn(await stream(body))).toEqual([BAD_INPUT]);
      expect(await socket.ask(body)).toMatchObject({ errors: [{ extensions: { code: BAD_INPUT } }] });
    }
  });

  test('literals, names, document ids, cursors and request ids cannot contain it', async () => {
    expect(codesIn(await post('/graphql', { query: '{ node(id: "\ud800") { id } }' }))).toEqual([
      'GRAPHQL_PARSE_FAILED',
    ]);
    expect(codesIn(await post('/graphql', { query: '{ node(id: "\\ud800") { id } }' }))).toEqual([
      'GRAPHQL_PARSE_FAILED',
    ]);
    expect(
      codesIn(await post('/graphql', { query: 'query A { __typename }', operationName: 'A\ud800' })),
    ).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    expect(codesIn(await post('/graphql', { documentId: '\ud800' }))).toEqual([
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ]);
    // A header consists of bytes: these would be half of a surrogate pair in UTF-8.
    const half = Buffer.from([0xed, 0xa0, 0x80]).toString('latin1');
    expect(await firstEvent(half)).toContain('ResyncRequired');
    const named = await fetch(`${gateway.url}/health/live`, { headers: { 'x-request-id': half } });
    expect(named.headers.get('x-request-id')).not.toContain(half);
  });

  test('two well-formed keys stay distinct, and one of them is found again', async () => {
    const alice = await gateway.as('alice');
    const create = async (idempotencyKey: string) => {
      const { data, errors } = await alice.sendRaw<{ createTransaction: { id: string } }>(
        `mutation ($input: CreateTransactionInput!) {
          createTransaction(input: $input) { ... on Transaction { id } }
        }`,
        { input: { idempotencyKey, intent: 'CONNECT' } },
      );
      expect(errors).toEqual([]);
      return data?.createTransaction.id;
    };
    const [face, replacement] = [await create('key-😀'), await create('key-\ufffd')];
    expect(face).toEqual(expect.any(String));
    expect(replacement).not.toBe(face);
    expect(await create('key-😀')).toBe(face);
  });

  test('a webhook whose checksum would also match other texts is refused', async () => {
    const account = 'a'.repeat(24);
    const timestamp = '2026-01-01\ud800';
    const body = {
      ...batch(newBatchId()),
      smallcaseAuthId: account,
      timestamp,
      checksum: checksum(timestamp, account),
    };
    expect(await deliver(gateway.url, body)).toMatchObject({ status: 400, outcome: 'WEBHOOK_MALFORMED' });
  });

  test('the emulator refuses it', async () => {
    const control = async (path: string, body: object) => {
      const response = await fetch(`${gateway.emulator.url}/__emulator${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [response.status, await response.text()];
    };
    const refusal = [400, expect.stringContaining('well-formed')];
    expect(await control('/reset', { seed: '\ud800' })).toEqual(refusal);
    expect(await control('/market', { broker: 'kite\ud800', open: true })).toEqual(refusal);
    expect(await control('/transactions/TRX_0/complete', { broker: 'kite', token: '\ud800' })).toEqual(
      refusal,
    );
  });
});

describe('a text that is not well-formed', () => {
  test.each([
    ['a text', '\ud800', []],
    ['a text in lists and objects', { a: ['x', { b: '\udc00' }] }, ['a', 1, 'b']],
    ['the first of two', ['ok', '\ud800', '\ud800'], [1]],
    ['a name', { a: { '\ud800': 1 } }, ['a']],
    ['none', { a: ['😀', null, 1, true], b: '\ufffd' }, null],
  ])('is found: %s', (_what, json, path) => expect(findIllFormed(json)).toEqual(path));

  test('is found at any depth', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}"\\ud800"${']'.repeat(50_000)}`) as unknown;
    expect(findIllFormed(deep)).toHaveLength(50_000);
  });
});

/** The path of a value without the name of its field. */
function inside(path: string): string {
  return path.slice(path.indexOf('(') + 1, -1);
}
