import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bus } from '../../../src/bus/bus.js';
import { createMemoryBus } from '../../../src/bus/memory.js';
import { EventStream, type EventStreamOptions } from '../../../src/events/event-stream.js';
import type { EventView } from '../../../src/events/event.view.js';
import { ReplaySlots } from '../../../src/events/replay-slots.js';
import { forgetAccountEvents, trimEvents } from '../../../src/ledger/events.js';
import type { StoredEvent } from '../../../src/ledger/event-record.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { Queries } from '../../../src/ledger/unit.js';
import { appendAnyEvent, openTestLedger, type TestLedger } from '../../support/ledger.js';

let open: TestLedger;
let ledger: Ledger;
let bus: Bus<StoredEvent>;
let streams: EventStream[];
let slots: ReplaySlots;

beforeEach(async () => {
  open = await openTestLedger();
  ledger = open.ledger;
  bus = createMemoryBus<StoredEvent>();
  streams = [];
  slots = new ReplaySlots();
});

afterEach(async () => {
  for (const stream of streams) await stream.return();
  expect(bus.size).toBe(0);
  expect(slots.size).toBe(0);
  await open.close();
});

/** Commits so many events of alice's at once; `notify` publishes them on the bus. */
async function commit(
  count: number,
  { notify = true, authId = null as string | null, snapshot = {} as object } = {},
): Promise<void> {
  const events = await ledger.write(async (unit) => {
    for (let n = 0; n < count; n += 1) {
      const event = {
        viewerId: 'alice',
        type: 'ORDER',
        subject: 'batch',
        occurredAt: 1,
        snapshot,
        authId,
      } as const;
      await appendAnyEvent(unit, event);
    }
    return unit.events.slice(-count);
  });
  if (notify) publish(events);
}

const publish = (events: readonly StoredEvent[]) =>
  bus.publish({ viewerId: 'alice', head: events.at(-1)?.seq ?? 0, events });

const view = (cursor: number | string, __typename = 'OrderEvent'): EventView => ({
  __typename,
  cursor: String(cursor),
  occurredAt: new Date(0),
});

/** Reads the log of alice; counts what is read from it, and can be made to wait or to run something first. */
function watched(hooks: { beforePage?: () => Promise<void>; fail?: boolean } = {}): {
  db: Queries;
  reads: string[];
} {
  const reads: string[] = [];
  const hook = (query: object): object =>
    new Proxy(query, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        if (name !== 'execute') return (...given: unknown[]) => hook(member.apply(target, given));
        return async () => {
          if (hooks.fail) throw new Error('the ledger cannot be read');
          await hooks.beforePage?.();
          return await member.apply(target, []);
        };
      },
    });
  const db = new Proxy(ledger.db, {
    get(target, name) {
      if (name !== 'selectFrom') return Reflect.get(target, name);
      return (table: 'events' | 'viewers') => {
        // A query of a query reads what that one does.
        if (typeof table === 'string') reads.push(table);
        const query = target.selectFrom(table);
        return table === 'viewers' ? query : hook(query);
      };
    },
  });
  return { db: db as Queries, reads };
}

function stream(options: Partial<EventStreamOptions> = {}): EventStream {
  const made = new EventStream({
    viewerId: 'alice',
    initial: [],
    afterSeq: 0,
    db: ledger.db,
    bus,
    slots,
    wants: () => true,
    toView: (event) => view(event.seq),
    onLive: () => {},
    resync: ({ head }) => view(head, 'ResyncRequired'),
    ...options,
  });
  streams.push(made);
  return made;
}

/** The next so many cursors. */
async function take(from: EventStream, count: number): Promise<string[]> {
  const cursors: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { done, value } = await from.next();
    if (done) throw new Error('the stream ended');
    cursors.push(value.__typename === 'OrderEvent' ? value.cursor : `${value.__typename} ${value.cursor}`);
  }
  return cursors;
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => String(from + n));
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Waits until the stream has read all there is and sleeps. */
async function asleep(): Promise<void> {
  for (let n = 0; n < 20; n += 1) await turn();
}

