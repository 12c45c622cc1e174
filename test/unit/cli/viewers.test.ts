import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { listOperatorActs } from '../../../src/ledger/console/operator-log.js';
import { countViewer } from '../../../src/ledger/erasure/erase-viewer.js';
import type { Receipt } from '../../../src/ledger/erasure/receipts.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import type { CliContext } from '../../../src/cli/context.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';
import { type PlantedViewer, plantViewer } from '../../support/planted-viewer.js';

const ALICE = 'canary sub/alice@example';

let folder: string;
let alice: PlantedViewer;

afterAll(removeTemporaryFolders);

async function inLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

beforeEach(async () => {
  folder = temporaryFolder();
  alice = await inLedger(async (ledger) => {
    await plantViewer(ledger, 'bob');
    return await plantViewer(ledger, ALICE);
  });
});

const viewers = (args: readonly string[], confirm?: CliContext['confirm']) =>
  runInProcess(['viewers', ...args, '--data', folder], {}, confirm);
const rowsLeft = (sub: string) => inLedger((ledger) => countViewer(ledger, sub));
const acts = () => inLedger((ledger) => listOperatorActs(ledger.db, null, 100));

describe('dwar viewers export', () => {
  test('prints everything of the viewer as JSON', async () => {
    const run = await viewers(['export', ALICE]);
    expect([run.code, run.stderr]).toEqual([0, expect.stringMatching(/^Exported \d+ rows\.$/)]);
    expect(JSON.parse(run.stdout)).toMatchObject({ viewer: ALICE, accounts: [alice.accountId] });
    const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
    expect(alice.exported.filter((text) => !run.stdout.includes(quoted(text)))).toEqual([]);
  });

  test('writes it to a file that only this user may read, and overwrites none', async () => {
    const file = join(folder, 'alice.json');
    const first = await viewers(['export', ALICE, '--out', file]);
    expect([first.code, first.stdout, statSync(file).mode & 0o777]).toEqual([0, '', 0o600]);
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ viewer: ALICE });
    const second = await viewers(['export', 'bob', '--out', file]);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toContain('does not exist yet');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test.each([
    ['a viewer of whom nothing is kept', ['export', 'nobody-here'], 1, 'nothing is kept about'],
    ['an empty id', ['export', ''], 2, '1 to 255 characters'],
    ['a folder that is not there', ['export', ALICE, '--out', '/no/such/folder/x'], 2, 'ENOENT'],
  ])('refuses %s', async (_name, args, code, message) => {
    const run = await viewers(args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(message);
  });
});

describe('dwar viewers erase', () => {
  test('erases the viewer, prints the receipt and records the act', async () => {
    const run = await viewers(['erase', ALICE, '--yes', '--reason', 'ticket 7', '--name', 'olga']);
    expect(run.code).toBe(0);
    const receipt = JSON.parse(run.stdout) as Receipt;
    expect(receipt.counts).toMatchObject({ transactions: 1, orders: 1, deliveries: 4, events: 1 });
    expect(alice.canaries.filter((text) => run.stdout.includes(text))).toEqual([]);
    expect([await rowsLeft(ALICE), Object.keys(await rowsLeft('bob')).length > 10]).toEqual([{}, true]);
    const [act] = await acts();
    const { viewer: subject } = receipt;
    expect(act).toMatchObject({ operator: 'olga', action: 'ERASE_VIEWER', subject, reason: 'ticket 7' });
  });

  test('leaves who did what in the operator log, without the ids and reasons', async () => {
    const before = await acts();
    await viewers(['erase', ALICE, '--yes']);
    const after = (await acts()).slice(1);
    expect(after.map(({ entryId }) => entryId)).toEqual(before.map(({ entryId }) => entryId));
    expect(after.filter(({ reason }) => reason === '[erased]')).toHaveLength(3);
    expect(JSON.stringify(after)).not.toContain(ALICE);
  });

  test('with --dry-run counts by table and changes nothing', async () => {
    const before = await rowsLeft(ALICE);
    const run = await viewers(['erase', ALICE, '--dry-run', '--json']);
    expect([run.code, JSON.parse(run.stdout)]).toEqual([0, { dryRun: true, counts: before }]);
    expect((await viewers(['erase', ALICE, '--dry-run'])).stdout).toContain('nothing was changed');
    expect(await rowsLeft(ALICE)).toEqual(before);
  });

  test('without a terminal names the effect and requires --yes', async () => {
    const run = await viewers(['erase', ALICE]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('--yes');
    expect(await rowsLeft(ALICE)).not.toEqual({});
  });

  test.each([
    [true, 0, true],
    [false, 1, false],
  ])('asks for confirmation on a terminal; answered %j', async (answer, code, isGone) => {
    const questions: string[] = [];
    const run = await viewers(['erase', ALICE], async (question) => {
      questions.push(question);
      return answer;
    });
    expect([run.code, questions]).toEqual([code, [expect.stringContaining('cannot be undone')]]);
    expect(Object.keys(await rowsLeft(ALICE)).length === 0).toBe(isGone);
  });

  test('erases nothing if the receipt cannot be written', async () => {
    const file = join(folder, 'receipt.json');
    writeFileSync(file, 'taken');
    const run = await viewers(['erase', ALICE, '--yes', '--out', file]);
    expect([run.code, readFileSync(file, 'utf8')]).toEqual([2, 'taken']);
    expect(await rowsLeft(ALICE)).not.toEqual({});
  });

  test.each([
    ['a viewer of whom nothing is kept', ['erase', 'nobody-here', '--yes'], 1, 'nothing is kept about'],
    ['a reason that is too long', ['erase', ALICE, '--yes', '--reason', 'x'.repeat(501)], 2, '--reason'],
    ['a reason of blanks', ['erase', ALICE, '--yes', '--reason', ' '], 2, '--reason'],
  ])('refuses %s', async (_name, args, code, message) => {
    const run = await viewers(args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(message);
    expect(await rowsLeft(ALICE)).not.toEqual({});
  });
});

describe('dwar viewers receipts', () => {
  test('prints all receipts, or one, as they were given', async () => {
    const first = (await viewers(['erase', ALICE, '--yes'])).stdout;
    const second = (await viewers(['erase', 'bob', '--yes'])).stdout;
    const { erasureId } = JSON.parse(second) as Receipt;
    expect((await viewers(['receipts'])).stdout.split('\n').sort()).toEqual([first, second].sort());
    expect((await viewers(['receipts', erasureId])).stdout).toBe(second);
  });

  test('says that there are none, and refuses an unknown id', async () => {
    expect(await viewers(['receipts'])).toMatchObject({ code: 0, stdout: '' });
    expect(await viewers(['receipts', 'unknown'])).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('dwar viewers reapply-erasures', () => {
  const file = () => join(folder, 'receipts.jsonl');

  test('erases again what a restored backup has brought back', async () => {
    const restored = temporaryFolder();
    const path = join(restored, 'dwar.db');
    await inLedger((ledger) => sql`vacuum into ${path}`.execute(ledger.db));
    const receipts = file();
    await viewers(['erase', ALICE, '--yes', '--out', receipts]);
    // From here on the ledger is the backup that was made before.
    folder = restored;
    expect(await rowsLeft(ALICE)).not.toEqual({});
    const run = await viewers(['reapply-erasures', receipts, '--json']);
    expect([run.code, JSON.parse(run.stdout)]).toEqual([
      0,
      { reapplied: [{ erasureId: expect.any(String), outcome: 'erased' }] },
    ]);
    expect([await rowsLeft(ALICE), Object.keys(await rowsLeft('bob')).length > 10]).toEqual([{}, true]);
    const [act] = await acts();
    expect(act?.action).toBe('REAPPLY_ERASURE');
    const again = await viewers(['reapply-erasures', receipts]);
    expect(again.stdout).toContain('has the erasure already');
    const bytes = readFileSync(path);
    expect(alice.canaries.filter((text) => bytes.includes(text))).toEqual([]);
  });

  test.each([
    ['a receipt that was changed', (text: string) => text.replace(/"head":\d+/, '"head":9'), 1, 'line 1'],
    ['text that is no receipt', () => '{}', 1, 'no receipt'],
  ])('refuses %s and changes nothing', async (_name, change, code, message) => {
    const { stdout } = await viewers(['erase', 'bob', '--yes']);
    writeFileSync(file(), change(stdout));
    const run = await viewers(['reapply-erasures', file()]);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  test('refuses a file that is not there, and takes an empty one', async () => {
    expect(await viewers(['reapply-erasures', file()])).toMatchObject({ code: 2, stdout: '' });
    writeFileSync(file(), '\n');
    expect((await viewers(['reapply-erasures', file()])).stdout).toContain('nothing was changed');
  });
});

test('dwar viewers compact rewrites an embedded ledger', async () => {
  expect((await viewers(['compact', '--json'])).stdout).toBe('{"compacted":true}');
});
