import { CompiledQuery, type KyselyPlugin, sql } from 'kysely';
import type { Queries } from '../../src/ledger/unit.js';

/** A database that runs queries and remembers them as the database gets them. */
export interface Recorder {
  readonly db: Queries;
  /** The queries since the last call. */
  taken(): readonly CompiledQuery[];
}

/** Remembers the queries that are built on the returned database. */
export function recordQueries(db: Queries): Recorder {
  const queries: CompiledQuery[] = [];
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      queries.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { db: db.withPlugin(plugin), taken: () => queries.splice(0) };
}

/** Names what a plan does that costs more than its page; empty for a good plan. */
export type Judge = (db: Queries, query: CompiledQuery) => Promise<readonly string[]>;

async function explain<Row>(db: Queries, prefix: string, query: CompiledQuery): Promise<readonly Row[]> {
  const { rows } = await db.executeQuery<Row>(
    CompiledQuery.raw(`${prefix} ${query.sql}`, [...query.parameters]),
  );
  return rows;
}

/** Reads `EXPLAIN QUERY PLAN` of SQLite: no scan of a table, no sort, no index made for the query. */
export const judgeSqlite: Judge = async (db, query) => {
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  const steps = await explain<{ detail: string }>(db, 'explain query plan', query);
  return steps
    .map(({ detail }) => detail)
    .filter(
      (detail) =>
        /TEMP B-TREE|AUTOMATIC/.test(detail) || tables.includes(/^SCAN (\w+)/.exec(detail)?.[1] ?? ''),
    );
};

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** What may stand in a plan: reads of ranges of an index, in order, and what passes their rows on. */
const GOOD_NODES: readonly string[] = [
  'Aggregate',
  'Append',
  'Function Scan',
  'Index Only Scan',
  'Index Scan',
  'Limit',
  'Nested Loop',
  'Result',
  'Subquery Scan',
  'WindowAgg',
];

/** Reads `EXPLAIN ANALYZE` of PostgreSQL: index scans alone, of which no row is read in vain. */
export const judgePostgres: Judge = async (db, query) => {
  const [row] = await db.transaction().execute(async (transaction) => {
    // Where a viewer has few rows, the planner takes a bitmap of them, which has lost the order of the index.
    await sql`set local enable_bitmapscan = off`.execute(transaction);
    return await explain<{ 'QUERY PLAN': string | readonly { readonly Plan: PlanNode }[] }>(
      transaction,
      'explain (analyze, format json)',
      query,
    );
  });
  const given = row?.['QUERY PLAN'];
  const plans = (typeof given === 'string' ? JSON.parse(given) : given) as readonly { Plan: PlanNode }[];
  return plans.flatMap(({ Plan }) => complaints(Plan));
};

function complaints(node: PlanNode): readonly string[] {
  const name = `${node['Node Type']} ${node['Relation Name'] ?? ''}`.trim();
  const removed = node['Rows Removed by Filter'] ?? 0;
  return [
    ...(GOOD_NODES.includes(node['Node Type']) ? [] : [name]),
    // The owner of a transaction is compared once it is found by its id.
    ...(removed > 1 ? [`${name} has read ${removed} rows in vain`] : []),
    ...(node.Plans ?? []).flatMap(complaints),
  ];
}