describe('a stream', () => {
  test('emits its initial events, then the missed ones, then new ones', async () => {
    await commit(2, { notify: false });
    const events = stream({ initial: [view('0', 'StreamPosition')] });
    expect(await take(events, 3)).toEqual(['StreamPosition 0', '1', '2']);
    const next = take(events, 1);
    await commit(1);
    expect(await next).toEqual(['3']);
  });

  test('begins after its cursor', async () => {
    await commit(5);
    expect(await take(stream({ afterSeq: 3 }), 2)).toEqual(['4', '5']);
  });

  test('reads a long history in pages, in order and whole', async () => {
    await commit(220, { notify: false });
    const { db, reads } = watched();
    expect(await take(stream({ db }), 220)).toEqual(numbers(1, 220));
    expect(reads.filter((table) => table === 'events')).toHaveLength(5);
  });

  test('emits only the events it wants, and keeps its position among the others', async () => {
    await commit(120, { notify: false });
    const events = stream({ wants: ({ seq }) => seq % 60 === 0 });
    expect(await take(events, 2)).toEqual(['60', '120']);
    const next = take(events, 1);
    await asleep();
    await commit(60);
    expect(await next).toEqual(['180']);
  });

  test('goes over holes that a forgotten account left', async () => {
    await commit(1);
    await commit(60, { authId: 'gone' });
    await commit(1);
    await commit(1, { authId: 'gone' });
    await ledger.write((unit) => forgetAccountEvents(unit, 'alice', 'gone'));
    const events = stream();
    expect(await take(events, 2)).toEqual(['1', '62']);
    const next = take(events, 1);
    await asleep();
    await commit(1);
    expect(await next).toEqual(['64']);
  });

  test('emits no event of another viewer', async () => {
    const events = stream();
    const next = take(events, 1);
    await ledger.write((unit) =>
      appendAnyEvent(unit, { viewerId: 'bob', type: 'ORDER', subject: 'b', occurredAt: 1, snapshot: {} }),
    );
    await commit(1);
    expect(await next).toEqual(['1']);
  });
});

describe('notifications', () => {
  test('that follow directly are handed over without a read', async () => {
    const { db, reads } = watched();
    const events = stream({ db });
    const next = take(events, 3);
    await asleep();
    const before = reads.length;
    await commit(3);
    expect(await next).toEqual(['1', '2', '3']);
    expect(reads).toHaveLength(before);
  });

  test('that leave a gap are read from the log', async () => {
    const events = stream();
    const next = take(events, 3);
    await asleep();
    await commit(2, { notify: false });
    await commit(1);
    expect(await next).toEqual(['1', '2', '3']);
  });

  test('without events at hand are read from the log', async () => {
    const events = stream();
    const next = take(events, 1);
    await asleep();
    await commit(1, { notify: false });
    bus.publish({ viewerId: 'alice', head: 1, events: [] });
    expect(await next).toEqual(['1']);
  });

  test('that arrive twice, late or out of order emit no event twice', async () => {
    const published: StoredEvent[][] = [];
    ledger.onCommit((events) => published.push([...events]));
    const events = stream();
    const next = take(events, 3);
    await asleep();
    for (let n = 0; n < 3; n += 1) await commit(1, { notify: false });
    for (const each of [published[2], published[0], published[0], published[1], published[2]])
      publish(each ?? []);
    expect(await next).toEqual(['1', '2', '3']);
    const after = take(events, 1);
    publish(published[1] ?? []);
    await asleep();
    await commit(1);
    expect(await after).toEqual(['4']);
  });

  test('that come while a page is being read are not missed', async () => {
    await commit(1, { notify: false });
    let isFirst = true;
    const beforePage = async () => {
      if (!isFirst) return;
      isFirst = false;
      await commit(1);
    };
    const afterPage = stream({ db: watched({ beforePage }).db });
    expect(await take(afterPage, 2)).toEqual(['1', '2']);
    const next = take(afterPage, 1);
    await asleep();
    await commit(1);
    expect(await next).toEqual(['3']);
  });

  test('that came before the first look are not missed', async () => {
    const events = stream();
    await commit(2);
    expect(await take(events, 2)).toEqual(['1', '2']);
  });

  test('in the same turn as each other all arrive', async () => {
    const events = stream();
    const next = take(events, 40);
    await asleep();
    await Promise.all(Array.from({ length: 40 }, () => commit(1)));
    expect(await next).toEqual(numbers(1, 40));
  });
});

