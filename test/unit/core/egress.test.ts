import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.js';
import { createLog } from '../../../src/core/log.js';
import { describeProxy, type EgressProxies, proxyFor } from '../../../src/core/http/egress.js';
import { Secret } from '../../../src/core/secret.js';
import { GatewayError } from '../../../src/gateway/gateway-error.js';
import { createTracing } from '../../../src/telemetry/create-tracing.js';
import { buildTransactionBody } from '../../../src/transactions/build-request.js';
import { KeySet } from '../../../src/viewer/key-set.js';
import { startCollector } from '../../support/collector.js';
import { type ConnectProxy, startConnectProxy } from '../../support/connect-proxy.js';
import { until } from '../../support/until.js';
import { json, ok, startUpstream } from '../gateway/upstream-server.js';

/** Calls of Gateway, the key server and the collector through a proxy on loopback. */
const ID = 'TRX_652377470a134a80ac6c56d19ef3416c';
const CREATED = `{"transactionId":"${ID}","expireAt":"2026-01-02T03:04:05.678Z"}`;
const CONNECT = buildTransactionBody({ intent: 'CONNECT' });

let proxy: ConnectProxy;
const toClose: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  proxy = await startConnectProxy();
});

afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
  await proxy.close();
});

const through = (userinfo = ''): EgressProxies => ({
  HTTP_PROXY: new Secret(`http://${userinfo}127.0.0.1:${proxy.port}`),
});

async function gateway(proxies: EgressProxies = through(), connectTimeoutMs = 20_000) {
  const upstream = await startUpstream((response) => ok(response, CREATED), { proxies, connectTimeoutMs });
  toClose.push(upstream.close);
  return upstream;
}

async function failureOf(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof GatewayError)) throw new Error('no GatewayError');
  return error;
}

describe('a call of Gateway', () => {
  test('goes through the tunnel of the proxy, over one connection', async () => {
    const { client, url } = await gateway();
    for (let n = 0; n < 3; n += 1) await client.createTransaction(CONNECT, 'a.b.c');
    expect(proxy.targets).toEqual([new URL(url).host]);
    expect(proxy.otherRequests).toEqual([]);
  });

  test('goes past the proxy if NO_PROXY exempts its host', async () => {
    const { client } = await gateway({ ...through(), NO_PROXY: ['127.0.0.0/8'] });
    await client.createTransaction(CONNECT, 'a.b.c');
    expect(proxy.targets).toEqual([]);
  });

  test('goes past the proxy of another scheme', async () => {
    const { client } = await gateway({ HTTPS_PROXY: new Secret(`http://127.0.0.1:${proxy.port}`) });
    await client.createTransaction(CONNECT, 'a.b.c');
    expect(proxy.targets).toEqual([]);
  });

  test('proves itself to the proxy with a user and password of any characters', async () => {
    proxy.credentials = 'dwar@acme:p:ss%/word';
    const { client } = await gateway(through('dwar%40acme:p%3Ass%25%2Fword@'));
    await client.createTransaction(CONNECT, 'a.b.c');
    expect(proxy.targets).toHaveLength(1);
  });

  test.each([403, 407, 502])('was certainly not sent if the proxy answers %s', async (status) => {
    proxy.mode = status;
    const { client, seen } = await gateway();
    const error = await failureOf(client.createTransaction(CONNECT, 'a.b.c'));
    expect(error).toMatchObject({ kind: 'unavailable', sent: false });
    expect(error.message).toContain(`PROXY_${status}`);
    expect(seen).toEqual([]);
  });

  test('was certainly not sent if the proxy hangs up', async () => {
    proxy.mode = 'hang-up';
    const { client } = await gateway();
    const error = await failureOf(client.createTransaction(CONNECT, 'a.b.c'));
    expect(error).toMatchObject({ kind: 'unavailable', sent: false });
  });

  test('was certainly not sent if the proxy does not answer in time, and leaves no connection', async () => {
    proxy.mode = 'silent';
    const { client } = await gateway(through(), 100);
    const error = await failureOf(client.createTransaction(CONNECT, 'a.b.c'));
    expect(error).toMatchObject({ kind: 'unavailable', sent: false });
    expect(error.message).toContain('PROXY_TIMEOUT');
    await until('the connection to the proxy is closed', () => proxy.open === 0);
  });

  test('names no password in the error of a proxy that is down', async () => {
    await proxy.close();
    const { client } = await gateway(through('dwar:kanari@'));
    const error = await failureOf(client.createTransaction(CONNECT, 'a.b.c'));
    expect(error.message).toContain('ECONNREFUSED');
    expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain('kanari');
  });
});

