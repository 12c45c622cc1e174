import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import { PERSONAL_DATA } from '../../../src/ledger/erasure/personal-data.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';
import { blockNames, blockOf } from '../../support/doc-commands.js';
import { plantViewer } from '../../support/planted-viewer.js';
import { readProjectFile } from '../../support/source-files.js';

const page = readProjectFile('docs/privacy.md');
let folder: string;

beforeAll(async () => {
  folder = temporaryFolder();
  const ledger = await openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog });
  await plantViewer(ledger, 'alice');
  await ledger.close();
});
afterAll(removeTemporaryFolders);

/** The words of a command, with files and the data folder in the folder of the test. */
function argumentsOf(line: string): string[] {
  const words = line.match(/"[^"]*"|\S+/g) ?? [];
  return words
    .slice(2)
    .map((word) => word.replaceAll('"', ''))
    .map((word) => (word === './data' ? folder : /\.jsonl?$/.test(word) ? join(folder, word) : word));
}

describe('docs/privacy.md', () => {
  test('has a command for each thing it describes', () => {
    expect(blockNames(page, 'run')).toEqual(['export', 'erase', 'receipts', 'reapply', 'compact']);
  });

  test('has commands that run, in their order', async () => {
    for (const name of blockNames(page, 'run'))
      for (const line of blockOf(page, 'run', name).split('\n')) {
        const { code, stderr } = await runInProcess(argumentsOf(line));
        expect([line, code, stderr]).toEqual([line, 0, stderr]);
      }
    const receipt = readFileSync(join(folder, 'alice-receipt.json'), 'utf8');
    expect(readFileSync(join(folder, 'receipts.jsonl'), 'utf8')).toBe(receipt);
    expect(JSON.parse(readFileSync(join(folder, 'alice.json'), 'utf8'))).toMatchObject({ viewer: 'alice' });
  });

  test('names every table that holds personal data', () => {
    const tables = Object.entries(PERSONAL_DATA).filter(([, { by }]) => by !== 'nothing');
    expect(tables.filter(([name]) => !page.includes(`\`${name}\``)).map(([name]) => name)).toEqual([]);
  });
});