describe('a slow consumer', () => {
  test('holds at most one page, and gets the rest when it asks', async () => {
    let made = 0;
    const toView = (event: StoredEvent) => {
      made += 1;
      return view(event.seq);
    };
    const events = stream({ toView });
    expect(await Promise.all([take(events, 1), commit(1)])).toEqual([['1'], undefined]);
    for (let n = 0; n < 30; n += 1) await commit(10);
    expect(made).toBe(1);
    expect(await take(events, 1)).toEqual(['2']);
    expect(made).toBeLessThanOrEqual(51);
    expect(await take(events, 299)).toEqual(numbers(3, 301));
  });

  test('holds little even where each event is large', async () => {
    const parsed: number[] = [];
    const { db, reads } = watched();
    const events = stream({ db, wants: ({ seq }) => parsed.push(seq) > 0 });
    await commit(40, { snapshot: { text: 'x'.repeat(100_000) } });
    expect(await take(events, 1)).toEqual(['1']);
    expect(parsed.length).toBeLessThanOrEqual(3);
    expect(await take(events, 39)).toEqual(numbers(2, 40));
    expect(reads.filter((table) => table === 'events').length).toBeGreaterThan(10);
  });

  test('that sleeps is not handed more than a page by one commit', async () => {
    let made = 0;
    const toView = (event: StoredEvent) => {
      made += 1;
      return view(event.seq);
    };
    const events = stream({ toView });
    const next = take(events, 1);
    await asleep();
    await commit(180);
    expect(await next).toEqual(['1']);
    expect(made).toBeLessThanOrEqual(50);
    expect(await take(events, 179)).toEqual(numbers(2, 180));
  });
});

describe('slots for replays', () => {
  /** Takes all slots of alice; the result gives them back. */
  const takeAll = () => {
    const held = Array.from({ length: 4 }, () => slots.acquire('alice'));
    return () => {
      for (const slot of held) slot.release();
    };
  };

  test('hold back a stream that resumes until one is free', async () => {
    await commit(3, { notify: false });
    const giveBack = takeAll();
    let isTold = false;
    const next = take(stream(), 3).finally(() => {
      isTold = true;
    });
    await asleep();
    expect(isTold).toBe(false);
    giveBack();
    expect(await next).toEqual(numbers(1, 3));
  });

  test('are not needed by one that has caught up', async () => {
    await commit(3, { notify: false });
    const events = stream();
    expect(await take(events, 3)).toEqual(numbers(1, 3));
    const giveBack = takeAll();
    const handedOver = take(events, 1);
    await asleep();
    await commit(1);
    expect(await handedOver).toEqual(['4']);
    await commit(2);
    expect(await take(events, 2)).toEqual(['5', '6']);
    giveBack();
  });

  test('are not needed by one that begins now', async () => {
    await commit(3, { notify: false });
    const giveBack = takeAll();
    const events = stream({ initial: [view('3', 'StreamPosition')], afterSeq: 3 });
    expect(await take(events, 1)).toEqual(['StreamPosition 3']);
    await commit(1);
    expect(await take(events, 1)).toEqual(['4']);
    giveBack();
  });

  test('are given back after each page, so that all streams advance together', async () => {
    await commit(200, { notify: false });
    const giveBack = takeAll();
    const counts = Array<number>(12).fill(0);
    const replays = counts.map(async (_, n) => {
      const events = stream();
      for (let taken = 1; taken <= 200; taken += 1) {
        await events.next();
        counts[n] = taken;
        // When one begins its fourth page, every other one has had its first.
        if (taken === 151) expect(Math.min(...counts)).toBeGreaterThanOrEqual(50);
      }
    });
    // Each reads the bounds of the log before it asks for a slot, and those reads may take several turns.
    for (let turn = 0; turn < 100; turn += 1) await asleep();
    giveBack();
    await Promise.all(replays);
  });

  test('are not waited for by a stream that was ended', async () => {
    await commit(3, { notify: false });
    const giveBack = takeAll();
    const events = stream();
    const next = events.next();
    await asleep();
    await events.return();
    expect(await next).toEqual({ done: true, value: undefined });
    giveBack();
    expect(slots.size).toBe(0);
  });
});

