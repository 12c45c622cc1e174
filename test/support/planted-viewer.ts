import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { maskId } from '../../src/core/output/mask.js';
import { isPostgres } from '../../src/ledger/databases/statement.js';
import { type Holding, PERSONAL_DATA } from '../../src/ledger/erasure/personal-data.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { Queries } from '../../src/ledger/unit.js';

/** A column of the database, as the database describes it. */
export interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: 'text' | 'number' | 'bytes';
  readonly isNullable: boolean;
}

/** Every column of every table but those of the migrations. */
export async function columnsOf(db: Queries): Promise<Column[]> {
  const query = isPostgres(db)
    ? sql<Described>`select table_name as "table", column_name as name, data_type as type,
        is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public'`
    : sql<Described>`select m.name as "table", p.name as name, p.type as type, p."notnull" = 0 and p.pk = 0 as nullable
        from sqlite_master as m, pragma_table_info(m.name) as p where m.type = 'table'`;
  const { rows } = await query.execute(db);
  return rows
    .filter(({ table }) => !/^(?:kysely_|sqlite_)/.test(table))
    .map(({ table, name, type, nullable }) => ({
      table,
      name,
      type: kindOf(type),
      isNullable: Boolean(nullable),
    }));
}

interface Described {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean | number;
}

function kindOf(type: string): Column['type'] {
  if (/^(?:blob|bytea)$/i.test(type)) return 'bytes';
  return /^text$/i.test(type) ? 'text' : 'number';
}

/** A viewer of whom every table holds something. */
export interface PlantedViewer {
  readonly sub: string;
  readonly accountId: string;
  readonly transactionId: string;
  readonly orderId: string;
  /** Every text that must be gone: the ids, and one text of its own for each column with personal data. */
  readonly canaries: readonly string[];
  /** Those that an export shows. */
  readonly exported: readonly string[];
}

const hex = (text: string, digits: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

/** Stores a row of the viewer in each table, with a text of its own in each column that holds personal data. */
export async function plantViewer(ledger: Ledger, sub: string): Promise<PlantedViewer> {
  const columns = await columnsOf(ledger.db);
  const ids: Readonly<Record<Exclude<Holding, 'personal' | 'none'>, string>> = {
    viewer: sub,
    account: hex(`account ${sub}`, 24),
    transaction: `TRX_${hex(`transaction ${sub}`, 32)}`,
    order: hex(`order ${sub}`, 24),
  };
  const planted: string[] = [];
  const canary = (table: string, column: string) => {
    const text = `CANARY-${sub}-${table}-${column}-PANXX1234Y-9876543210`;
    planted.push(text);
    return text;
  };
  await ledger.write(async ({ db }) => {
    for (const [table, { by, columns: holdings }] of Object.entries(PERSONAL_DATA)) {
      if (by === 'nothing' || by === 'operator log') continue;
      const own = columns.filter((column) => column.table === table && column.name !== 'inserted_in');
      const row = Object.fromEntries(
        own.map((column) => [column.name, plantedValue(column, holdings, { ids, canary })]),
      );
      await insert(db, table, row);
    }
    await plantLoose(db, ids, canary);
    await plantActs(db, ids);
  });
  return {
    sub,
    accountId: ids.account,
    transactionId: ids.transaction,
    orderId: ids.order,
    canaries: [...Object.values(ids), ...planted],
    exported: [...Object.values(ids), ...planted.filter((text) => !text.includes('-loose'))],
  };
}

interface Source {
  readonly ids: Readonly<Record<string, string>>;
  readonly canary: (table: string, column: string) => string;
}

function plantedValue(
  { table, name, type, isNullable }: Column,
  holdings: Readonly<Record<string, Holding>>,
  { ids, canary }: Source,
): unknown {
  const holding = holdings[name] ?? 'none';
  if (holding === 'personal') {
    if (type === 'bytes') return Buffer.from(JSON.stringify({ name: canary(table, name) }));
    if (!/^(?:snapshot|funds|statement|failure)$/.test(name)) return canary(table, name);
    return JSON.stringify({ name: canary(table, name), authId: ids.account, createdFor: null });
  }
  if (holding !== 'none') return ids[holding];
  if (isNullable) return null;
  if (type === 'number') return 1;
  if (table === 'ended_sessions' && name === 'kind') return 'viewer';
  return name === 'state' ? 'APPLIED' : randomBytes(12).toString('hex');
}

/** Deliveries that name no transaction in a column: waiting, unreadable, or of an unknown kind. */
async function plantLoose(db: Queries, ids: Source['ids'], canary: Source['canary']): Promise<void> {
  for (const [index, named] of [ids.account, ids.transaction, ids.order].entries()) {
    const body = { data: { deep: [{ id: named }] }, name: canary('deliveries', `loose${index}`) };
    await insert(db, 'deliveries', {
      ...delivery(),
      state: ['UNMATCHED', 'UNREADABLE', 'IGNORED'][index],
      body: Buffer.from(JSON.stringify(body)),
    });
  }
}

function delivery() {
  const unique = randomBytes(12).toString('hex');
  return {
    delivery_id: unique,
    sha256: unique,
    received_at: 1,
    kind: 'UNKNOWN',
    state: 'PENDING',
    failures: 0,
    play_at: null,
    proof: unique,
    transaction_id: null,
    auth_id: null,
    problem: null,
  };
}

/** What operators did, with ids in subjects and reasons. */
async function plantActs(db: Queries, ids: Source['ids']): Promise<void> {
  const acts = [
    { subject: maskId(ids.account ?? ''), reason: 'asked by the user' },
    { subject: null, reason: `for ${ids.viewer}` },
    { subject: null, reason: `why is ${ids.transaction} open` },
  ];
  for (const act of acts) {
    const entry = { entry_id: randomBytes(12).toString('hex'), at: 1, operator: 'olga', action: 'LOOK' };
    await insert(db, 'operator_log', { ...entry, ...act });
  }
}

async function insert(db: Queries, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(Object.values(row))})`.execute(db);
}
