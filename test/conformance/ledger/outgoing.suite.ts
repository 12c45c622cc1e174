import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import { VirtualClock } from '../../../src/core/time/clock.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { startNewEpoch } from '../../../src/ledger/maintenance/new-epoch.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import {
  addAgain,
  addDeliveries,
  countWebhookDeliveries,
  failDelivery,
  listWebhookDeliveries,
  nextDelivery,
  oldestPendingAt,
  removeDelivery,
  trimDeadWebhooks,
  type WebhookDelivery,
} from '../../../src/ledger/outgoing/deliveries.js';
import {
  addEndpoint,
  changeEndpointSecrets,
  type Endpoint,
  findEndpoint,
  removeEndpoint,
} from '../../../src/ledger/outgoing/endpoints.js';
import { claimLanes, type ClaimedLane, endLane, releaseLane } from '../../../src/ledger/outgoing/lanes.js';
import { nameOfLog } from '../../../src/ledger/outgoing/position.js';
import { FanOut } from '../../../src/outgoing-webhooks/fan-out.js';
import { appendAnyEvent, type LedgerImplementation, type TestLedger } from '../../support/ledger.js';

const ENDPOINT: Endpoint = {
  endpointId: 'e',
  url: 'https://backend.example.com/',
  types: [],
  secrets: [{ secret: 'whsec_a', endsAt: null }],
  isPaused: false,
  createdAt: 1,
  enabledAt: 1,
};

