import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  replaceWithNoncontingentExpression,
  sql,
} from 'kysely';
import type { Log } from '../../core/log.js';
import { type Dialect, StorageFailed } from './dialect.js';
import { PostgresHistory } from './postgres-history.js';
import { lockForWorks, WRITERS_LOCK } from './postgres-locks.js';
import { MIGRATION_TIMEOUT_MS, PostgresSessions } from './postgres-sessions.js';
import type { Tables } from './tables.js';

const TRANSIENT_TIMEOUT_MS = 1_000;

/** PostgreSQL at a `postgres://` URL. Any number of instances may share it. */
export function postgresDialect(url: string, log: Log): Dialect {
  const history = new PostgresHistory(log, WRITERS_LOCK);
  const sessions = new PostgresSessions(url, log, (ask) => history.verify(ask));
  return {
    bytesType: 'bytea',
    transientTimeoutMs: TRANSIENT_TIMEOUT_MS,
    open: () =>
      new Kysely<Tables>({
        dialect: new PostgresDialect({ pool: sessions }),
        // `in ()` holds for no row on SQLite, and is a syntax error here.
        plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
      }),
    isTransient: (error) => error instanceof StorageFailed && error.isTransient,
    isStorageFailure: (error) => error instanceof StorageFailed,
    lock: () => ({ release: () => {} }),
    beginWrite: lockForWorks,
    async allowLongStatements(db) {
      await sql`set local statement_timeout = ${sql.lit(MIGRATION_TIMEOUT_MS)}`.execute(db);
    },
    async now(db) {
      const { rows } = await sql<{ now: string }>`
        select (extract(epoch from clock_timestamp()) * 1000)::bigint as now
      `.execute(db);
      return Number(rows[0]?.now);
    },
    async size(db) {
      const { rows } = await sql<{ bytes: string }>`
        select pg_database_size(current_database()) as bytes
      `.execute(db);
      return { bytes: Number(rows[0]?.bytes), disk: null };
    },
    history: {
      follow: (epoch) => history.follow(epoch, sessions.onConnection),
      renew: (seen) => history.renew(seen),
      close: () => history.close(),
    },
  };
}
