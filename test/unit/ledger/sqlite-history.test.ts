import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { startNewEpoch } from '../../../src/ledger/maintenance/new-epoch.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { appendAnyEvent, temporaryFolder } from '../../support/ledger.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let copy: string;

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder.path, 'data'));
  path = join(folder.path, 'data', 'dwar.db');
  copy = join(folder.path, 'copy.db');
});

afterEach(() => folder.remove());

const open = (exclusive: boolean) => openLedger(`sqlite:${path}`, { log: silentLog, exclusive });

/** What a server, or a command, does with the ledger between its start and its end. Returns the epoch. */
async function run(events: number, { exclusive = true } = {}): Promise<string> {
  const ledger = await open(exclusive);
  try {
    for (let n = 0; n < events; n += 1)
      await ledger.write((unit) =>
        appendAnyEvent(unit, { viewerId: 'a', type: 'ORDER', subject: 's', occurredAt: n, snapshot: {} }),
      );
    // As the end of a process does.
    await sql`pragma wal_checkpoint(truncate)`.execute(ledger.db);
    return ledger.epoch;
  } finally {
    await ledger.close();
  }
}

async function change(statement: string): Promise<void> {
  const ledger = await open(false);
  await sql.raw(statement).execute(ledger.db);
  await sql`pragma wal_checkpoint(truncate)`.execute(ledger.db);
  await ledger.close();
}

async function renew(): Promise<string> {
  const ledger = await open(true);
  const epoch = await startNewEpoch(ledger);
  await sql`pragma wal_checkpoint(truncate)`.execute(ledger.db);
  await ledger.close();
  return epoch;
}

/** Over the file that is there, which keeps its inode: what `cp` does. */
function putBack(): void {
  const { ino } = statSync(path);
  copyFileSync(copy, path);
  expect(statSync(path).ino).toBe(ino);
}

describe('a ledger in a file keeps its epoch', () => {
  let epoch: string;
  beforeEach(async () => {
    epoch = await run(3);
  });

  test('over starts with and without commits', async () => {
    expect([await run(0), await run(5), await run(1), await run(0)]).toEqual(Array(4).fill(epoch));
  });

  test('when commands read and write it between two runs of the server', async () => {
    expect([await run(0, { exclusive: false }), await run(4, { exclusive: false })]).toEqual([epoch, epoch]);
    expect(await run(0)).toBe(epoch);
  });

  test('when a command opens it while the server runs', async () => {
    const server = await open(true);
    expect(await run(2, { exclusive: false })).toBe(epoch);
    await server.close();
    expect(await run(0)).toBe(epoch);
  });

  test('when a version has written it that counts no commits', async () => {
    await change(`delete from meta where key in ('history', 'commits')`);
    rmSync(`${path}.mark`);
    expect([await run(2), await run(0)]).toEqual([epoch, epoch]);
    await run(3, { exclusive: false });
    expect(await run(0)).toBe(epoch);
  });

  test('and gets only one more by `dwar doctor --new-epoch`', async () => {
    const next = await renew();
    expect(next).not.toBe(epoch);
    expect([await run(1), await run(0)]).toEqual([next, next]);
  });
});

describe('a ledger in a file gets one new epoch', () => {
  test.each<readonly [string, () => Promise<void> | void]>([
    [
      'when an older copy is written over it',
      async () => {
        copyFileSync(path, copy);
        await run(1);
        putBack();
      },
    ],
    [
      'when a copy that was made while it was in use is written over it',
      async () => {
        const ledger = await open(true);
        const add = () =>
          ledger.write((unit) =>
            appendAnyEvent(unit, { viewerId: 'a', type: 'ORDER', subject: 's', occurredAt: 1, snapshot: {} }),
          );
        await add();
        await sql`pragma wal_checkpoint(truncate)`.execute(ledger.db);
        copyFileSync(path, copy);
        await add();
        await sql`pragma wal_checkpoint(truncate)`.execute(ledger.db);
        await ledger.close();
        putBack();
      },
    ],
    [
      'when a copy takes its place that lacks nothing',
      () => {
        copyFileSync(path, copy);
        renameSync(copy, path);
      },
    ],
    [
      'when its folder is put back as a whole',
      async () => {
        for (const suffix of ['', '.mark']) copyFileSync(`${path}${suffix}`, `${copy}${suffix}`);
        await run(1);
        for (const suffix of ['', '.mark']) {
          rmSync(`${path}${suffix}`);
          // A file in between: a file system may give out the number of a removed one again.
          writeFileSync(`${path}.between${suffix}`, '');
          copyFileSync(`${copy}${suffix}`, `${path}${suffix}`);
        }
      },
    ],
    [
      'when the machine was started since, as after a snapshot of its disk was put back',
      () =>
        change(`update meta set value = 'other' || substr(value, instr(value, '/')) where key = 'history'`),
    ],
    [
      'when a copy from before commits were counted is put back',
      async () => {
        copyFileSync(path, copy);
        await run(1);
        putBack();
        await change(`delete from meta where key in ('history', 'commits')`);
      },
    ],
    [
      'when the file from before a restore is put back',
      async () => {
        await run(9);
        copyFileSync(path, copy);
        await renew();
        putBack();
      },
    ],
    ['when it is a backup', () => change(`insert into meta (key, value) values ('backup', '{}')`)],
    ['when its mark is removed', () => rmSync(`${path}.mark`)],
    [
      'when its mark is cut off',
      () => writeFileSync(`${path}.mark`, readFileSync(`${path}.mark`).subarray(0, 9)),
    ],
    ['when its mark has something else in it', () => writeFileSync(`${path}.mark`, 'x'.repeat(26))],
    ['when its mark is longer', () => appendFileSync(`${path}.mark`, 'x')],
  ])('%s', async (_name, restore) => {
    const epoch = await run(3);
    await restore();
    const next = await run(0);
    expect(next).not.toBe(epoch);
    // It is noted: the next starts keep it.
    writeFileSync(`${path}.mark`, readFileSync(`${path}.mark`).subarray(0, 26));
    expect([await run(1), await run(0)]).toEqual([next, next]);
  });

  test('before anything is read: no command gives it to a file that a server has not opened', async () => {
    const epoch = await run(3);
    copyFileSync(path, copy);
    await run(1);
    putBack();
    expect(await run(0, { exclusive: false })).toBe(epoch);
    expect(await run(0)).not.toBe(epoch);
  });
});

test('the mark beside a ledger is private, and names the last commit', async () => {
  const epoch = await run(3);
  expect(statSync(`${path}.mark`).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${path}.mark`, 'utf8')).toBe(`${epoch} ${'3'.padStart(16, '0')}\n`);
});
