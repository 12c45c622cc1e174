import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { type Log, silentLog } from '../../../src/core/log.js';
import { Secret } from '../../../src/core/secret.js';
import { createAuthTokens } from '../../../src/gateway/auth-tokens.js';
import type { GatewayClient, GatewayClientOptions } from '../../../src/gateway/gateway-client.js';
import { GatewayError } from '../../../src/gateway/gateway-error.js';
import { buildTransactionBody } from '../../../src/transactions/build-request.js';
import { AGREEING_ANSWERS } from '../../../src/gateway/upstream-clock.js';
import { API_SECRET, type Answer, clientOf, json, ok, startUpstream } from './upstream-server.js';

const ID = 'TRX_652377470a134a80ac6c56d19ef3416c';
const OTHER_ID = 'TRX_47fbd57104814ddd9d57af8ae6556024';
const AUTH_ID = '5f0321b5f3743c31d95abd35';
const OTHER_AUTH_ID = '611a21465fc1af22353c1395';
const DETAILS = `{"transactionDetails":{"transactionId":"${ID}","status":"USED"}}`;
const CREATED = `{"transactionId":"${ID}","expireAt":"2026-01-02T03:04:05.678Z"}`;
const connect = buildTransactionBody({ intent: 'CONNECT' });
const tokens = createAuthTokens({ secret: new Secret('jwt-secret') });

const toClose: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

async function upstream(answer: Answer, options?: Partial<GatewayClientOptions>, prefix?: string) {
  const started = await startUpstream(answer, options, prefix);
  toClose.push(started.close);
  return started;
}

/** A server below HTTP, for answers no HTTP library would send. */
async function rawUpstream(
  answer: (socket: import('node:net').Socket) => void,
): Promise<{ url: string; server: Server }> {
  const sockets = new Set<import('node:net').Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  toClose.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function rawClient(url: string, options: Partial<GatewayClientOptions> = {}): GatewayClient {
  const client = clientOf(url, options);
  toClose.push(() => client.close());
  return client;
}

async function failureOf(promise: Promise<unknown>): Promise<GatewayError> {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GatewayError);
  return error as GatewayError;
}

