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
  /**
   * Inserts those rows, with further columns that are made from each row of `list`; `on conflict` and
   * `returning` may follow.
   */
  insertInto(table: string, columns: ColumnTypes, made?: MadeColumns): RawBuilder<never>;
  /** All bytes of a parameter. */
  allBytes(): RawBuilder<Buffer>;
  /** A part of the bytes of a parameter. `from` counts from 1; both are SQL. */
  bytes(from: string, length: string): RawBuilder<Buffer>;
}

type MadeColumns = Readonly<Record<string, RawBuilder<unknown>>>;
type Text<Row> = Compilable<Row> | RawBuilder<Row>;
type Parameter = Buffer | readonly (string | object)[];

const insertInto: Lists['insertInto'] = function (this: Lists, table, columns, made = {}) {
  const given = Object.keys(columns).map((name) => sql.ref(name));
  const names = sql.join([...given, ...Object.keys(made).map((name) => sql.ref(name))]);
  // SQLite could take `on conflict` for a part of the join without the condition.
  const values = sql.join([...given, ...Object.values(made)]);
  const rows = sql`select ${values} from ${this.rows(columns)} where true`;
  return sql`insert into ${sql.table(table)} (${names}) ${rows}`;
};

const SQLITE: Lists = {
  insertInto,
  isIn: (column) => sql`${sql.ref(column)} in (select value from json_each(${null}))`,
  rows(columns) {
    const picked = Object.keys(columns).map((name) => sql`value ->> ${sql.lit(name)} as ${sql.ref(name)}`);
    return sql`(select ${sql.join(picked)} from json_each(${null})) as list`;
  },
  allBytes: () => sql`${null}`,
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
  allBytes: () => sql`cast(${null} as bytea)`,
  bytes: (from, length) => sql`substr(cast(${null} as bytea), ${sql.ref(from)}, ${sql.ref(length)})`,
};

/** A statement over lists: compiled once for each database, and one round trip however long the lists are. */
export class Statement<Row> {
  readonly #compiled = new Map<Lists, CompiledQuery<Row>>();

  constructor(private readonly build: (db: Queries, lists: Lists) => Text<Row>) {}

  /** Runs it with the lists and bytes that its text names, in that order. */
  async run(db: Queries, ...parameters: readonly Parameter[]): Promise<Row[]> {
    return (await db.executeQuery<Row>(this.compile(db, parameters))).rows;
  }

  compile(db: Queries, parameters: readonly Parameter[]): CompiledQuery<Row> {
    const syntax = isPostgres(db) ? POSTGRES : SQLITE;
    const known = this.#compiled.get(syntax);
    const compiled = known ?? this.build(db, syntax).compile(db);
    if (known === undefined) this.#compiled.set(syntax, compiled);
    if (compiled.parameters.length !== parameters.length) throw new Error('a statement lacks a parameter');
    return { ...compiled, parameters: parameters.map(toParameter) };
  }
}

/** A statement with its parameters, and what its rows mean. */
export interface Question<Answer> {
  compile(db: Queries): CompiledQuery<unknown>;
  read(rows: readonly unknown[]): Answer;
}

/** A question that `statement` answers. */
export function question<Row, Answer>(
  statement: Statement<Row>,
  parameters: readonly Parameter[],
  read: (rows: readonly Row[]) => Answer,
): Question<Answer> {
  return {
    compile: (db) => statement.compile(db, parameters),
    read: (rows) => read(rows as readonly Row[]),
  };
}

/** A question that needs no statement. */
export function answered<Answer>(answer: Answer): { readonly answer: Answer } {
  return { answer };
}

/** A question, or its answer. */
export type Asked<Answer> = Question<Answer> | { readonly answer: Answer };

/** Asks one question. */
export async function ask<Answer>(db: Queries, asked: Asked<Answer>): Promise<Answer> {
  if ('answer' in asked) return asked.answer;
  return asked.read((await db.executeQuery(asked.compile(db))).rows);
}

/**
 * Asks several questions: one round trip on PostgreSQL, where none of them sees what another changes, and no
 * row may be changed by two. Rows come in no order.
 */
export async function askTogether<Answers extends readonly unknown[]>(
  db: Queries,
  asked: { readonly [Index in keyof Answers]: Asked<Answers[Index]> },
): Promise<Answers> {
  const open = asked.filter((one): one is Question<unknown> => !('answer' in one));
  const rows = await rowsOf(
    db,
    open.map((one) => one.compile(db)),
  );
  const found = new Map(open.map((one, index) => [one as Asked<unknown>, rows[index] ?? []]));
  return asked.map((one: Asked<unknown>) =>
    'answer' in one ? one.answer : one.read(found.get(one) ?? []),
  ) as unknown as Answers;
}

async function rowsOf(db: Queries, queries: readonly CompiledQuery<unknown>[]): Promise<unknown[][]> {
  const [first] = queries;
  if (first === undefined) return [];
  if (queries.length > 1 && isPostgres(db)) return await inOneStatement(db, first, queries);
  const rows: unknown[][] = [];
  for (const query of queries) rows.push((await db.executeQuery(query)).rows);
  return rows;
}

/** Whether a statement has rows to return. */
const RETURNS = /^\s*select\b|\breturning\b/i;

async function inOneStatement(
  db: Queries,
  first: CompiledQuery<unknown>,
  queries: readonly CompiledQuery<unknown>[],
): Promise<unknown[][]> {
  const parameters: unknown[] = [];
  const parts: string[] = [];
  const picked: string[] = [];
  for (const [index, query] of queries.entries()) {
    const before = parameters.length;
    parameters.push(...query.parameters);
    const text = query.sql.replace(/\$(\d+)/g, (_, number: string) => `$${before + Number(number)}`);
    parts.push(`part${index} as (${text})`);
    if (RETURNS.test(text))
      picked.push(`select ${index} as part, to_json(part${index}) as row from part${index}`);
  }
  const text = `with ${parts.join(', ')} ${picked.join(' union all ') || 'select where false'}`;
  const { rows } = await db.executeQuery<{ part: number; row: unknown }>({ ...first, sql: text, parameters });
  const found: unknown[][] = queries.map(() => []);
  for (const { part, row } of rows) found[part]?.push(row);
  return found;
}

/** Whether queries run on PostgreSQL. */
export function isPostgres(db: Pick<Queries, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
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
