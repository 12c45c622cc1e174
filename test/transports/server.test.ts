import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as nodeRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { WebhookOutcome } from '../../src/core/webhook-outcome.js';
import { closeServers, post, startServer, until } from '../support/test-server.js';

afterAll(closeServers);

const PRODUCTION = {
  NODE_ENV: 'production',
  GATEWAY_URL: 'https://gateway.test',
  CORS_ORIGINS: 'https://app.example.com',
};

describe('every answer', () => {
  test('has headers that forbid framing, sniffing and scripts', async () => {
    const { url } = await startServer();
    const { headers } = await post(url, { query: '{ hello }' });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('for an unknown path is 404 in the shape of all errors', async () => {
    const { url } = await startServer();
    const response = await fetch(`${url}/nothing?secret=1`, { headers: { 'x-request-id': 'n-1' } });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'Nothing is served at this path.',
          extensions: { code: 'ROUTE_NOT_FOUND', requestId: 'n-1' },
        },
      ],
    });
  });

  test('for a malformed path is 400', async () => {
    const { url } = await startServer();
    const response = await fetch(`${url}/%ff%`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('CORS', () => {
  const preflight = (url: string, origin: string) =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test('allows configured origins, without credentials', async () => {
    const { url } = await startServer();
    const allowed = await preflight(url, 'https://app.example.com');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const { headers } = await post(url, { query: '{ hello }' }, { origin: 'https://app.example.com' });
    expect(headers.get('access-control-expose-headers')).toContain('x-request-id');
    expect(headers.get('vary')).toContain('Origin');
  });

  test('reports a bad token to configured origins too', async () => {
    const { url } = await startServer();
    const { status, headers } = await post(
      url,
      {},
      { origin: 'https://app.example.com', authorization: 'Bearer x' },
    );
    expect([status, headers.get('access-control-allow-origin')]).toEqual([401, 'https://app.example.com']);
  });

  test('allows no other origin', async () => {
    const { url } = await startServer();
    const refused = await preflight(url, 'https://evil.example.com');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    const { headers } = await post(url, { query: '{ hello }' }, { origin: 'https://evil.example.com' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('health', () => {
  test('is live even if checks fail, and ready if all of them pass', async () => {
    const { url } = await startServer({ readiness: { ledger: async () => {} } });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok' }]);
  });

  test('names the checks that fail, but not why', async () => {
    const { url, lines } = await startServer({
      readiness: {
        ledger: async () => {
          throw new Error('disk /dev/sda is full');
        },
        upstream: async () => {},
      },
    });
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable', reasons: ['ledger'] }]);
    expect(lines.join('')).toContain('/dev/sda');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  test('does not wait for a check that hangs', async () => {
    const { url } = await startServer({ readiness: { slow: () => new Promise(() => {}) } });
    const ready = await fetch(`${url}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'unavailable', reasons: ['slow'] });
  });

  test('reports draining while requests are still answered', async () => {
    const { url, server } = await startServer();
    await server.drain();
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', reasons: ['draining'] },
    ]);
    expect((await post(url, { query: '{ hello }' })).status).toBe(200);
  });
});

describe('metrics', () => {
  test('are on the main server outside production', async () => {
    const { url, opsUrl } = await startServer();
    await post(url, { query: '{ hello }' });
    const response = await fetch(`${url}/metrics`);
    const text = await response.text();
    expect(opsUrl).toBeNull();
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(text).toContain('dwar_http_requests_total{method="POST",route="/graphql",status="200"} 1');
    expect(text).toContain('process_cpu_seconds_total');
  });

  test('are on a loopback server of their own in production', async () => {
    const { url, opsUrl } = await startServer({ env: PRODUCTION });
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    expect(new URL(opsUrl ?? '').hostname).toBe('127.0.0.1');
    expect(await (await fetch(`${opsUrl}/metrics`)).text()).toContain('dwar_subscriptions_active');
    expect((await fetch(`${opsUrl}/other`)).status).toBe(404);
  });

  test('are on every address of the machine if OPS_HOST says so', async () => {
    const { opsUrl } = await startServer({ env: { ...PRODUCTION, OPS_HOST: '0.0.0.0' } });
    const { hostname, port } = new URL(opsUrl ?? '');
    expect(hostname).toBe('127.0.0.1');
    const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    for (const { address } of addresses.filter(({ family }) => family === 'IPv4'))
      expect((await fetch(`http://${address}:${port}/metrics`)).status).toBe(200);
  });

  test('are at the address that OPS_HOST names', async () => {
    const { opsUrl } = await startServer({ env: { ...PRODUCTION, OPS_HOST: '::1' } });
    expect(new URL(opsUrl ?? '').hostname).toBe('[::1]');
    expect((await fetch(`${opsUrl}/metrics`)).status).toBe(200);
  });
});

/** Uses Node's own client, because fetch would normalise the path. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = nodeRequest({ hostname, port, path }, (response) => resolve(response.resume().statusCode));
    sent.on('error', reject).end();
  });
}

describe('GraphiQL', () => {
  const asBrowser = {
    headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    redirect: 'manual' as const,
  };

  test('is the page of /graphql for browsers, with its files served here and no other host', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dwar-graphiql-'));
    await writeFile(join(folder, 'index.html'), '<p>the page</p>');
    await writeFile(join(folder, 'app.js'), 'export {};');
    const { url } = await startServer({ graphiqlFolder: folder });
    const root = await fetch(`${url}/`, asBrowser);
    expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql']);
    const page = await fetch(`${url}/graphql`, asBrowser);
    expect(await page.text()).toBe('<p>the page</p>');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('vary')).toContain('Accept');
    const script = await fetch(`${url}/graphiql/app.js`);
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    expect(script.headers.get('content-security-policy')).toContain("worker-src 'self'");
    await writeFile(join(folder, 'late.js'), 'export {};');
    await writeFile(join(folder, '..', 'dwar-beside.js'), 'export {};');
    const others = [
      '..%2fdwar-beside.js',
      '%2e%2e/dwar-beside.js',
      './/dwar-beside.js',
      'late.js',
      'missing.js',
      '',
    ];
    for (const path of others) expect([path, await statusOf(url, `/graphiql/${path}`)]).toEqual([path, 404]);
    await rm(join(folder, '..', 'dwar-beside.js'));
    await rm(folder, { recursive: true });
  });

  test('explains how to build it if it is not built', async () => {
    const { url } = await startServer({ graphiqlFolder: '/nonexistent' });
    const page = await fetch(`${url}/graphql`, asBrowser);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('npm run build');
  });

  test('is not served if it is off', async () => {
    const { url } = await startServer({ env: { GRAPHIQL: 'false' } });
    expect((await fetch(`${url}/`, asBrowser)).status).toBe(404);
    expect((await fetch(`${url}/graphiql/`, asBrowser)).status).toBe(404);
    expect((await fetch(`${url}/graphql`, asBrowser)).headers.get('content-type')).not.toContain('html');
  });
});

describe('the webhook route', () => {
  const keep =
    (received: Buffer[]) =>
    async (rawBody: Buffer): Promise<WebhookOutcome> => {
      received.push(rawBody);
      return 'stored';
    };

  const send = (url: string, body: string | Buffer, type = 'application/json') =>
    fetch(`${url}/webhooks/gateway`, { method: 'POST', headers: { 'content-type': type }, body });

  test('passes on the bytes unchanged', async () => {
    const received: Buffer[] = [];
    const receiveWebhook = async (rawBody: Buffer): Promise<WebhookOutcome> => {
      received.push(rawBody);
      return 'repeated';
    };
    const { url } = await startServer({ receiveWebhook });
    const bytes = Buffer.from([0x7b, 0xff, 0x00, 0x20, 0x7d]);
    for (const body of [bytes, Buffer.alloc(0)]) {
      const response = await send(url, body, 'application/json; charset=utf-8');
      expect([response.status, await response.json()]).toEqual([200, { status: 'repeated' }]);
    }
    expect(received).toEqual([bytes, Buffer.alloc(0)]);
  });

  test.each<[WebhookOutcome, number, string, string | null]>([
    ['malformed', 400, 'WEBHOOK_MALFORMED', null],
    ['invalid', 401, 'WEBHOOK_CHECKSUM_INVALID', null],
    ['too-many-bodies', 429, 'WEBHOOK_LIMITED', '900'],
    ['busy', 429, 'WEBHOOK_LIMITED', '5'],
    ['failed', 503, 'STORAGE_UNAVAILABLE', '5'],
    ['not-stored', 503, 'STORAGE_UNAVAILABLE', '1'],
  ])('answers %s in the shape of all errors', async (outcome, status, code, retryAfter) => {
    const { url } = await startServer({ receiveWebhook: async () => outcome });
    const response = await send(url, '{"personal":"data"}');
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(text).toContain(`"code":"${code}"`);
    expect(text).not.toContain('personal');
    expect(response.headers.get('retry-after')).toBe(retryAfter);
  });

  test('answers 503 if receiving fails, so that Gateway retries', async () => {
    const { url, lines } = await startServer({
      receiveWebhook: () => Promise.reject(new Error('disk full at /data')),
    });
    const response = await send(url, '{}');
    const text = await response.text();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(text).not.toContain('/data');
    expect(lines.join('')).toContain('disk full');
  });

  test.each(['text/plain', 'application/jsonx', 'application/x-www-form-urlencoded'])(
    'refuses the media type %s',
    async (type) => {
      const received: Buffer[] = [];
      const { url } = await startServer({
        receiveWebhook: keep(received),
      });
      const response = await send(url, '{}', type);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'WEBHOOK_MALFORMED' } }],
      });
      expect(received).toEqual([]);
    },
  );

  test('refuses a body that is too large, with and without a declared length', async () => {
    const received: Buffer[] = [];
    const { url } = await startServer({
      receiveWebhook: keep(received),
    });
    expect((await send(url, 'x'.repeat(4_096))).status).toBe(200);
    expect((await send(url, 'x'.repeat(4_097))).status).toBe(413);
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const sent = nodeRequest(`${url}/webhooks/gateway`, { method: 'POST', headers }, (response) =>
        resolve(response.resume().statusCode),
      );
      sent.on('error', reject);
      sent.end('x'.repeat(5_000));
    });
    expect(status).toBe(413);
    expect(received).toHaveLength(1);
  });

  test('refuses more bytes in flight than its budget, and accepts them once there is capacity again', async () => {
    const release: (() => void)[] = [];
    const mib = 1024 * 1024;
    const { url } = await startServer({
      env: { WEBHOOK_MAX_BYTES: String(9 * mib) },
      receiveWebhook: () => new Promise((resolve) => release.push(() => resolve('stored'))),
    });
    const large = Buffer.alloc(8 * mib + 1, 0x20);
    const first = send(url, large);
    await until(() => release.length === 1);
    const refused = await send(url, Buffer.alloc(8 * mib, 0x20));
    expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true]);
    release.pop()?.();
    expect((await first).status).toBe(200);
    const again = send(url, large);
    await until(() => release.length === 1);
    release.pop()?.();
    expect((await again).status).toBe(200);
  });

  test.each(['GET', 'PUT', 'DELETE'])('refuses the method %s', async (method) => {
    const { url } = await startServer();
    const response = await fetch(`${url}/webhooks/gateway`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('closing', () => {
  test('lets a request finish, runs the closers in order, and may be called twice', async () => {
    const order: string[] = [];
    let release = () => {};
    const { url, server } = await startServer({
      receiveWebhook: () =>
        new Promise((resolve) => {
          release = () => resolve('stored');
          order.push('received');
        }),
      closers: [
        { name: 'bus', run: async () => void order.push('bus') },
        {
          name: 'broken',
          run: async () => {
            throw new Error('it would not close');
          },
        },
        { name: 'ledger', run: () => void order.push('ledger') },
      ],
    });
    const headers = { 'content-type': 'application/json' };
    const answered = fetch(`${url}/webhooks/gateway`, { method: 'POST', headers, body: '{}' });
    await until(() => order.length === 1);
    const closing = server.close();
    expect(order).toEqual(['received']);
    setImmediate(release);
    expect((await answered).status).toBe(200);
    await Promise.all([closing, server.close()]);
    expect(order).toEqual(['received', 'bus', 'ledger']);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  test('does not wait for a connection that has sent nothing', async () => {
    const { url, server, lines } = await startServer();
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    await once(silent, 'connect');
    // The server has accepted the silent one before this one.
    await (await fetch(`${url}/health/live`)).text();
    const closed = once(silent, 'close');
    await server.close();
    await closed;
    expect(lines.join('')).toContain('"phase":"finish requests"');
    expect(lines.join('')).not.toContain('timed out');
  });

  test('takes no longer than its limit if a request and a closer hang', async () => {
    let isReceived = false;
    const { url, server } = await startServer({
      env: { SHUTDOWN_TIMEOUT_MS: '400' },
      receiveWebhook: () => {
        isReceived = true;
        return new Promise(() => {});
      },
      closers: [{ name: 'stuck', run: () => new Promise(() => {}) }],
    });
    const headers = { 'content-type': 'application/json' };
    const cut = fetch(`${url}/webhooks/gateway`, { method: 'POST', headers, body: '{}' }).catch(() => 'cut');
    await until(() => isReceived);
    const began = Date.now();
    await server.close();
    expect(Date.now() - began).toBeLessThan(1_500);
    expect(await cut).toBe('cut');
  });

  test('a port in use is reported by Node', async () => {
    const { url } = await startServer();
    await expect(startServer({ env: { PORT: new URL(url).port } })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
