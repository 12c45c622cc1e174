import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import pg from 'pg';
import type { RedisClient } from '../../src/core/redis.js';
import { makePostgresData, POSTGRES_USER, unprivileged } from './postgres-data.js';
import { requireOrSkip } from './requires.js';

const POSTGRES_FOLDERS = '/usr/lib/postgresql';
const REDIS = '/usr/bin/redis-server';
export { POSTGRES_USER, unprivileged };
const START_WITHIN_MS = 30_000;

const postgresBin = findPostgres();
/** Where PostgreSQL's programs are. */
export const postgresPrograms = () => present(postgresBin);
/** Whether the programs are installed; under CI their absence is an error. */
export const hasServices = postgresBin !== null && existsSync(REDIS);
if (!hasServices && process.env.CI !== 'true')
  process.stderr.write('skipped: tests that need the Debian packages postgresql and redis-server\n');

/** `test` where PostgreSQL and Redis can be started, else `test.skip`; under CI their absence is an error. */
export const serviceTest = requireOrSkip('the package postgresql or redis-server', hasServices);

/** A server of the test's own, on a free port, with its data in a temporary folder. */
export interface Service {
  readonly port: number;
  /** Stops it cleanly: its port refuses connections. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
  /** It keeps its connections and answers nothing, until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

export interface TestPostgres extends Service {
  /** Makes a database, empty or a copy of one without connections, and returns its URL. */
  createDatabase(copyOf?: string): Promise<string>;
  /** Removes a database, and ends its connections. */
  dropDatabase(url: string): Promise<void>;
}

export interface TestRedis extends Service {
  readonly url: string;
  /** Starts it without what it held, if it is down. */
  flushAll(): Promise<void>;
  /** Sends one command over a connection of its own. */
  command(...words: readonly string[]): Promise<void>;
}

/**
 * Starts a PostgreSQL whose text order is a language's, not that of bytes: what depends on it shows. Without
 * `fsync` it is faster and survives the end of its processes all the same.
 */
export async function startPostgres({ fsync = true } = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-postgres-'));
  const owner = unprivileged();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  await makePostgresData(present(postgresBin), folder);
  const service = await startPostgresOn(folder, fsync);
  const { port } = service;
  let databases = 0;
  return Object.assign(service, {
    async createDatabase(copyOf?: string) {
      databases += 1;
      const name = `test_${process.pid}_${databases}`;
      const template = copyOf === undefined ? '' : ` template ${databaseIn(copyOf)}`;
      // Without the detour through the write-ahead log it costs half.
      await query(port, `create database ${name}${template} strategy file_copy`);
      return postgresUrl(port, name);
    },
    dropDatabase: async (url: string) =>
      void (await query(port, `drop database ${databaseIn(url)} with (force)`)),
  });
}

/** Starts PostgreSQL on the folder `data` of a folder that its user owns, on a free port. */
export async function startPostgresOn(folder: string, fsync: boolean): Promise<Processes> {
  const owner = unprivileged();
  const port = await freePort();
  const settings = [
    'max_connections=300',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    `fsync=${fsync ? 'on' : 'off'}`,
  ];
  const service = new Processes(folder, port, {
    command: join(postgresPrograms(), 'postgres'),
    args: ['-D', join(folder, 'data'), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    // Fast shutdown: clients are cut off, nothing waits for them.
    stopSignal: 'SIGINT',
    // Immediate shutdown: it writes nothing more into a folder that is removed.
    closeSignal: 'SIGQUIT',
    options: { ...(owner ?? {}), cwd: folder },
    isUp: () => query(port, 'select 1').then(() => {}),
  });
  await service.start();
  return service;
}

/** Starts a Redis that writes nothing to disk: a restart makes it empty. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-redis-'));
  const port = await freePort();
  const service = new Processes(folder, port, {
    command: REDIS,
    args: [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ],
    stopSignal: 'SIGTERM',
    closeSignal: 'SIGKILL',
    options: { cwd: folder },
    isUp: () => redisCall(port, (client) => client.ping()),
  });
  await service.start();
  return Object.assign(service, {
    url: `redis://127.0.0.1:${port}`,
    flushAll: () => redisCall(port, (client) => client.flushAll()),
    command: (...words: readonly string[]) => redisCall(port, (client) => client.sendCommand([...words])),
  });
}

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly stopSignal: NodeJS.Signals;
  /** Ends it before its folder is removed; `stopSignal` if absent. */
  readonly closeSignal?: NodeJS.Signals;
  readonly options: { readonly uid?: number; readonly gid?: number; readonly cwd: string };
  /** Throws while it does not answer. */
  isUp(): Promise<void>;
}

/** A server process that can be started again. */
export class Processes implements Service {
  #child: ChildProcess | undefined;

  constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly program: Program,
  ) {}

  async start(): Promise<void> {
    const { command, args, options, isUp } = this.program;
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4_000);
      });
    const giveUpAt = Date.now() + START_WITHIN_MS;
    for (;;) {
      if (child.exitCode !== null || Date.now() > giveUpAt)
        throw new Error(`${command} did not start:\n${said}`);
      try {
        return await isUp();
      } catch {
        await pause(30);
      }
    }
  }

  async stop(): Promise<void> {
    await this.#end(this.program.stopSignal);
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async close(): Promise<void> {
    this.resume();
    await this.#end(this.program.closeSignal ?? this.program.stopSignal);
    await rm(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}

/** The URL of a database of a {@link startPostgres}. */
function postgresUrl(port: number, database: string): string {
  return `postgres://${POSTGRES_USER}@127.0.0.1:${port}/${database}`;
}

const databaseIn = (url: string) => new URL(url).pathname.slice(1);

/** Runs one statement as the superuser of a {@link startPostgres} and returns its rows. */
export async function query(port: number, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: postgresUrl(port, 'postgres'),
    connectionTimeoutMillis: 1_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end().catch(() => {});
  }
}

async function redisCall(port: number, call: (client: RedisClient) => Promise<unknown>): Promise<void> {
  const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
    await call(client as RedisClient);
  } finally {
    client.destroy();
  }
}

/** The newest version Debian has installed. */
function findPostgres(): string | null {
  if (!existsSync(POSTGRES_FOLDERS)) return null;
  const versions = readdirSync(POSTGRES_FOLDERS).sort((a, b) => Number(b) - Number(a));
  const bins = versions.map((version) => join(POSTGRES_FOLDERS, version, 'bin'));
  return bins.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'))) ?? null;
}

function present(bin: string | null): string {
  if (bin === null) throw new Error('the Debian package postgresql is not installed');
  return bin;
}

/**
 * Below the ports that systems give to connections, so that none of these is taken between the check and its use, and apart for each
 * worker of jest and each run.
 */
const FIRST_PORT = 10_000;
const PORTS_PER_WORKER = 1_000;
const WORKERS_MAX = 20;
let nextPort = Math.floor(Math.random() * PORTS_PER_WORKER);

/** A port on which no process listens at the moment. */
export async function freePort(): Promise<number> {
  const worker = Number(process.env.JEST_WORKER_ID ?? '1') % WORKERS_MAX;
  for (;;) {
    nextPort = (nextPort + 1) % PORTS_PER_WORKER;
    const port = FIRST_PORT + worker * PORTS_PER_WORKER + nextPort;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