describe('requests', () => {
  test('creates a transaction with both credentials, JSON in and out, and no cookies', async () => {
    const { client, seen } = await upstream((response) => ok(response, CREATED));
    const created = await client.createTransaction(connect, 'guest-token');
    expect(created).toEqual({ transactionId: ID, expireAt: Date.parse('2026-01-02T03:04:05.678Z') });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', body: '{"intent":"CONNECT"}' });
    expect(seen[0]?.url.pathname).toBe('/gateway/gatewaydemo/transaction');
    expect(seen[0]?.headers).toMatchObject({
      'x-gateway-secret': API_SECRET,
      'x-gateway-authtoken': 'guest-token',
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(seen[0]?.headers.cookie).toBeUndefined();
  });

  test('takes any 2xx as success', async () => {
    const { client } = await upstream((response) =>
      json(response, 201, `{"success":true,"errors":null,"data":${CREATED}}`),
    );
    await expect(client.createTransaction(connect, 't')).resolves.toMatchObject({ transactionId: ID });
  });

  test('reads transaction details by query and keeps a prefix of the base URL', async () => {
    const { client, seen } = await upstream((response) => ok(response, DETAILS), {}, '/proxy/');
    await expect(client.transactionDetails(ID, 't')).resolves.toMatchObject({
      transactionId: ID,
      status: 'USED',
    });
    expect(seen[0]?.url.pathname).toBe('/proxy/v1/gatewaydemo/engine/transactiondetails');
    expect(seen[0]?.url.searchParams.get('transactionId')).toBe(ID);
    expect(seen[0]?.headers['content-type']).toBeUndefined();
  });

  test('reads order details at the configured path', async () => {
    const orderDetailsPath = '/gateway/{gateway}/user/orders';
    const { client, seen } = await upstream((response) => ok(response, '{"orders":[]}'), {
      orderDetailsPath,
    });
    await expect(client.orderDetails(ID, 'SMALLCASE', 't')).resolves.toMatchObject({ batches: [] });
    expect(seen[0]?.url.pathname).toBe('/gateway/gatewaydemo/user/orders');
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      transactionId: ID,
      gatewayType: 'SMALLCASE',
    });
  });

  test('asks for mutual funds only when they are wanted', async () => {
    const data = `{"securities":[],"smallcaseAuthId":"${AUTH_ID}"}`;
    const { client, seen } = await upstream((response) => ok(response, data));
    const { token } = await tokens.mintConnected(AUTH_ID, 60);
    await client.holdings(token, { version: 'v2', includeMutualFunds: true });
    await client.holdings(token, { version: 'v2', includeMutualFunds: false });
    expect(seen.map(({ url }) => url.search)).toEqual(['?version=v2&mfHoldings=true', '?version=v2']);
  });

  test('keeps its connection for the next call', async () => {
    const ports: (number | undefined)[] = [];
    const { client } = await upstream((response) => {
      ports.push(response.socket?.remotePort);
      ok(response, DETAILS);
    });
    await client.transactionDetails(ID, 't');
    await client.transactionDetails(ID, 't');
    expect(ports).toHaveLength(2);
    expect(ports[0]).toBe(ports[1]);
  });

  test('keeps every digit of an answer', async () => {
    const leg = '"tradingsymbol":"INFY","quantity":3,"filledQuantity":3,"status":"COMPLETE"';
    const batch = `{"batchId":"${OTHER_AUTH_ID}","buyAmount":1575.0900000000001,"orders":[{${leg},"averagePrice":525.03000000000003,"exchangeId":90071992547409931}]}`;
    const { client } = await upstream((response) =>
      ok(response, `{"orders":[{"transactionId":"${ID}","batches":[${batch}]}]}`),
    );
    const {
      batches: [order],
    } = await client.orderDetails(ID, 'SINGLE_SECURITY', 't');
    expect(order?.buyAmount).toBe('1575.0900000000001');
    expect(order?.legs[0]).toMatchObject({
      averagePrice: '525.03000000000003',
      exchangeOrderId: '90071992547409931',
    });
  });
});

describe('answers that say no', () => {
  test.each([
    [401, '{"success":false,"errors":["anything"]}', 'unauthorised', 'anything'],
    [400, '{"success":false,"errors":["invalid gateway"]}', 'unauthorised', 'invalid gateway'],
    [403, '{"success":false,"errors":["Invalid JWT"]}', 'unauthorised', 'Invalid JWT'],
    [400, '{"success":false,"errors":["jwt expired"]}', 'unauthorised', 'jwt expired'],
    [403, '{"success":false,"errors":["Invalid gateway secret"]}', 'unauthorised', 'Invalid gateway secret'],
    [403, '{"success":false,"errors":["Connected user required"]}', 'rejected', 'Connected user required'],
    [404, '{"success":false,"errors":["HoldingsNotFound"],"data":null}', 'rejected', 'HoldingsNotFound'],
    [400, '{"errors":"as plain text"}', 'rejected', 'as plain text'],
    [400, '{"errors":null,"message":"as message"}', 'rejected', 'as message'],
    [400, '{"errors":[],"data":"as data"}', 'rejected', 'as data'],
    [422, '<html>no</html>', 'rejected', 'Unprocessable Entity'],
    [200, '{"success":false,"errors":["not this time"]}', 'rejected', 'not this time'],
  ])('HTTP %i with %s is %s', async (status, text, kind, upstreamMessage) => {
    const { client, seen } = await upstream((response) => json(response, status, text));
    const error = await failureOf(client.transactionDetails(ID, 't'));
    expect(error).toMatchObject({ kind, status, upstreamMessage, sent: true, retryAfterSeconds: null });
    expect(seen).toHaveLength(1);
  });

  test('never repeats a credential, a token or personal data that upstream echoes', async () => {
    const { token } = await tokens.mintGuest(60);
    const echo = `bad\\u0000 ${API_SECRET} ${token} ABCTY1234D a.person@example.com +919876543210 09876543210\\nend`;
    const { client } = await upstream((response) => json(response, 400, `{"errors":["${echo}"]}`));
    const error = await failureOf(client.createTransaction(connect, token));
    expect(error.upstreamMessage).toBe('bad [secret] [secret] [pan] [email] [phone] [phone] end');
    const shown = `${error.stack} ${JSON.stringify(error)}`;
    expect(shown).not.toContain(API_SECRET);
    expect(shown).not.toContain(token);
  });

  test('cuts a long text to 300 characters', async () => {
    const { client } = await upstream((response) =>
      json(response, 400, `{"errors":["${'x y '.repeat(200)}"]}`),
    );
    expect((await failureOf(client.transactionDetails(ID, 't'))).upstreamMessage).toHaveLength(300);
  });
});