test('keys are fetched through the proxy', async () => {
  const server = await startUpstream((response) => json(response, 200, '{"keys":[]}'));
  toClose.push(server.close);
  const failed: unknown[] = [];
  const keys = new KeySet(server.url, { proxies: through(), onFailure: (error) => failed.push(error) });
  await keys.use(async () => 'verified');
  expect([proxy.targets, failed]).toEqual([[new URL(server.url).host], []]);
  proxy.mode = 407;
  const others = new KeySet(server.url, { proxies: through(), onFailure: (error) => failed.push(error) });
  await expect(others.use(async () => 'verified')).rejects.toThrow('could not be fetched');
  expect(String(failed[0])).toContain('the proxy answered 407');
});

test('traces are exported through the proxy, and a refusal of it is logged by its code', async () => {
  const collector = await startCollector();
  toClose.push(() => collector.close());
  const lines: Record<string, unknown>[] = [];
  const settings = {
    ...through(),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_SERVICE_NAME: 'unit',
    OTEL_TRACES_SAMPLER_ARG: 1,
    SHUTDOWN_TIMEOUT_MS: 20_000,
  };
  const log = createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const exportOne = async (name: string) => {
    const tracing = await createTracing(settings, log, () => {});
    tracing.start(name).end();
    await tracing.close();
  };
  await exportOne('proxied');
  expect(collector.spans().map(({ name }) => name)).toEqual(['proxied']);
  expect(proxy.targets).toEqual([new URL(collector.url).host]);
  proxy.mode = 407;
  await exportOne('refused');
  expect(lines).toMatchObject([{ level: 'warn', code: 'PROXY_407', msg: 'traces could not be exported' }]);
});

describe('the proxy of a target', () => {
  const proxies = { HTTPS_PROXY: new Secret('http://a:1'), HTTP_PROXY: new Secret('http://b:2') };

  test('is chosen by its scheme', () => {
    expect(proxyFor('https://x', proxies)?.host).toBe('a:1');
    expect(proxyFor('http://x', proxies)?.host).toBe('b:2');
    expect(proxyFor('http://x', {})).toBeNull();
  });

  test('is described without its user and password', () => {
    expect(describeProxy(new URL('https://dwar:kanari@proxy:8080'))).toBe('https://[hidden]@proxy:8080');
    expect(describeProxy(new URL('http://proxy:3128/'))).toBe('http://proxy:3128');
  });
});

describe('the variables', () => {
  const ENV = {
    NODE_ENV: 'test',
    GATEWAY_NAME: 'acme',
    GATEWAY_SECRET: 'signing-secret-of-the-test',
    GATEWAY_API_SECRET: 'api-secret-of-the-test',
    AUTH_JWT_SECRET: 'session-secret-of-the-test',
    AUTH_ISSUER: 'me',
    AUTH_AUDIENCE: 'dwar',
  };
  const proxyIn = (env: Record<string, string>) => loadConfig({ ...ENV, ...env }).HTTPS_PROXY?.reveal();

  test('are also read in lower case, and those in upper case win', () => {
    expect(proxyIn({ https_proxy: 'http://a:1' })).toBe('http://a:1');
    expect(proxyIn({ HTTPS_PROXY: 'http://b:2', https_proxy: 'http://a:1' })).toBe('http://b:2');
    expect(loadConfig({ ...ENV, no_proxy: 'a, .b' }).NO_PROXY).toEqual(['a', '.b']);
  });

  test('may lack the scheme of the proxy', () => {
    expect(proxyIn({ HTTPS_PROXY: 'dwar:pass@proxy.acme:3128' })).toBe('http://dwar:pass@proxy.acme:3128');
  });

  test('show no password when they are logged', () => {
    const config = loadConfig({ ...ENV, HTTPS_PROXY: 'http://dwar:kanari@proxy:1' });
    expect(JSON.stringify(config)).not.toContain('kanari');
  });

  test.each(['socks5://proxy:1080', 'http://', 'http://proxy/path', 'http://%zz:kanari@proxy', 'http://a b'])(
    'refuse %s without repeating it',
    (value) => {
      expect(() => proxyIn({ HTTPS_PROXY: value })).toThrow(/HTTPS_PROXY must be http/);
      expect(() => proxyIn({ HTTPS_PROXY: value })).not.toThrow(/kanari|socks5/);
    },
  );
});
