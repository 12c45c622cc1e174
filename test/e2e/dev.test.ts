import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { TypedDocumentString } from '../generated/graphql.js';
import { type BuiltDev, runBuilt, spawnBuilt, startBuiltDev } from '../support/built-dev.js';
import { runInProcess } from '../support/cli.js';
import { FOLLOW_EVENTS, ORDER_IDS, present } from '../support/documents.js';
import { GraphqlClient } from '../support/graphql-client.js';

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
    cursor: string;
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

/** Plays it with a command of this process, which need not start. */
async function playHere(...args: string[]): Promise<Played> {
  const run = await runInProcess(['trigger', ...args, '--data', folder, '--json']);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(run.stdout) as Played;
}

const CURRENT = graphql(/* GraphQL */ `
  query CurrentAccount { viewer { currentBrokerAccount { id } } }
`);

const CURRENT_HOLDINGS = graphql(/* GraphQL */ `
  query CurrentHoldings { holdings { provenance } }
`);

function ask<Data>(token: string, document: TypedDocumentString<Data, Record<string, never>>): Promise<Data> {
  return new GraphqlClient(dev.url, token).ask(document);
}

async function ordersOf(token: string): Promise<number> {
  return present((await ask(token, ORDER_IDS)).orders).edges.length;
}

/** The first event of a stream that resumes after `cursor`. */
async function firstEventAfter(cursor: string): Promise<string> {
  const leave = new AbortController();
  const response = await fetch(`${dev.url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${dev.token}`,
      'last-event-id': cursor,
    },
    body: JSON.stringify({ query: FOLLOW_EVENTS.toString() }),
    signal: leave.signal,
  });
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const [, typename] = /"__typename":"(\w+)"/.exec(text) ?? [];
      if (typename !== undefined) return typename;
    }
    throw new Error(`the stream ended: ${text}`);
  } finally {
    leave.abort();
  }
}