describe('answers that are not in the protocol', () => {
  test.each([
    ['HTML', '<html><body>hello</body></html>'],
    ['truncated JSON', '{"success":true,"data":{"transactionDetails":{"transac'],
    ['no body', ''],
    ['a list', '[]'],
    ['success of another type', `{"success":"true","data":${DETAILS}}`],
    ['no data', '{"success":true,"data":null}'],
    ['data of another type', '{"success":true,"data":"COMPLETED"}'],
    ['an id of another type', '{"success":true,"data":{"transactionId":42,"status":"USED"}}'],
    ['an id of another shape', '{"success":true,"data":{"transactionId":"TRX_1","status":"USED"}}'],
    ['another transaction', `{"success":true,"data":{"transactionId":"${OTHER_ID}","status":"USED"}}`],
    ['too much nesting', `{"success":true,"data":${'['.repeat(40)}${']'.repeat(40)}}`],
  ])('refuses %s, once', async (_name, text) => {
    const { client, seen } = await upstream((response) => json(response, 200, text));
    const error = await failureOf(client.transactionDetails(ID, 't'));
    expect(error).toMatchObject({ kind: 'malformed', status: 200, sent: true });
    expect(seen).toHaveLength(1);
  });

  test('refuses a created transaction with no id', async () => {
    const { client } = await upstream((response) => ok(response, '{"expireAt":"2026-01-02T03:04:05.678Z"}'));
    expect((await failureOf(client.createTransaction(connect, 't'))).kind).toBe('malformed');
  });

  test.each(['', ',"expireAt":"soon"', ',"expireAt":{}'])(
    'keeps a created transaction whose expiry cannot be read: %j',
    async (field) => {
      const { client } = await upstream((response) => ok(response, `{"transactionId":"${ID}"${field}}`));
      const before = Date.now();
      const { transactionId, expireAt } = await client.createTransaction(connect, 't');
      expect(transactionId).toBe(ID);
      expect(expireAt - before).toBeGreaterThanOrEqual(5 * 60_000);
      expect(expireAt - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    },
  );

  test('refuses details of another account than the token has', async () => {
    const { client } = await upstream((response) =>
      ok(response, `{"transactionId":"${ID}","authId":"${OTHER_AUTH_ID}"}`),
    );
    const { token } = await tokens.mintConnected(AUTH_ID, 60);
    expect((await failureOf(client.transactionDetails(ID, token))).kind).toBe('malformed');
    const guest = await tokens.mintGuest(60);
    await expect(client.transactionDetails(ID, guest.token)).resolves.toMatchObject({
      authId: OTHER_AUTH_ID,
    });
  });

  test('refuses holdings of another account than the token has', async () => {
    const { client } = await upstream((response) =>
      ok(response, `{"securities":[],"smallcaseAuthId":"${OTHER_AUTH_ID}"}`),
    );
    const { token } = await tokens.mintConnected(AUTH_ID, 60);
    const error = await failureOf(client.holdings(token, { version: 'v2', includeMutualFunds: false }));
    expect(error.kind).toBe('malformed');
  });

  test('follows no redirect, so that no credential reaches another host', async () => {
    const other = await upstream((response) => ok(response, DETAILS));
    const { client, seen } = await upstream((response) =>
      json(response, 307, '{}', { location: `${other.url}/x` }),
    );
    expect(await failureOf(client.createTransaction(connect, 't'))).toMatchObject({
      kind: 'malformed',
      status: 307,
    });
    expect(await failureOf(client.transactionDetails(ID, 't'))).toMatchObject({
      kind: 'malformed',
      status: 307,
    });
    expect(seen).toHaveLength(2);
    expect(other.seen).toHaveLength(0);
  });

  test('gives up on an answer of 11 MB', async () => {
    const { client, seen } = await upstream((response) => ok(response, `"${'x'.repeat(11 * 1024 * 1024)}"`));
    const error = await failureOf(client.transactionDetails(ID, 't'));
    expect(error).toMatchObject({ kind: 'malformed', sent: true });
    expect(error.message).toContain('too long');
    expect(seen).toHaveLength(1);
  });

  test('gives up on a small answer that unpacks to 200 MB', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    const { client } = await upstream((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length }).end(bomb),
    );
    expect((await failureOf(client.transactionDetails(ID, 't'))).message).toContain('too long');
  });

  test('reads a compressed answer, and refuses one that does not unpack', async () => {
    const packed = gzipSync(`{"success":true,"data":${DETAILS}}`);
    const { client } = await upstream((response, _request, count) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(count === 1 ? packed : 'not gzip at all'),
    );
    await expect(client.transactionDetails(ID, 't')).resolves.toMatchObject({ transactionId: ID });
    expect((await failureOf(client.transactionDetails(ID, 't'))).kind).toBe('malformed');
  });

  test('refuses what is no HTTP', async () => {
    const { url } = await rawUpstream((socket) =>
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n')),
    );
    expect((await failureOf(rawClient(url).createTransaction(connect, 't'))).kind).toBe('malformed');
  });
});

