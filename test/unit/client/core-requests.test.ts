import { afterEach, describe, expect, test } from '@jest/globals';
import { createDwarClient } from '../../../packages/client/src/core/client.js';
import { DwarError } from '../../../packages/client/src/core/errors.js';
import type { DwarOptions } from '../../../packages/client/src/core/options.js';
import type { TypedDocument } from '../../../packages/client/src/core/typed-document.js';
import { collectAllGarbage } from '../../support/collect-garbage.js';
import { type Answer, startStreamServer } from './stream-server.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const NOW: TypedDocument<{ now: number }, Record<string, never>> = '{ now }';
const KNOWN = Object.assign(Object('{ now }') as object, {
  __meta__: { hash: 'sha256:1' },
}) as TypedDocument<{ now: number }, Record<string, never>>;

/** A response with this status and body. */
const answer =
  (status: number, body: object | string, type = 'application/json'): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': type })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
const refusal = (code: string, status = 200) =>
  answer(status, { errors: [{ message: code, extensions: { code } }] });
const now = answer(200, { data: { now: 5 } });

async function start(answers: readonly Answer[], options: Partial<DwarOptions> = {}) {
  const server = await startStreamServer(...answers);
  closing.push(() => server.close());
  let tokens = 0;
  const client = createDwarClient({
    url: server.url.replace('/stream', ''),
    authorization: async () => `Bearer t${++tokens}`,
    ...options,
  });
  const sent = () => server.seen.map(({ body }) => JSON.parse(body) as object);
  const headers = () => server.seen.map((request) => request.headers.authorization);
  return { client, sent, headers };
}

describe('a query', () => {
  test('is sent with the token and returns the data', async () => {
    const { client, sent, headers } = await start([now]);
    expect(await client.query(NOW, {})).toEqual({ now: 5 });
    expect(sent()).toEqual([{ query: '{ now }', variables: {} }]);
    expect(headers()).toEqual(['Bearer t1']);
  });

  test('is sent once more with a new token when the first one is refused', async () => {
    const { client, headers } = await start([refusal('UNAUTHENTICATED', 401), now]);
    expect(await client.query(NOW, {})).toEqual({ now: 5 });
    expect(headers()).toEqual(['Bearer t1', 'Bearer t2']);
    expect(client.connection.get().status).toBe('idle');
  });

  test('fails after a second refusal, which the connection shows until a token is accepted', async () => {
    const refused = refusal('UNAUTHENTICATED', 401);
    const { client, headers } = await start([refused, refused, now]);
    await expect(client.query(NOW, {})).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      isRetryable: false,
    });
    expect(headers()).toHaveLength(2);
    expect(client.connection.get().status).toBe('refused');
    await client.query(NOW, {});
    expect(client.connection.get().status).toBe('idle');
  });

  test('goes by id where the client sends ids, and by text if the server does not know the id', async () => {
    const { client, sent } = await start([now, refusal('PERSISTED_QUERY_NOT_FOUND'), now], { sendIds: true });
    await client.query(KNOWN, {});
    await client.query(KNOWN, {});
    await client.query(NOW, {});
    expect(sent()).toEqual([
      { documentId: 'sha256:1', variables: {} },
      { documentId: 'sha256:1', variables: {} },
      { query: '{ now }', variables: {} },
      { query: '{ now }', variables: {} },
    ]);
  });
});

describe('a mutation', () => {
  test.each(['STORAGE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR'])(
    'that fails with %s is not repeated',
    async (code) => {
      const { client, sent } = await start([refusal(code), now]);
      await expect(client.mutate(NOW, {})).rejects.toMatchObject({ code, isRetryable: true });
      expect(sent()).toHaveLength(1);
    },
  );

  test('whose connection is lost may have run: NETWORK_ERROR, not repeated', async () => {
    const { client, sent } = await start([(response) => response.destroy()]);
    await expect(client.mutate(NOW, {})).rejects.toMatchObject({ code: 'NETWORK_ERROR', isRetryable: true });
    expect(sent()).toHaveLength(1);
  });

  test('ends after its time limit', async () => {
    const { client } = await start([() => {}], { timeoutMs: 5 });
    await expect(client.mutate(NOW, {})).rejects.toMatchObject({ code: 'TIMEOUT', isRetryable: true });
  });

  test('ends after its time limit within a body that does not end, also after garbage was collected', async () => {
    const half: Answer = (response) => response.writeHead(200).write('{"data":');
    const { client } = await start([half], { timeoutMs: 500 });
    const running = expect(client.mutate(NOW, {})).rejects.toMatchObject({ code: 'TIMEOUT' });
    await collectAllGarbage();
    await running;
  });

  test('is given up with the reason of the caller’s signal', async () => {
    const controller = new AbortController();
    const { client } = await start([() => controller.abort(new Error('the page has changed'))]);
    const running = client.mutate(NOW, {}, { signal: controller.signal });
    await expect(running).rejects.toThrow('the page has changed');
  });
});

describe('wrong use says what to change:', () => {
  test.each([
    ['api.example.com/graphql', '/graphql'],
    ['ws://api.example.com/graphql', 'https://'],
    ['', '/graphql'],
  ])('the URL %j', (url, hint) => {
    const create = () => createDwarClient({ url, authorization: () => 'Bearer x' });
    expect(create).toThrow(DwarError);
    expect(create).toThrow(hint);
  });

  test('no authorization', () => {
    const options = { url: 'http://127.0.0.1/graphql' } as unknown as DwarOptions;
    expect(() => createDwarClient(options)).toThrow('`authorization`');
  });

  test.each([
    ['', 'sign the user in'],
    ['eyJhbGciOi', 'Bearer'],
  ])('authorization that returns %j, and nothing is sent', async (header, hint) => {
    const { client, sent } = await start([now], { authorization: () => header });
    await expect(client.query(NOW, {})).rejects.toThrow(hint);
    expect(sent()).toEqual([]);
  });

  test('a URL behind which there is no Dwar', async () => {
    const { client } = await start([answer(404, '<html>not here</html>', 'text/html')]);
    await expect(client.query(NOW, {})).rejects.toMatchObject({
      code: 'INVALID_RESPONSE',
      message: expect.stringMatching(/HTTP 404.*\/graphql of Dwar/),
    });
  });

  test('an own source of random ids takes the place of the platform’s', () => {
    const client = createDwarClient({ url: 'http://127.0.0.1/graphql', authorization: () => 'Bearer x' });
    expect(client.randomId()).toMatch(/^[0-9a-f-]{36}$/);
    const own = createDwarClient({
      url: 'http://127.0.0.1/graphql',
      authorization: () => 'Bearer x',
      randomId: () => 'one',
    });
    expect(own.randomId()).toBe('one');
  });
});
