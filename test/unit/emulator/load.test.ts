import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../../src/core/log.js';
import { BoundedMap } from '../../../src/emulator/state/bounded-map.js';
import { RequestLog } from '../../../src/emulator/partner-api/request-log.js';
import { Slots } from '../../../src/core/slots.js';
import { WEBHOOK_RETRY_AFTER_MS } from '../../../src/gateway/wire.js';
import { StateWriter } from '../../../src/emulator/state/state-file.js';
import { Store } from '../../../src/emulator/state/store.js';
import { startEmulator } from '../../support/emulator.js';
import { basket, buy, partnerOf, startReceiver } from './partner.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'emulator-load-'));
  closing.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Runs a job for each item, a limited number at a time. */
async function each<T>(
  items: readonly T[],
  atOnce: number,
  job: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  const work = async () => {
    for (const item of queue) await job(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

const upTo = (count: number) => Array.from({ length: count }, (_unused, index) => index);

test('50 clients create, complete, receive and read a thousand transactions', async () => {
  const receiver = await startReceiver();
  closing.push(receiver.close);
  const statePath = join(await folder(), 'emulator.json');
  const emulator = await startEmulator({ webhookUrl: receiver.url, statePath });
  closing.push(emulator.close);
  const partner = partnerOf(emulator);
  const ids: string[] = [];
  await each(upTo(1_000), 50, async (index) => {
    const id = await partner.begin(basket(buy('INFY', 1)));
    ids.push(id);
    await emulator.control.complete(id, { broker: 'kite', token: `lep-ok-${index % 100}` });
  });
  await each(ids, 50, async (id) => {
    expect((await partner.orders(`transactionId=${id}`)).body.data.orders).toHaveLength(1);
  });
  // Behind every attempt, and behind the retry of those that a busy machine did not answer in time.
  await emulator.control.clock(0);
  await emulator.control.clock(WEBHOOK_RETRY_AFTER_MS[0] ?? 0);
  expect(new Set(receiver.all.map(({ raw }) => raw)).size).toBe(2_000);
  const deliveries = await emulator.control.deliveries();
  expect(deliveries.map(({ state }) => state)).toEqual(Array.from({ length: 2_000 }, () => 'delivered'));
  const attempts = deliveries.reduce((sum, delivery) => sum + delivery.attempts.length, 0);
  expect(receiver.all.length).toBeLessThanOrEqual(attempts);
  await emulator.close();
  expect(JSON.parse(await readFile(statePath, 'utf8')).transactions).toHaveLength(1_000);
}, 120_000);

test('webhooks of many transactions are sent concurrently, at most 64 at once', async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  let isFull: () => void = () => {};
  const full = new Promise<void>((resolve) => {
    isFull = resolve;
  });
  const server = createServer((request, response) => {
    request.resume();
    waiting.push(() => response.end());
    most = Math.max(most, waiting.length);
    if (waiting.length === 64) isFull();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const emulator = await startEmulator({ webhookUrl: `http://127.0.0.1:${port}/` });
  closing.push(emulator.close);
  const partner = partnerOf(emulator);
  await each(upTo(100), 10, async () => {
    const id = await partner.begin(basket(buy('INFY', 1)));
    await emulator.control.complete(id, { broker: 'kite', token: 'lep-unplaced' });
  });
  await full;
  let isDone = false;
  const done = emulator.control.clock(0).then(() => {
    isDone = true;
  });
  while (!isDone) {
    for (const answer of waiting.splice(0)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  expect(most).toBe(64);
  const states = (await emulator.control.deliveries()).map(({ state }) => state);
  expect(states).toEqual(Array.from({ length: 100 }, () => 'delivered'));
});

test('a webhook that hangs delays no other transaction', async () => {
  let isFirst = true;
  let taken = 0;
  let takeLast: () => void = () => {};
  const others = new Promise<void>((resolve) => {
    takeLast = resolve;
  });
  const server = createServer((request, response) => {
    request.resume();
    if (!isFirst) response.end();
    if (!isFirst) taken += 1;
    isFirst = false;
    if (taken === 11) takeLast();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const emulator = await startEmulator({ webhookUrl: `http://127.0.0.1:${port}/` });
  closing.push(emulator.close);
  const partner = partnerOf(emulator);
  for (const index of upTo(12)) {
    const id = await partner.begin(basket(buy('INFY', 1)));
    await emulator.control.complete(id, { broker: 'kite', token: `lep-unplaced-${index}` });
  }
  await others;
  expect(
    (await emulator.control.deliveries()).filter(({ state }) => state === 'pending').length,
  ).toBeGreaterThan(0);
});

describe('bounds', () => {
  test('a full map drops its oldest entries, and a change does not make an entry younger', () => {
    const map = new BoundedMap<number>(3);
    for (const key of ['a', 'b', 'c', 'a', 'd']) map.set(key, 1);
    expect([map.get('a'), map.get('b'), map.get('d'), map.values().length]).toEqual([undefined, 1, 1, 3]);
  });

  test('a full map keeps entries that are still needed, up to a bound of their own', () => {
    const map = new BoundedMap<boolean>(10, { isKept: (isOpen) => isOpen, keptBound: 30 });
    map.set('open', true);
    for (let index = 0; index < 100; index += 1) map.set(`done-${index}`, false);
    expect([map.get('open'), map.values().length]).toEqual([true, 10]);
    for (let index = 0; index < 100; index += 1) map.set(`open-${index}`, true);
    expect(map.values().length).toBeLessThanOrEqual(31);
    expect([map.get('open'), map.get('open-99')]).toEqual([undefined, true]);
  });

  test('pending deliveries outlive those that have ended', () => {
    const store = new Store('s');
    const put = (id: string, state: 'pending' | 'delivered') =>
      store.putDelivery({ id, state } as unknown as Parameters<Store['putDelivery']>[0]);
    put('first', 'pending');
    for (let index = 0; index < 6_000; index += 1) put(`d${index}`, 'delivered');
    expect([store.deliveries.get('first')?.state, store.deliveries.values().length]).toEqual([
      'pending',
      5_000,
    ]);
  });

  test('the request log keeps the latest calls', () => {
    const log = new RequestLog();
    for (let index = 0; index < 50_000; index += 1)
      log.add({ method: 'GET', path: `/v1/${index}`, query: '', at: '' });
    const kept = log.list('');
    expect(kept.length).toBeLessThanOrEqual(20_000);
    expect(kept.at(-1)?.path).toBe('/v1/49999');
  });
});

test('slots admit waiting jobs as others end, also after failures', async () => {
  const slots = new Slots(2);
  let running = 0;
  let most = 0;
  const jobs = Array.from({ length: 20 }, (_unused, index) =>
    slots
      .run(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        if (index % 3 === 0) throw new Error('no');
        return index;
      })
      .catch(() => -1),
  );
  const results = await Promise.all(jobs);
  expect([most, running, results[0], results[19]]).toEqual([2, 0, -1, 19]);
});

test('the state file combines many changes into few writes and contains the last one', async () => {
  const path = join(await folder(), 'state.json');
  const store = new Store('s');
  let writes = 0;
  const writer = new StateWriter(
    path,
    (isClean) => {
      writes += 1;
      return store.save(0, isClean);
    },
    silentLog,
  );
  store.onChange = () => writer.touch();
  for (let index = 0; index < 5_000; index += 1) {
    store.putDelivery({ id: `d${index}` } as unknown as Parameters<Store['putDelivery']>[0]);
    if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await writer.close();
  expect(writes).toBeLessThan(20);
  const saved = JSON.parse(await readFile(path, 'utf8'));
  expect([saved.isClean, saved.deliveries.at(-1).id]).toEqual([true, 'd4999']);
});