/** What waits to be sent, and which instance may send it. */
export function outgoingSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  /** The ledger as two instances have it. */
  let ledger: Ledger;
  let other: Ledger;
  beforeEach(async () => {
    open = await implementation.open();
    ({ ledger } = open);
    other = await openLedger(open.url, { log: silentLog });
  });
  afterEach(async () => {
    await other.close();
    await open.close();
  });

  const added = (viewerId: string, ...seqs: readonly number[]) =>
    seqs.map((seq) => ({ endpointId: 'e', viewerId, seq, type: 'ORDER' as const }));
  const claim = (of: Ledger, lease: string, leaseNow = 100, limit = 9) =>
    of.write(
      (unit) =>
        claimLanes(unit, { endpointId: 'e', lease, now: 50, leaseNow, leaseUntil: leaseNow + 1_000, limit }),
      { scope: {} },
    );
  const viewersOf = (lanes: readonly ClaimedLane[]) => lanes.map(({ viewerId }) => viewerId).sort();
  const add = async (name = ledger) => {
    const log = await nameOfLog(name);
    return await ledger.write((unit) => addEndpoint(unit, ENDPOINT, log));
  };
  const append = (viewerId: string, of = ledger) =>
    of.write((unit) =>
      appendAnyEvent(unit, { viewerId, type: 'ORDER', subject: 'x', occurredAt: Date.now(), snapshot: {} }),
    );
  const fanOut = (of: Ledger) => new FanOut({ ledger: of, clock: new VirtualClock(), log: silentLog });
  const waiting = async () =>
    (await listWebhookDeliveries(ledger.db, 'e', 'PENDING', { limit: 1_000 })).map(
      ({ viewerId, seq }) => `${viewerId} ${seq}`,
    );

  test('is claimed by one instance, until its lease ends', async () => {
    await ledger.write((unit) => addDeliveries(unit, [...added('alice', 1), ...added('bob', 1)], 10));
    const both = await Promise.all([claim(ledger, 'one'), claim(other, 'two')]);
    expect(viewersOf(both.flat())).toEqual(['alice', 'bob']);
    expect(await claim(other, 'three', 1_000)).toEqual([]);
    expect(viewersOf(await claim(other, 'three', 1_100))).toEqual(['alice', 'bob']);
  });

  test('is claimed as far as the limit, longest overdue first', async () => {
    for (const [viewer, at] of [
      ['alice', 30],
      ['bob', 10],
      ['carol', 20],
      ['dave', 51],
    ] as const)
      await ledger.write((unit) => addDeliveries(unit, added(viewer, 1), at));
    expect(viewersOf(await claim(ledger, 'one', 100, 2))).toEqual(['bob', 'carol']);
    expect(viewersOf(await claim(other, 'two', 100, 2))).toEqual(['alice']);
  });

  test('is changed by the instance that holds it alone', async () => {
    await ledger.write((unit) => addDeliveries(unit, added('alice', 1), 10));
    const [old] = await claim(ledger, 'one');
    const [current] = await claim(other, 'two', 2_000);
    // The first one was held up for longer than its lease.
    expect(await ledger.write((unit) => releaseLane(unit, old as ClaimedLane, 0))).toBe(true);
    expect(await ledger.write((unit) => endLane(unit, old as ClaimedLane))).toBeNull();
    expect(await claim(ledger, 'three', 2_500)).toEqual([]);
    expect(await other.write((unit) => releaseLane(unit, current as ClaimedLane, 20))).toBe(true);
    expect(viewersOf(await claim(ledger, 'three', 2_500))).toEqual(['alice']);
  });

  test('does not end while something is added to it', async () => {
    await ledger.write((unit) => addDeliveries(unit, added('alice', 1), 10));
    const [lane] = await claim(ledger, 'one');
    await other.write((unit) => addDeliveries(unit, added('alice', 2, 3), 10));
    const kept = await ledger.write((unit) => endLane(unit, lane as ClaimedLane));
    expect(kept?.news).toBe(3);
    expect(await ledger.write((unit) => endLane(unit, kept as ClaimedLane))).toBeNull();
    await other.write((unit) => addDeliveries(unit, added('alice', 4), 10));
    expect(viewersOf(await claim(other, 'two'))).toEqual(['alice']);
  });

  test('is sent in order, and what was given up again only when it is asked for', async () => {
    const next = async () => (await nextDelivery(ledger.db, { endpointId: 'e', viewerId: 'alice' }))?.seq;
    await ledger.write((unit) => addDeliveries(unit, added('alice', 3, 1, 2), 10));
    const [first, second] = await listWebhookDeliveries(ledger.db, 'e', 'PENDING', { limit: 2 });
    await ledger.write((unit) =>
      failDelivery(unit, first as WebhookDelivery, { state: 'DEAD', at: 20, problem: 'answered 500' }),
    );
    expect(await next()).toBe(2);
    await ledger.write((unit) => removeDelivery(unit, second as WebhookDelivery));
    // An event that is read again from the log does not bring a dead letter back.
    await ledger.write((unit) => addDeliveries(unit, added('alice', 1), 30));
    expect(await next()).toBe(3);
    expect(await countWebhookDeliveries(ledger.db)).toEqual({ PENDING: 1, DEAD: 1 });
    await ledger.write((unit) => addAgain(unit, added('alice', 1), 40));
    expect(await nextDelivery(ledger.db, { endpointId: 'e', viewerId: 'alice' })).toMatchObject({
      seq: 1,
      attempts: 0,
      queuedAt: 40,
      problem: null,
    });
    expect(await oldestPendingAt(ledger.db)).toBe(10);
  });

  test('waits after a failure though something is added, unless it is sent again', async () => {
    await ledger.write((unit) => addDeliveries(unit, added('alice', 1), 10));
    const [lane] = await claim(ledger, 'one');
    await ledger.write((unit) => releaseLane(unit, lane as ClaimedLane, 9_999));
    await ledger.write((unit) => addDeliveries(unit, added('alice', 2), 20));
    expect(await claim(ledger, 'two')).toEqual([]);
    await ledger.write((unit) => addAgain(unit, added('alice', 1), 20));
    expect(viewersOf(await claim(ledger, 'two'))).toEqual(['alice']);
  });

  test('loses dead letters that are older than the log', async () => {
    await ledger.write((unit) => addDeliveries(unit, added('alice', 1, 2), 10));
    const [first] = await listWebhookDeliveries(ledger.db, 'e', 'PENDING', { limit: 1 });
    await ledger.write((unit) =>
      failDelivery(unit, first as WebhookDelivery, { state: 'DEAD', at: 20, problem: 'answered 500' }),
    );
    expect(await ledger.write((unit) => trimDeadWebhooks(unit, 10, 9))).toBe(0);
    expect(await ledger.write((unit) => trimDeadWebhooks(unit, 11, 9))).toBe(1);
    expect(await countWebhookDeliveries(ledger.db, 'e')).toEqual({ PENDING: 1, DEAD: 0 });
  });

  test('gets each event once, however many instances read the log', async () => {
    await append('zoe');
    await add();
    const readers = [fanOut(ledger), fanOut(other)];
    for (let n = 0; n < 5; n += 1) {
      await Promise.all(
        ['alice', 'bob', 'carol'].map((viewer, index) => append(viewer, index === 0 ? other : ledger)),
      );
      await Promise.all(readers.map((reader) => reader.run()));
    }
    for (const reader of readers) await reader.run();
    expect(await waiting()).toEqual(
      ['alice', 'bob', 'carol'].flatMap((viewer) => [1, 2, 3, 4, 5].map((seq) => `${viewer} ${seq}`)),
    );
    const news = await ledger.db.selectFrom('webhook_lanes').select('news').execute();
    expect(news.map((row) => Number(row.news))).toEqual([5, 5, 5]);
  });

  test('reads nothing without an endpoint, and begins at the end with a new one', async () => {
    await add();
    await append('alice');
    expect(await ledger.write((unit) => removeEndpoint(unit, 'e'))).toBe(true);
    expect(await fanOut(ledger).run()).toBe(false);
    await append('alice');
    await add();
    await append('alice');
    await fanOut(ledger).run();
    expect(await waiting()).toEqual(['alice 3']);
  });

  test('begins again where the log was replaced, and leaves no event out', async () => {
    await add();
    await append('alice');
    await fanOut(ledger).run();
    await append('alice');
    await startNewEpoch(ledger);
    const reader = fanOut(ledger);
    while (await reader.run());
    await append('alice');
    await reader.run();
    expect(await waiting()).toEqual(['alice 1', 'alice 2', 'alice 3']);
  });

  test('keeps both secrets of two rotations at a time', async () => {
    await add();
    const rotate = (of: Ledger, secret: string) =>
      of.write((unit) =>
        changeEndpointSecrets(unit, 'e', (secrets) => [{ secret, endsAt: null }, ...secrets]),
      );
    await Promise.all([rotate(ledger, 'whsec_b'), rotate(other, 'whsec_c')]);
    const secrets = (await findEndpoint(ledger.db, 'e'))?.secrets.map(({ secret }) => secret).sort();
    expect(secrets).toEqual(['whsec_a', 'whsec_b', 'whsec_c']);
  });
}
