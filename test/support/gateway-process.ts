import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environment } from './app.js';
import { spawnBuilt } from './built-dev.js';
import type { TestEmulator } from './emulator.js';

/** Longest wait for a started process to be ready. */
const READY_WITHIN_MS = 60_000;

/** The processes that a test has ended. */
const asked = new WeakSet<ChildProcess>();

/** The fault tests use many connections of one viewer. */
export const MANY_SOCKETS = { GRAPHQL_MAX_SOCKETS: '1000' };

/** The built `dwar serve` on a fixed port and data folder; it can be ended and started again. */
export interface GatewayProcess {
  readonly url: string;
  readonly port: number;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the process and starts it again; resolves when it is ready. */
  restart(signal: NodeJS.Signals): Promise<void>;
  /** Its process id. */
  pid(): number;
  /** Makes it read the files of secrets again; resolves when it has, with what it counted the reload as. */
  reload(): Promise<'ok' | 'failed'>;
  /** Resident memory now, in bytes. */
  residentBytes(): number;
  /** A metric with its labels as they are printed, or without them the sum over all. */
  metric(name: string): Promise<number>;
  isAlive(): boolean;
  /** Everything it has written to standard output and error so far; nothing unless LOG_LEVEL says so. */
  log(): string;
  /** Keeps the process from running for so long. */
  block(ms: number): Promise<void>;
  /** Sends a signal; resolves with the exit code, null when the signal itself ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
  close(): Promise<void>;
}

/**
 * Starts the built server against an emulator of the test, on the port in `env` or a free one. `main` is the
 * built command of another version.
 */
export async function startGatewayProcess(
  emulator: TestEmulator,
  env: Readonly<Record<string, string>> = {},
  main?: string,
): Promise<GatewayProcess> {
  const port = Number(env.PORT ?? (await findFreePort()));
  const dataDir = mkdtempSync(join(tmpdir(), 'dwar-faults-'));
  const url = `http://127.0.0.1:${port}`;
  const all = { ...environment(emulator, dataDir, port, env), ...MANY_SOCKETS, ...env };
  const written = { stdout: '', stderr: '' };
  const start = async () => {
    const started = spawnBuilt(['serve'], all, main === undefined ? {} : { main });
    for (const stream of ['stdout', 'stderr'] as const) {
      started[stream]?.setEncoding('utf8').on('data', (text: string) => (written[stream] += text));
    }
    await readiness(url, started, () => written.stderr);
    // If the process ends without being asked to, the failing test reports why.
    started.once('exit', (code, signal) => {
      if (!asked.has(started))
        process.stderr.write(
          `a gateway ended unexpectedly with ${signal ?? code}:\n${written.stderr.slice(-2_000)}\n`,
        );
    });
    return started;
  };
  let child = await start();
  return {
    url,
    port,
    env: all,
    async restart(signal) {
      await end(child, signal);
      child = await start();
    },
    pid: () => child.pid ?? 0,
    reload: () => reload(url, child),
    residentBytes: () => residentBytesOf(child.pid ?? 0),
    metric: (name) => readMetric(url, name),
    log: () => written.stdout + written.stderr,
    async block(ms) {
      child.kill('SIGSTOP');
      await delay(ms);
      child.kill('SIGCONT');
    },
    async stop(signal) {
      await end(child, signal);
      return child.exitCode;
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async close() {
      await end(child, 'SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Repeats a request whose connection failed. Under heavy load, this process may notice only on use that the
 * server has closed an idle connection.
 */
export function onceMore<T>(read: () => Promise<T>): Promise<T> {
  return read().catch(async (error: Error) => {
    if (error.name !== 'TypeError') throw error;
    return await read();
  });
}

/** A metric from a server's `/metrics`; without labels the sum over all of them. */
export async function readMetric(url: string, name: string): Promise<number> {
  const read = async () => await (await fetch(`${url}/metrics`)).text();
  const text = await onceMore(read);
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

async function reload(url: string, child: ChildProcess): Promise<'ok' | 'failed'> {
  const outcomes = ['ok', 'failed'] as const;
  const counts = async () =>
    await Promise.all(
      outcomes.map((outcome) => readMetric(url, `dwar_config_reloads_total{outcome="${outcome}"}`)),
    );
  const before = await counts();
  child.kill('SIGHUP');
  for (const giveUpAt = Date.now() + READY_WITHIN_MS; Date.now() < giveUpAt; await delay(10)) {
    const after = await counts();
    const index = after.findIndex((count, n) => count !== before[n]);
    const outcome = outcomes[index];
    if (outcome !== undefined) return outcome;
  }
  throw new Error('the gateway did not reload');
}

/** A port on which no process listens. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function readiness(url: string, child: ChildProcess, stderr: () => string): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await delay(20);
  }
  child.kill('SIGKILL');
  throw new Error(`the gateway is not ready:\n${stderr()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    // Not before what it wrote is read.
    child.once('close', resolve);
    asked.add(child);
    child.kill(signal);
  });
}

/** From the kernel's own account: page counts of `/proc/PID/statm`, pages of 4 KiB. */
function residentBytesOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
}
