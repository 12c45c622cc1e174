import { type RawBuilder, sql } from 'kysely';
import { TABLE_PAGES } from '../databases/table-pages.js';
import type { TransactionSnapshot } from '../snapshots.js';
import type { Queries } from '../unit.js';
import { PERSONAL_DATA, type PersonalTable } from './personal-data.js';

/** A row with its columns as they are stored. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** Whose rows are looked for. */
export interface Person {
  readonly viewerId: string;
  /** The accounts that are, or were, linked to the viewer and to no other. */
  readonly accounts: readonly string[];
}

const PAGE = 200;

/** The viewer with the accounts that are linked, or were used or named by what is stored. */
export async function findPerson(db: Queries, viewerId: string): Promise<Person> {
  const found = new Set<string>();
  const linked = await db
    .selectFrom('broker_accounts')
    .select('auth_id')
    .where('viewer_id', '=', viewerId)
    .execute();
  for (const { auth_id } of linked) found.add(auth_id);
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('transactions')
      .select(['created_seq', 'snapshot'])
      .where('viewer_id', '=', viewerId)
      .where('created_seq', '>', after)
      .orderBy('created_seq')
      .limit(PAGE)
      .execute();
    for (const { snapshot } of rows) {
      const { authId, createdFor } = JSON.parse(snapshot) as TransactionSnapshot;
      for (const each of [authId, createdFor]) if (each !== null) found.add(each);
    }
    if (rows.length < PAGE) break;
    after = Number(rows.at(-1)?.created_seq);
  }
  for (const authId of await accountsOfEvents(db, viewerId)) found.add(authId);
  return { viewerId, accounts: await withoutOthers(db, viewerId, [...found].sort()) };
}

async function accountsOfEvents(db: Queries, viewerId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('events')
    .select('auth_id')
    .distinct()
    .where('viewer_id', '=', viewerId)
    .where('auth_id', 'is not', null)
    .execute();
  return rows.map((row) => row.auth_id as string);
}

/** An account that another viewer has linked is theirs. */
async function withoutOthers(db: Queries, viewerId: string, authIds: readonly string[]): Promise<string[]> {
  if (authIds.length === 0) return [];
  const rows = await db
    .selectFrom('broker_accounts')
    .select('auth_id')
    .where('auth_id', 'in', authIds)
    .where('viewer_id', '!=', viewerId)
    .execute();
  const others = new Set(rows.map((row) => row.auth_id));
  return authIds.filter((authId) => !others.has(authId));
}

/** The conditions by which rows of a table are a person's: each uses an index. */
export function conditionsOf(table: PersonalTable, { viewerId, accounts }: Person): RawBuilder<boolean>[] {
  const own = sql<boolean>`viewer_id = ${viewerId}`;
  const ofTransactions = sql<boolean>`transaction_id in
    (select own.transaction_id from transactions as own where own.viewer_id = ${viewerId})`;
  const ofAccounts = accounts.length === 0 ? [] : [sql<boolean>`auth_id in (${sql.join(accounts)})`];
  switch (PERSONAL_DATA[table].by) {
    case 'viewer':
      return [own];
    case 'transaction':
      return [ofTransactions];
    case 'account':
      return ofAccounts;
    case 'ends of sessions':
      return [sql<boolean>`kind = 'viewer' and subject = ${viewerId}`];
    case 'claims':
      return [own, ...ofAccounts];
    case 'deliveries':
      // One for the transaction of another viewer is theirs.
      return [
        ofTransactions,
        ...ofAccounts.map(
          (condition) => sql<boolean>`${condition} and not exists (select 1 from transactions as other
            where other.transaction_id = deliveries.transaction_id and other.viewer_id <> ${viewerId})`,
        ),
      ];
    default:
      return [];
  }
}

/** How many rows of a table are a person's. */
export async function countRows(db: Queries, table: PersonalTable, person: Person): Promise<number> {
  let count = 0;
  for (const condition of disjoint(conditionsOf(table, person))) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}
      where ${condition}`.execute(db);
    count += Number(rows[0]?.count ?? 0);
  }
  return count;
}

/** The rows of a table that are a person's, in pages. */
export async function* rowsOf(
  db: Queries,
  table: PersonalTable,
  person: Person,
): AsyncGenerator<readonly StoredRow[]> {
  const { key, page } = TABLE_PAGES[table];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  for (const condition of disjoint(conditionsOf(table, person))) {
    for (let last: StoredRow | undefined; ; ) {
      const from: StoredRow | undefined = last;
      const after =
        from === undefined
          ? sql``
          : sql`and (${columns}) > (${sql.join(key.map((column) => sql.val(from[column])))})`;
      const query = sql<StoredRow>`select * from ${sql.table(table)} where (${condition}) ${after}
        order by ${columns} limit ${sql.lit(page)}`;
      const { rows } = await query.execute(db);
      if (rows.length > 0) yield rows;
      if (rows.length < page) break;
      last = rows.at(-1);
    }
  }
}

/** Each without the rows of those before it. */
function disjoint(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean>[] {
  return conditions.map((condition, index) => {
    const earlier = conditions.slice(0, index).map((each) => sql`(${each}) is not true`);
    return sql<boolean>`${sql.join([sql`(${condition})`, ...earlier], sql` and `)}`;
  });
}

/** Deletes at most a page of the rows that a condition selects, and returns them. */
export async function deleteRows(
  db: Queries,
  table: PersonalTable,
  condition: RawBuilder<boolean>,
): Promise<readonly StoredRow[]> {
  const { key, page } = TABLE_PAGES[table];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const name = sql.table(table);
  const query = sql<StoredRow>`delete from ${name} where (${columns}) in
    (select ${columns} from ${name} where ${condition} limit ${sql.lit(page)}) returning *`;
  return (await query.execute(db)).rows;
}
