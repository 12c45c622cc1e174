import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { silentLog } from '../../src/core/log.js';
import type { Scope } from '../../src/ledger/commits/scope.js';
import { appendEvent, readEvents } from '../../src/ledger/events.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { findTransaction } from '../../src/ledger/transactions.js';
import type { Unit } from '../../src/ledger/unit.js';
import { storeNewTransaction } from '../../src/transactions/transactions.writer.js';
import { transaction } from '../support/facts.js';
import { until } from '../support/until.js';
import { hasServices, startPostgres, type TestPostgres } from '../support/services.js';

/** The lock that versions before scopes take alone for each commit. */
const WRITERS_LOCK = 4_417_001;
const OWN = transaction({ viewerId: 'owner' });
const ALICE: Scope = { viewers: ['alice'] };
const BOB: Scope = { viewers: ['bob'] };

/** Something that happens when it is called for. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

(hasServices ? describe : describe.skip)('instances that write to one database', () => {
  let server: TestPostgres;
  let one: Ledger;
  let other: Ledger;
  let url: string;
  let watcher: pg.Client;
  const warnings: string[] = [];

  beforeAll(async () => {
    server = await startPostgres({ fsync: false });
  });
  afterAll(() => server.close());

  beforeEach(async () => {
    url = await server.createDatabase();
    const log = { ...silentLog, warn: (_fields: unknown, text?: string) => void warnings.push(String(text)) };
    one = await openLedger(url, { log: log as typeof silentLog });
    other = await openLedger(url, { log: log as typeof silentLog });
    watcher = new pg.Client(url);
    await watcher.connect();
    warnings.length = 0;
    // A viewer has a row from their first event on.
    for (const viewerId of ['alice', 'bob', OWN.viewerId]) await one.write(tell(viewerId, 'first'));
  });

  afterEach(() => Promise.all([one.close(), other.close(), watcher.end()]));

  const tell = (viewerId: string, subject: string) => (unit: Unit) =>
    appendEvent(unit, {
      viewerId,
      type: 'ORDER_RETRACTED',
      subject,
      occurredAt: 1,
      snapshot: { batchId: subject },
    });

  const subjectsOf = async (viewerId: string) =>
    (await readEvents(one.db, viewerId, { afterSeq: 1, limit: 100 })).map(({ subject }) => subject);

  /** Begins a work that holds its locks until it is let go. */
  async function holding<T>(ledger: Ledger, work: (unit: Unit) => Promise<T>, scope?: Scope) {
    const begun = gate();
    const release = gate();
    const ended = ledger.write(
      async (unit) => {
        const result = await work(unit);
        begun.open();
        await release.opened;
        return result;
      },
      scope === undefined ? {} : { scope },
    );
    await begun.opened;
    return { release: release.open, ended };
  }

  /** Waits until a session of the database waits for a lock. */
  async function isWaitedFor(): Promise<void> {
    await until('a session waits for a lock', async () => {
      const { rows } = await watcher.query('select from pg_locks where not granted');
      return rows.length > 0;
    });
  }

  test('commit works of different viewers at the same time', async () => {
    const held = await holding(one, tell('alice', 'slow'), ALICE);
    await other.write(tell('bob', 'quick'), { scope: BOB });
    expect(await subjectsOf('bob')).toEqual(['quick']);
    expect(await subjectsOf('alice')).toEqual([]);
    held.release();
    await held.ended;
    expect(await subjectsOf('alice')).toEqual(['slow']);
  });

  test('play a work again when another instance is writing for its viewer: events keep their order', async () => {
    const held = await holding(one, tell('alice', 'of the first'), ALICE);
    const later = other.write(tell('alice', 'of the other'), { scope: ALICE });
    await isWaitedFor();
    held.release();
    expect(await Promise.all([held.ended, later])).toEqual([2, 3]);
    expect(await subjectsOf('alice')).toEqual(['of the first', 'of the other']);
  });

  test('play the other works of a batch, of which one has to wait', async () => {
    const held = await holding(one, tell('alice', 'slow'), ALICE);
    const batch = [
      other.write(tell('alice', 'waits'), { scope: ALICE }),
      other.write(tell('bob', 'does not wait'), { scope: BOB }),
    ];
    await batch[1];
    expect(await subjectsOf('bob')).toEqual(['does not wait']);
    expect(await subjectsOf('alice')).toEqual([]);
    held.release();
    await Promise.all([held.ended, ...batch]);
    expect(await subjectsOf('alice')).toEqual(['slow', 'waits']);
  });

  test.each([
    ['with a scope', 'without one', ALICE, undefined],
    ['without a scope', 'with one', undefined, BOB],
    ['without a scope', 'without one', undefined, undefined],
  ])('let a work %s end before one %s begins', async (_first, _second, first, second) => {
    const held = await holding(one, tell('alice', 'first'), first);
    const options = second === undefined ? {} : { scope: second };
    const order: string[] = [];
    const later = other.write(async (unit) => {
      order.push(...(await readEvents(unit.db, 'alice', { afterSeq: 1, limit: 9 })).map((e) => e.subject));
      await tell('bob', 'second')(unit);
    }, options);
    await isWaitedFor();
    held.release();
    await Promise.all([held.ended, later]);
    expect(order).toEqual(['first']);
  });

  test.each(['creation', 'delivery'] as const)(
    'do not miss each other when a transaction is created and heard of at once: the %s is first',
    async (first) => {
      const { transactionId } = OWN;
      const known: (string | null)[] = [];
      const create = (unit: Unit) => storeNewTransaction(unit, OWN, { orderDigest: null, now: 1 });
      const hear = async (unit: Unit) =>
        void known.push((await findTransaction(unit.db, transactionId))?.snapshot.viewerId ?? null);
      const ofOwner: Scope = { viewers: [OWN.viewerId] };
      const ofTransaction: Scope = { transactions: [transactionId] };
      const isCreation = first === 'creation';
      const held = await holding(one, isCreation ? create : hear, isCreation ? ofOwner : ofTransaction);
      const later = other.write<unknown>(isCreation ? hear : create, {
        scope: isCreation ? ofTransaction : ofOwner,
      });
      await isWaitedFor();
      held.release();
      await Promise.all([held.ended, later]);
      expect(known).toEqual([isCreation ? OWN.viewerId : null]);
    },
  );

  test('find the viewer of a transaction by its row, and do not wait for another viewer’s', async () => {
    await one.write((unit) => storeNewTransaction(unit, OWN, { orderDigest: null, now: 1 }));
    const held = await holding(one, tell('alice', 'slow'), ALICE);
    const scope: Scope = { transactions: [OWN.transactionId] };
    await other.write(tell(OWN.viewerId, 'quick'), { scope });
    held.release();
    await held.ended;
    expect((await subjectsOf(OWN.viewerId)).at(-1)).toBe('quick');
  });

  test('play a work alone that changes the state of a viewer outside of its scope, and log it', async () => {
    let plays = 0;
    const both = one.write(
      async (unit) => {
        plays += 1;
        await tell('alice', 'own')(unit);
        await tell('bob', 'not in its scope')(unit);
      },
      { scope: ALICE },
    );
    await both;
    expect(plays).toBe(2);
    expect(await subjectsOf('alice')).toEqual(['own']);
    expect(await subjectsOf('bob')).toEqual(['not in its scope']);
    expect(warnings).toEqual(['works of the ledger are played again alone']);
  });

  test('serve a viewer who has no row yet', async () => {
    expect(await one.write(tell('carol', 'first'), { scope: { viewers: ['carol'] } })).toBe(1);
  });

  test('take turns with an instance of the version before, which locks all writers out', async () => {
    const before = new pg.Client(url);
    await before.connect();
    await before.query('begin');
    await before.query(`select pg_advisory_xact_lock(${WRITERS_LOCK})`);
    const waits = one.write(tell('alice', 'after it'), { scope: ALICE });
    await isWaitedFor();
    expect(await subjectsOf('alice')).toEqual([]);
    await before.query('commit');
    await waits;
    const held = await holding(one, tell('alice', 'before it'), ALICE);
    await before.query('begin');
    const locked = before.query(`select pg_advisory_xact_lock(${WRITERS_LOCK})`);
    await isWaitedFor();
    held.release();
    await held.ended;
    await locked;
    await before.query('rollback');
    await before.end();
    expect(await subjectsOf('alice')).toEqual(['after it', 'before it']);
  });
});
