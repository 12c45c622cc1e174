import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { LedgerLocked } from '../../../src/ledger/databases/dialect.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { migrations } from '../../../src/ledger/migrations/migrations.js';
import { removeLedger } from '../../../src/ledger/maintenance/remove-ledger.js';
import { sqliteDialect } from '../../../src/ledger/databases/sqlite.js';
import type { Tables } from '../../../src/ledger/databases/tables.js';
import { startBuiltDev } from '../../support/built-dev.js';
import { temporaryFolder } from '../../support/ledger.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'dwar.db');
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  folder.remove();
});

/** Opens the ledger of this test; closed after it. */
async function open(exclusive = false): Promise<Ledger> {
  const ledger = await openLedger(`sqlite:${path}`, { log: silentLog, exclusive });
  closing.push(() => ledger.close());
  return ledger;
}

/** Opens the database beside the ledger; closed after the test. */
function openRaw(): Kysely<Tables> {
  const db = sqliteDialect(path).open();
  closing.push(() => db.destroy());
  return db;
}

describe('a parameter', () => {
  let db: Kysely<Tables>;
  beforeEach(async () => {
    db = openRaw();
    await sql`create table kept (id integer primary key, value)`.execute(db);
  });

  const keep = async (value: unknown) => {
    await sql`insert into kept (value) values (${value})`.execute(db);
    const { rows } = await sql<{ value: unknown }>`select value from kept order by id desc limit 1`.execute(
      db,
    );
    return rows[0]?.value;
  };

  test.each<[string, unknown, unknown]>([
    ['true', true, 1],
    ['false', false, 0],
    ['null', null, null],
    ['a whole number', 1_700_000_000_000, 1_700_000_000_000],
    ['a fraction', 0.1, 0.1],
    ['a bigint', 9_007_199_254_740_991n, 9_007_199_254_740_991],
    ['text', 'बजाज "quoted" \u{1F600}\n', 'बजाज "quoted" \u{1F600}\n'],
    ['empty text', '', ''],
    ['bytes', Buffer.from([0, 1, 255]), Buffer.from([0, 1, 255])],
    ['no bytes', Buffer.alloc(0), Buffer.alloc(0)],
  ])('%s is kept', async (_name, value, kept) => {
    expect(await keep(value)).toEqual(kept);
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['a Date', new Date(0)],
    ['an object', { a: 1 }],
    ['a list', [1]],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['NaN', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['text with U+0000', 'a\0b'],
    ['a bigint of more than 64 bits', 2n ** 70n],
  ])('%s is refused, and the connection lives on', async (_name, value) => {
    await expect(keep(value)).rejects.toThrow();
    expect(await keep('next')).toBe('next');
  });

  test('bytes come back as a buffer that is compared by content', async () => {
    expect(Buffer.isBuffer(await keep(Buffer.from('raw')))).toBe(true);
  });
});

describe('the database', () => {
  test('is on disk before a commit is acknowledged', async () => {
    const { db } = await open();
    const { rows: sync } = await sql`pragma synchronous`.execute(db);
    const { rows: journal } = await sql`pragma journal_mode`.execute(db);
    expect([sync, journal]).toEqual([[{ synchronous: 2 }], [{ journal_mode: 'wal' }]]);
  });

  test('is made with its folder', async () => {
    path = join(folder.path, 'deep', 'er', 'dwar.db');
    await open();
    expect(existsSync(path)).toBe(true);
  });
});

describe('a write that met the lock of another connection', () => {
  const keyed = (key: string) => ({ key, value: '' });
  const keysOf = async (db: Kysely<Tables>) =>
    (await db.selectFrom('meta').select('key').where('key', 'like', 'mine%').execute()).map(({ key }) => key);

  test.each<[string, (db: Kysely<Tables>) => Promise<unknown>]>([
    [
      'transaction',
      (db) => db.transaction().execute((unit) => unit.insertInto('meta').values(keyed('mine 1')).execute()),
    ],
    ['statement', (db) => db.insertInto('meta').values(keyed('mine 1')).execute()],
  ])('leaves nothing half-run that later writes wait for: a %s', async (_name, write) => {
    await open();
    const [db, other] = [openRaw(), openRaw()];
    const holder = await other.startTransaction().execute();
    await expect(write(db)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    await holder.rollback().execute();
    await db
      .insertInto('meta')
      .values(keyed('mine 2'))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    expect(await keysOf(db)).toEqual(['mine 2']);
    expect(await keysOf(other)).toEqual(['mine 2']);
    await other.insertInto('meta').values(keyed('mine 3')).execute();
    expect(await keysOf(db)).toEqual(['mine 2', 'mine 3']);
  });
});

describe('migrations', () => {
  const tables = async (db: Kysely<Tables>) =>
    (
      await sql<{ name: string }>`select name from sqlite_master where type = 'table' order by name`.execute(
        db,
      )
    ).rows;

  test('run once: the second opening finds the same log', async () => {
    const first = await open();
    const names = { epoch: first.epoch, digestKey: first.digestKey };
    await first.write(({ db }) => db.insertInto('meta').values({ key: 'mine', value: '1' }).execute());
    await first.close();
    const second = await open();
    expect({ epoch: second.epoch, digestKey: second.digestKey }).toEqual(names);
    expect(await second.db.selectFrom('meta').select('value').where('key', '=', 'mine').execute()).toEqual([
      { value: '1' },
    ]);
  });

  test('of two openers at once run once', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(first.epoch).toBe(second.epoch);
    expect(first.digestKey).toBe(second.digestKey);
  });

  test('give two ledgers different epochs and keys', async () => {
    const first = await open();
    path = join(folder.path, 'other.db');
    const second = await open();
    expect(first.epoch).not.toBe(second.epoch);
    expect(first.digestKey).not.toBe(second.digestKey);
    expect(first.epoch).toMatch(/^[0-9a-f]{8}$/);
  });

  test('that fail half-way leave nothing of themselves', async () => {
    const db = openRaw();
    const broken: Migration = {
      async up(schema) {
        await schema.schema.createTable('half').addColumn('id', 'integer').execute();
        await sql`insert into nowhere values (1)`.execute(schema);
      },
    };
    const known = migrations(sqliteDialect(path));
    const run = (all: Record<string, Migration>) =>
      new Migrator({ db, provider: { getMigrations: async () => all } }).migrateToLatest();
    expect((await run({ ...known, '9999-broken': broken })).error).toMatchObject({ message: /nowhere/ });
    expect(await tables(db)).not.toContainEqual({ name: 'half' });
    expect((await run(known)).error).toBeUndefined();
    expect(await tables(db)).toContainEqual({ name: 'events' });
  });

  test('fail the opening on a file that is no database, and leave the file', async () => {
    const { writeFileSync, readFileSync } = await import('node:fs');
    writeFileSync(path, 'not a database, but long enough to be looked at as one'.repeat(100));
    await expect(open(true)).rejects.toThrow('is no SQLite database');
    expect(readFileSync(path, 'utf8')).toContain('not a database');
  });
});

describe('the exclusive lock', () => {
  test('refuses a second opener and leaves the first as it is', async () => {
    const first = await open(true);
    await expect(open(true)).rejects.toBeInstanceOf(LedgerLocked);
    await expect(first.check()).resolves.toBeUndefined();
  });

  test('lets a reader in beside it', async () => {
    await open(true);
    const reader = await open();
    await expect(reader.db.selectFrom('events').selectAll().execute()).resolves.toEqual([]);
  });

  test('is given back on close', async () => {
    await (await open(true)).close();
    await expect(open(true)).resolves.toBeDefined();
  });

  test('is given back when the opening fails', async () => {
    const { rmSync, writeFileSync } = await import('node:fs');
    writeFileSync(path, 'no database at all'.repeat(100));
    await expect(open(true)).rejects.toBeDefined();
    rmSync(path);
    await expect(open(true)).resolves.toBeDefined();
  });

  test('of another process is seen, named by its path, and ends when that process is killed', async () => {
    const other = await startBuiltDev({ dataDir: folder.path });
    closing.push(() => other.stop('SIGKILL'));
    await expect(open(true)).rejects.toThrow(path);
    expect(() => removeLedger(`sqlite:${path}`)).toThrow(LedgerLocked);
    await other.stop('SIGKILL');
    await expect(open(true)).resolves.toBeDefined();
  });
});

describe('while another connection holds the database', () => {
  const put = (ledger: Ledger, value: string) =>
    ledger.write(({ db }) => db.insertInto('meta').values({ key: value, value }).execute());

  test('a commit waits for it and then comes through', async () => {
    const ledger = await open();
    const other = await openRaw().startTransaction().execute();
    const works = [put(ledger, 'a'), put(ledger, 'b')];
    setTimeout(() => void other.rollback().execute(), 150);
    await Promise.all(works);
    const { rows } = await sql`select key from meta where key in ('a', 'b') order by key`.execute(ledger.db);
    expect(rows).toEqual([{ key: 'a' }, { key: 'b' }]);
  });

  test('a commit is given up after two seconds, and the same statement works afterwards', async () => {
    const ledger = await open();
    const other = await openRaw().startTransaction().execute();
    await expect(put(ledger, 'a')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await other.rollback().execute();
    await expect(put(ledger, 'a')).resolves.toBeDefined();
    await expect(put(ledger, 'b')).resolves.toBeDefined();
  });

  test('reads go on', async () => {
    const ledger = await open();
    await put(ledger, 'a');
    const other = await openRaw().startTransaction().execute();
    expect(await ledger.db.selectFrom('meta').select('value').where('key', '=', 'a').execute()).toEqual([
      { value: 'a' },
    ]);
    await other.rollback().execute();
  });

  test('work that meets it half-way is played again from its beginning', async () => {
    const ledger = await open();
    let played = 0;
    await ledger.write(async ({ db }) => {
      played += 1;
      await db
        .insertInto('meta')
        .values({ key: `try ${played}`, value: '1' })
        .execute();
      if (played === 1) throw Object.assign(new Error('locked'), { code: 'SQLITE_BUSY_SNAPSHOT' });
    });
    const { rows } = await sql`select key from meta where key like 'try%'`.execute(ledger.db);
    expect(rows).toEqual([{ key: 'try 2' }]);
  });
});

describe('reads and a transaction in progress', () => {
  const put = (db: Kysely<Tables>, key: string) =>
    db.insertInto('meta').values({ key, value: key }).execute();
  const has = async (db: Kysely<Tables>, key: string) =>
    (await db.selectFrom('meta').select('key').where('key', '=', key).execute()).length === 1;

  test('do not wait for it, and see nothing of it until it is committed', async () => {
    const { db } = await open();
    const transaction = await db.startTransaction().execute();
    await put(transaction, 'mine');
    expect([await has(transaction, 'mine'), await has(db, 'mine')]).toEqual([true, false]);
    await transaction.commit().execute();
    expect(await has(db, 'mine')).toBe(true);
  });

  test('see what a write has returned from', async () => {
    const ledger = await open();
    for (let n = 0; n < 200; n += 1) {
      await ledger.write((unit) => put(unit.db, `key ${n}`));
      expect(await has(ledger.db, `key ${n}`)).toBe(true);
    }
  });

  test('let other statements wait behind it, in order', async () => {
    const { db } = await open();
    const transaction = await db.startTransaction().execute();
    const done: string[] = [];
    const writes = ['first', 'second'].map((key) => put(db, key).then(() => done.push(key)));
    await has(db, 'first');
    expect(done).toEqual([]);
    await transaction.rollback().execute();
    await Promise.all(writes);
    expect(done).toEqual(['first', 'second']);
  });

  test('let timers be served while 200 works share a commit', async () => {
    const ledger = await open();
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 1);
    const works = Array.from({ length: 200 }, (_, n) =>
      ledger.write(async (unit) => {
        for (let part = 0; part < 20; part += 1) await put(unit.db, `work ${n} ${part}`);
      }),
    );
    await Promise.all(works);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });

  test('leave the file to be opened again after the close', async () => {
    const first = await open(true);
    await first.write((unit) => put(unit.db, 'kept'));
    await first.close();
    expect(await has((await open(true)).db, 'kept')).toBe(true);
  });
});
