import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'libsql';
import pg from 'pg';
import { environment } from '../support/app.js';
import { MANY_SOCKETS } from '../support/gateway-process.js';
import type { TestEmulator } from '../support/emulator.js';
import { profileVariables } from '../support/profile.js';

const MAIN = resolve(import.meta.dirname, '../../dist/main.js');
const READY_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 5;

/** A gateway of the built command: it can be killed and started again on the same port and data folder. */
export interface KillableServer {
  readonly url: string;
  readonly port: number;
  /** Starts it. Returns the milliseconds until it was ready. */
  start(): Promise<number>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Reads the ledger from outside; the server may be stopped. */
  rows<Row>(sql: string): Promise<Row[]>;
  /** Kills it and removes its data. */
  close(): Promise<void>;
}

/**
 * Prepares a gateway in front of an emulator, on the profile of the tests; `env` overrides the tests' own
 * variables.
 */
export async function killableServer(
  emulator: TestEmulator,
  env: Readonly<Record<string, string>> = {},
): Promise<KillableServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'dwar-killable-'));
  const profile = await profileVariables(dataDir);
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child !== undefined) await end(child);
    child = undefined;
  };
  return {
    url,
    port,
    kill,
    async start() {
      const startedAt = performance.now();
      child = spawnServer({
        ...environment(emulator, dataDir, port),
        ...profile,
        ...MANY_SOCKETS,
        LOG_LEVEL: 'fatal',
        ...env,
      });
      await untilReady(child, url);
      return performance.now() - startedAt;
    },
    rows: (sql) =>
      profile.DATABASE_URL === undefined
        ? rowsOfSqlite(join(dataDir, 'dwar.db'), sql)
        : rowsOfPostgres(profile.DATABASE_URL, sql),
    async close() {
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function rowsOfSqlite<Row>(path: string, sql: string): Promise<Row[]> {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

async function rowsOfPostgres<Row>(connectionString: string, sql: string): Promise<Row[]> {
  const parserOf: typeof pg.types.getTypeParser = (oid: number) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid);
  const client = new pg.Client({ connectionString, types: { getTypeParser: parserOf } });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

function spawnServer(env: Readonly<Record<string, string>>): ChildProcess {
  if (!existsSync(MAIN)) throw new Error('dist/main.js is missing; run npm run build:server');
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [MAIN, 'serve'], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await pause(ASK_EVERY_MS);
  }
  throw new Error(`the server is not ready after ${READY_WITHIN_MS} ms`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((settle) => child.once('exit', settle));
  child.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as { port: number };
  await new Promise((settle) => server.close(settle));
  return port;
}
