import type { Queries } from '../unit.js';
import { ERASED_TABLES } from './personal-data.js';
import { findPerson, rowsOf, type StoredRow } from './viewer-rows.js';

/** Columns that hold JSON. */
const JSON_COLUMNS = ['snapshot', 'funds', 'statement', 'failure'];
/** Columns that hold a time, in epoch milliseconds. */
const TIME = /(?:^|_)(?:at|until)$/;

/** How many rows were exported, by table; tables without any are left out. */
export type ExportedCounts = Readonly<Record<string, number>>;

/**
 * Writes everything that the ledger holds of a viewer as one JSON object, a page of rows at a time:
 * `{"format", "viewer", "exportedAt", "accounts", "tables": {TABLE: [ROW…]}}`. A row has the columns of the
 * table: times are ISO 8601, snapshots JSON (times within them are epoch milliseconds), bodies of webhooks
 * the text that was received. `write` resolves when the text is taken. Returns the counts.
 */
export async function exportViewer(
  db: Queries,
  viewerId: string,
  now: number,
  write: (text: string) => Promise<void>,
  onProgress: (table: string, rows: number) => void = () => {},
): Promise<ExportedCounts> {
  const person = await findPerson(db, viewerId);
  const counts: Record<string, number> = {};
  const head = {
    format: 'dwar-viewer-export/1',
    viewer: viewerId,
    exportedAt: new Date(now).toISOString(),
    accounts: person.accounts,
  };
  await write(`${JSON.stringify(head).slice(0, -1)},"tables":{`);
  for (const [index, table] of ERASED_TABLES.entries()) {
    await write(`${index === 0 ? '' : ','}\n${JSON.stringify(table)}:[`);
    let count = 0;
    for await (const rows of rowsOf(db, table, person)) {
      const lines = rows.map((row) => JSON.stringify(shown(row)));
      await write(`${count === 0 ? '' : ','}\n${lines.join(',\n')}`);
      count += rows.length;
      onProgress(table, rows.length);
    }
    await write(']');
    if (count > 0) counts[table] = count;
  }
  await write('}}\n');
  return counts;
}

/** Without the order of insertion, which is the database's own. */
function shown({ inserted_in: _, ...row }: StoredRow): StoredRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shownValue(name, value)]));
}

function shownValue(name: string, value: unknown): unknown {
  if (value === null) return null;
  if (Buffer.isBuffer(value)) return value.toString();
  if (TIME.test(name)) return new Date(Number(value)).toISOString();
  return JSON_COLUMNS.includes(name) ? parsed(String(value)) : value;
}

/** Text of a version that wrote no JSON stays as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
