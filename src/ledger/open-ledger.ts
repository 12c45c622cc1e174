import { createHash, randomBytes } from 'node:crypto';
import type { Log } from '../core/log.js';
import { CommitQueue } from './commits/commit-queue.js';
import { type Dialect, retryTransient } from './databases/dialect.js';
import { sqliteDialect } from './databases/sqlite.js';
import { Epoch } from './epoch.js';
import type { Ledger, LedgerNames, LedgerOptions } from './ledger.js';
import type { Queries } from './unit.js';
import { explainLedgerFailure } from './maintenance/explain-failure.js';
import { randomEpoch } from './maintenance/new-epoch.js';
import { migrate } from './migrate.js';

/**
 * Opens the ledger at a `DATABASE_URL` and brings its schema to the newest version. Throws `LedgerLocked`,
 * and `StartError` with what to do where the reason is known.
 */
export async function openLedger(databaseUrl: string, options: LedgerOptions): Promise<Ledger> {
  const dialect = await dialectOf(databaseUrl, options.log);
  let lock: { release(): void } | undefined;
  let db: Queries | undefined;
  try {
    if (options.exclusive === true) lock = dialect.lock();
    db = dialect.open();
    const names = await prepare(db, dialect, options.log);
    return new CommitQueue(db, dialect, names, options, () => lock?.release());
  } catch (error) {
    dialect.history.close();
    await db?.destroy();
    lock?.release();
    throw explainLedgerFailure(error, databaseUrl);
  }
}

/** The dialect a `DATABASE_URL` asks for. PostgreSQL's code is loaded only when it is used. */
export async function dialectOf(databaseUrl: string, log: Log): Promise<Dialect> {
  return databaseUrl.startsWith('sqlite:')
    ? sqliteDialect(databaseUrl.replace(/^sqlite:/, ''), log)
    : (await import('./databases/postgres.js')).postgresDialect(databaseUrl, log);
}

async function prepare(db: Queries, dialect: Dialect, log: Log): Promise<LedgerNames> {
  return await retryTransient(dialect, performance.now(), async () => {
    await migrate(db, dialect, log);
    const epoch = new Epoch(await constantOf(db, 'epoch', randomEpoch()));
    const digestKey = await constantOf(db, 'digest_key', randomBytes(32).toString('hex'));
    await dialect.history.follow(epoch);
    return { name: nameOfLedger(digestKey), epoch, digestKey };
  });
}

/** The name of the ledger that has this key. */
export function nameOfLedger(digestKey: string): string {
  return createHash('sha256').update(`name of ${digestKey}`).digest('hex').slice(0, 8);
}

/** A value that is stored once in the life of this ledger: `value`, unless there is one. */
async function constantOf(db: Queries, key: string, value: string): Promise<string> {
  const fresh = { key, value };
  await db
    .insertInto('meta')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirstOrThrow();
  return row.value;
}
