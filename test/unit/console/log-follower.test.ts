import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LogFollower } from '../../../src/console/events/log-follower.js';
import { readLogBounds } from '../../../src/ledger/events.js';
import { appendAnyEvent, openTestLedger, type TestLedger } from '../../support/ledger.js';

describe('an operator who follows a log', () => {
  let open: TestLedger;
  let follower: LogFollower;
  const listeners = new Set<(head: number) => void>();

  beforeEach(async () => {
    open = await openTestLedger();
    await append(3);
    follower = await LogFollower.open({
      db: open.ledger.db,
      viewerId: 'anya',
      follow(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
  });

  afterEach(async () => {
    await follower.return();
    await open.close();
  });

  const append = (count: number) =>
    open.ledger.write(async (unit) => {
      for (let n = 0; n < count; n++)
        await appendAnyEvent(unit, {
          viewerId: 'anya',
          type: 'FUNDS',
          subject: `account ${n}`,
          occurredAt: n,
          snapshot: {},
        });
    });
  const notify = (head: number) => {
    for (const listener of listeners) listener(head);
  };
  const next = async () => (await follower.next()).value?.seq as number;
  const take = async (count: number) => {
    const seqs: number[] = [];
    while (seqs.length < count) seqs.push(await next());
    return seqs;
  };
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  test('gets the events after it was opened, each once and in order, however many come together', async () => {
    await append(120);
    notify(123);
    expect(await take(120)).toEqual(numbers(4, 123));
    await append(1);
    notify(124);
    expect(await next()).toBe(124);
  });

  test('gets what was notified while it read', async () => {
    await append(1);
    notify(4);
    const first = next();
    await append(1);
    notify(5);
    expect([await first, await next()]).toEqual([4, 5]);
  });

  test('repeats nothing after a notification that came late', async () => {
    await append(2);
    notify(5);
    expect(await take(2)).toEqual([4, 5]);
    notify(4);
    const waiting = next();
    await append(1);
    notify(6);
    expect(await waiting).toBe(6);
  });

  test('continues at the newest event when the database has lost commits', async () => {
    await append(4);
    notify(7);
    await take(4);
    await open.ledger.write(({ db }) => db.deleteFrom('events').where('seq', '>', 3).execute());
    await open.ledger.write(({ db }) => db.updateTable('viewers').set({ head: 3 }).execute());
    await append(1);
    expect((await readLogBounds(open.ledger.db, 'anya')).head).toBe(4);
    notify(4);
    expect(await next()).toBe(4);
  });

  test('ends at once while it waits, and follows no more', async () => {
    const waiting = follower.next();
    await follower.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
  });

  test('ends with the error when the ledger cannot be read', async () => {
    await append(1);
    await open.ledger.close();
    notify(4);
    await expect(follower.next()).rejects.toThrow();
    expect(await follower.next()).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
  });
});
