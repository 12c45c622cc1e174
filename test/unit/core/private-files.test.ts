import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../../../src/core/log.js';
import { createLog } from '../../../src/core/log.js';
import { ensureDevSecrets } from '../../../src/cli/dev/secrets.js';
import { writeDevInstance } from '../../../src/cli/dev/instance.js';
import { createEmulator } from '../../../src/emulator/emulator.js';
import { Secret } from '../../../src/core/secret.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

let folder: string;
let lines: { msg: string; file?: string; folder?: string }[];
let log: Log;
let umask: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-private-'));
  lines = [];
  log = createLog('warn', { write: (line) => void lines.push(JSON.parse(line)) });
  umask = process.umask(0o000);
});

afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a ledger, writes to it, and returns the mode of every file while it is open. */
async function modesWhileOpen(path: string): Promise<Record<string, string>> {
  const ledger = await openLedger(`sqlite:${path}`, { log, exclusive: true });
  await ledger.check();
  const data = join(path, '..');
  const modes = Object.fromEntries(readdirSync(data).map((name) => [name, modeOf(join(data, name))]));
  await ledger.close();
  return modes;
}

const PRIVATE = {
  'dwar.db': '600',
  'dwar.db-shm': '600',
  'dwar.db-wal': '600',
  'dwar.db.lock': '600',
  'dwar.db.lock-journal': '600',
  'dwar.db.mark': '600',
};

describe('the files of a ledger', () => {
  test.each([0o000, 0o022, 0o077, 0o277])('are private under any umask: %o', async (mask) => {
    process.umask(mask);
    const data = join(folder, 'deep', 'data');
    expect(await modesWhileOpen(join(data, 'dwar.db'))).toEqual(PRIVATE);
    expect(modeOf(data)).toBe('700');
    expect(lines).toEqual([]);
  });

  test('are made private where they were open, with a line in the log for each', async () => {
    const data = join(folder, 'data');
    const ledger = await openLedger(`sqlite:${join(data, 'dwar.db')}`, { log, exclusive: true });
    await ledger.check();
    for (const name of readdirSync(data)) chmodSync(join(data, name), 0o644);
    chmodSync(data, 0o755);
    expect(await openThenClose(join(data, 'dwar.db'))).toEqual(PRIVATE);
    await ledger.close();
    expect(modeOf(data)).toBe('700');
    const named = lines.map(({ file, folder: place }) => (file ?? place ?? '').replace(`${data}/`, ''));
    expect(named.sort()).toEqual([data, 'dwar.db', 'dwar.db-shm', 'dwar.db-wal', 'dwar.db.mark'].sort());
  });

  /** As {@link modesWhileOpen}, while another has the lock. */
  async function openThenClose(path: string): Promise<Record<string, string>> {
    const other = await openLedger(`sqlite:${path}`, { log });
    await other.close();
    for (const name of ['.lock', '.lock-journal']) chmodSync(`${path}${name}`, 0o600);
    const data = join(path, '..');
    return Object.fromEntries(readdirSync(data).map((name) => [name, modeOf(join(data, name))]));
  }

  test('leave a folder alone that holds files of others, and warn if others may write there', async () => {
    writeFileSync(join(folder, 'report.txt'), 'of another user');
    for (const [mode, warnings] of [
      [0o755, 0],
      [0o777, 2],
    ] as const) {
      lines.length = 0;
      chmodSync(folder, mode);
      expect(await modesWhileOpen(join(folder, 'dwar.db'))).toMatchObject(PRIVATE);
      expect([modeOf(folder), lines.length]).toEqual([mode.toString(8), warnings]);
    }
    expect(modeOf(join(folder, 'report.txt'))).not.toBe('600');
    expect(lines[0]?.msg).toContain('give Dwar a folder of its own');
  });

  test('are private behind a symbolic link too', async () => {
    const real = join(folder, 'real');
    mkdirSync(real);
    writeFileSync(join(real, 'dwar.db'), '', { mode: 0o644 });
    mkdirSync(join(folder, 'data'));
    symlinkSync(join(real, 'dwar.db'), join(folder, 'data', 'dwar.db'));
    await modesWhileOpen(join(folder, 'data', 'dwar.db'));
    expect(modeOf(join(real, 'dwar.db'))).toBe('600');
  });
});

describe('the other files of a data folder', () => {
  test('are private: secrets, instance and state of the emulator, new or not', async () => {
    for (const round of ['new', 'open to others']) {
      ensureDevSecrets(folder, log);
      writeDevInstance(folder, { url: 'http://127.0.0.1:1', emulatorUrl: 'http://127.0.0.1:2', pid: 1 });
      const emulator = await createEmulator({
        gatewayName: 'acme',
        secret: new Secret('s'.repeat(32)),
        apiSecret: new Secret('a'.repeat(32)),
        webhookUrl: null,
        host: '127.0.0.1',
        port: 0,
        allowedOrigins: [],
        statePath: join(folder, 'emulator.json'),
        log,
      });
      await emulator.close();
      const modes = Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));
      expect([round, modes]).toEqual([
        round,
        { 'dev-instance.json': '600', 'dev-secrets.json': '600', 'emulator.json': '600' },
      ]);
      for (const name of Object.keys(modes)) chmodSync(join(folder, name), 0o664);
    }
    expect(lines.map(({ file }) => file)).toEqual(
      expect.arrayContaining([join(folder, 'dev-secrets.json'), join(folder, 'emulator.json')]),
    );
  });
});
