import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { generateKeyPair, SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { createLog } from '../../src/core/log.js';
import { sessionToken, startApp, type TestApp } from '../support/app.js';
import { CREATE_TRANSACTION, ORDER_IDS } from '../support/documents.js';
import { serviceTest, startPostgres, startRedis } from '../support/services.js';
import { until } from '../support/until.js';
import { deliver, signed } from '../support/webhook.js';

let app: TestApp;
let lines: { level: string; msg: string; requestId?: string; err?: object }[] = [];

const afterwards: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await app.close();
  await Promise.all(afterwards.splice(0).map((service) => service.close()));
});

async function start(env: Record<string, string> = {}): Promise<void> {
  lines = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(JSON.parse(line)) });
  app = await startApp({ env, overrides: { log } });
  lines.length = 0;
}

/** The lines an operator sees who has not asked for level debug. */
const shown = () => lines.filter(({ level }) => level !== 'debug').map(({ msg }) => msg);

const READ = JSON.stringify({ query: ORDER_IDS.toString() });
const operation = () =>
  JSON.stringify({
    query: CREATE_TRANSACTION.toString(),
    variables: { input: { intent: 'CONNECT', idempotencyKey: randomUUID() } },
  });

/** Sends by HTTP and returns the answer's text. */
async function post(path: string, token: string, requestId: string, body = operation()): Promise<string> {
  const answer = await fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: path === '/graphql' ? 'application/json' : 'text/event-stream',
      authorization: `Bearer ${token}`,
      'x-request-id': requestId,
    },
    body,
  });
  return await answer.text();
}

/** Runs one operation on an open socket and returns what came. */
function over(socket: ReturnType<typeof createClient>): Promise<string> {
  const { query, variables } = JSON.parse(operation()) as {
    query: string;
    variables: Record<string, unknown>;
  };
  return new Promise((resolve) => {
    let came = '';
    socket.subscribe(
      { query, variables },
      {
        next: (result) => {
          came += JSON.stringify(result);
        },
        error: (error) => resolve(came + JSON.stringify(error)),
        complete: () => resolve(came),
      },
    );
  });
}

const times = <T>(count: number, work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

const WEBHOOK = { smallcaseAuthId: '0123456789abcdef01234567', type: 'HOLDINGS_IMPORT_UPDATE' };

serviceTest(
  'a thousand requests refused while the storage is away write a handful of lines',
  async () => {
    const [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    afterwards.push(postgres, redis);
    await start({ DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url });
    const token = await sessionToken('alice');
    const socket = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    await postgres.stop();
    const answers = await Promise.all([
      times(200, (n) => post('/graphql', token, `http-${n}`)),
      times(200, (n) => post('/graphql', token, `read-${n}`, READ)),
      times(120, (n) => post('/graphql/stream', token, `sse-${n}`)),
      times(120, () => over(socket)),
      times(360, async () => (await deliver(app.url, signed({ ...WEBHOOK }))).text),
    ]);
    const counts = answers.map(
      (texts) => texts.filter((text) => text.includes('STORAGE_UNAVAILABLE')).length,
    );
    expect(counts).toEqual([200, 200, 120, 120, 360]);

    const whole = lines.filter(({ level, err }) => level !== 'debug' && err !== undefined);
    process.stdout.write(`1,000 refused requests: ${shown().length} lines, ${whole.length} with a stack\n`);
    expect(shown().length).toBeLessThan(40);
    const found = lines.filter(({ requestId }) => /^(?:http|read|sse)-/.test(requestId ?? ''));
    expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(520);

    await postgres.start();
    await socket.dispose();
    for (let n = 0; n < 3; n += 1) await app.clock.advance(10_000);
    expect(shown()).toContain('a request failed: not in the last 10 s');
    expect(await post('/graphql', token, 'after')).toContain('"Transaction"');
  },
  180_000,
);

serviceTest(
  'requests served while Redis refuses every write are one line',
  async () => {
    const [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    afterwards.push(postgres, redis);
    await start({ DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url });
    const token = await sessionToken('alice');
    await redis.command('REPLICAOF', '127.0.0.1', '1');
    const refusals = () => shown().filter((line) => line.startsWith('Redis'));
    await until('Redis has refused', async () => {
      expect(await post('/graphql', token, 'refused')).toContain('"Transaction"');
      return refusals().length > 0;
    });
    const answers = await times(100, (n) => post('/graphql', token, `served-${n}`));
    expect(answers.filter((text) => text.includes('"Transaction"'))).toHaveLength(100);
    expect(refusals()).toEqual(['Redis refuses commands; continuing without it']);
  },
  180_000,
);

test('a thousand requests refused while the key server is away write a handful of lines', async () => {
  const away = createServer().listen(0, '127.0.0.1');
  await once(away, 'listening');
  const { port } = away.address() as AddressInfo;
  await new Promise((resolve) => away.close(resolve));
  await start({ AUTH_JWT_SECRET: '', AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks` });
  const token = await es256Token();
  const connect = () =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const payload = { authorization: `Bearer ${token}` };
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
      socket.on('close', (code) => resolve(code));
    });
  const [http, sse, closed] = await Promise.all([
    times(500, (n) => post('/graphql', token, `http-${n}`)),
    times(300, (n) => post('/graphql/stream', token, `sse-${n}`)),
    times(200, connect),
  ]);
  const refused = [...http, ...sse].filter((text) => text.includes('AUTHENTICATION_UNAVAILABLE'));
  expect([refused.length, new Set(closed)]).toEqual([800, new Set([1013])]);
  process.stdout.write(`1,000 refused tokens: ${shown().length} lines\n`);
  expect(shown().length).toBeLessThan(20);
  const found = lines.filter(({ requestId }) => /^(?:http|sse)-/.test(requestId ?? ''));
  expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(800);
}, 180_000);

async function es256Token(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey);
}
