import Database from 'libsql/promise';

/** How long a statement waits for a lock of another process. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * A SQLite file that is copied or verified as a whole. Its statements run beside the event loop, so that
 * progress can be shown meanwhile.
 */
export class SqliteFile {
  readonly #database: Database;

  private constructor(readonly path: string) {
    this.#database = new Database(path, {});
  }

  /** Opens a file that exists; an absent one would be created. */
  static async open(path: string): Promise<SqliteFile> {
    const file = new SqliteFile(path);
    try {
      await file.#database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
      return file;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Runs one statement and returns its rows. */
  async rows<Row>(sql: string, ...parameters: readonly string[]): Promise<readonly Row[]> {
    const statement = await this.#database.prepare(sql);
    return (await statement.all(...parameters)) as Row[];
  }

  /** Runs statements without parameters. */
  async exec(sql: string): Promise<void> {
    await this.#database.exec(sql);
  }

  /** Copies one state of the database into an empty file, while other processes read and write. */
  async copyInto(path: string): Promise<void> {
    await this.exec(`vacuum into '${path.replaceAll("'", "''")}'`);
  }

  /** About how many bytes a copy has. */
  async expectedBytes(): Promise<number> {
    const numbers = ['page_count', 'freelist_count', 'page_size'].map(async (name) => {
      const [row] = await this.rows<Record<string, number>>(`pragma ${name}`);
      return Number(row?.[name]);
    });
    const [pages = 0, free = 0, size = 0] = await Promise.all(numbers);
    return (pages - free) * size;
  }

  /** What is wrong with its pages, indexes or references; null if nothing is. */
  async damage(): Promise<string | null> {
    const [pages] = await this.rows<{ integrity_check: string }>('pragma integrity_check(1)');
    if (pages?.integrity_check !== 'ok') return String(pages?.integrity_check);
    const [reference] = await this.rows<{ table: string }>('pragma foreign_key_check');
    return reference === undefined ? null : `a row of ${reference.table} refers to one that is not there`;
  }

  /** The rows of every table of the ledger. */
  async countRows(): Promise<Readonly<Record<string, number>>> {
    const tables = await this.rows<{ name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'
         and name not like 'kysely\\_%' escape '\\' order by name`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await this.rows<{ rows: number }>(`select count(*) as rows from "${name}"`);
      counts[name] = Number(row?.rows);
    }
    return counts;
  }

  /** The names of its migrations, in order; none in a file that holds no ledger. */
  async migrations(): Promise<readonly string[]> {
    const [table] = await this.rows(`select 1 from sqlite_master where name = 'kysely_migration'`);
    if (table === undefined) return [];
    const rows = await this.rows<{ name: string }>('select name from kysely_migration order by name');
    return rows.map(({ name }) => name);
  }

  /** Every key of `meta` with its value. */
  async meta(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.rows<{ key: string; value: string }>('select key, value from meta');
    return new Map(rows.map(({ key, value }) => [key, value]));
  }

  async setMeta(key: string, value: string): Promise<void> {
    await this.rows(
      `insert into meta (key, value) values (?, ?)
        on conflict (key) do update set value = excluded.value returning key`,
      key,
      value,
    );
  }

  /** Ends a statement that runs. */
  interrupt(): void {
    this.#database.interrupt();
  }

  close(): void {
    this.#database.close();
  }
}
