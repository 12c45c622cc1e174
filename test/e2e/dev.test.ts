import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltDev, runBuilt, spawnBuilt, startBuiltDev } from '../support/built-dev.js';

let folder: string;
let dev: BuiltDev;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-e2e-'));
  dev = await startBuiltDev({ dataDir: folder });
});

afterAll(async () => {
  await dev.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Played {
  steps: { step: string; startedAtMs: number; durationMs: number; detail: string }[];
  event: {
    __typename: string;
    order?: { status: string; provenance: string; isFinal: boolean; legs: unknown[] };
  };
  holdings: { securities: unknown[] } | null;
}

const trigger = (...args: string[]) => runBuilt(['trigger', ...args, '--data', folder]);

async function play(...args: string[]): Promise<Played> {
  const run = await trigger(...args, '--json');
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(run.stdout) as Played;
}

async function ordersOf(token: string): Promise<number> {
  const response = await fetch(`${dev.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ orders(first: 100) { edges { cursor } } }' }),
  });
  const { data } = (await response.json()) as { data: { orders: { edges: unknown[] } } };
  return data.orders.edges.length;
}

describe('dwar dev', () => {
  test('is alive and ready, and serves its emulator', async () => {
    for (const url of [`${dev.url}/health/live`, `${dev.url}/health/ready`, `${dev.emulatorUrl}/health`]) {
      expect([url, (await fetch(url)).status]).toEqual([url, 200]);
    }
  });

  test('keeps its secrets to itself', () => {
    expect(statSync(join(folder, 'dev-secrets.json')).mode & 0o777).toBe(0o600);
    for (const secret of [
      dev.secrets.GATEWAY_SECRET,
      dev.secrets.GATEWAY_API_SECRET,
      dev.secrets.AUTH_JWT_SECRET,
    ]) {
      expect(dev.stderr()).not.toContain(secret);
    }
  });

  test('refuses a second instance on the same folder and leaves the first as it is', async () => {
    const run = await runBuilt(['dev', '--port', '0', '--emulator-port', '0', '--data', folder]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('another process uses');
    const fresh = await runBuilt(['dev', '--fresh', '--port', '0', '--emulator-port', '0', '--data', folder]);
    expect(fresh.code).toBe(1);
    expect((await fetch(`${dev.url}/health/ready`)).status).toBe(200);
  });

  test.each([
    ['--port', '--emulator-port'],
    ['--emulator-port', '--port'],
  ])('names the port that is in use and the option %s', async (option, other) => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const data = mkdtempSync(join(tmpdir(), 'dwar-e2e-'));
    const run = await runBuilt(['dev', option, String(port), other, '0', '--data', data]);
    await new Promise((resolve) => server.close(resolve));
    rmSync(data, { recursive: true });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(`port ${port} is in use`);
    expect(run.stderr).toContain(`with ${option}.`);
  });
});

describe('dwar trigger', () => {
  test('buy shows each step with times and the event a subscriber received', async () => {
    const { steps, event } = await play('buy');
    expect(steps.map(({ step }) => step)).toEqual([
      'subscription',
      'auth token',
      'transaction',
      "user's part",
      'webhook verified',
      'order confirmed',
    ]);
    expect(steps[4]?.detail).toContain('WEBHOOK');
    expect(steps[5]?.detail).toContain('COMPLETED (CONFIRMED)');
    const starts = steps.map(({ startedAtMs }) => startedAtMs);
    expect(starts).toEqual([...starts].sort((left, right) => left - right));
    expect(event).toMatchObject({
      __typename: 'OrderEvent',
      order: { status: 'COMPLETED', provenance: 'CONFIRMED', isFinal: true },
    });
  });

  test('buy prints plain lines where there is no terminal', async () => {
    const { code, stdout } = await trigger('buy');
    expect(code).toBe(0);
    expect(stdout.match(/^ok .*$/gm)).toHaveLength(6);
    expect(stdout).not.toContain('\u001B[');
    expect(stdout).toContain('The subscriber received:\n{');
  });

  test('buy-partial ends with one leg filled and one by half', async () => {
    const { event } = await play('buy-partial');
    expect(event.order).toMatchObject({ status: 'PARTIALLYFILLED', isFinal: true });
    expect(event.order?.legs).toMatchObject([{ filledQuantity: 2 }, { quantity: 4, filledQuantity: 2 }]);
  });

  test('connect links the account, and holdings imports from it', async () => {
    const connected = await play('connect', '--viewer', 'carol');
    expect(connected.steps.map(({ step }) => step)).toContain('broker account linked');
    const { steps, holdings } = await play('holdings', '--viewer', 'carol');
    expect(steps.map(({ step }) => step)).not.toContain('broker account linked');
    expect(holdings?.securities.length).toBeGreaterThan(0);
  });

  test('holdings links an account first for a viewer who has none', async () => {
    const { steps } = await play('holdings', '--viewer', 'dave', '--scenario', 'lep-ok-7');
    expect(steps.map(({ step }) => step)).toContain('broker account linked');
  });

  test('says honestly that the SDK rejected', async () => {
    const { code, stderr } = await trigger('buy', '--scenario', 'lep-consent');
    expect(code).toBe(1);
    expect(stderr).toContain('1003 consent_denied');
  });

  test('is refused with the token of another folder', async () => {
    const data = mkdtempSync(join(tmpdir(), 'dwar-e2e-'));
    await runBuilt(['dev', '--port', '99999', '--data', data]);
    const run = await runBuilt(['trigger', 'buy', '--data', data, '--url', dev.url]);
    rmSync(data, { recursive: true });
    expect(run.code).toBe(1);
  });
});

describe('after trades', () => {
  test('the received webhooks can be listed while it runs', async () => {
    const { code, stdout } = await runBuilt(['deliveries', 'list', '--json', '--data', folder]);
    expect(code).toBe(0);
    const rows = JSON.parse(stdout) as { kind: string; state: string }[];
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'ORDER', state: 'APPLIED' }));
  });

  test('the doctor finds nothing wrong with it', async () => {
    const run = await runBuilt(['doctor', '--data', folder]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).not.toContain('FAIL');
  });

  test('it ends with 0 when told to, and a second run has everything', async () => {
    const before = await ordersOf(dev.token);
    expect(before).toBeGreaterThan(1);
    expect(await dev.stop('SIGTERM')).toBe(0);
    expect(existsSync(join(folder, 'dev-instance.json'))).toBe(false);
    const { secrets } = dev;
    dev = await startBuiltDev({ dataDir: folder });
    expect(dev.secrets).toEqual(secrets);
    expect(await ordersOf(dev.token)).toBe(before);
    await play('buy');
  });

  test('Ctrl-C ends it with 0 too, and --fresh begins with nothing', async () => {
    expect(await dev.stop('SIGINT')).toBe(0);
    dev = await startBuiltDev({ dataDir: folder, args: ['--fresh'] });
    expect(await ordersOf(dev.token)).toBe(0);
    await play('buy');
  });

  test('the banner has every URL, a token and three next steps', async () => {
    await dev.stop();
    const child = spawnBuilt(['dev', '--port', '0', '--emulator-port', '0', '--data', folder]);
    let text = '';
    await new Promise<void>((resolve) => {
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (/ 3\. .*\n.*\n/.test(text)) resolve();
      });
    });
    child.kill();
    await new Promise((resolve) => child.once('close', resolve));
    for (const path of [
      '/graphql#token=ey',
      '/graphql/stream',
      '/webhooks/gateway',
      '/health/ready',
      '/metrics',
    ]) {
      expect(text).toContain(path);
    }
    for (const word of ['ws://', '/__emulator', '/broker', '1. ', '2. ', '3. ', 'npx dwar trigger buy']) {
      expect(text).toContain(word);
    }
    expect(text).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/m);
  });
});