describe('trimmed history', () => {
  const trim = () => ledger.write((unit) => trimEvents(unit, 1_000, 1_000));

  test('is emitted as ResyncRequired, and the stream continues after it', async () => {
    await commit(5);
    await trim();
    const events = stream({ afterSeq: 2 });
    expect(await take(events, 1)).toEqual(['ResyncRequired 5']);
    const next = take(events, 1);
    await commit(1);
    expect(await next).toEqual(['6']);
  });

  test('that was read to its very end needs none', async () => {
    await commit(5);
    await trim();
    const next = take(stream({ afterSeq: 5 }), 1);
    await asleep();
    await commit(1);
    expect(await next).toEqual(['6']);
  });

  test('under a waiting consumer is emitted when the stream reads again', async () => {
    const events = stream();
    const next = take(events, 1);
    await asleep();
    await commit(3, { notify: false });
    await trim();
    await commit(1);
    expect(await next).toEqual(['ResyncRequired 4']);
  });

  test('between two statements of one look is not silence', async () => {
    await commit(5, { notify: false });
    let isFirst = true;
    const beforePage = async () => {
      if (!isFirst) return;
      isFirst = false;
      await trim();
      await commit(1, { notify: false });
    };
    expect(await take(stream({ db: watched({ beforePage }).db, afterSeq: 2 }), 1)).toEqual([
      'ResyncRequired 6',
    ]);
  });
});

describe('the end of a stream', () => {
  test('return() while it waits ends it at once and unsubscribes', async () => {
    const events = stream();
    const next = events.next();
    await asleep();
    expect(bus.size).toBe(1);
    expect(await events.return()).toEqual({ done: true, value: undefined });
    expect(await next).toEqual({ done: true, value: undefined });
    expect(bus.size).toBe(0);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('return() while a page is read emits nothing more', async () => {
    await commit(3, { notify: false });
    let goOn = () => {};
    const beforePage = () => new Promise<void>((resolve) => (goOn = resolve));
    const events = stream({ db: watched({ beforePage }).db });
    const next = events.next();
    await asleep();
    await events.return();
    goOn();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test('return() before the first look unsubscribes', async () => {
    const events = stream();
    await events.return();
    await events.return();
    expect(bus.size).toBe(0);
  });

  test('throw() ends it with that error', async () => {
    const events = stream();
    await expect(events.throw(new Error('from outside'))).rejects.toThrow('from outside');
    expect(await events.next()).toMatchObject({ done: true });
  });

  test('leaving a loop ends it', async () => {
    await commit(2);
    for await (const event of stream()) {
      expect(event.cursor).toBe('1');
      break;
    }
    expect(bus.size).toBe(0);
  });

  test('a log that cannot be read ends it with that error and unsubscribes', async () => {
    const events = stream({ db: watched({ fail: true }).db });
    await commit(1);
    await expect(events.next()).rejects.toThrow('cannot be read');
    expect(bus.size).toBe(0);
    expect(await events.next()).toMatchObject({ done: true });
  });

  test('ten thousand subscribers that come and go leave nothing behind', async () => {
    for (let n = 0; n < 10_000; n += 1) {
      const events = stream();
      streams.length = 0;
      const next = events.next();
      await events.return();
      await next;
    }
    expect(bus.size).toBe(0);
    await commit(1);
  });
});
