import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { type CliRun, runInProcess } from '../../support/cli.js';
import { collectAllGarbage } from '../../support/collect-garbage.js';
import { appendAnyEvent } from '../../support/ledger.js';

let folder: string;
let data: string;
let path: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-backup-'));
  data = join(folder, 'data');
  path = join(data, 'dwar.db');
  file = join(folder, "a 'quoted' backup.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (exclusive = true) => openLedger(`sqlite:${path}`, { log: silentLog, exclusive });
type Opened = Awaited<ReturnType<typeof open>>;

async function add(ledger: Opened, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await ledger.write((unit) =>
      appendAnyEvent(unit, { viewerId: 'a', type: 'ORDER', subject: 's', occurredAt: n, snapshot: {} }),
    );
}

async function close(ledger: Opened): Promise<void> {
  // As the end of a process does.
  await sql`pragma wal_checkpoint(truncate)`.execute(ledger.db);
  await ledger.close();
}

/** Lives through some events and returns the epoch. */
async function live(count: number): Promise<string> {
  const ledger = await open();
  await add(ledger, count);
  await close(ledger);
  return ledger.epoch;
}

async function eventsNow(): Promise<number> {
  const ledger = await open(false);
  const { rows } = await sql<{ n: number }>`select count(*) as n from events`.execute(ledger.db);
  await close(ledger);
  return Number(rows[0]?.n);
}

const backup = (...args: string[]) => runInProcess(['backup', '--to', file, '--data', data, ...args]);
const restore = (...args: string[]) => runInProcess(['restore', '--from', file, '--data', data, ...args]);
const json = ({ code, stdout, stderr }: CliRun) => {
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Record<string, unknown>;
};

function expectRefused(run: CliRun, ...parts: readonly string[]): void {
  expect([run.code, run.stdout.includes('is as it was')]).toEqual([1, false]);
  for (const part of parts) expect(run.stderr).toContain(part);
}

describe('dwar backup', () => {
  test('copies a ledger in use, verifies it, and is private', async () => {
    const ledger = await open();
    await add(ledger, 5);
    const run = json(await backup('--json'));
    expect(run).toMatchObject({
      file,
      format: 1,
      ledger: ledger.name,
      rows: { events: 5, viewers: 1 },
      removed: [],
    });
    await add(ledger, 1);
    await close(ledger);
    const manifest = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as Record<string, unknown>;
    expect(run).toMatchObject(manifest);
    expect(manifest.bytes).toBe(statSync(file).size);
    for (const name of [file, `${file}.json`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(["a 'quoted' backup.db", "a 'quoted' backup.db.json", 'data']);
  });

  test('keeps the epoch and the cursors of the ledger that it copies', async () => {
    const epoch = await live(3);
    await backup();
    expect(await live(1)).toBe(epoch);
  });

  test('says what it did, and which file belongs to it', async () => {
    await live(1);
    const { stdout } = await backup();
    for (const part of [
      'copy the ledger',
      'verify every page',
      'SHA-256',
      'everything that was acknowledged',
    ])
      expect(stdout).toContain(part);
  });

  test('writes over nothing', async () => {
    await live(1);
    writeFileSync(file, 'precious');
    expectRefused(await backup(), 'there is a file', 'another name');
    expect(readFileSync(file, 'utf8')).toBe('precious');
    rmSync(file);
    writeFileSync(`${file}.partial`, '');
    expectRefused(await backup(), 'another backup runs, or was interrupted');
    expect(existsSync(file)).toBe(false);
  });

  test('keeps the newest in a folder, and nothing else is removed from it', async () => {
    await live(1);
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    for (const day of ['01', '02', '03']) {
      file = join(kept, `dwar-202611${day}T000000Z.db`);
      await backup();
    }
    for (const name of ['notes.txt', 'dwar-20261101T000001Z.db', 'other.db', 'other.db.json'])
      writeFileSync(join(kept, name), '{}');
    file = `${kept}/`;
    const { removed, file: made } = json(await backup('--keep', '2', '--json'));
    expect(removed).toEqual(['02', '01'].map((day) => join(kept, `dwar-202611${day}T000000Z.db`)));
    expect(readdirSync(kept).filter((name) => name.endsWith('.json'))).toEqual([
      'dwar-20261103T000000Z.db.json',
      `${String(made).slice(kept.length + 1)}.json`,
      'other.db.json',
    ]);
    expect(existsSync(join(kept, 'dwar-20261101T000001Z.db'))).toBe(true);
  });

  test.each<readonly [string, () => Promise<CliRun>, number, string]>([
    ['no ledger', () => backup(), 1, 'there is no ledger'],
    ['a folder that is absent', () => backup('--to', join(folder, 'no', 'x.db')), 1, 'there is no folder'],
    ['--keep for one file', () => backup('--keep', '3'), 2, '--to names a file'],
    ['--keep 0', () => backup('--keep', '0'), 2, 'whole number'],
    ['no --to', () => runInProcess(['backup', '--data', data]), 2, '--to'],
    [
      'PostgreSQL',
      () => runInProcess(['backup', '--to', file], { DATABASE_URL: 'postgres://a:b@h/d' }),
      2,
      'deploy/postgres-backup.sh',
    ],
  ])('refuses %s', async (name, run, code, text) => {
    if (name !== 'no ledger') await live(1);
    const refused = await run();
    expect([refused.code, refused.stdout]).toEqual([code, '']);
    expect(refused.stderr).toContain(text);
    expect(existsSync(`${file}.partial`)).toBe(false);
  });

  test('refuses a database that is no ledger, and a ledger that is damaged', async () => {
    await live(300);
    const ledger = await open(false);
    await sql`alter table kysely_migration rename to renamed`.execute(ledger.db);
    await close(ledger);
    copyFileSync(path, join(folder, 'other.db'));
    const env = { DATABASE_URL: `sqlite:${join(folder, 'other.db')}` };
    expectRefused(await runInProcess(['backup', '--to', file], env), 'no ledger');
    writeFileSync(join(folder, 'other.db'), 'x'.repeat(5_000));
    expectRefused(await runInProcess(['backup', '--to', file], env), 'is no SQLite database');
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });
});

describe('dwar restore', () => {
  test('puts a ledger back as it was, with a new epoch, and keeps the former one', async () => {
    const epoch = await live(3);
    await backup();
    await live(4);
    const run = json(await restore('--json'));
    expect(run).toMatchObject({ ledger: path, pending: [] });
    expect(run.epoch).not.toBe(epoch);
    expect(await eventsNow()).toBe(3);
    expect([await live(1), await live(0)]).toEqual([run.epoch, run.epoch]);
    expect(statSync(path).mode & 0o777).toBe(0o600);

    // The former ledger is whole: it can be put back like any other file.
    const before = String(run.replaced);
    expect(
      json(await runInProcess(['restore', '--from', before, '--data', data, '--no-manifest', '--json'])),
    ).toMatchObject({
      takenAt: null,
    });
    expect(await eventsNow()).toBe(7);
    expect(await live(0)).not.toBe(epoch);
  });

  test('restores where nothing is yet', async () => {
    const epoch = await live(2);
    await backup();
    rmSync(data, { recursive: true });
    const run = json(await restore('--json'));
    expect(run).toMatchObject({ replaced: null });
    expect(await live(0)).toBe(run.epoch);
    expect(run.epoch).not.toBe(epoch);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  test('is not needed for a new epoch: a backup that is copied by hand gets one too', async () => {
    const epoch = await live(2);
    await backup();
    await live(2);
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    copyFileSync(file, path);
    const next = await live(0);
    expect(next).not.toBe(epoch);
    expect(await live(1)).toBe(next);
    expect(await eventsNow()).toBe(3);
  });

  test('replaces a ledger that is damaged', async () => {
    await live(2);
    await backup();
    writeFileSync(path, 'x'.repeat(10_000));
    const { replaced } = json(await restore('--json'));
    expect(readFileSync(String(replaced), 'utf8')).toBe('x'.repeat(10_000));
    expect(await eventsNow()).toBe(2);
  });

  test('refuses while a server uses the ledger', async () => {
    await live(1);
    await backup();
    const server = await open();
    await add(server, 1);
    expectRefused(await restore(), 'another process uses the ledger');
    await close(server);
    expect(await eventsNow()).toBe(2);
  });

  test.each<readonly [string, () => unknown, readonly string[]]>([
    ['that is not there', () => rmSync(file), ['there is no file']],
    ['without its manifest', () => rmSync(`${file}.json`), ['has no manifest', '--no-manifest']],
    ['that is cut off', () => writeFileSync(file, readFileSync(file).subarray(0, 8_192)), ['cut off']],
    [
      'with one bit that differs',
      () => {
        const bytes = readFileSync(file);
        bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
      ['its checksum is', 'Take another backup'],
    ],
    ['whose manifest is no JSON', () => writeFileSync(`${file}.json`, '{'), ['is no manifest']],
    [
      'whose manifest is of another format',
      () => writeFileSync(`${file}.json`, '{"format":2}'),
      ['is no manifest'],
    ],
    [
      'whose manifest has other rows',
      () => {
        const text = readFileSync(`${file}.json`, 'utf8');
        writeFileSync(`${file}.json`, text.replace('"events": 3', '"events": 4'));
      },
      ['does not have the rows'],
    ],
    ['that is a folder', () => [rmSync(file), mkdirSync(file)], ['there is no file']],
    ['a part of which is in a log beside it', () => writeFileSync(`${file}-wal`, 'x'), ['no whole copy']],
  ])('refuses a backup %s, and changes nothing', async (_name, spoil, parts) => {
    const epoch = await live(3);
    await backup();
    await live(1);
    spoil();
    expectRefused(await restore(), ...parts);
    expect([await eventsNow(), await live(0)]).toEqual([4, epoch]);
    expect(readdirSync(data).filter((name) => /restor/.test(name))).toEqual([]);
  });

  test.each<readonly [string, (at: string) => unknown]>([
    ['text', (at) => writeFileSync(at, 'no database '.repeat(1_000))],
    ['nothing', (at) => writeFileSync(at, '')],
    [
      'a damaged database',
      (at) => {
        const bytes = readFileSync(path);
        bytes.fill('A', 3 * 4_096, 9 * 4_096);
        writeFileSync(at, bytes);
      },
    ],
  ])('refuses a file without a manifest that holds %s', async (_name, write) => {
    const epoch = await live(300);
    write(file);
    expectRefused(await restore('--no-manifest'), file);
    expect([await eventsNow(), await live(0)]).toEqual([300, epoch]);
  });

  test('refuses the ledger itself, also by another name of its folder', async () => {
    await live(1);
    const link = join(folder, 'link');
    symlinkSync(data, link);
    for (const from of [path, join(link, 'dwar.db')])
      expectRefused(
        await runInProcess(['restore', '--from', from, '--data', data, '--no-manifest']),
        'is the ledger itself',
      );
    expect(await eventsNow()).toBe(1);
  });

  test('refuses a backup of a newer version, and names its migration', async () => {
    await live(1);
    const ledger = await open(false);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '2030')`.execute(
      ledger.db,
    );
    await close(ledger);
    await backup();
    rmSync(data, { recursive: true });
    expectRefused(await restore(), '9999-of-the-future', 'newer Dwar');
    expect(readdirSync(data)).toEqual(['dwar.db.lock']);
  });

  test('that was interrupted is noticed, and can be run again', async () => {
    const epoch = await live(2);
    await backup();
    await live(1);
    copyFileSync(path, `${path}.restoring`);
    await expect(open()).rejects.toThrow('a restore of the ledger');
    const refused = await runInProcess(['deliveries', 'list', '--data', data]);
    expect([refused.code, refused.stderr.includes('Run `dwar restore` again')]).toEqual([1, true]);
    const { epoch: next } = json(await restore('--json'));
    expect(next).not.toBe(epoch);
    expect([await live(0), await eventsNow()]).toEqual([next, 2]);
  });

  test('keeps what was in the log of a ledger that was killed', async () => {
    await live(2);
    await backup();
    await live(1);
    // A statement keeps its connection open until it is collected; the last one to end removes the log.
    await collectAllGarbage();
    appendFileSync(`${path}-wal`, 'frames');
    const { replaced } = json(await restore('--json'));
    expect(readFileSync(`${String(replaced)}-wal`, 'utf8')).toBe('frames');
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test('refuses PostgreSQL and names what to use', async () => {
    const run = await runInProcess(['restore', '--from', file], { DATABASE_URL: 'postgres://a:b@h/d' });
    expect([run.code, run.stderr.includes('deploy/postgres-restore.sh')]).toEqual([2, true]);
  });
});
