import { parseArgs } from 'node:util';
import pg from 'pg';

/**
 * Moves one viewer's rows from one PostgreSQL to another: part of the simulation in docs/scale.md, and no part of
 * the product. Who routes requests must hold those of the viewer meanwhile. In the source the viewer's row is
 * locked as an instance locks it that writes for the viewer, so planned reads and webhooks of that viewer wait.
 *
 * The rows are committed in the target before they are deleted in the source: if the move breaks off, the source
 * is whole and the next attempt begins again. Both databases must have the epoch and the digest key of one:
 * cursors and idempotency keys then hold in both.
 */

const TRANSACTIONS = 'transaction_id in (select transaction_id from transactions where viewer_id = $1)';
const ACCOUNTS = 'auth_id in (select auth_id from broker_accounts where viewer_id = $1)';
const OWN = 'viewer_id = $1';

/** Which rows of each table are the viewer's. Those that others are found by come last, so that they go last. */
const VIEWER_TABLES = {
  idempotency_keys: OWN,
  account_claims: OWN,
  mutual_fund_imports: OWN,
  mutual_fund_statements: OWN,
  otp_calls: OWN,
  events: OWN,
  ended_sessions: `(kind = 'viewer' and subject = $1)`,
  orders: OWN,
  timeline: TRANSACTIONS,
  deliveries: `(${TRANSACTIONS} or ${ACCOUNTS})`,
  holdings: ACCOUNTS,
  investments: ACCOUNTS,
  pending_actions: ACCOUNTS,
  transactions: OWN,
  broker_accounts: OWN,
  viewers: OWN,
};
/** Tables that belong to the database and its operators. */
const TABLES_THAT_STAY = [
  'meta',
  'operator_log',
  'console_logins',
  'console_sessions',
  'erasures',
  'tombstones',
  'webhook_endpoints',
  'webhook_position',
  'webhook_deliveries',
  'webhook_lanes',
  'kysely_migration',
  'kysely_migration_lock',
];

const ROWS_AT_ONCE = 500;
/** Columns that each database fills by itself. */
const OWN_DEFAULT = /txid_current|nextval/;

const HELP = `Moves one viewer between two PostgreSQL databases of the simulation in docs/scale.md.

node bench/scale/move-viewer.mjs --from <url> --to <url> --viewer <id>
node bench/scale/move-viewer.mjs --from <url> --to <url> --viewer <id> --dry-run   # counts only
`;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    viewer: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || !values.from || !values.to || !values.viewer) {
  (values.help ? process.stdout : process.stderr).write(HELP);
  process.exit(values.help ? 0 : 2);
}

const [source, target] = await Promise.all([connect(values.from), connect(values.to)]);
try {
  await refuseUnlike();
  const counts = await move(values.viewer, values['dry-run']);
  process.stdout.write(`${JSON.stringify(counts)}\n`);
} catch (error) {
  process.stderr.write(`not moved: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await Promise.all([source.end(), target.end()]);
}

async function connect(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  await client.connect();
  return client;
}

/** Rows make sense only under the same epoch and digest key, in the same schema with no table that is not known. */
async function refuseUnlike() {
  const [ours, theirs] = await Promise.all([source, target].map(describe));
  for (const name of Object.keys(ours))
    if (ours[name] !== theirs[name]) throw new Error(`the two databases differ in ${name}`);
  const known = [...Object.keys(VIEWER_TABLES), ...TABLES_THAT_STAY];
  const unknown = ours.tables.split(',').filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`to whom do the rows of these tables belong: ${unknown.join(', ')}`);
}

async function describe(client) {
  const { rows: meta } = await client.query(
    `select key, value from meta where key in ('epoch', 'digest_key') order by key`,
  );
  const { rows: tables } = await client.query(
    `select table_name from information_schema.tables where table_schema = current_schema() order by table_name`,
  );
  const { rows: steps } = await client.query('select name from kysely_migration order by name');
  return {
    ...Object.fromEntries(meta.map(({ key, value }) => [key, value])),
    tables: tables.map(({ table_name }) => table_name).join(','),
    migrations: steps.map(({ name }) => name).join(','),
  };
}

/** Copies, commits, deletes, commits. The count of rows by table. */
async function move(viewer, isDryRun) {
  await source.query('begin');
  await source.query('select pg_advisory_xact_lock_shared(4417001)');
  const { rowCount } = await source.query('select 1 from viewers where viewer_id = $1 for no key update', [
    viewer,
  ]);
  if (rowCount === 0) throw new Error('the source does not have this viewer');
  const { rowCount: queued } = await source.query('select 1 from webhook_lanes where viewer_id = $1', [
    viewer,
  ]);
  if (queued > 0) throw new Error('outgoing webhooks of this viewer wait to be sent; move the viewer later');
  await target.query('begin');
  for (const [table, condition] of Object.entries(VIEWER_TABLES))
    await target.query(`delete from ${table} where ${condition}`, [viewer]);
  const counts = {};
  for (const [table, condition] of Object.entries(VIEWER_TABLES))
    counts[table] = await copy(table, condition, viewer);
  if (isDryRun) {
    await Promise.all([source.query('rollback'), target.query('rollback')]);
    return counts;
  }
  await target.query('commit');
  for (const [table, condition] of Object.entries(VIEWER_TABLES))
    await source.query(`delete from ${table} where ${condition}`, [viewer]);
  await source.query('commit');
  return counts;
}

async function copy(table, condition, viewer) {
  const columns = await columnsOf(table);
  const list = columns.map(({ column_name }) => column_name).join(', ');
  await source.query(`declare moved no scroll cursor for select ${list} from ${table} where ${condition}`, [
    viewer,
  ]);
  let count = 0;
  for (;;) {
    const { rows } = await source.query({ text: `fetch ${ROWS_AT_ONCE} from moved`, rowMode: 'array' });
    if (rows.length === 0) break;
    // A webhook that both databases were sent, because its transaction was not known yet: the source has applied it.
    if (table === 'deliveries') await dropCopies(columns, rows);
    const arrays = columns.map((_, column) => rows.map((row) => row[column]));
    const typed = columns.map(({ udt_name }, column) => `$${column + 1}::${udt_name}[]`).join(', ');
    await target.query(`insert into ${table} (${list}) select * from unnest(${typed})`, arrays);
    count += rows.length;
  }
  await source.query('close moved');
  return count;
}

async function dropCopies(columns, rows) {
  const at = columns.findIndex(({ column_name }) => column_name === 'sha256');
  await target.query('delete from deliveries where sha256 = any ($1)', [rows.map((row) => row[at])]);
}

async function columnsOf(table) {
  const { rows } = await target.query(
    `select column_name, udt_name, column_default from information_schema.columns
     where table_schema = current_schema() and table_name = $1 order by ordinal_position`,
    [table],
  );
  return rows.filter(({ column_default }) => !OWN_DEFAULT.test(column_default ?? ''));
}