describe('no answer', () => {
  const HTML_502: Answer = (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad</h1>');
  const RESET: Answer = (response) => response.socket?.resetAndDestroy();

  test.each([
    ['502 with HTML', HTML_502, 502],
    ['a reset connection', RESET, null],
  ])('%s: a POST is sent once, a read three times', async (_name, answer, status) => {
    const { client, seen } = await upstream(answer);
    const expected = { kind: 'unavailable', status, sent: true };
    expect(await failureOf(client.createTransaction(connect, 't'))).toMatchObject(expected);
    expect(seen.map(({ method }) => method)).toEqual(['POST']);
    expect(await failureOf(client.transactionDetails(ID, 't'))).toMatchObject(expected);
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET']);
  });

  test('a read succeeds when the second attempt does', async () => {
    const { client, seen } = await upstream((response, request, count) =>
      count === 1 ? RESET(response, request, count) : ok(response, DETAILS),
    );
    await expect(client.transactionDetails(ID, 't')).resolves.toMatchObject({ transactionId: ID });
    expect(seen).toHaveLength(2);
  });

  test('says so when nothing can have been sent: connection refused', async () => {
    const { url, close } = await startUpstream(() => {});
    await close();
    const error = await failureOf(rawClient(url).createTransaction(connect, 't'));
    expect(error).toMatchObject({ kind: 'unavailable', status: null, sent: false });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('says so when nothing can have been sent: no such name', async () => {
    const error = await failureOf(rawClient('http://upstream.invalid').createTransaction(connect, 't'));
    expect(error).toMatchObject({ kind: 'unavailable', sent: false });
  });

  test('says so when nothing can have been sent: TLS never comes up', async () => {
    const { url } = await rawUpstream(() => {});
    const client = rawClient(url.replace('http:', 'https:'), { connectTimeoutMs: 60 });
    const error = await failureOf(client.createTransaction(connect, 't'));
    expect(error).toMatchObject({ kind: 'unavailable', sent: false });
  });

  test('does not say so once the connection stood', async () => {
    const { url } = await rawUpstream((socket) => socket.once('data', () => socket.destroy()));
    expect(await failureOf(rawClient(url).createTransaction(connect, 't'))).toMatchObject({ sent: true });
  });

  test('ends a call that gets no headers, after the response time-out, and sends the POST once', async () => {
    const { client, seen } = await upstream(() => {}, { responseTimeoutMs: 80 });
    const error = await failureOf(client.createTransaction(connect, 't'));
    expect(error).toMatchObject({ kind: 'unavailable', sent: true });
    expect(error.message).toContain('response');
    expect(seen).toHaveLength(1);
  });

  test('ends a slow drip and all retries after the total time-out', async () => {
    const timers: NodeJS.Timeout[] = [];
    toClose.push(() => timers.forEach(clearInterval));
    const { client, seen } = await upstream(
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        timers.push(setInterval(() => response.write(' '), 20));
      },
      { totalTimeoutMs: 400 },
    );
    const startedAt = performance.now();
    expect(await failureOf(client.transactionDetails(ID, 't'))).toMatchObject({
      kind: 'unavailable',
      sent: true,
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(seen).toHaveLength(1);
  });

  test('takes an answer cut short for none', async () => {
    const { client } = await upstream((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"success":true', () => response.socket?.destroy());
    });
    expect((await failureOf(client.createTransaction(connect, 't'))).kind).toBe('unavailable');
  });

  test('ends a read when its signal does, and does not repeat it', async () => {
    const controller = new AbortController();
    const { client, seen } = await upstream(() => controller.abort());
    expect((await failureOf(client.transactionDetails(ID, 't', controller.signal))).message).toContain(
      'cancelled',
    );
    expect((await failureOf(client.transactionDetails(ID, 't', controller.signal))).message).toContain(
      'cancelled',
    );
    expect(seen).toHaveLength(1);
  });

  test('does not sit out a wait for the next attempt when its signal ends', async () => {
    const controller = new AbortController();
    const log: Log = Object.assign(Object.create(silentLog), { debug: () => controller.abort() });
    const { client, seen } = await upstream((response) => json(response, 503, '{}', { 'retry-after': '5' }), {
      log,
    });
    const startedAt = performance.now();
    const error = await failureOf(client.transactionDetails(ID, 't', controller.signal));
    expect(error.message).toContain('cancelled');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(seen).toHaveLength(1);
  });

  test('fails at once after close', async () => {
    const { client, seen } = await upstream((response) => ok(response, DETAILS));
    client.close();
    expect(await failureOf(client.transactionDetails(ID, 't'))).toMatchObject({
      kind: 'unavailable',
      sent: false,
    });
    expect(seen).toHaveLength(0);
  });
});

describe('being asked to wait', () => {
  const limited = (retryAfter?: string, headers: Record<string, string> = {}): Answer => {
    const asked: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    return (response) =>
      json(response, 429, '{"success":false,"errors":["Too many requests"]}', { ...asked, ...headers });
  };

  test('reports the seconds, and does not retry if they do not fit', async () => {
    const { client, seen } = await upstream(limited('60'));
    const error = await failureOf(client.transactionDetails(ID, 't'));
    expect(error).toMatchObject({
      kind: 'throttled',
      status: 429,
      retryAfterSeconds: 60,
      upstreamMessage: 'Too many requests',
    });
    expect(seen).toHaveLength(1);
  });

  test('reads an HTTP date against the clock of its sender', async () => {
    const dates = { date: 'Fri, 02 Jan 2026 03:04:05 GMT' };
    const { client } = await upstream(limited('Fri, 02 Jan 2026 03:04:35 GMT', dates));
    expect((await failureOf(client.transactionDetails(ID, 't'))).retryAfterSeconds).toBe(30);
  });

  test.each([undefined, 'soon', '-5', '1.5'])('has no time to tell from Retry-After %s', async (value) => {
    const { client, seen } = await upstream(limited(value));
    expect(await failureOf(client.transactionDetails(ID, 't'))).toMatchObject({
      kind: 'throttled',
      retryAfterSeconds: null,
    });
    expect(seen).toHaveLength(1);
  });

  test('repeats a read, but no POST, when the wait fits', async () => {
    const { client, seen } = await upstream((response, request, count) =>
      count <= 2 ? limited('0')(response, request, count) : ok(response, DETAILS),
    );
    expect((await failureOf(client.createTransaction(connect, 't'))).kind).toBe('throttled');
    await expect(client.transactionDetails(ID, 't')).resolves.toMatchObject({ transactionId: ID });
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });
});

describe('the clock of upstream', () => {
  const at = Date.parse('2026-01-02T03:04:05.600Z');
  const dated = (time: number): Answer => {
    const date = new Date(time).toUTCString();
    return (response) => json(response, 200, `{"success":true,"data":${DETAILS}}`, { date });
  };

  /** As many answers as it takes to believe them. */
  const answersOf = async (client: GatewayClient) => {
    for (let answer = 0; answer < AGREEING_ANSWERS; answer += 1)
      await client.transactionDetails(ID, 't').catch(() => {});
  };

  test('has no offset before the first answer, nor while both may be equal', async () => {
    const { client } = await upstream(dated(at), { clock: new VirtualClock({ startAt: at, frozen: true }) });
    expect(client.clockOffsetMs).toBe(0);
    await client.transactionDetails(ID, 't');
    expect(client.clockOffsetMs).toBe(0);
  });

  test.each([3_600_000, -3_600_000])('is %i ms ahead, within a second', async (aheadMs) => {
    const { client } = await upstream(dated(at + aheadMs), {
      clock: new VirtualClock({ startAt: at, frozen: true }),
    });
    await answersOf(client);
    expect(Math.abs(client.clockOffsetMs - aheadMs)).toBeLessThanOrEqual(1_000);
  });

  test.each([
    ['a proxy’s page', 200, '<html>'],
    ['a proxy’s refusal', 403, '<html>'],
    ['JSON that is not Gateway’s', 404, '{"message":"no route"}'],
    ['a fault', 502, '{"success":false,"errors":["bad gateway"],"data":null}'],
  ])('is not read from %s', async (_what, status, text) => {
    const date = new Date(at + 3_600_000).toUTCString();
    const { client } = await upstream((response) => json(response, status, text, { date }), {
      clock: new VirtualClock({ startAt: at, frozen: true }),
    });
    await answersOf(client);
    expect({ offset: client.clockOffsetMs, now: client.clockNow() }).toEqual({ offset: 0, now: null });
  });

  test('is read from a refusal of Gateway’s own', async () => {
    const date = new Date(at + 3_600_000).toUTCString();
    const refusal = '{"success":false,"errors":["TransactionIdNotFound"],"data":null}';
    const { client } = await upstream((response) => json(response, 400, refusal, { date }), {
      clock: new VirtualClock({ startAt: at, frozen: true }),
    });
    await answersOf(client);
    expect(client.clockOffsetMs).not.toBe(0);
  });

  test('keeps its offset when an answer has no date', async () => {
    const { client } = await upstream(
      (response, request, count) => {
        if (count <= AGREEING_ANSWERS) return dated(at + 3_600_000)(response, request, count);
        response.sendDate = false;
        ok(response, DETAILS);
      },
      { clock: new VirtualClock({ startAt: at, frozen: true }) },
    );
    await answersOf(client);
    const { clockOffsetMs } = client;
    await answersOf(client);
    expect(client.clockOffsetMs).toBe(clockOffsetMs);
    expect(clockOffsetMs).not.toBe(0);
  });
});
