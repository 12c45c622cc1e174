import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  IdentifierNode,
  type QueryCompiler,
  createQueryId,
  type QueryResult,
  RawNode,
  SelectQueryNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
} from 'kysely';
import { yieldIfLong } from '../../core/turns.js';

export interface WritingDatabase extends SqliteDatabase {
  /**
   * Runs a statement that is not kept. A kept one that met a lock counts as running until it is run again,
   * and SQLite commits nothing while a write runs: what begins or ends a transaction must run by this.
   */
  exec(sql: string): void;
}

/** Two connections to one file in WAL mode: a reader does not wait for the transaction of a writer. */
export interface SqliteConnections {
  readonly writing: WritingDatabase;
  /** Sees what is committed, and nothing else. */
  readonly reading: SqliteDatabase;
}

/** Kysely's SQLite dialect over two connections. */
export class TwoConnectionsDialect extends SqliteDialect {
  readonly #connections: SqliteConnections;

  constructor(connections: SqliteConnections) {
    super({ database: connections.writing });
    this.#connections = connections;
  }

  override createDriver(): Driver {
    return new TwoConnectionsDriver(this.#connections);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/** SQLite can roll back a half-done migration; Kysely only has to know. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class TwoConnectionsDriver implements Driver {
  readonly #writers = new Line();

  constructor(private readonly connections: SqliteConnections) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Session> {
    return new Session(this.connections, this.#writers);
  }

  /**
   * Kysely's own begins deferred transactions, which lose to a second process as soon as they read before
   * they write.
   */
  async beginTransaction(session: Session): Promise<void> {
    await session.acquireWriter();
    session.execute('begin immediate');
  }

  async commitTransaction(session: Session): Promise<void> {
    session.execute('commit');
    session.releaseWriter();
  }

  async rollbackTransaction(session: Session): Promise<void> {
    try {
      session.execute('rollback');
    } finally {
      session.releaseWriter();
    }
  }

  async savepoint(session: Session, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await session.executeQuery(savepointCommand('savepoint', name, compile));
  }

  async rollbackToSavepoint(
    session: Session,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await session.executeQuery(savepointCommand('rollback to', name, compile));
  }

  async releaseSavepoint(
    session: Session,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await session.executeQuery(savepointCommand('release', name, compile));
  }

  async releaseConnection(session: Session): Promise<void> {
    session.releaseWriter();
  }

  /** The writing connection is closed last, as the one that checkpoints. */
  async destroy(): Promise<void> {
    this.connections.reading.close();
    this.connections.writing.close();
  }
}

/**
 * What Kysely takes for a connection. A transaction has the writing connection to itself until it ends.
 * Outside of one, a `select` built by Kysely runs on the reading connection, and every other statement on the
 * writing one, behind the transactions begun before it.
 */
class Session implements DatabaseConnection {
  #releaseWriter: (() => void) | undefined;

  constructor(
    private readonly connections: SqliteConnections,
    private readonly writers: Line,
  ) {}

  async acquireWriter(): Promise<void> {
    this.#releaseWriter = await this.writers.enter();
  }

  releaseWriter(): void {
    this.#releaseWriter?.();
    this.#releaseWriter = undefined;
  }

  execute(sql: string): void {
    this.connections.writing.exec(sql);
  }

  /** Every query passes here, so that no loop over this synchronous database can starve the event loop. */
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    const { reading, writing } = this.connections;
    if (this.#releaseWriter !== undefined) return run(writing, query);
    if (SelectQueryNode.is(query.query)) return run(reading, query);
    const release = await this.writers.enter();
    try {
      return RawNode.is(query.query) ? run(writing, query) : runInTransaction(writing, query);
    } finally {
      release();
    }
  }

  // biome-ignore lint/correctness/useYield: it only refuses
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('the ledger reads pages and streams no query');
  }
}

function run<Row>(database: SqliteDatabase, { sql, parameters }: CompiledQuery): QueryResult<Row> {
  const statement = database.prepare(sql);
  if (statement.reader) return { rows: statement.all(parameters) as Row[] };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** A write outside of a transaction. One that meets the lock of another process must not be left half-run. */
function runInTransaction<Row>(database: WritingDatabase, query: CompiledQuery): QueryResult<Row> {
  database.exec('begin immediate');
  try {
    const result = run<Row>(database, query);
    database.exec('commit');
    return result;
  } catch (error) {
    try {
      database.exec('rollback');
    } catch {
      // SQLite has rolled it back itself, as it does where the disk fails.
    }
    throw error;
  }
}

function savepointCommand(
  command: string,
  name: string,
  compile: QueryCompiler['compileQuery'],
): CompiledQuery {
  const node = RawNode.createWithChildren([
    RawNode.createWithSql(`${command} `),
    IdentifierNode.create(name),
  ]);
  return compile(node, createQueryId());
}

/** Those who want one thing get it in the order in which they came. */
class Line {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn, with what ends it. */
  async enter(): Promise<() => void> {
    const before = this.#last;
    let leave = () => {};
    this.#last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }
}
