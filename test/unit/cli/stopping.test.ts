import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { environment } from '../../support/app.js';
import { spawnBuilt } from '../../support/built-dev.js';
import { removeTemporaryFolders, temporaryFolder } from '../../support/cli.js';
import { startEmulator, TEST_KEYS, type TestEmulator } from '../../support/emulator.js';
import { freePort } from '../../support/services.js';

const SHUTDOWN_TIMEOUT_MS = 3_000;

let emulator: TestEmulator;
const running: ChildProcess[] = [];
/** It takes long, so it runs beside the tests before the one that looks at it. */
let delayed: ReturnType<typeof stopWithDelay>;

beforeAll(async () => {
  emulator = await startEmulator();
  delayed = stopWithDelay();
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await delayed;
  await emulator.close();
  removeTemporaryFolders();
});

/** A built command in its own process, killed after the test if it still runs. */
function start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawnBuilt(args, env);
  running.push(child);
  return child;
}

async function startServe(folder: string): Promise<ChildProcess> {
  return start(['serve'], {
    ...environment(emulator, folder, await freePort()),
    SHUTDOWN_TIMEOUT_MS: String(SHUTDOWN_TIMEOUT_MS),
    LOG_LEVEL: 'info',
  });
}

/** The lines of standard output, each as soon as it is written. */
function linesOf(child: ChildProcess): AsyncIterable<string> {
  if (child.stdout === null) throw new Error('no standard output');
  return createInterface(child.stdout);
}

/** What a process with a delay does after a SIGTERM: its phases, and what `/health` answers in the delay. */
async function stopWithDelay() {
  const port = await freePort();
  const child = spawnBuilt(['serve'], {
    ...environment(emulator, temporaryFolder(), port),
    SHUTDOWN_TIMEOUT_MS: String(SHUTDOWN_TIMEOUT_MS),
    // With it the whole takes longer than the time limit of the shutdown alone.
    SHUTDOWN_DELAY_SECONDS: '6',
    LOG_LEVEL: 'info',
  });
  const exited = once(child, 'exit');
  const phases: string[] = [];
  const probes: number[][] = [];
  let stoppedAt = 0;
  for await (const line of linesOf(child)) {
    const { msg, phase } = JSON.parse(line) as { msg: string; phase?: string };
    if (msg === 'ready') {
      stoppedAt = performance.now();
      child.kill('SIGTERM');
    }
    if (phase === 'mark not ready') {
      const paths = ['ready', 'live'].map((path) => fetch(`http://127.0.0.1:${port}/health/${path}`));
      probes.push((await Promise.all(paths)).map(({ status }) => status));
    }
    if (phase !== undefined) phases.push(phase);
  }
  return { phases, probes, exit: await exited, tookMs: performance.now() - stoppedAt };
}

/** Sends SIGTERM as soon as the process reports ready; resolves with all later lines and its exit. */
async function stopWhenReady(
  child: ChildProcess,
): Promise<{ code: unknown; signal: unknown; after: string[] }> {
  const exited = once(child, 'exit');
  const after: string[] = [];
  let isReady = false;
  for await (const line of linesOf(child)) {
    if (isReady) after.push(line);
    else if (line.includes('ready') || line.startsWith('Emulator')) isReady = child.kill('SIGTERM');
  }
  const [code, signal] = await exited;
  return { code, signal, after };
}

describe('SIGTERM', () => {
  test('as soon as dwar serve reports ready causes an ordinary shutdown', async () => {
    const { code, signal, after } = await stopWhenReady(await startServe(temporaryFolder()));
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(after.join('\n')).toContain('"phase":"ledger"');
  });

  test('while dwar serve starts takes effect after the start', async () => {
    const folder = temporaryFolder();
    const child = await startServe(folder);
    const exited = once(child, 'exit');
    await untilFile(folder, 'dwar.db');
    child.kill('SIGTERM');
    let log = '';
    for await (const line of linesOf(child)) log += `${line}\n`;
    expect(await exited).toEqual([0, null]);
    expect(log).toContain('"phase":"ledger"');
  });

  test('as soon as dwar dev reports ready removes its instance file', async () => {
    const folder = temporaryFolder();
    const args = ['dev', '--json', '--port', '0', '--emulator-port', '0', '--data', folder];
    expect(await stopWhenReady(start(args, {}))).toMatchObject({ code: 0, signal: null });
    expect(existsSync(join(folder, 'dev-instance.json'))).toBe(false);
  });

  test('as soon as dwar emulator reports ready makes it exit with 0', async () => {
    const child = start(['emulator'], {
      GATEWAY_NAME: TEST_KEYS.gatewayName,
      GATEWAY_SECRET: TEST_KEYS.secret,
      GATEWAY_API_SECRET: TEST_KEYS.apiSecret,
      EMULATOR_PORT: '0',
    });
    expect(await stopWhenReady(child)).toMatchObject({ code: 0, signal: null });
  });

  test('loses no log lines if the reader of the log is slow', async () => {
    const port = await freePort();
    const env = { ...environment(emulator, temporaryFolder(), port), LOG_LEVEL: 'debug' };
    const child = start(['serve'], env);
    const exited = once(child, 'exit');
    const output = child.stdout as NonNullable<typeof child.stdout>;
    const [first] = (await once(output, 'data')) as [Buffer];
    let log = String(first);
    output.on('data', (chunk: Buffer) => (log += chunk));
    const url = `http://127.0.0.1:${port}/health/live`;
    while (!log.includes('"ready"')) await once(output, 'data');
    output.pause();
    for (let n = 0; n < 1_500; n += 1) await (await fetch(url)).text();
    child.kill('SIGTERM');
    const isOpen = () => fetch(url).then(Boolean, () => false);
    while (await isOpen());
    output.resume();
    await Promise.all([exited, once(output, 'close')]);
    expect(log).toContain('"phase":"ledger"');
  });

  test('stops a process whose log reader has gone away', async () => {
    const child = await startServe(temporaryFolder());
    for await (const line of linesOf(child)) if (line.includes('"ready"')) break;
    child.stdout?.destroy();
    await once(child.stdout as NonNullable<typeof child.stdout>, 'close');
    // From here, not from the start, which takes long on a busy machine.
    const exited = once(child, 'exit', { signal: AbortSignal.timeout(SHUTDOWN_TIMEOUT_MS + 5_000) });
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });

  test('is followed by SHUTDOWN_DELAY_SECONDS in which requests are served, and then by the shutdown', async () => {
    const { phases, probes, exit, tookMs } = await delayed;
    expect(probes).toEqual([[503, 200]]);
    expect(exit).toEqual([0, null]);
    expect(tookMs).toBeGreaterThan(6_000);
    expect([phases[0], phases[1], phases.includes('ledger')]).toEqual([
      'mark not ready',
      'wait for load balancers',
      true,
    ]);
  });
});

/** Resolves as soon as a folder holds a file of this name. */
async function untilFile(folder: string, name: string): Promise<void> {
  const watcher = watch(folder);
  while (!existsSync(join(folder, name))) await once(watcher, 'change');
  watcher.close();
}
