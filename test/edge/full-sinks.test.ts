import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { environment, sessionToken } from '../support/app.js';
import { spawnBuilt } from '../support/built-dev.js';
import { CREATE_TRANSACTION, ORDER_IDS } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { readMetric } from '../support/gateway-process.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { requireOrSkip } from '../support/requires.js';
import { freePort } from '../support/services.js';
import { until } from '../support/until.js';
import { deliver, signed } from '../support/webhook.js';

/**
 * What the process writes to is full, slow or gone: its log, its disk. The service continues, counts what it
 * dropped and says so when it can again; what a guarantee needs is refused and never dropped.
 */
let emulator: TestEmulator;
let folder: string;
let port: number;
let url: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(() => emulator.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-sinks-'));
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const serveEnvironment = () => ({ ...environment(emulator, folder, port), LOG_LEVEL: 'debug' });

async function untilReady(): Promise<void> {
  await until('the gateway is ready', async () => {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    return response?.status === 200;
  });
}

async function clientOf(viewer: string): Promise<GraphqlClient> {
  return new GraphqlClient(url, await sessionToken(viewer));
}

const creation = () => ({ input: { intent: 'CONNECT' as const, idempotencyKey: randomUUID() } });

/** Sends requests that each write a log line, and one of each kind that a guarantee needs. */
async function expectService(requests: number): Promise<void> {
  for (let n = 0; n < requests; n += 1) {
    const response = await fetch(`${url}/health/live`);
    expect([response.status, await response.text()]).toEqual([200, '{"status":"ok"}']);
  }
  expect(await deliver(url, holdingsChanged())).toMatchObject({ status: 200 });
  const alice = await clientOf('alice');
  const { data, errors } = await alice.send(CREATE_TRANSACTION, creation());
  expect([errors, data?.createTransaction?.__typename]).toEqual([[], 'Transaction']);
}

const holdingsChanged = () =>
  signed({ smallcaseAuthId: '0123456789abcdef01234567', type: 'HOLDINGS_IMPORT_UPDATE', id: randomUUID() });

const dropped = () => readMetric(url, 'dwar_log_lines_dropped_total');

async function expectStop(): Promise<void> {
  const exited = once(child as ChildProcess, 'exit');
  child?.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
}

interface Sink {
  readonly stdout: 'pipe' | 'full';
  readonly stderr: 'pipe' | 'full';
  /** Makes the pipes what the row says, once the server is ready. */
  readonly spoil: (started: ChildProcess) => void;
  /** Whether lines are lost, or only wait. */
  readonly isLossy: boolean;
}

const SINKS: Readonly<Record<string, Sink>> = {
  'standard output is a pipe that its reader has closed': {
    stdout: 'pipe',
    stderr: 'pipe',
    spoil: (started) => started.stdout?.destroy(),
    isLossy: true,
  },
  'both outputs are pipes that their readers have closed': {
    stdout: 'pipe',
    stderr: 'pipe',
    spoil(started) {
      started.stdout?.destroy();
      started.stderr?.destroy();
    },
    isLossy: true,
  },
  'both outputs are pipes whose readers take nothing': {
    stdout: 'pipe',
    stderr: 'pipe',
    spoil: () => {},
    isLossy: false,
  },
  'standard output is on a full disk': { stdout: 'full', stderr: 'pipe', spoil: () => {}, isLossy: true },
  'both outputs are on a full disk': { stdout: 'full', stderr: 'full', spoil: () => {}, isLossy: true },
};

describe('the server continues while', () => {
  test.each(Object.entries(SINKS))('%s', async (_name, { stdout, stderr, spoil, isLossy }) => {
    const full = openSync('/dev/full', 'w');
    const stdioOf = (kind: 'pipe' | 'full') => (kind === 'full' ? full : 'pipe');
    child = spawnBuilt(['serve'], serveEnvironment(), {
      stdio: ['ignore', stdioOf(stdout), stdioOf(stderr)],
    });
    closeSync(full);
    await untilReady();
    spoil(child);
    await expectService(800);
    expect((await dropped()) > 0).toBe(isLossy);
    expect(child.exitCode).toBeNull();
    await expectStop();
  });

  test('the emulator and gateway of `dwar dev` have no reader of their log', async () => {
    const full = openSync('/dev/full', 'w');
    const args = ['dev', '--port', String(port), '--emulator-port', '0', '--data', join(folder, 'data')];
    child = spawnBuilt(args, { LOG_LEVEL: 'debug' }, { stdio: ['ignore', full, full] });
    closeSync(full);
    await untilReady();
    for (let n = 0; n < 100; n += 1) await (await fetch(`${url}/health/live`)).text();
    expect(await dropped()).toBeGreaterThan(0);
    await expectStop();
  });
});

describe('a command whose output cannot be written', () => {
  test('fails and says why', async () => {
    const full = openSync('/dev/full', 'w');
    const command = spawnBuilt(['token', '--help'], {}, { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    let stderr = '';
    command.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [code] = await once(command, 'close');
    expect([code, stderr]).toEqual([1, 'dwar: standard output cannot be written: ENOSPC\n']);
  });
});

describe('a disk', () => {
  const hasPrlimit = (() => {
    try {
      execFileSync('prlimit', ['--version']);
      return true;
    } catch {
      return false;
    }
  })();

  /** Lets no file of the server grow, as if its disk were full; or lets them grow again. */
  function setDisk(state: 'full' | 'free'): void {
    const limit = state === 'full' ? '1:unlimited' : 'unlimited:unlimited';
    execFileSync('prlimit', ['--pid', String(child?.pid), `--fsize=${limit}`]);
  }

  requireOrSkip('prlimit', hasPrlimit)(
    'that is full for ledger and log refuses what must be stored and serves the rest, until there is room again',
    async () => {
      const logPath = join(folder, 'dwar.log');
      const logFile = openSync(logPath, 'a');
      const main = resolve(import.meta.dirname, '../../dist/main.js');
      // The shell lets the process get an error instead of the signal SIGXFSZ.
      child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$0" "$1" serve', process.execPath, main], {
        env: { PATH: process.env.PATH, ...serveEnvironment() },
        stdio: ['ignore', logFile, 'inherit'],
      });
      closeSync(logFile);
      await untilReady();
      await expectService(1);
      const alice = await clientOf('alice');

      setDisk('full');
      const refused = await deliver(url, holdingsChanged());
      expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([503, true]);
      const mutation = await alice.send(CREATE_TRANSACTION, creation());
      expect(mutation.errors[0]?.extensions?.code).toBe('STORAGE_UNAVAILABLE');
      expect((await alice.send(ORDER_IDS)).errors).toEqual([]);
      await until(
        'the gateway is not ready',
        async () => (await fetch(`${url}/health/ready`)).status === 503,
      );
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      await until('lines are counted as dropped', async () => (await dropped()) > 0);

      setDisk('free');
      await untilReady();
      await expectService(3);
      const lost = await dropped();
      await expectStop();
      const lines = readFileSync(logPath, 'utf8').trimEnd().split('\n');
      const reports = lines
        .map((line) => JSON.parse(line) as { dropped?: number })
        .filter((line) => line.dropped);
      expect(reports.reduce((sum, report) => sum + (report.dropped ?? 0), 0)).toBe(lost);
    },
  );
});
