import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './source-files.js';

const MAIN = join(projectRoot, 'dist', 'main.js');

/** A run of the built command. */
export interface BuiltRun {
  /** Until it was ready or, if it ended on its own, until then. */
  readonly ms: number;
  /** What the whole run took of the processor. */
  readonly cpuMs: number;
  /** The JavaScript files it has loaded, relative to the project. */
  readonly files: readonly string[];
  /** The files these were bundled from, relative to the project. */
  readonly sources: readonly string[];
}

/** Starts the built `dwar serve` in production on an empty folder, until it is ready, and stops it. */
export async function startServe(options: RunOptions = {}): Promise<BuiltRun> {
  return await run(['serve'], SERVE, options);
}

/** Runs a built command that ends on its own. */
export async function runCommand(args: readonly string[], options: RunOptions = {}): Promise<BuiltRun> {
  return await run(args, {}, options);
}

interface RunOptions {
  /** Whether to find out what is loaded, which takes time. */
  readonly records?: boolean;
}

/** Needs no emulator: nothing is read from Gateway before there is a transaction. */
const SERVE = {
  NODE_ENV: 'production',
  GATEWAY_NAME: 'start-test',
  GATEWAY_SECRET: 'start-test-gateway-secret-0123456789abcdef',
  GATEWAY_API_SECRET: 'start-test-api-secret-0123456789abcdef',
  GATEWAY_URL: 'https://127.0.0.1:9',
  AUTH_JWT_SECRET: 'start-test-session-secret-0123456789abcdef',
  AUTH_ISSUER: 'start-test',
  AUTH_AUDIENCE: 'dwar',
  HOST: '127.0.0.1',
  PORT: '0',
  OPS_PORT: '0',
} as const;

async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { records = false }: RunOptions,
): Promise<BuiltRun> {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-start-'));
  const recorded = join(folder, 'loaded');
  try {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['--import', REPORT_CPU, MAIN, ...args], {
      env: {
        PATH: process.env.PATH ?? '',
        DATABASE_URL: `sqlite:${join(folder, 'dwar.db')}`,
        ...env,
        ...(records ? { NODE_V8_COVERAGE: recorded } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = collect(child);
    await readyOrEnded(child, output);
    const ms = performance.now() - startedAt;
    await end(child);
    const files = records ? loadedIn(recorded) : [];
    return { ms, cpuMs: cpuMsIn(output()), files, sources: files.flatMap(sourcesOf) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A module that runs first and writes, as the process ends, the microseconds it has had of the processor. */
const REPORT_CPU = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(2, '[cpu ' + (user + system) + ']');
  });`)}`;

function cpuMsIn(output: string): number {
  const [, microseconds] = /\[cpu (\d+)\]/.exec(output) ?? [];
  if (microseconds === undefined) throw new Error(`the process has not ended as it should:\n${output}`);
  return Number(microseconds) / 1_000;
}

/** What the command has written so far. */
function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}

/** Throws if the command ends with an error. */
async function readyOrEnded(child: ChildProcess, output: () => string): Promise<void> {
  await new Promise<void>((settle, reject) => {
    child.stdout?.on('data', () => {
      if (output().includes('"msg":"ready"')) settle();
    });
    child.once('close', (code) =>
      code === 0 ? settle() : reject(new Error(`ended with ${code}:\n${output()}`)),
    );
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((settle) => child.once('close', settle));
  child.kill('SIGTERM');
  await ended;
}

/** The files in what Node has recorded of a process: each script that was compiled. */
function loadedIn(recorded: string): readonly string[] {
  const urls = readdirSync(recorded).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(recorded, name), 'utf8')) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  });
  return [...new Set(urls)].map((url) => relative(projectRoot, fileURLToPath(url)).split(sep).join('/'));
}

function sourcesOf(file: string): readonly string[] {
  const map = join(projectRoot, `${file}.map`);
  if (!existsSync(map)) return [];
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources.map((source) => posix.join(posix.dirname(file), source));
}
