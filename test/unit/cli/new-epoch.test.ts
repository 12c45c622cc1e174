import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

afterAll(removeTemporaryFolders);

const open = (exclusive = false): Promise<Ledger> =>
  openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog, exclusive });

/** Epoch and digest key of the ledger, as the next server would read them. */
async function namesOf(): Promise<readonly [string, string]> {
  const ledger = await open();
  await ledger.close();
  return [ledger.epoch, ledger.digestKey];
}

const renew = (...args: string[]) => runInProcess(['doctor', '--new-epoch', '--data', folder, ...args]);

describe('dwar doctor --new-epoch', () => {
  test('gives the log a new epoch each time and changes nothing else', async () => {
    const [before, key] = await namesOf();
    const { code, stdout } = await renew('--json');
    const { epoch } = JSON.parse(stdout) as { epoch: string };
    expect([code, epoch]).toEqual([0, expect.stringMatching(/^[0-9a-f]{8}$/)]);
    expect(await namesOf()).toEqual([epoch, key]);
    expect(epoch).not.toBe(before);
    await renew();
    expect((await namesOf())[0]).not.toBe(epoch);
  });

  test('explains the consequence', async () => {
    await namesOf();
    const { stdout } = await renew();
    expect(stdout).toContain('ResyncRequired');
    expect(stdout).not.toContain('instance');
  });

  test('refuses to run while a server uses the ledger', async () => {
    const server = await open(true);
    const refused = await renew();
    await server.close();
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('another process uses the ledger');
    expect((await namesOf())[0]).toBe(server.epoch);
  });

  test('creates no ledger if there is none', async () => {
    const run = await renew();
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('there is no ledger');
  });
});
