import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readEvents } from '../../../src/ledger/events.js';
import type { StoredEvent } from '../../../src/ledger/event-record.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { Unit } from '../../../src/ledger/unit.js';
import { appendAnyEvent, type LedgerImplementation, type TestLedger } from '../../support/ledger.js';

/** Commits, as every ledger keeps them. */
export function commitSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeEach(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterEach(() => open.close());

  const event = (subject: string, viewerId = 'alice') =>
    ({ viewerId, type: 'ORDER', subject, occurredAt: 1, snapshot: { subject } }) as const;

  const tell = (subject: string, viewerId?: string) => (unit: Unit) =>
    appendAnyEvent(unit, event(subject, viewerId));

  /** The events of each commit, in the order of the commits. */
  function watchCommits(): string[][] {
    const commits: string[][] = [];
    ledger.onCommit((events) => commits.push(events.map(({ subject }: StoredEvent) => subject)));
    return commits;
  }

  const subjects = async (viewerId = 'alice') =>
    (await readEvents(ledger.db, viewerId, { afterSeq: 0, limit: 1_000 })).map(({ subject }) => subject);

  describe('works that arrive together', () => {
    test('share one commit and each get their own answer', async () => {
      const commits = watchCommits();
      const answers = await Promise.all(['a', 'b', 'c'].map((name) => ledger.write(tell(name))));
      expect(answers).toEqual([1, 2, 3]);
      expect(commits).toEqual([['a', 'b', 'c']]);
    });

    test('are undone alone when one throws, and its error goes to its caller alone', async () => {
      const commits = watchCommits();
      const failure = new Error('of the second');
      const results = await Promise.allSettled([
        ledger.write(tell('a')),
        ledger.write(async (unit) => {
          await tell('b')(unit);
          throw failure;
        }),
        ledger.write(tell('c')),
      ]);
      expect(results).toEqual([
        { status: 'fulfilled', value: 1 },
        { status: 'rejected', reason: failure },
        { status: 'fulfilled', value: 2 },
      ]);
      expect(await subjects()).toEqual(['a', 'c']);
      expect(commits).toEqual([['a', 'c']]);
    });

    test('are undone alone when a constraint refuses one', async () => {
      const put = (unit: Unit) => unit.db.insertInto('meta').values({ key: 'once', value: '1' }).execute();
      const results = await Promise.allSettled([
        ledger.write(put),
        ledger.write(put),
        ledger.write(tell('after')),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(results[1]).toMatchObject({ reason: { code: implementation.duplicateKeyCode } });
    });

    test('of more than one commit all come through, in order', async () => {
      const names = Array.from({ length: 450 }, (_, index) => String(index));
      const commits = watchCommits();
      await Promise.all(names.map((name) => ledger.write(tell(name))));
      expect(await subjects()).toEqual(names);
      expect(commits.map((commit) => commit.length)).toEqual([200, 200, 50]);
    });

    test('commit with their rank: a backlog of reads and clean-ups delays a call by one commit', async () => {
      const commits = watchCommits();
      const names = (prefix: string, count: number) =>
        Array.from({ length: count }, (_, n) => `${prefix}${n}`);
      const backlog = [
        ...names('clean ', 3).map((name) => ledger.write(tell(name), { rank: 'clean-up' })),
        ...names('read ', 45).map((name) => ledger.write(tell(name), { rank: 'read' })),
      ];
      const calls: Promise<number>[] = [];
      ledger.onCommit(() => {
        if (commits.length === 1) calls.push(...names('call ', 205).map((name) => ledger.write(tell(name))));
      });
      await Promise.all(backlog);
      await Promise.all(calls);
      expect(commits).toEqual([
        [...names('read ', 20), 'clean 0'],
        [...names('call ', 200), ...names('read ', 45).slice(20, 40), 'clean 1'],
        [...names('call ', 205).slice(200), ...names('read ', 45).slice(40), 'clean 2'],
      ]);
    });

    test('that change nothing notify no listener', async () => {
      const commits = watchCommits();
      await ledger.write(async () => 'nothing');
      expect(commits).toEqual([]);
    });
  });

  describe('a commit', () => {
    test('is published only after its caller could read it back', async () => {
      const seen: Promise<string[]>[] = [];
      ledger.onCommit(() => seen.push(subjects()));
      await ledger.write(tell('a'));
      expect(await Promise.all(seen)).toEqual([['a']]);
    });

    test('is acknowledged and published to the others although a listener throws', async () => {
      ledger.onCommit(() => {
        throw new Error('a broken listener');
      });
      const commits = watchCommits();
      await expect(ledger.write(tell('a'))).resolves.toBe(1);
      expect(commits).toEqual([['a']]);
    });

    test('that fails as a whole rejects all its works, changes nothing, and the next one succeeds', async () => {
      const commits = watchCommits();
      const results = await Promise.allSettled([
        ledger.write(tell('a')),
        ledger.write(tell('c')),
        ledger.write(implementation.ruinCommit),
      ]);
      for (const result of results) {
        expect(result).toMatchObject({
          status: 'rejected',
          reason: { code: 'STORAGE_UNAVAILABLE', retryAfterSeconds: 1 },
        });
      }
      expect(await subjects()).toEqual([]);
      expect(commits).toEqual([]);
      await expect(ledger.write(tell('d'))).resolves.toBe(1);
      expect(await subjects()).toEqual(['d']);
    });
  });

  describe('a work', () => {
    test('that forgets to wait for a query does not hold up those after it', async () => {
      await ledger.write(async (unit) => void tell('forgotten')(unit).catch(() => {}));
      await expect(ledger.write(tell('next'))).resolves.toBeGreaterThan(0);
    });

    test('that arrives during a commit joins the next one', async () => {
      const commits = watchCommits();
      let second: Promise<number> | undefined;
      await ledger.write(async (unit) => {
        second = ledger.write(tell('b'));
        return await tell('a')(unit);
      });
      await second;
      expect(commits).toEqual([['a'], ['b']]);
    });

    test('beyond ten thousand waiting ones is refused at once', async () => {
      const nothing = async () => 0;
      const waiting = Array.from({ length: 10_000 }, () => ledger.write(nothing));
      await expect(ledger.write(nothing)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      await Promise.all(waiting);
      await expect(ledger.write(nothing)).resolves.toBe(0);
    });
  });

  describe('closing', () => {
    test('waits for works in progress, and rejects new ones', async () => {
      const { ledger: closing, ...other } = await implementation.open();
      const works = ['a', 'b'].map((name) => closing.write(tell(name)));
      const closed = closing.close();
      await expect(closing.write(tell('c'))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      await closed;
      await expect(Promise.all(works)).resolves.toEqual([1, 2]);
      await other.close().catch(() => {});
    });
  });

  test('the readiness check passes while the ledger can be written', async () => {
    await expect(ledger.check()).resolves.toBeUndefined();
  });
}
