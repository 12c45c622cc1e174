import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import type { CliContext } from '../../src/cli/context.js';
import { buildProgram } from '../../src/cli/program.js';
import { isFileVariable, type Variable } from '../../src/config/variable.js';
import { VARIABLES } from '../../src/config/variables.js';
import { AUTH } from '../support/app.js';
import { TEST_KEYS } from '../support/emulator.js';
import { findFreePort, readMetric } from '../support/gateway-process.js';
import { SecretFiles } from '../support/secret-files.js';
import { projectRoot } from '../support/source-files.js';
import { until } from '../support/until.js';

/** What each secret is, where it can be found again, wherever it is. */
const CANARIES: Readonly<Record<string, string>> = {
  GATEWAY_SECRET: 'canary-gateway-Zk3v9-0123456789-abcdef',
  GATEWAY_SECRET_PREVIOUS: 'canary-gateway-previous-Qw8r2-0123456789',
  GATEWAY_API_SECRET: 'canary-api-Lm5t7-0123456789-abcdef-xyz',
  GATEWAY_API_SECRET_PREVIOUS: 'canary-api-previous-Hn4d1-0123456789',
  AUTH_JWT_SECRET: 'canary-session-Bv6y3-0123456789-abcdef',
  AUTH_JWT_SECRET_PREVIOUS: 'canary-session-previous-Xc2p8-0123456789',
  SERVICE_JWT_SECRET: 'canary-service-Jy7c3-0123456789-abcdefgh',
  SERVICE_JWT_SECRET_PREVIOUS: 'canary-service-previous-Ke2u9-0123456789',
  HTTPS_PROXY: 'http://proxy-user:canary-proxy-Rf9k4@127.0.0.1:9',
  HTTP_PROXY: 'http://proxy-user:canary-proxy-Tg1s6@127.0.0.1:9',
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=canary-collector-Wd7j5',
  CONSOLE_OIDC_CLIENT_SECRET: 'canary-oidc-Pa3z0-0123456789-abcdef',
};

/**
 * Runs before Dwar, in its process: on SIGWINCH it writes a report and starts a child that writes its
 * environment; on SIGURG it throws, and on SIGXCPU it uses up its memory.
 */
const PROBE = `data:text/javascript,${encodeURIComponent(`
  import { spawn } from 'node:child_process';
  process.on('SIGWINCH', () => {
    process.report.writeReport('report.json');
    spawn('sh', ['-c', 'env > child.tmp && mv child.tmp child-env']);
  });
  process.on('SIGURG', () => setImmediate(() => { throw new Error('crashed on purpose'); }));
  process.on('SIGXCPU', () => { for (const kept = [];;) kept.push(new Array(1e5).fill(kept.length)); });
`)}`;

