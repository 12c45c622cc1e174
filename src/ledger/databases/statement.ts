import { type Compilable, type CompiledQuery, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Queries } from '../unit.js';

/** The columns of rows in a parameter, with the types that PostgreSQL gives them. */
export type ColumnTypes = Readonly<Record<string, 'text' | 'integer' | 'bigint'>>;

/**
 * Parts of a statement that take a whole list as one parameter: its text does not depend on how long the list
 * is. Parameters stand in the text in the order in which `run` gets them, each once.
 */
export interface Lists {
  /** Whether the column holds one of the texts of a parameter. */
  isIn(column: string): RawBuilder<boolean>;
  /** The objects of a parameter as rows, to select from; a column that an object lacks is null. */
  rows(columns: ColumnTypes): RawBuilder<unknown>;
  /** Inserts those rows; `on conflict` and `returning` may follow. */
  insertInto(table: string, columns: ColumnTypes): RawBuilder<never>;
  /** A part of the bytes of a parameter. `from` counts from 1; both are SQL. */
  bytes(from: string, length: string): RawBuilder<Buffer>;
}

type Text<Row> = Compilable<Row> | RawBuilder<Row>;
type Parameter = Buffer | readonly (string | object)[];

const insertInto: Lists['insertInto'] = function (this: Lists, table, columns) {
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  // SQLite could take `on conflict` for a part of the join without the condition.
  const rows = sql`select ${names} from ${this.rows(columns)} where true`;
  return sql`insert into ${sql.table(table)} (${names}) ${rows}`;
};

const SQLITE: Lists = {
  insertInto,
  isIn: (column) => sql`${sql.ref(column)} in (select value from json_each(${null}))`,
  rows(columns) {
    const picked = Object.keys(columns).map((name) => sql`value ->> ${sql.lit(name)} as ${sql.ref(name)}`);
    return sql`(select ${sql.join(picked)} from json_each(${null})) as list`;
  },
  // A part of no bytes is null otherwise.
  bytes: (from, length) => sql`coalesce(substr(${null}, ${sql.ref(from)}, ${sql.ref(length)}), x'')`,
};

const POSTGRES: Lists = {
  insertInto,
  isIn: (column) =>
    sql`${sql.ref(column)} = any(array(select json_array_elements_text(cast(${null} as json))))`,
  rows(columns) {
    const typed = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
    return sql`json_to_recordset(cast(${null} as json)) as list (${sql.join(typed)})`;
  },
  bytes: (from, length) => sql`substr(cast(${null} as bytea), ${sql.ref(from)}, ${sql.ref(length)})`,
};

/** A statement over lists: compiled once for each database, and one round trip however long the lists are. */
export class Statement<Row> {
  readonly #compiled = new Map<Lists, CompiledQuery<Row>>();

  constructor(private readonly build: (db: Queries, lists: Lists) => Text<Row>) {}

  /** Runs it with the lists and bytes that its text names, in that order. */
  async run(db: Queries, ...parameters: readonly Parameter[]): Promise<Row[]> {
    const syntax = db.getExecutor().adapter instanceof PostgresAdapter ? POSTGRES : SQLITE;
    const known = this.#compiled.get(syntax);
    const compiled = known ?? this.build(db, syntax).compile(db);
    if (known === undefined) this.#compiled.set(syntax, compiled);
    if (compiled.parameters.length !== parameters.length) throw new Error('a statement lacks a parameter');
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters: parameters.map(toParameter) });
    return rows;
  }
}

/** U+0000 ends a text on SQLite, and PostgreSQL refuses it: this, too, refuses it before it is stored. */
const HOLDS_NUL = /(?<!\\)(?:\\\\)*\\u0000/;

function toParameter(parameter: Parameter): Buffer | string {
  if (Buffer.isBuffer(parameter)) return parameter;
  const json = JSON.stringify(parameter);
  if (json.includes('\\u0000') && HOLDS_NUL.test(json))
    throw new TypeError('text in the ledger must not hold U+0000');
  return json;
}
