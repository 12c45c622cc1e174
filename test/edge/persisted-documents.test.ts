import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../support/app.js';
import { type Outcome, TRANSPORTS } from '../support/any-transport.js';
import { runCodegen, startStage, UNLISTED } from './persisted-stage.js';

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

async function ask(app: TestApp, transport: keyof typeof TRANSPORTS, parameters: Record<string, unknown>) {
  return await TRANSPORTS[transport](app.url, await app.token('alice'), parameters);
}

const codes = ({ errors }: Outcome) => errors.map(({ extensions }) => extensions.code);
const hash = (sha256Hash: unknown, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
});
const bare = (id: string) => id.replace('sha256:', '');

const VIEWER_DATA = { viewer: { __typename: 'Viewer', currentBrokerAccount: null } };
const names = Object.keys(TRANSPORTS) as (keyof typeof TRANSPORTS)[];

describe.each(names)('over %s', (transport) => {
  test.each(['log', 'only'] as const)(
    'an id of the manifest is run, in each of its forms (%s)',
    async (mode) => {
      const { id, text } = generated.of('PersistedViewer');
      expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
      for (const form of [
        { documentId: id },
        { documentId: bare(id) },
        hash(id),
        hash(bare(id)),
        { documentId: id, ...hash(bare(id)) },
        { documentId: id, query: text },
        { query: text, operationName: 'PersistedViewer' },
      ]) {
        const { data, errors } = await ask(apps[mode], transport, form);
        expect([form, data, errors]).toMatchObject([form, VIEWER_DATA, []]);
      }
    },
  );

  test('an unknown id of any form is reported as unknown', async () => {
    const known = generated.of('PersistedViewer').id;
    const unknown = ['f'.repeat(64), '__proto__', 'constructor', known.slice(0, -1), known.toUpperCase()];
    for (const id of [...unknown, 'x'.repeat(8_000)]) {
      for (const mode of ['log', 'only'] as const) {
        for (const form of [{ documentId: id }, hash(id)]) {
          const answer = await ask(apps[mode], transport, form);
          expect(codes(answer)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
          expect(answer.errors[0]?.message).toBe('PersistedQueryNotFound');
        }
      }
    }
  });

  test('an unknown text is run unless the mode is `only`, also together with an unknown id', async () => {
    for (const form of [{ query: UNLISTED }, { query: UNLISTED, ...hash('f'.repeat(64)) }]) {
      expect((await ask(apps.off, transport, form)).errors).toEqual([]);
      expect((await ask(apps.log, transport, form)).errors).toEqual([]);
      const refused = await ask(apps.only, transport, form);
      expect(codes(refused)).toEqual(['PERSISTED_DOCUMENT_REQUIRED']);
      expect(refused.errors[0]?.message).toBe('Only registered documents run here; send the id of one.');
    }
  });

  test('a text that differs from a known one in a space is unknown', async () => {
    const query = `${generated.of('PersistedViewer').text} `;
    expect(codes(await ask(apps.only, transport, { query }))).toEqual(['PERSISTED_DOCUMENT_REQUIRED']);
  });

  test('introspection is treated as any other text', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect(codes(await ask(apps.only, transport, { query }))).toEqual(['PERSISTED_DOCUMENT_REQUIRED']);
    expect((await ask(apps.log, transport, { query })).errors).toEqual([]);
  });

  test('an id together with the text of another document is refused', async () => {
    const documentId = generated.of('PersistedViewer').id;
    for (const query of [UNLISTED, generated.of('PersistedOrders').text]) {
      expect(codes(await ask(apps.log, transport, { documentId, query }))).toEqual(['BAD_REQUEST']);
      expect(codes(await ask(apps.only, transport, { query, ...hash(documentId) }))).toEqual(['BAD_REQUEST']);
    }
  });

  test('two ids are refused', async () => {
    const form = { documentId: generated.of('PersistedViewer').id, ...hash('0'.repeat(64)) };
    expect(codes(await ask(apps.only, transport, form))).toEqual(['BAD_REQUEST']);
  });

  test('an id is refused as not supported in mode `off`', async () => {
    const { id, text } = generated.of('PersistedViewer');
    for (const form of [{ documentId: id }, hash(id)]) {
      const answer = await ask(apps.off, transport, form);
      expect(codes(answer)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
      expect(answer.errors[0]?.message).toBe('PersistedQueryNotSupported');
    }
    expect((await ask(apps.off, transport, { query: text, ...hash(id) })).errors).toEqual([]);
  });

  test('a request without a document is refused, in every mode', async () => {
    for (const app of Object.values(apps)) {
      for (const form of [{ query: '' }, { variables: { a: 1 } }]) {
        const { errors } = await ask(app, transport, form);
        expect(errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
        expect(errors[0]?.message).toBe('A request needs a non-empty `query` or a `documentId`.');
      }
    }
  });

  test('an empty id and a malformed hash are refused, in every mode', async () => {
    const misshapen = [{ documentId: '' }, hash(''), hash('a', 2), { extensions: { persistedQuery: 'a' } }];
    for (const app of Object.values(apps)) {
      for (const form of misshapen) {
        const beside = await ask(app, transport, { ...form, query: generated.of('PersistedViewer').text });
        expect([form, codes(beside)]).toEqual([form, ['BAD_REQUEST']]);
      }
    }
  });
});

describe.each(['HTTP POST', 'SSE by POST', 'WebSocket'] as const)('over %s', (transport) => {
  test.each([7, true, ['a'], { a: 1 }])('the id %j is refused in every mode', async (id) => {
    for (const app of Object.values(apps)) {
      for (const form of [{ documentId: id }, hash(id), { documentId: id, query: UNLISTED }]) {
        expect(codes(await ask(app, transport, form))).toEqual(['BAD_REQUEST']);
      }
    }
  });
});

describe('HTTP statuses', () => {
  const statusOf = async (app: TestApp, accept: string, body: object) => {
    const headers = { 'content-type': 'application/json', accept };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${app.url}/graphql`, request)).status;
  };

  test('of an unknown text are 200 as application/json and 400 as application/graphql-response+json', async () => {
    const body = { query: UNLISTED };
    expect(await statusOf(apps.only, 'application/json', body)).toBe(200);
    expect(await statusOf(apps.only, 'application/graphql-response+json', body)).toBe(400);
  });

  test('of an unknown id are 200 in every mode, because clients look at the status before the message', async () => {
    for (const app of Object.values(apps)) {
      for (const accept of ['application/json', 'application/graphql-response+json'])
        expect(await statusOf(app, accept, { documentId: 'unknown' })).toBe(200);
    }
  });

  test('are 400 for a request that is not well formed', async () => {
    const { id } = generated.of('PersistedViewer');
    for (const body of [{ documentId: 7 }, { documentId: id, query: UNLISTED }]) {
      expect(await statusOf(apps.only, 'application/json', body)).toBe(400);
    }
  });

  test('of a mutation by GET are 405, by id as by text', async () => {
    const { id } = generated.of('PersistedTokens');
    for (const transport of ['HTTP GET', 'SSE by GET'] as const) {
      for (const form of [{ documentId: id }, hash(id)]) {
        expect(await ask(apps.only, transport, form)).toMatchObject({ status: 405, data: undefined });
      }
    }
  });

  test('of a GET that a browser could send across sites are 400, by id too', async () => {
    const { id } = generated.of('PersistedViewer');
    for (const path of ['/graphql', '/graphql/stream']) {
      const response = await fetch(`${apps.only.url}${path}?documentId=${id}`, {
        headers: { accept: path === '/graphql' ? '*/*' : 'text/event-stream' },
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('Cross-Site');
    }
  });

  test('of a parameter that is given twice are 400', async () => {
    const { id } = generated.of('PersistedViewer');
    const url = `${apps.only.url}/graphql?documentId=${id}&documentId=${id}`;
    const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(response.status).toBe(400);
  });
});

describe('a document of the manifest', () => {
  test('that is a subscription streams over WebSocket and SSE, and is refused over HTTP', async () => {
    const documentId = generated.of('PersistedEvents').id;
    for (const transport of ['WebSocket', 'SSE by POST', 'SSE by GET'] as const) {
      expect(await ask(apps.only, transport, { documentId })).toMatchObject({
        data: { events: { __typename: 'StreamPosition', cursor: expect.any(String) } },
      });
    }
    expect(codes(await ask(apps.only, 'HTTP POST', { documentId }))).toEqual(['BAD_REQUEST']);
  });

  test('is subject to the limits with its variables', async () => {
    const app = await stage.start('only', generated.path, { GRAPHQL_MAX_COST: '200' });
    const documentId = generated.of('PersistedOrders').id;
    for (const transport of names) {
      const small = await ask(app, transport, { documentId, variables: { first: 5 } });
      expect(small.errors).toEqual([]);
      const large = await ask(app, transport, { documentId, variables: { first: 100 } });
      expect(large.errors).toMatchObject([
        { extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'cost' } },
      ]);
    }
  });

  test('has each alias counted by the rates', async () => {
    const app = await stage.start('only', generated.path, { RATE_AUTH_TOKENS: '5' });
    const documentId = generated.of('PersistedTokens').id;
    expect((await ask(app, 'HTTP POST', { documentId })).errors).toEqual([]);
    for (const transport of ['HTTP POST', 'SSE by POST', 'WebSocket'] as const) {
      expect(codes(await ask(app, transport, { documentId }))).toEqual(['RATE_LIMITED']);
    }
  });

  test('shows no viewer what belongs to another', async () => {
    const { only } = apps;
    const create = { documentId: generated.of('CreateTransaction').id };
    const input = { idempotencyKey: 'persisted', intent: 'CONNECT' };
    const made = await ask(only, 'HTTP POST', { ...create, variables: { input } });
    const { id } = (made.data as { createTransaction: { id: string } }).createTransaction;
    const documentId = generated.of('TransactionId').id;
    const read = async (viewer: string, transactionId: string) =>
      await TRANSPORTS['HTTP POST'](only.url, await only.token(viewer), {
        documentId,
        variables: { id: transactionId },
      });
    expect(await read('alice', id)).toMatchObject({ data: { transaction: { id } } });
    expect(await read('bob', id)).toEqual(await read('bob', `${id.slice(0, -2)}AA`));
    expect(await read('bob', id)).toMatchObject({ data: { transaction: null } });
  });

  test('with a SHA-1 id of codegen is run by that id', async () => {
    const bySha1 = await runCodegen('sha1');
    const app = await stage.start('only', bySha1.path);
    bySha1.remove();
    const { id } = bySha1.of('PersistedViewer');
    expect(id).toMatch(/^[0-9a-f]{40}$/);
    expect((await ask(app, 'HTTP POST', { documentId: id })).data).toMatchObject(VIEWER_DATA);
  });
});
