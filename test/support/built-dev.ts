import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type DevSecrets, readDevSecrets } from '../../src/cli/dev/secrets.js';
import { signDevToken } from '../../src/cli/dev/viewer-token.js';

const MAIN = resolve(import.meta.dirname, '../../dist/main.js');
const READY_WITHIN_MS = 20_000;

/** The built `dwar dev` in its own process, on free ports and its own data folder. */
export interface BuiltDev {
  readonly url: string;
  readonly emulatorUrl: string;
  /** Logs in at the console once. */
  readonly consoleUrl: string;
  /** A viewer token of alice. */
  readonly token: string;
  readonly controlToken: string;
  readonly secrets: DevSecrets;
  readonly dataDir: string;
  /** Returns a session token of any viewer. */
  tokenOf(viewer: string): Promise<string>;
  /** Everything it wrote to standard error so far: its log. */
  stderr(): string;
  /**
   * Ends the process with `signal` and returns its exit code. Removes the data folder unless the caller
   * provided it.
   */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

interface BuiltDevOptions {
  /** A folder that outlives the process. Default: a temporary one. */
  readonly dataDir?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built `dwar dev` and waits until it says it is ready. */
export async function startBuiltDev(options: BuiltDevOptions = {}): Promise<BuiltDev> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'dwar-dev-'));
  const child = spawnBuilt(
    ['dev', '--json', '--port', '0', '--emulator-port', '0', '--data', dataDir, ...(options.args ?? [])],
    options.env,
  );
  const stderr = collect(child);
  const ready = await readReadyLine(child, stderr);
  const secrets = readDevSecrets(dataDir);
  if (secrets === null) throw new Error(`no secrets in ${dataDir}`);
  return {
    ...ready,
    secrets,
    dataDir,
    tokenOf: async (viewer) => (await signDevToken(secrets.AUTH_JWT_SECRET, viewer)).token,
    stderr,
    async stop(signal = 'SIGTERM') {
      const code = await end(child, signal);
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

interface SpawnOptions {
  /** The working folder. Default: that of this process. */
  readonly cwd?: string;
  /** What standard input, output and error are. Default: no input, and a pipe for each output. */
  readonly stdio?: StdioOptions;
  /** The built command. Default: that of this version. */
  readonly main?: string;
}

/** Starts the built command without this process's configuration. */
export function spawnBuilt(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { cwd, stdio = ['ignore', 'pipe', 'pipe'], main = MAIN }: SpawnOptions = {},
): ChildProcess {
  if (!existsSync(main)) throw new Error(`${main} is missing; run npm run build:server`);
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [main, ...args], { cwd, env: { PATH, HOME, ...env }, stdio });
}

/** Runs the built command to its end, with `input` on standard input. */
export async function runBuilt(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { cwd, input = '' }: { readonly cwd?: string; readonly input?: string } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnBuilt(args, env, { ...(cwd === undefined ? {} : { cwd }), stdio: 'pipe' });
  child.stdin?.on('error', () => {}).end(input);
  const stderr = collect(child);
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const code = await new Promise<number | null>((settle) => void child.once('close', settle));
  return { code, stdout, stderr: stderr() };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

type ReadyLine = Pick<BuiltDev, 'url' | 'consoleUrl' | 'emulatorUrl' | 'token' | 'controlToken'>;

async function readReadyLine(child: ChildProcess, stderr: () => string): Promise<ReadyLine> {
  return new Promise((settle, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not ready within ${READY_WITHIN_MS} ms:\n${stderr()}`));
    }, READY_WITHIN_MS);
    child.once('close', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it was ready:\n${stderr()}`));
    });
    if (child.stdout === null) throw new Error('no standard output');
    createInterface(child.stdout).once('line', (line) => {
      clearTimeout(timer);
      settle(JSON.parse(line) as ReadyLine);
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((settle) => {
    child.once('close', (code) => settle(code));
    child.kill(signal);
  });
}
