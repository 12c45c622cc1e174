import {
  CompiledQuery,
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  replaceWithNoncontingentExpression,
  sql,
} from 'kysely';
import pg from 'pg';
import type { Log } from '../../core/log.js';
import { type Dialect, StorageFailed } from './dialect.js';
import { type Ask, type OnConnection, PostgresHistory } from './postgres-history.js';
import type { Tables } from './tables.js';

/** Connections of one instance: one writes, the others read. */
const CONNECTIONS = 10;
/** Nothing waits on the database longer than this (guarantee G12). */
const CONNECT_TIMEOUT_MS = 1_000;
const TRANSIENT_TIMEOUT_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 2_000;
const LOCK_TIMEOUT_MS = 1_000;
/** A writer that has stopped in the middle of a commit loses it, so that the other instances can go on. */
const IDLE_IN_TRANSACTION_MS = 2_000;
/** Names the one lock of all writers; any constant would do. */
const WRITERS_LOCK = 4_417_001;

/** Transient conditions: another writer was first, the server restarts, or the connection is gone. */
const TRANSIENT_SQL_STATE = /^(?:40001|40P01|55P03|57P0[123]|57014|53300|25P03|08\w{3})$/;
const TRANSIENT_CODE = /^(?:ECONN(?:REFUSED|RESET)|EPIPE|ETIMEDOUT|ENOTFOUND|CONNECTION_LOST)$/;

/**
 * Failures of one work: a constraint, a value no column can hold, a wrong statement. The batch continues
 * after its savepoint.
 */
const OWN_FAILURE = /^(?:0A|2[0-3]|42(?!501)|54)/;
/** A transaction in which a statement has failed: it cannot be committed any more. */
const FAILED_TRANSACTION = '25P02';

/** PostgreSQL at a `postgres://` URL. Any number of instances may share it. */
export function postgresDialect(url: string, log: Log): Dialect {
  const history = new PostgresHistory(log, WRITERS_LOCK);
  return {
    bytesType: 'bytea',
    transientTimeoutMs: TRANSIENT_TIMEOUT_MS,
    open: () =>
      new Kysely<Tables>({
        dialect: new PostgresDialect({ pool: createPool(url, log, (ask) => history.verify(ask)) }),
        // `in ()` holds for no row on SQLite, and is a syntax error here.
        plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
      }),
    isTransient: (error) => error instanceof StorageFailed && error.isTransient,
    isStorageFailure: (error) => error instanceof StorageFailed,
    lock: () => ({ release: () => {} }),
    /**
     * Writers of all instances take turns, as they do on SQLite: what a unit of work has read stays true
     * until it commits. Commits are shared by all works that wait, so turns are few.
     */
    async beginWrite(db) {
      await sql`select pg_advisory_xact_lock(${sql.lit(WRITERS_LOCK)})`.execute(db);
    },
    async now(db) {
      const { rows } = await sql<{ now: string }>`
        select (extract(epoch from clock_timestamp()) * 1000)::bigint as now
      `.execute(db);
      return Number(rows[0]?.now);
    },
    history: {
      follow: (db, epoch) => history.follow(epoch, connectionsOf(db)),
      renew: (seen) => history.renew(seen),
      close: () => history.close(),
    },
  };
}

function connectionsOf(db: Kysely<Tables>): OnConnection {
  return (work) =>
    db
      .connection()
      .execute((connection) =>
        work(
          async (text, values = []) =>
            (await connection.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values])))
              .rows,
        ),
      );
}

function createPool(url: string, log: Log, verify: (ask: Ask) => Promise<void>): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    application_name: 'dwar',
    types: { getTypeParser: parserOf },
  });
  // An idle connection that breaks is replaced by the next one asked for.
  pool.on('error', (error) =>
    log.warn({ err: { message: error.message } }, 'a database connection was lost'),
  );
  const verified = new WeakSet<pg.PoolClient>();
  return {
    async connect() {
      const client = await failing(() => pool.connect());
      if (!verified.has(client)) await verifyClient(client, verify);
      verified.add(client);
      return guarded(client);
    },
    end: () => pool.end(),
  };
}

/** A connection that is not verified does not go back to the pool. */
async function verifyClient(client: pg.PoolClient, verify: (ask: Ask) => Promise<void>): Promise<void> {
  const ignored = () => {};
  client.on('error', ignored);
  try {
    await verify(
      async (text, values = []) => (await failing(() => queryChecked(client, text, [...values]))).rows,
    );
    client.off('error', ignored);
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Counts and event numbers are far below 2^53. JSON is kept as text on both dialects. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8) return Number;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}

/**
 * A client whose failures say whether they pass. One that has lost its connection is not given back to the
 * pool.
 */
function guarded(client: pg.PoolClient): PostgresPoolClient {
  let lost: Error | undefined;
  const onError = (error: Error) => {
    lost = error;
  };
  client.on('error', onError);
  return {
    query: (async (text: string, parameters: unknown[]) => {
      try {
        return await failing(() => queryChecked(client, text, parameters));
      } catch (error) {
        if (error instanceof StorageFailed && error.isConnectionLost) lost = error;
        throw error;
      }
    }) as unknown as PostgresPoolClient['query'],
    release: () => {
      client.off('error', onError);
      client.release(lost);
    },
  };
}

/**
 * Asked to commit after a failed statement, the server rolls back and reports no error: it must not pass for
 * a commit.
 */
async function queryChecked(
  client: pg.PoolClient,
  text: string,
  parameters: unknown[],
): Promise<pg.QueryResult<Record<string, unknown>>> {
  const result = await client.query(text, parameters);
  if (text === 'commit' && result.command !== 'COMMIT')
    throw Object.assign(new Error('the commit was a rollback'), { code: FAILED_TRANSACTION });
  return result;
}

/** The database refused a statement of this work. Its own words can hold values, so they are left out. */
class StatementRefused extends Error {
  constructor(
    readonly code: string,
    constraint: string | undefined,
  ) {
    super(`PostgreSQL refused a statement: ${code}${constraint === undefined ? '' : `, ${constraint}`}`);
    this.name = 'StatementRefused';
  }
}

async function failing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const {
      code,
      message = '',
      constraint,
    } = error as {
      code?: string;
      message?: string;
      constraint?: string;
    };
    if (OWN_FAILURE.test(code ?? '')) throw new StatementRefused(code ?? '', constraint);
    const isLost =
      /timeout|terminated|not queryable|closed/i.test(message) && !/^\d{2}[\dA-Z]{3}$/.test(code ?? '');
    const known = isLost ? 'CONNECTION_LOST' : (code ?? '');
    throw new StorageFailed(known, TRANSIENT_SQL_STATE.test(known) || TRANSIENT_CODE.test(known), {
      cause: error,
    });
  }
}
