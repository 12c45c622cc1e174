import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../../src/core/log.js';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { until } from '../../support/until.js';
import { basket, buy, partnerOf, startReceiver } from './partner.js';

const closing: (() => Promise<void>)[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-state-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Returns everything a partner sees of fixed calls on a frozen clock, without tokens, which follow the wall
 * clock.
 */
async function transcript(emulator: TestEmulator): Promise<string> {
  const partner = partnerOf(emulator);
  const seen: unknown[] = [];
  for (const [token, body] of [
    ['lep-ok', { ...basket(buy('INFY', 3), buy('SBIN', 1)), notes: 'n' }],
    ['lep-partial', basket(buy('INFY', 3), buy('TCS', 8))],
    ['lep-slow', basket(buy('ITC', 1))],
    ['lep-ok', { intent: 'HOLDINGS_IMPORT', version: 'v2' }],
    ['lep-ok', { intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCET_0010' } }],
    ['lep-cancel', { intent: 'CONNECT' }],
    ['lep-amo', basket(buy('INFY', 3))],
    ['lep-amo', { intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCET_0010' } }],
    ['lep-ok', basket({ ...buy('INFY', 3), orderType: 'LIMIT', price: 1 })],
    ['lep-hook-dup', basket(buy('INFY', 3))],
    ['lep-hook-tamper', basket(buy('INFY', 3))],
    ['lep-hook-tamper', basket(buy('SBIN', 3))],
    ['lep-hook-tamper', { intent: 'HOLDINGS_IMPORT', version: 'v2' }],
  ] as const) {
    const created = await partner.create(body);
    const { transactionId } = created.body.data;
    seen.push(
      created.body,
      await emulator.control.complete(transactionId, { broker: 'kite', token }),
      await partner.details(transactionId),
    );
  }
  seen.push(await emulator.control.deliveries());
  return JSON.stringify(seen).replace(/"smallcaseAuthToken":"[^"]*"/g, '"smallcaseAuthToken":"…"');
}

describe('the same seed', () => {
  const start = async (seed: string | number | undefined) => {
    const emulator = await startEmulator({
      seed,
      clock: new VirtualClock({ frozen: true, startAt: 1_760_000_000_000 }),
    });
    closing.push(emulator.close);
    return emulator;
  };

  test('gives the same transcript for the same calls', async () => {
    expect(await transcript(await start('seven'))).toBe(await transcript(await start('seven')));
  });

  test('restarts that transcript when given at a reset', async () => {
    const emulator = await start(7);
    const first = await transcript(emulator);
    expect((await emulator.control.reset(7)).seed).toBe('7');
    expect(await transcript(emulator)).toBe(first);
  });

  test('is required for the same ids: another one, or none, gives others', async () => {
    const ids = new Set<string>();
    for (const seed of ['a', 'b', undefined, undefined]) {
      const emulator = await start(seed);
      ids.add(await partnerOf(emulator).begin({ intent: 'CONNECT' }));
      await emulator.control.reset();
      ids.add(await partnerOf(emulator).begin({ intent: 'CONNECT' }));
    }
    expect(ids.size).toBe(8);
  });
});

describe('a reset', () => {
  test('clears transactions, requests, deliveries, faults, modes and markets', async () => {
    const emulator = await startEmulator();
    closing.push(emulator.close);
    const partner = partnerOf(emulator);
    const transactionId = await partner.begin(basket(buy('INFY', 1)));
    await emulator.control.complete(transactionId, { broker: 'kite', token: 'lep-slow' });
    await emulator.control.market('kite', false);
    await emulator.control.faults([{ path: '/transaction', status: 500 }]);
    await emulator.control.reset();
    expect(await emulator.control.requests()).toEqual([]);
    expect(await emulator.control.deliveries()).toEqual([]);
    expect((await partner.details(transactionId)).errors).toEqual(['TransactionIdNotFound']);
    const next = await partner.begin(basket(buy('INFY', 1)));
    expect((await emulator.control.complete(next, { broker: 'kite', token: 'lep-ok' })).ok).toBe(true);
    await emulator.control.clock(60_000);
    expect(await emulator.control.deliveries()).toHaveLength(2);
  });
});

describe('an emulator restarted with a state file', () => {
  const start = async (more: Parameters<typeof startEmulator>[0] = {}) => {
    const emulator = await startEmulator({ statePath: join(folder, 'deep', 'emulator.json'), ...more });
    closing.push(emulator.close);
    return emulator;
  };

  test('restores transactions, accounts, holdings, deliveries, seed and time', async () => {
    const before = await start();
    const partner = partnerOf(before);
    const connect = await partner.begin(basket(buy('INFY', 3)));
    await before.control.complete(connect, { broker: 'kite', token: 'lep-ok' });
    const imported = await partner.begin({ intent: 'HOLDINGS_IMPORT', version: 'v2' });
    await before.control.complete(imported, { broker: 'kite', token: 'lep-ok' });
    await before.control.clock(10 * 24 * 3_600_000);
    const details = await partner.details(connect);
    const holdings = (await partner.holdings('version=v2', partner.connected(details.authId))).body.data
      .securities;
    const deliveries = await before.control.deliveries();
    await before.close();

    const after = await start({ seed: 'ignored, as ids would come twice' });
    const again = partnerOf(after);
    expect(await again.details(connect)).toEqual(details);
    expect(
      (await again.holdings('version=v2', again.connected(details.authId))).body.data.securities.length,
    ).toBe(holdings.length);
    expect(await after.control.deliveries()).toEqual(deliveries);
    expect(after.emulator.seed).toBe(before.emulator.seed);
    expect(after.clock.now() - Date.now()).toBeGreaterThan(9.9 * 24 * 3_600_000);
    expect([connect, imported]).not.toContain(await again.begin({ intent: 'CONNECT' }));
  });

  test('settles an order that was open and sends a webhook that was pending', async () => {
    const receiver = await startReceiver();
    closing.push(receiver.close);
    const before = await start({ webhookUrl: 'http://127.0.0.1:1/' });
    const transactionId = await partnerOf(before).begin(basket(buy('INFY', 3)));
    await before.control.complete(transactionId, { broker: 'kite', token: 'lep-slow' });
    await before.control.clock(0);
    expect((await before.control.deliveries())[0]).toMatchObject({
      state: 'pending',
      attempts: [{ status: null }],
    });
    await before.close();

    const after = await start({ webhookUrl: receiver.url });
    await after.control.clock(30_000);
    expect((await receiver.next()).body.status).toBe('COMPLETED');
    expect((await partnerOf(after).details(transactionId)).status).toBe('COMPLETED');
    await after.control.clock(15 * 60_000);
    expect((await receiver.next()).body.status).toBe('PLACED');
  });

  test('resumes after-market and limit orders, and still applies a hook token', async () => {
    const before = await start({ webhookUrl: 'http://127.0.0.1:1/' });
    const partner = partnerOf(before);
    const price = { orderType: 'LIMIT', price: 1 };
    const amo = await partner.begin(basket(buy('INFY', 3)));
    await before.control.complete(amo, { broker: 'kite', token: 'lep-amo' });
    const limit = await partner.begin(basket({ ...buy('INFY', 3), ...price }));
    await before.control.complete(limit, { broker: 'kite', token: 'lep-hook-lost' });
    await before.close();

    const receiver = await startReceiver();
    closing.push(receiver.close);
    const after = await start({ webhookUrl: receiver.url });
    const again = partnerOf(after);
    expect((await again.details(amo)).status).toBe('PROCESSING');
    await after.control.clock(5 * 24 * 3_600_000);
    for (const id of [amo, limit]) expect((await again.details(id)).status).toBe('COMPLETED');
    const ids = receiver.all.map(({ body }) => body.transactionId);
    expect([ids.includes(amo), ids.includes(limit)]).toEqual([true, false]);
  });

  test('repeats no id even after a crash that lost the last writes', async () => {
    const before = await start();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await partnerOf(before).begin({ intent: 'CONNECT' }));
    await before.close();
    const path = join(folder, 'deep', 'emulator.json');
    const saved = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...saved, isClean: false, callNumber: 1, transactions: [] }));
    const after = await start();
    for (let count = 0; count < 5; count += 1)
      expect(ids).not.toContain(await partnerOf(after).begin({ intent: 'CONNECT' }));
  });

  test('refuses a file that is not a state file, and names it', async () => {
    const path = join(folder, 'other.json');
    for (const text of ['{"version":9}', 'not json', '']) {
      await writeFile(path, text);
      await expect(startEmulator({ statePath: path })).rejects.toThrow(/other\.json is not a state file/);
      expect(await readFile(path, 'utf8')).toBe(text);
    }
  });
});

describe('a state file that cannot be written', () => {
  test('is written without another change once it can be; the log names the beginning and the end', async () => {
    const path = join(folder, 'emulator.json');
    await mkdir(join(`${path}.tmp`, 'in-the-way'), { recursive: true });
    const lines: { level: string; msg: string }[] = [];
    const log = createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
    const emulator = await startEmulator({ statePath: path, log });
    closing.push(emulator.close);
    await partnerOf(emulator).begin({ intent: 'CONNECT' });
    await until('the failure is logged', () => lines.length > 0);
    await partnerOf(emulator).begin({ intent: 'CONNECT' });
    await rm(`${path}.tmp`, { recursive: true });
    await until('the end of the failure is logged', () => lines.length > 1);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ transactions: [{}, {}] });
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ['error', 'could not write the emulator state'],
      ['info', 'the emulator state is written again'],
    ]);
  });
});