/** The built server with the canaries, its files in a folder of its own. */
async function startWithCanaries(secrets: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-canaries-'));
  const port = await findFreePort();
  const opsPort = await findFreePort();
  const child = spawn(
    process.execPath,
    ['--import', PROBE, ...args, join(projectRoot, 'dist/main.js'), 'serve'],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'production',
        GATEWAY_NAME: TEST_KEYS.gatewayName,
        GATEWAY_URL: 'https://127.0.0.1:9',
        AUTH_ISSUER: AUTH.issuer,
        AUTH_AUDIENCE: AUTH.audience,
        CONSOLE: 'on',
        CONSOLE_URL: 'https://ops.test',
        CONSOLE_OIDC_ISSUER: 'https://login.test',
        CONSOLE_OIDC_CLIENT_ID: 'dwar',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        DATABASE_URL: `sqlite:${join(folder, 'dwar.db')}`,
        PORT: String(port),
        OPS_PORT: String(opsPort),
        LOG_LEVEL: 'trace',
        ...secrets,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  const closed = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  await until('the start', () => log.includes('"msg":"ready"') || child.exitCode !== null);
  expect(log).toContain('"msg":"ready"');
  return {
    folder,
    opsUrl: `http://127.0.0.1:${opsPort}`,
    pid: child.pid ?? 0,
    log: () => log,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    closed,
    async close() {
      child.kill('SIGKILL');
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Running = Awaited<ReturnType<typeof startWithCanaries>>;

/** The names of the canaries in a text. A proxy counts by its password. */
function canariesIn(text: string): string[] {
  const marks = Object.entries(CANARIES).map(([name, value]) => [
    name,
    /canary-[a-z-]+-\w{5}/.exec(value)?.[0],
  ]);
  return marks.filter(([, mark]) => mark !== undefined && text.includes(mark)).map(([name]) => String(name));
}

const ofProcess = ({ pid }: Running, file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');

async function reportOf(running: Running): Promise<{ report: string; childEnv: string }> {
  running.signal('SIGWINCH');
  await until('the report', () => existsSync(join(running.folder, 'child-env')));
  const read = (name: string) => readFileSync(join(running.folder, name), 'utf8');
  return { report: read('report.json'), childEnv: read('child-env') };
}

test('the canaries are every secret, and are found where they are', () => {
  const secrets = Object.entries<Variable<unknown>>(VARIABLES).filter(([, spec]) => spec.secret === true);
  expect(Object.keys(CANARIES).sort()).toEqual(secrets.map(([name]) => name).sort());
  for (const [name, value] of Object.entries(CANARIES)) expect(canariesIn(`x ${value} x`)).toContain(name);
});

describe('secrets in files', () => {
  let running: Running;
  let files: SecretFiles;
  beforeAll(async () => {
    files = new SecretFiles(CANARIES);
    const named = Object.keys(CANARIES).map((name) => [`${name}_FILE`, join(files.path, name)]);
    running = await startWithCanaries(Object.fromEntries(named), [
      '--report-on-fatalerror',
      '--max-old-space-size=100',
    ]);
  });
  afterAll(async () => {
    await running.close();
    files.remove();
  });

  test('are in no list of processes and no environment', () => {
    expect(canariesIn(ofProcess(running, 'cmdline'))).toEqual([]);
    const environ = ofProcess(running, 'environ');
    expect(environ).toContain('GATEWAY_SECRET_FILE=');
    expect(canariesIn(environ)).toEqual([]);
  });

  test('are in no diagnostic report and no child process', async () => {
    const { report, childEnv } = await reportOf(running);
    expect(JSON.parse(report)).toMatchObject({ environmentVariables: { NODE_ENV: 'production' } });
    expect(childEnv).toContain('NODE_ENV=production');
    expect(canariesIn(report + childEnv)).toEqual([]);
  });

  test('are in no line of the log, also after a reload that fails and one that does not', async () => {
    const reloads = (outcome: string) =>
      readMetric(running.opsUrl, `dwar_config_reloads_total{outcome="${outcome}"}`);
    files.put('GATEWAY_SECRET', 'short');
    running.signal('SIGHUP');
    await until('a reload that fails', async () => (await reloads('failed')) === 1);
    files.put('GATEWAY_SECRET', CANARIES.GATEWAY_SECRET ?? '');
    files.put('AUTH_JWT_SECRET_PREVIOUS', null);
    running.signal('SIGHUP');
    await until('a reload', async () => (await reloads('ok')) === 1);
    await until('its line', () => running.log().includes('"changed":["AUTH_JWT_SECRET_PREVIOUS"]'));
    expect(canariesIn(running.log())).toEqual([]);
  });

  test('are in nothing that the end of its memory leaves', async () => {
    running.signal('SIGXCPU');
    await running.closed;
    expect(running.log()).toContain('heap out of memory');
    const [name = ''] = readdirSync(running.folder).filter((one) => /^report\.\d/.test(one));
    const report = readFileSync(join(running.folder, name), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ header: { trigger: 'OOMError' } });
    expect(canariesIn(running.log() + report)).toEqual([]);
  });
});

describe('secrets in variables', () => {
  let running: Running;
  beforeAll(async () => {
    running = await startWithCanaries(CANARIES);
  });
  afterAll(() => running.close());

  test('are visible only in what the kernel keeps of the start', async () => {
    expect(canariesIn(ofProcess(running, 'cmdline'))).toEqual([]);
    expect(canariesIn(ofProcess(running, 'environ')).sort()).toEqual(Object.keys(CANARIES).sort());
    const { report, childEnv } = await reportOf(running);
    expect(childEnv).toContain('NODE_ENV=production');
    expect(canariesIn(report + childEnv)).toEqual([]);
    running.signal('SIGURG');
    await running.closed;
    expect(running.log()).toContain('crashed on purpose');
    expect(canariesIn(running.log())).toEqual([]);
  });
});

test('no command has an option or argument that takes a secret', () => {
  const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
  const commands = all(buildProgram({} as CliContext));
  expect(commands.length).toBeGreaterThan(20);
  const names = commands.flatMap(({ options, registeredArguments }) => [
    ...options.map(({ long }) => String(long)),
    ...registeredArguments.map((argument) => argument.name()),
  ]);
  expect(names).toContain('--viewer');
  expect(names.filter((name) => /secret|password|key$/.test(name))).toEqual([]);
});

test('only secrets and URLs are taken from the environment', () => {
  const taken = Object.entries<Variable<unknown>>(VARIABLES).filter(([, spec]) => isFileVariable(spec));
  expect(taken.map(([name]) => name).filter((name) => !(name in CANARIES))).toEqual([
    'DATABASE_URL',
    'REDIS_URL',
  ]);
});
