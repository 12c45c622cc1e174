import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bus } from '../../../src/bus/bus.js';
import { createMemoryBus } from '../../../src/bus/memory.js';
import { EventsService } from '../../../src/events/events.service.js';
import type { LiveStream } from '../../../src/events/live-stream.js';
import type { StoredEvent } from '../../../src/ledger/event-record.js';
import { Epoch } from '../../../src/ledger/epoch.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { startNewEpoch } from '../../../src/ledger/maintenance/new-epoch.js';
import { appendAnyEvent, openTestLedger, type TestLedger } from '../../support/ledger.js';
import { systemClock } from '../../../src/core/time/clock.js';

const ALICE = { id: 'alice' } as Parameters<EventsService['events']>[0];

let open: TestLedger;
let epoch: Epoch;
let bus: Bus<StoredEvent>;
let events: EventsService;
let streams: LiveStream[];

beforeEach(async () => {
  open = await openTestLedger();
  epoch = new Epoch(open.ledger.epoch);
  bus = createMemoryBus<StoredEvent>();
  // SQLite's epoch does not change on its own: this ledger has one that does.
  const ledger = new Proxy(open.ledger, {
    get(target, name) {
      if (name === 'epoch') return epoch.value;
      if (name === 'onNewEpoch') return (listener: () => void) => epoch.onChange(listener);
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  }) as Ledger;
  events = new EventsService({ ledger, bus, clock: systemClock, upstreamNow: () => 0, onPushed() {} });
  streams = [];
});

afterEach(async () => {
  for (const stream of streams) await stream.return();
  expect(bus.size).toBe(0);
  await open.close();
});

/** Commits so many retractions of alice's and publishes them on the bus. */
async function commit(count: number): Promise<void> {
  const stored = await open.ledger.write(async (unit) => {
    for (let n = 0; n < count; n += 1)
      await appendAnyEvent(unit, {
        viewerId: 'alice',
        type: 'ORDER_RETRACTED',
        subject: 'b',
        occurredAt: 1,
        snapshot: {},
      });
    return unit.events.slice(-count);
  });
  bus.publish({ viewerId: 'alice', head: stored.at(-1)?.seq ?? 0, events: stored });
}

async function opened(after: string | null = null): Promise<LiveStream> {
  const stream = await events.events(ALICE, after);
  streams.push(stream);
  return stream;
}

async function next(stream: LiveStream): Promise<readonly [string, string, string]> {
  const { value } = await stream.next();
  const { __typename, cursor } = value as { __typename: string; cursor: string };
  const [of = '', seq = ''] = Buffer.from(cursor, 'base64url').toString().split('.');
  return [__typename, of, seq];
}

describe('a stream over a change of the epoch', () => {
  test('that waits emits it immediately, and continues', async () => {
    const before = epoch.value;
    await commit(2);
    const stream = await opened();
    expect(await next(stream)).toEqual(['StreamPosition', before, '2']);
    const waiting = next(stream);
    epoch.adopt('0000000b');
    expect(await waiting).toEqual(['ResyncRequired', '0000000b', '2']);
    const following = next(stream);
    await commit(1);
    expect(await following).toEqual(['OrderRetracted', '0000000b', '3']);
  });

  test('drops what it still held of the old epoch', async () => {
    const stream = await opened();
    await next(stream);
    const first = next(stream);
    await commit(5);
    expect((await first)[2]).toBe('1');
    epoch.adopt('0000000b');
    expect(await next(stream)).toEqual(['ResyncRequired', '0000000b', '5']);
  });

  test('emits changes that follow each other once', async () => {
    const stream = await opened();
    await next(stream);
    epoch.adopt('0000000b');
    epoch.adopt('0000000c');
    expect(await next(stream)).toEqual(['ResyncRequired', '0000000c', '0']);
    const following = next(stream);
    await commit(1);
    expect(await following).toEqual(['OrderRetracted', '0000000c', '1']);
  });

  test('that is just being opened never names the new epoch with a position of the old one', async () => {
    await commit(3);
    const opening = opened();
    epoch.adopt('0000000b');
    expect((await next(await opening)).slice(0, 2)).toEqual(['ResyncRequired', '0000000b']);
  });

  test('refuses a cursor of an epoch that has ended', async () => {
    await commit(1);
    const stream = await opened();
    const { value } = await stream.next();
    await startNewEpoch(open.ledger);
    epoch.adopt('0000000b');
    expect((await next(await opened((value as { cursor: string }).cursor)))[0]).toBe('ResyncRequired');
  });

  test('ends when it is left, also while it waits, and leaves nothing behind', async () => {
    const stream = await opened();
    await next(stream);
    const waiting = stream.next();
    epoch.adopt('0000000b');
    await stream.return();
    expect([(await waiting).done, (await stream.next()).done]).toEqual([expect.any(Boolean), true]);
    expect(bus.size).toBe(0);
    epoch.adopt('0000000c');
    expect(bus.size).toBe(0);
  });
});
