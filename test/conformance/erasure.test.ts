import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { silentLog } from '../../src/core/log.js';
import { compact } from '../../src/ledger/erasure/compact.js';
import { eraseViewer } from '../../src/ledger/erasure/erase-viewer.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { openTestLedger, postgresLedgers, sqliteLedgers } from '../support/ledger.js';
import { blockOf } from '../support/doc-commands.js';
import { readProjectFile } from '../support/source-files.js';
import { plantViewer } from '../support/planted-viewer.js';
import { hasServices, startPostgres, type TestPostgres } from '../support/services.js';
import { erasureSuite } from './erasure.suite.js';

/** Other viewers than those of the suite, whose databases are in the same folder. */
const ALICE = 'canary-bytes-alice';
const BOB = 'canary-bytes-bob';
const now = () => 1_750_000_000_000;

/** Those of the texts that the bytes of any file below a folder hold. */
function inFiles(folder: string, texts: readonly string[]): string[] {
  const wanted = new Set(texts);
  const hits = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const path = join(folder, name);
    // PostgreSQL replaces files of its own meanwhile.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue;
    const bytes = readFileSync(path);
    for (const text of wanted) if (bytes.includes(text)) hits.add(text);
  }
  return [...hits].sort();
}

describe('erasing a viewer on SQLite', () => {
  erasureSuite(sqliteLedgers);

  test('leaves no byte in the files, the write-ahead log and a backup', async () => {
    const { ledger, path, close } = await openTestLedger();
    const folder = join(path, '..');
    const alice = await plantViewer(ledger, ALICE);
    const bob = await plantViewer(ledger, BOB);
    expect(inFiles(folder, alice.canaries)).toEqual([...alice.canaries].sort());
    await eraseViewer(ledger, ALICE, { now });
    expect(await compact(ledger.db)).toBe('rewritten');
    await sql`vacuum into ${join(folder, 'backup.db')}`.execute(ledger.db);
    expect(inFiles(folder, alice.canaries)).toEqual([]);
    expect(inFiles(folder, bob.canaries)).toEqual([...bob.canaries].sort());
    await close();
  });

  test('leaves the log of writes empty while another connection reads', async () => {
    const { ledger, url, path, close } = await openTestLedger();
    const other = await openLedger(url, { log: silentLog });
    const alice = await plantViewer(ledger, ALICE);
    await sql`select count(*) from transactions`.execute(other.db);
    await eraseViewer(other, ALICE, { now });
    expect(statSync(`${path}-wal`).size).toBe(0);
    expect(await compact(ledger.db)).toBe('rewritten');
    expect(inFiles(join(path, '..'), alice.canaries)).toEqual([]);
    await other.close();
    await close();
  });
});

(hasServices ? describe : describe.skip)('erasing a viewer on PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres({ fsync: false });
  });
  afterAll(() => server.close());
  erasureSuite(postgresLedgers(() => server));

  test('leaves no byte in the data folder after the commands of docs/privacy.md', async () => {
    const url = await server.createDatabase();
    const ledger = await openLedger(url, { log: silentLog });
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const { rows } = await admin.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    const folder = rows[0]?.folder ?? '';
    const alice = await plantViewer(ledger, ALICE);
    const bob = await plantViewer(ledger, BOB);
    await admin.query('checkpoint');
    expect(inFiles(folder, alice.canaries)).toEqual([...alice.canaries].sort());
    await eraseViewer(ledger, ALICE, { now });
    const commands = blockOf(readProjectFile('docs/privacy.md'), 'sql', 'vacuum');
    for (const command of commands.split('\n')) await admin.query(command);
    expect(inFiles(folder, alice.canaries)).toEqual([]);
    expect(inFiles(folder, bob.canaries)).toEqual([...bob.canaries].sort());
    await admin.end();
    await ledger.close();
  });
});