describe('dwar dev', () => {
  test('is live and ready, and serves its emulator', async () => {
    for (const url of [`${dev.url}/health/live`, `${dev.url}/health/ready`, `${dev.emulatorUrl}/health`]) {
      expect([url, (await fetch(url)).status]).toEqual([url, 200]);
    }
  });

  test('keeps its secrets private', () => {
    expect(statSync(join(folder, 'dev-secrets.json')).mode & 0o777).toBe(0o600);
    for (const secret of [
      dev.secrets.GATEWAY_SECRET,
      dev.secrets.GATEWAY_API_SECRET,
      dev.secrets.AUTH_JWT_SECRET,
    ]) {
      expect(dev.stderr()).not.toContain(secret);
    }
  });

  test('refuses a second instance on the same folder and does not disturb the first', async () => {
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
  test('buy shows each step with its timing, and the event that a subscriber received', async () => {
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

  test('buy prints plain lines without a terminal', async () => {
    const { code, stdout } = await trigger('buy');
    expect(code).toBe(0);
    expect(stdout.match(/^ok .*$/gm)).toHaveLength(6);
    expect(stdout).not.toContain('\u001B[');
    expect(stdout).toContain('The subscriber received:\n{');
  });

  test('buy-partial ends with one leg filled and one half filled', async () => {
    const { event } = await play('buy-partial');
    expect(event.order).toMatchObject({ status: 'PARTIALLYFILLED', isFinal: true });
    expect(event.order?.legs).toMatchObject([{ filledQuantity: 2 }, { quantity: 4, filledQuantity: 2 }]);
  });

  test.each([
    ['reject', 'UNFILLED', true, 'orderUnmatched'],
    ['lowfunds', 'UNFILLED', true, 'marginsExceeded'],
    ['amo', 'PLACED', false, null],
  ])('%s ends with the order %s', async (scenario, status, isFinal, errorCode) => {
    const { event } = await play(scenario);
    const legs = [
      { filledQuantity: 0, errorCode },
      { filledQuantity: 0, errorCode },
    ];
    expect(event.order).toMatchObject({ status, isFinal, provenance: 'CONFIRMED', legs });
  });

  test('slow reports that the order is on its way, and ends when it is filled', async () => {
    const child = spawnBuilt(['trigger', 'slow', '--data', folder]);
    let text = '';
    const accepted = new Promise<void>((settle) => {
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.includes('webhook verified')) settle();
      });
    });
    const ended = new Promise((settle) => void child.once('close', settle));
    await Promise.race([accepted, ended]);
    const advanced = await fetch(`${dev.emulatorUrl}/__emulator/clock`, {
      method: 'POST',
      headers: { authorization: `Bearer ${dev.controlToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ advanceMs: 30_000 }),
    });
    expect(advanced.status).toBe(200);
    expect([await ended, text]).toEqual([0, expect.stringContaining('COMPLETED (CONFIRMED)')]);
    expect(text).toContain('the order is on its way');
  });

  // The last one links another account.
  test.each([
    'onboarding',
    'mutual-funds',
    'smallcase',
    'invest-more',
    'rebalance',
    'exit',
    'sip',
    'imr',
    'subscribe',
    'funds',
    'authorise',
    'cancel-order',
    'cancel-amo',
  ])('%s plays its intents to the end', async (scenario) => {
    const token = scenario === 'cancel-amo' ? 'lep-amo-70' : 'lep-ok-70';
    const { steps } = await playHere(scenario, '--viewer', 'intents', '--scenario', token);
    const last = steps.at(-1);
    expect(['transaction confirmed', 'folios received', 'investment known']).toContain(last?.step);
    expect(steps.every(({ detail }) => detail !== '')).toBe(true);
  });

  test('connect links the account, and holdings imports from it', async () => {
    const connected = await play('connect', '--viewer', 'carol');
    expect(connected.steps.map(({ step }) => step)).toContain('broker account linked');
    const { steps, holdings } = await play('holdings', '--viewer', 'carol');
    expect(steps.map(({ step }) => step)).not.toContain('broker account linked');
    expect(holdings?.securities.length).toBeGreaterThan(0);
  });

  test('holdings links an account first if the viewer has none', async () => {
    const { steps } = await play('holdings', '--viewer', 'dave', '--scenario', 'lep-ok-7');
    expect(steps.map(({ step }) => step)).toContain('broker account linked');
  });

  test('fails with the error that the SDK rejected with', async () => {
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

  test('a replayed webhook is applied and changes nothing', async () => {
    const before = await ordersOf(dev.token);
    const run = await runBuilt(['deliveries', 'replay', '--state', 'APPLIED', '--json', '--data', folder]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect((JSON.parse(run.stdout) as { marked: number }).marked).toBeGreaterThan(3);
    const waiting = async () =>
      (
        await runBuilt(['deliveries', 'list', '--state', 'PENDING', '--json', '--data', folder])
      ).stdout.trim();
    while ((await waiting()) !== '[]') expect(dev.stderr()).not.toContain('replaying a delivery failed');
    expect(await ordersOf(dev.token)).toBe(before);
  });

  test('an account linked to another viewer can be linked once it is unlinked', async () => {
    const token = await dev.tokenOf('carol');
    const accountOf = async () => present((await ask(token, CURRENT)).viewer).currentBrokerAccount;
    const account = await accountOf();
    const refused = await trigger('connect', '--viewer', 'eve');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('BrokerAccountLinkedElsewhere'),
    ]);
    const unlinked = await runBuilt(['accounts', 'unlink', account?.id ?? '', '--yes', '--data', folder]);
    expect(unlinked).toMatchObject({ code: 0, stdout: expect.stringContaining('carol'), stderr: '' });
    expect(await accountOf()).toBeNull();
    expect((await ask(token, CURRENT_HOLDINGS)).holdings).toBeNull();
    await play('connect', '--viewer', 'eve');
  });

  test('the doctor finds no problem', async () => {
    const run = await runBuilt(['doctor', '--data', folder]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).not.toContain('FAIL');
  });

  test('SIGTERM makes it exit with 0, and a second run keeps all data', async () => {
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

  test('after a new epoch, which needs a stopped server, an earlier cursor yields ResyncRequired', async () => {
    const renew = () => runBuilt(['doctor', '--new-epoch', '--data', folder]);
    const { event } = await play('buy');
    await play('buy');
    const refused = await renew();
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('another process uses')]);
    expect(await firstEventAfter(event.cursor)).toBe('TransactionEvent');
    await dev.stop();
    expect(await renew()).toMatchObject({ code: 0, stderr: '' });
    dev = await startBuiltDev({ dataDir: folder });
    expect(await firstEventAfter(event.cursor)).toBe('ResyncRequired');
    expect(await ordersOf(dev.token)).toBeGreaterThan(1);
  });

  test('Ctrl-C makes it exit with 0 too, and --fresh starts empty', async () => {
    expect(await dev.stop('SIGINT')).toBe(0);
    dev = await startBuiltDev({ dataDir: folder, args: ['--fresh'] });
    expect(await ordersOf(dev.token)).toBe(0);
    await play('buy');
  });

  test('the banner shows every URL, a token and four next steps', async () => {
    await dev.stop();
    const child = spawnBuilt(['dev', '--port', '0', '--emulator-port', '0', '--data', folder]);
    let text = '';
    await new Promise<void>((resolve) => {
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (/ 4\. .*\n.*\n/.test(text)) resolve();
      });
    });
    child.kill();
    await new Promise((resolve) => child.once('close', resolve));
    for (const path of [
      '/console/#console=',
      '/shop#token=ey',
      '/graphql#token=ey',
      '/graphql/stream',
      '/webhooks/gateway',
      '/health/ready',
      '/metrics',
    ]) {
      expect(text).toContain(path);
    }
    for (const word of [
      'ws://',
      '/__emulator',
      '/broker',
      '1. ',
      '2. ',
      '3. ',
      '4. ',
      'npx dwar trigger buy',
    ]) {
      expect(text).toContain(word);
    }
    expect(text).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/m);
  });
});
