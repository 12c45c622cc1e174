import { randomUUID } from 'node:crypto';
import {
  type Compilable,
  type CompiledQuery,
  type Expression,
  ExpressionWrapper,
  PostgresAdapter,
  RawNode,
  sql,
  ValueNode,
} from 'kysely';
import type { Queries } from './unit.js';

/** Ranges that one statement reads. SQLite allows 500. */
const RANGES_AT_ONCE = 100;
/** Stands for the key in a query that is compiled once for all keys; no other value can equal it. */
const KEY = randomUUID();
/** A parameter in the text of a compiled query: on SQLite, or on PostgreSQL. */
const PARAMETER = /\?|\$\d+/;

/**
 * The rows of the range of an index for each key: one range after another, each in its own order and with its
 * own limit. One statement reads many ranges, and none further than its limit.
 */
export async function readRanges<Row>(
  db: Queries,
  keys: readonly string[],
  rangeOf: (key: string) => Compilable<Row>,
): Promise<Row[]> {
  const range = rangeOf(KEY).compile();
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const rows: Row[] = [];
  for (let start = 0; start < keys.length; start += RANGES_AT_ONCE) {
    const some = keys.slice(start, start + RANGES_AT_ONCE);
    const ranges = isPostgres ? lateral<Row>(range, some) : union<Row>(range, some);
    rows.push(...((await db.selectFrom(ranges.as('ranges')).selectAll().execute()) as Row[]));
  }
  return rows;
}

/** Planned once, however many keys there are. SQLite has no lateral join. */
function lateral<Row>(range: CompiledQuery, keys: readonly string[]) {
  const own = withKey(range, sql.ref('keys.key'));
  const all = sql`unnest(${sql.val([...keys])}::text[]) as keys (key)`;
  return sql<Row>`(select own.* from ${all} cross join lateral (${own}) as own)`;
}

/** For SQLite. PostgreSQL would plan each part separately, which takes longer than reading it. */
function union<Row>(range: CompiledQuery, keys: readonly string[]) {
  const parts = keys.map((key) => sql`select * from (${withKey(range, sql.val(key))}) as own`);
  return sql<Row>`(${sql.join(parts, sql` union all `)})`;
}

/** The query with this in place of {@link KEY}. */
function withKey({ sql: text, parameters }: CompiledQuery, key: Expression<unknown>): Expression<unknown> {
  const values = parameters.map((value) => (value === KEY ? key.toOperationNode() : ValueNode.create(value)));
  return new ExpressionWrapper(RawNode.create(text.split(PARAMETER), values));
}
