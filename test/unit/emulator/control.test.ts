import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { networkInterfaces } from 'node:os';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { basket, buy, partnerOf } from './partner.js';

let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
beforeAll(async () => {
  emulator = await startEmulator({
    allowedOrigins: ['https://app.example.org', 'https://*.example.com'],
    controlToken: 'printed-token',
  });
  partner = partnerOf(emulator);
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

/** A call over plain `http`, as fetch cannot set `Host`. */
function raw(
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('the control API', () => {
  test('admits calls from this machine, also from a page of its own', async () => {
    expect((await raw('GET', `${emulator.url}/__emulator/requests`, {})).status).toBe(200);
    const { host } = new URL(emulator.url);
    expect((await raw('POST', `${emulator.url}/__emulator/reset`, { origin: `http://${host}` })).status).toBe(
      200,
    );
  });

  test.each([
    ['a web page of another origin', { origin: 'https://evil.example' }],
    ['a whitelisted partner page all the same', { origin: 'https://app.example.org' }],
    ['a page without origin', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('rejects %s', async (_name, headers) => {
    const { status, text } = await raw(
      'POST',
      `${emulator.url}/__emulator/reset`,
      headers as unknown as Record<string, string>,
    );
    expect([status, Object.keys(JSON.parse(text))]).toEqual([403, ['error']]);
  });

  test('admits calls from other machines only with the printed token', async () => {
    const [address] = Object.values(networkInterfaces())
      .flat()
      .filter((item) => item?.family === 'IPv4' && !item.internal);
    if (address === undefined) return;
    const open = await startEmulator({
      host: '0.0.0.0',
      controlToken: 'printed-token',
      allowedHosts: [address.address],
    });
    try {
      const url = open.url.replace('127.0.0.1', address.address);
      const call = async (headers: Record<string, string>) =>
        (await raw('GET', `${url}/__emulator/requests`, headers)).status;
      expect(await call({})).toBe(401);
      expect(await call({ authorization: 'Bearer wrong' })).toBe(401);
      expect(await call({ authorization: 'Bearer printed-token' })).toBe(200);
      expect(await call({ authorization: 'Bearer printed-token', origin: 'https://evil.example' })).toBe(403);
    } finally {
      await open.close();
    }
  });
});

describe('invalid control input gets a 400 that names the field', () => {
  const id = `TRX_${'0'.repeat(32)}`;
  test.each<[string, unknown, string]>([
    ['/faults', {}, 'rules'],
    ['/faults', { rules: [{ status: 500 }] }, 'rules[0].path'],
    ['/faults', { rules: [{ path: '/', status: 99 }] }, 'rules[0].status'],
    ['/faults', { rules: [{ path: '/', times: 0 }] }, 'rules[0].times'],
    ['/webhooks', { mode: 'sideways' }, 'mode'],
    ['/webhooks', { mode: 'normal', delayMs: -1 }, 'delayMs'],
    ['/clock', {}, 'advanceMs'],
    ['/clock', { advanceMs: -5 }, 'advanceMs'],
    ['/clock', { advanceMs: 'soon' }, 'advanceMs'],
    ['/market', { broker: 'kite' }, 'open'],
    ['/market', { broker: 'unknown', open: true }, 'broker'],
    ['/reset', { seed: {} }, 'seed'],
    ['/pending-actions', { smallcaseAuthId: 'x' }, 'smallcaseAuthId'],
    [`/transactions/${id}/complete`, { leave: 'window' }, 'leave'],
    [`/transactions/${id}/complete`, { broker: 'dhan', token: 'lep-ok' }, 'broker'],
    [`/transactions/${id}/complete`, { broker: 'constructor', token: 'lep-ok' }, 'broker'],
    [`/transactions/${id}/complete`, { broker: 'kite', token: 5 }, 'token'],
    [
      `/transactions/${id}/complete`,
      { broker: 'kite', token: 'lep-ok', order: { securities: [{ ticker: 'INFY', quantity: 0 }] } },
      'order.securities[0].quantity',
    ],
    ['/clock', [], 'body'],
  ])('%s %j', async (path, body, field) => {
    const response = await fetch(`${emulator.url}/__emulator${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining(`${field}: `), field });
  });

  test('when the transaction needs a broker or token and none is given', async () => {
    const transactionId = await partner.begin(basket(buy('INFY', 1)));
    await expect(emulator.control.complete(transactionId, { token: 'lep-ok' })).rejects.toThrow(
      /400.*broker: is required/,
    );
    await expect(emulator.control.complete(transactionId, { broker: 'kite' })).rejects.toThrow(
      /400.*token: is required/,
    );
    expect((await partner.details(transactionId)).status).toBe('INITIALIZED');
  });

  test('when the JSON is malformed', async () => {
    const { status, text } = await raw(
      'POST',
      `${emulator.url}/__emulator/clock`,
      { 'content-type': 'application/json' },
      '{"advanceMs"',
    );
    expect([status, JSON.parse(text).field]).toEqual([400, 'body']);
  });
});

describe('the request log', () => {
  test('records path, status and time of partner calls and nothing else', async () => {
    const create = `/gateway/${emulator.gatewayName}/transaction`;
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    await partner.create({ intent: 'NOTHING' });
    await partner.details(transactionId);
    await fetch(`${emulator.url}/health`);
    expect(await emulator.control.requests(create)).toEqual([
      { method: 'POST', path: create, status: 200, at: expect.any(String) },
      { method: 'POST', path: create, status: 400, at: expect.any(String) },
    ]);
    expect(await emulator.control.requests()).toHaveLength(3);
    expect(await emulator.control.requests('/nowhere')).toEqual([]);
  });
});

describe('a fault rule', () => {
  const create = () => partner.create({ intent: 'CONNECT' });

  test('answers with its status as many times as it says', async () => {
    await emulator.control.faults([{ path: '/transaction', status: 503, times: 2 }]);
    expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([
      503, 503, 200,
    ]);
    expect((await emulator.control.requests()).map(({ status }) => status)).toEqual([503, 503, 200]);
  });

  test('answers in the envelope unless it has a body', async () => {
    await emulator.control.faults([{ path: '/transaction', status: 500 }]);
    expect((await create()).body).toEqual({
      success: false,
      errors: ['Internal Error'],
      data: null,
      errorType: 'InternalError',
    });
    await emulator.control.faults([{ path: '/transaction', status: 502, body: '<html>Bad Gateway</html>' }]);
    const page = await create();
    expect([page.status, page.body, page.headers.get('content-type')]).toEqual([
      502,
      '<html>Bad Gateway</html>',
      expect.stringContaining('text/html'),
    ]);
    await emulator.control.faults([{ path: '/transaction', body: '{"success":true,"da' }]);
    expect(await create()).toMatchObject({ status: 200, body: '{"success":true,"da' });
    await emulator.control.faults([{ path: '/transaction', body: { success: true, data: null } }]);
    expect((await create()).body).toEqual({ success: true, data: null });
    await emulator.control.faults([{ path: '/transaction', status: 429, headers: { 'retry-after': '7' } }]);
    expect((await create()).headers.get('retry-after')).toBe('7');
  });

  test('resets the connection before a transaction is created', async () => {
    await emulator.control.faults([{ path: '/transaction', reset: true, times: 1 }]);
    await expect(create()).rejects.toThrow();
    expect(await emulator.control.requests()).toMatchObject([{ status: null }]);
  });

  test('leaves the call hanging until the caller gives up', async () => {
    await emulator.control.faults([{ path: '/transaction', hang: true }]);
    const call = fetch(`${emulator.url}/gateway/${emulator.gatewayName}/transaction`, {
      method: 'POST',
      signal: AbortSignal.timeout(150),
    });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await emulator.control.requests()).toMatchObject([{ status: null }]);
  });

  test('delays the call, which then proceeds as usual', async () => {
    await emulator.control.faults([{ path: '/transaction', delayMs: 60 }]);
    const begun = performance.now();
    expect((await create()).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
  });

  test('does not affect other paths or the control API, and ends with an empty list', async () => {
    await emulator.control.faults([{ path: `/v1/${emulator.gatewayName}`, status: 500 }]);
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    expect((await partner.details(transactionId)).errors).toEqual(['Internal Error']);
    await emulator.control.faults([{ path: '/__emulator', status: 500 }]);
    await emulator.control.faults([]);
    expect((await partner.details(transactionId)).status).toBe('INITIALIZED');
  });

  test('does not delay the closing of the emulator', async () => {
    const other = await startEmulator();
    await other.control.faults([{ path: '/transaction', hang: true }]);
    const call = partnerOf(other)
      .create({ intent: 'CONNECT' })
      .catch((error: Error) => error.name);
    while ((await other.control.requests()).length === 0)
      await new Promise((resolve) => setImmediate(resolve));
    await other.close();
    expect(await call).toBe('TypeError');
  });
});

describe('every answer', () => {
  test('has the virtual time in its Date header', async () => {
    await emulator.control.clock(3 * 24 * 3_600_000);
    for (const path of [
      '/health',
      '/',
      `/v1/${emulator.gatewayName}/engine/transactiondetails`,
      '/nowhere',
      '/__emulator/requests',
    ]) {
      const { headers } = await fetch(`${emulator.url}${path}`);
      expect(Math.abs(Date.parse(headers.get('date') ?? '') - emulator.clock.now())).toBeLessThan(2_000);
    }
  });
});

describe('CORS', () => {
  const ask = async (origin: string, method = 'OPTIONS') => {
    const response = await fetch(`${emulator.url}/gateway/${emulator.gatewayName}/transaction`, {
      method,
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    return [response.status, response.headers.get('access-control-allow-origin')];
  };

  test.each(['https://app.example.org', 'https://a.example.com', 'https://a.b.example.com'])(
    'admits %s',
    async (origin) => {
      expect(await ask(origin)).toEqual([204, origin]);
      expect((await ask(origin, 'POST'))[1]).toBe(origin);
    },
  );

  test.each([
    'https://evil.example',
    'http://app.example.org',
    'https://example.com',
    'https://evilexample.com',
    'https://a.example.com.evil.example',
    'https://a.example.com:8443',
    'null',
  ])('sends no headers to %s', async (origin) => {
    expect((await ask(origin))[1]).toBeNull();
    expect((await ask(origin, 'POST'))[1]).toBeNull();
  });
});
