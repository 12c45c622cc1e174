import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Log } from '../../core/log.js';
import { StorageFailed } from './dialect.js';
import { failing } from './postgres-errors.js';
import type { Ask, OnConnection } from './postgres-history.js';

/** Connections of one instance: one writes, the others read. */
const CONNECTIONS = 10;
/** Nothing waits on the database longer than this (guarantee G12). */
const CONNECT_TIMEOUT_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 2_000;
const LOCK_TIMEOUT_MS = 1_000;
/** A writer that has stopped in the middle of a commit loses it, so that the other instances can continue. */
const IDLE_IN_TRANSACTION_MS = 2_000;
/** A migration may build an index over millions of rows, or change them. */
export const MIGRATION_TIMEOUT_MS = 600_000;
/** Changes of the schema, and statements of a migration that say so and may change every row of a table. */
const MIGRATION = /^(?:create|alter|drop|\/\* migration \*\/) /;

/**
 * Set by a statement and not as parameters of the start-up packet, which PgBouncer refuses. It may follow
 * another client of the pooler's on this session, which is reset by then.
 */
const SETTINGS = `select set_config('statement_timeout', '${STATEMENT_TIMEOUT_MS}', false),
  set_config('lock_timeout', '${LOCK_TIMEOUT_MS}', false),
  set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION_MS}', false)`;

/** A transaction in which a statement has failed: it cannot be committed any more. */
const FAILED_TRANSACTION = '25P02';

type Rows = pg.QueryResult<Record<string, unknown>>;

/**
 * The sessions of one instance. A new one gets its settings and is verified before it is used. One that has
 * failed is closed instead of being used again. Once a session finds that its server cannot write any more,
 * all that began before it are closed too: their server is most likely the same, and another one serves.
 */
export class PostgresSessions implements PostgresPool {
  readonly #pool: pg.Pool;
  /** Grows when the server of the present sessions has turned out to be unable to write. */
  #generation = 0;
  /** The generation in which each verified session began. */
  readonly #begun = new WeakMap<pg.PoolClient, number>();

  constructor(
    url: string,
    private readonly log: Log,
    private readonly verify: (ask: Ask) => Promise<void>,
  ) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'dwar',
      types: { getTypeParser: parserOf },
    });
    // An idle connection that breaks is replaced by the next one asked for.
    this.#pool.on('error', (error: Error & { code?: unknown }) =>
      log.warn({ err: { message: error.message, code: error.code } }, 'a database connection was lost'),
    );
  }

  async connect(): Promise<Session> {
    for (;;) {
      const client = await failing(() => this.#pool.connect());
      const begun = this.#begun.get(client) ?? (await this.#begin(client));
      if (begun >= this.#generation) return this.#session(client, begun);
      client.release(true);
    }
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  /** Runs `work` on a session. If it finds that the server cannot write, the session is not used again. */
  readonly onConnection: OnConnection = async (work) => {
    const session = await this.connect();
    try {
      return await work(
        async (text, values = []) => (await session.query<Record<string, unknown>>(text, values)).rows,
      );
    } catch (error) {
      session.failed(error);
      throw error;
    } finally {
      session.release();
    }
  };

  /** A session that cannot be verified does not get into the pool. */
  async #begin(client: pg.PoolClient): Promise<number> {
    const generation = this.#generation;
    const ignored = () => {};
    client.on('error', ignored);
    try {
      await failing(() => client.query(SETTINGS));
      await this.verify(
        async (text, values = []) => (await failing(() => queryChecked(client, text, values))).rows,
      );
      client.off('error', ignored);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.#begun.set(client, generation);
    return generation;
  }

  #session(client: pg.PoolClient, begun: number): Session {
    return new Session(client, () => {
      if (begun < this.#generation) return;
      this.#generation = begun + 1;
      this.log.warn('the database cannot be written any more: its connections are closed and opened again');
    });
  }
}

/** A session while it is in use. Its failures say whether they are transient. */
class Session implements PostgresPoolClient {
  #lost: Error | undefined;
  readonly #onError = (error: Error) => {
    this.#lost = error;
  };

  constructor(
    private readonly client: pg.PoolClient,
    private readonly onReadOnly: () => void,
  ) {
    client.on('error', this.#onError);
  }

  readonly query = (async (text: string, parameters: readonly unknown[] = []) => {
    try {
      return await failing(() => queryChecked(this.client, text, parameters));
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }) as unknown as PostgresPoolClient['query'];

  /** Notes a failure after which the session is not used again. */
  failed(error: unknown): void {
    if (!(error instanceof StorageFailed)) return;
    if (error.isConnectionLost || error.cannotWrite) this.#lost = error;
    if (error.cannotWrite) this.onReadOnly();
  }

  release(): void {
    this.client.off('error', this.#onError);
    this.client.release(this.#lost);
  }
}

/** Counts and event numbers are far below 2^53. JSON is kept as text on both dialects. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8) return Number;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}

/**
 * Asked to commit after a failed statement, the server rolls back and reports no error: it must not pass for
 * a commit.
 */
async function queryChecked(client: pg.PoolClient, text: string, values: readonly unknown[]): Promise<Rows> {
  const query = { text, values: [...values] };
  const limits = MIGRATION.test(text) ? { query_timeout: MIGRATION_TIMEOUT_MS } : {};
  const result: Rows = await client.query({ ...query, ...limits });
  if (text === 'commit' && result.command !== 'COMMIT')
    throw Object.assign(new Error('the commit was a rollback'), { code: FAILED_TRANSACTION });
  return result;
}
