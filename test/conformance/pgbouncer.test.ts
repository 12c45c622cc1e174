import { afterAll, afterEach, describe, expect } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../src/core/log.js';
import { readEvents } from '../../src/ledger/events.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { runInProcess } from '../support/cli.js';
import { appendAnyEvent } from '../support/ledger.js';
import { pgBouncerTest, startPgBouncer, type TestPgBouncer } from '../support/pgbouncer.js';
import { startPostgres, type TestPostgres } from '../support/services.js';

let server: TestPostgres | undefined;
const pgBouncers = new Map<string, TestPgBouncer>();
const ledgers: Ledger[] = [];

afterEach(async () => {
  for (const ledger of ledgers.splice(0)) await ledger.close();
});
afterAll(async () => {
  for (const pgBouncer of pgBouncers.values()) await pgBouncer.close();
  await server?.close();
});

/** The URL of a new database through a PgBouncer of this mode, and without it. */
async function newDatabase(mode: 'session' | 'transaction') {
  server ??= await startPostgres({ fsync: false });
  const pgBouncer = pgBouncers.get(mode) ?? (await startPgBouncer(server, mode));
  pgBouncers.set(mode, pgBouncer);
  const direct = await server.createDatabase();
  return { direct, pooled: pgBouncer.through(direct) };
}

async function open(url: string): Promise<Ledger> {
  const ledger = await openLedger(url, { log: silentLog });
  ledgers.push(ledger);
  return ledger;
}

const append = (ledger: Ledger, subject: string) =>
  ledger.write((unit) =>
    appendAnyEvent(unit, { viewerId: 'alice', type: 'ORDER', subject, occurredAt: 1, snapshot: {} }),
  );

/** Writes from both at once, and returns what each then reads. */
async function writeByTurns(one: Ledger, other: Ledger): Promise<readonly number[][]> {
  await Promise.all(Array.from({ length: 100 }, (_, n) => append(n % 2 === 0 ? one : other, `event ${n}`)));
  const seen = [one, other].map((ledger) => readEvents(ledger.db, 'alice', { afterSeq: 0, limit: 1_000 }));
  return (await Promise.all(seen)).map((events) => events.map(({ seq }) => seq));
}

const IN_ORDER = Array.from({ length: 100 }, (_, n) => n + 1);

describe('a ledger behind PgBouncer with session pooling', () => {
  pgBouncerTest('is migrated, read and written by two instances', async () => {
    const { pooled } = await newDatabase('session');
    const [one, other] = [await open(pooled), await open(pooled)];
    expect(await writeByTurns(one, other)).toEqual([IN_ORDER, IN_ORDER]);
  });

  pgBouncerTest('has every time limit on every session, also on one that another client had', async () => {
    const { pooled } = await newDatabase('session');
    for (let n = 0; n < 3; n += 1) {
      const { db } = await open(pooled);
      const limits = Array.from({ length: 10 }, () =>
        sql<object>`select current_setting('statement_timeout') as statement,
          current_setting('lock_timeout') as lock,
          current_setting('idle_in_transaction_session_timeout') as idle, pg_sleep(0.05)`.execute(db),
      );
      for (const { rows } of await Promise.all(limits))
        expect(rows).toEqual([expect.objectContaining({ statement: '2s', lock: '1s', idle: '2s' })]);
      await ledgers.pop()?.close();
    }
  });

  pgBouncerTest('ends a statement that takes too long, and continues with another session', async () => {
    const { pooled } = await newDatabase('session');
    const { db } = await open(pooled);
    await expect(sql`select pg_sleep(30)`.execute(db)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
  });

  pgBouncerTest('is examined by dwar doctor and migrated by dwar migrate', async () => {
    const { pooled } = await newDatabase('session');
    const run = await runInProcess(['migrate', '--json'], { DATABASE_URL: pooled, NODE_ENV: 'test' });
    expect([run.code, run.stderr]).toEqual([0, '']);
  });
});

describe('a ledger behind PgBouncer with transaction pooling', () => {
  pgBouncerTest('is read and written by two instances once it was migrated directly', async () => {
    const { direct, pooled } = await newDatabase('transaction');
    await (await open(direct)).close();
    ledgers.pop();
    const [one, other] = [await open(pooled), await open(pooled)];
    expect(await writeByTurns(one, other)).toEqual([IN_ORDER, IN_ORDER]);
  });

  pgBouncerTest('holds no lock of a migration afterwards', async () => {
    const { direct, pooled } = await newDatabase('transaction');
    await (await open(direct)).close();
    ledgers.pop();
    await (await open(pooled)).close();
    ledgers.pop();
    const { db } = await open(direct);
    const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
    expect(rows).toEqual([]);
  });
});
