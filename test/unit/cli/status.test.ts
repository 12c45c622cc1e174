import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import type { Delivery, DeliveryState } from '../../../src/ledger/deliveries/deliveries.js';
import { insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { insertTransaction } from '../../../src/ledger/transactions.js';
import { startApp, type TestApp } from '../../support/app.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';
import { order, transaction } from '../../support/facts.js';
import { putOrder } from '../../support/ledger.js';

const RECEIVED_AT = Date.UTC(2023, 10, 14, 22, 13, 20);

const delivery = (number: number, state: DeliveryState): Delivery => ({
  deliveryId: `delivery-${number}`,
  sha256: `digest ${number}`,
  receivedAt: RECEIVED_AT - number * 1_000,
  kind: 'ORDER',
  state,
  proof: `proof ${number}`,
  transactionId: null,
  authId: null,
  problem: null,
  failures: 0,
  playAt: null,
  body: Buffer.from('{}'),
});

/** The URL of a ledger with deliveries, a transaction with a planned read, and an order that is not confirmed. */
async function makeLedger(): Promise<string> {
  const url = `sqlite:${join(temporaryFolder(), 'dwar.db')}`;
  const ledger = await openLedger(url, { log: silentLog });
  for (const [number, state] of (['APPLIED', 'APPLIED', 'UNMATCHED', 'DEAD'] as const).entries())
    await ledger.write((unit) => insertDelivery(unit, delivery(number, state)));
  const snapshot = transaction();
  const stored = { createdSeq: 1, readAt: RECEIVED_AT + 60_000, orderDigest: null, now: RECEIVED_AT };
  await ledger.write(async (unit) => {
    await insertTransaction(unit, snapshot, stored);
    await putOrder(
      unit,
      order({ transactionId: snapshot.transactionId, viewerId: snapshot.viewerId, provenance: 'WEBHOOK' }),
      2,
    );
  });
  await ledger.close();
  return url;
}

afterAll(removeTemporaryFolders);

describe('dwar status of a running instance', () => {
  let app: TestApp;
  let env: Record<string, string>;
  beforeAll(async () => {
    app = await startApp();
    env = { NODE_ENV: 'test', GATEWAY_NAME: 'acme', DATABASE_URL: app.databaseUrl, PORT: String(app.port) };
  });
  afterAll(() => app.close());

  test('says that it is ready, and what it is', async () => {
    const { code, stdout, stderr } = await runInProcess(['status'], env);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^instance +http://127.0.0.1:${app.port} is ready$`, 'm'));
    expect(stdout).toMatch(/^version +\d+\.\d+\.\d+\S*, started \d{4}-\S+Z \(\d+ \w+ ago\)$/m);
    expect(stdout).toMatch(/^gateway +is called; its clock is \d+ ms (?:behind|ahead of) ours$/m);
    expect(stdout).toMatch(/^webhooks +none received$/m);
  });

  test('prints the same as JSON', async () => {
    const { code, stdout } = await runInProcess(['status', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      url: `http://127.0.0.1:${app.port}`,
      health: { isReachable: true, isReady: true, reasons: [] },
      metrics: { isBreakerOpen: false, version: expect.stringMatching(/^\d+\./) },
      ledger: { problem: null, status: { deliveries: {}, lastReceivedAt: null, firstReadAt: null } },
      cache: 'memory',
    });
  });

  test('is found by --url, and says that the ledger of the environment is missing', async () => {
    const missing = `sqlite:${join(temporaryFolder(), 'absent.db')}`;
    const { code, stdout } = await runInProcess(['status', '--url', app.url], {
      ...env,
      DATABASE_URL: missing,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ledger +\S+absent\.db: there is no ledger at /m);
    expect(stdout).not.toMatch(/^deliveries/m);
  });
});

describe('dwar status', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  /** Starts a server that answers health and metrics like this. */
  async function startInstance(status: number, health: string, metrics: string | null): Promise<string> {
    server = createServer((request, response) => {
      if (request.url === '/health/ready') response.writeHead(status).end(health);
      else if (metrics === null) response.writeHead(302, { location: '/elsewhere' }).end();
      else response.end(metrics);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server?.once('listening', resolve));
    return String((server.address() as AddressInfo).port);
  }

  test('of a stopped instance says so, shows what its ledger holds, and ends with 1', async () => {
    const PORT = await startInstance(200, '{}', '');
    await new Promise((resolve) => server?.close(resolve));
    const env = { NODE_ENV: 'test', GATEWAY_NAME: 'acme', DATABASE_URL: await makeLedger(), PORT };
    const { code, stdout, stderr } = await runInProcess(['status'], env);
    expect([code, stderr]).toEqual([1, `dwar: no instance answers at http://127.0.0.1:${PORT}`]);
    expect(stdout).toMatch(/^instance +\S+ gives no answer$/m);
    expect(stdout).toMatch(/^metrics +\S+\/metrics cannot be read$/m);
    expect(stdout).toMatch(/^webhooks +last received 2023-11-14T22:13:20.000Z \(\d+ d ago\)$/m);
    expect(stdout).toMatch(/^deliveries +APPLIED 2, UNMATCHED 1, DEAD 1$/m);
    expect(stdout).toMatch(/^to look at +1 given up, 1 unmatched$/m);
    expect(stdout).toMatch(/^orders +1 not confirmed$/m);
    expect(stdout).toMatch(/^transactions +1 open, 0 stale$/m);
    expect(stdout).toMatch(/^next read +due since 2023-11-14T22:14:20.000Z/m);
  });

  test('names why an instance is not ready, and that its breaker is open', async () => {
    const metrics = 'dwar_upstream_breaker_open 1\ndwar_upstream_clock_offset_seconds -0.25\n';
    const PORT = await startInstance(503, '{"status":"unavailable","reasons":["ledger"]}', metrics);
    const env = { NODE_ENV: 'test', GATEWAY_NAME: 'acme', DATABASE_URL: await makeLedger(), PORT };
    const { code, stdout, stderr } = await runInProcess(['status'], env);
    expect([code, stderr]).toEqual([1, expect.stringContaining('is not ready')]);
    expect(stdout).toMatch(/^instance +\S+ is not ready: ledger$/m);
    expect(stdout).toMatch(/^version +unknown$/m);
    expect(stdout).toMatch(/^gateway +gives no answer.*; its clock is 250 ms behind ours$/m);
  });

  test('in production asks OPS_PORT for the metrics, and follows no redirect', async () => {
    const PORT = await startInstance(200, '{"status":"ok"}', null);
    const env = { NODE_ENV: 'production', DATABASE_URL: await makeLedger(), PORT, OPS_PORT: PORT };
    const { code, stdout } = await runInProcess(['status'], env);
    expect(code).toBe(0);
    expect(stdout).toContain(`http://127.0.0.1:${PORT}/metrics cannot be read`);
  });

  test('shows no password of the ledger', async () => {
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://dwar:hunter2x@127.0.0.1:1/ledger',
      REDIS_URL: 'redis://:hunter2x@127.0.0.1:1',
      PORT: '1',
    };
    const runs = [['status'], ['status', '--json']].map((args) => runInProcess(args, env));
    for (const { code, stdout, stderr } of await Promise.all(runs)) {
      expect([code, stdout.includes('PostgreSQL at 127.0.0.1:1/ledger')]).toEqual([1, true]);
      expect(stdout + stderr).not.toContain('hunter2x');
    }
  });

  test.each([
    [['--url', 'nowhere'], {}, 'It must be a URL'],
    [['--url', 'http://a:b@127.0.0.1'], {}, 'holds a password'],
    [['--wrong'], {}, 'unknown option'],
    [[], { NODE_ENV: 'production', PORT: 'many' }, 'PORT'],
  ])('refuses %j with %j', async (args, env, message) => {
    const refused = await runInProcess(['status', ...args], { GATEWAY_NAME: 'acme', ...env });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(message);
  });

  test('says that a port the system picked is not known', async () => {
    const { code, stderr } = await runInProcess(['status'], { NODE_ENV: 'production', PORT: '0' });
    expect([code, stderr]).toEqual([1, expect.stringContaining('the port of the instance is not known')]);
  });
});
