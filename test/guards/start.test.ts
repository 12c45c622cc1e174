import { beforeAll, describe, expect, test } from '@jest/globals';
import { validateSchema } from 'graphql';
import { buildGraphqlSchema } from '../../src/graphql/schema.js';
import { createResolvers, type Services } from '../../src/app/resolvers.js';
import { type BuiltRun, runCommand, startServe } from '../support/built-start.js';
import { readImports } from '../support/import-graph.js';

const SERVE_AIM_MS = 600;
const HELP_AIM_MS = 150;
const TIMES_THE_AIM = 5;
const RUNS = 3;
const NEEDLESS = [
  /^src\/(?:emulator|client|generate)\//,
  // But for what the help of the other commands needs.
  /^src\/cli\/(?:dev\/(?!profile)|doctor\/|emulator-command|ledger\/(?!commands)|trigger\/(?!scenarios))/,
  /node_modules\/(?:@opentelemetry\/(?!api\/)|@redis\/|@keyv\/redis\/|pg\/|listr2\/|picocolors\/|http2-wrapper\/)/,
];
/** A file for each kind of command that shares code with `dwar serve`, and the small ones that join them. */
const MOST_FILES = 15;

const imports = readImports();

/** The files of src and the packages that are loaded with `entries`, before anything is asked for. */
function loadedWith(entries: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(entries);
  for (const file of loaded) {
    for (const { from, to, isTypeOnly, isDynamic } of imports) {
      if (from === file && !isTypeOnly && !isDynamic) loaded.add(to);
    }
  }
  return loaded;
}

describe('a start of dwar serve', () => {
  const loaded = [...loadedWith(['main.ts', 'cli/serve.ts', 'app.ts'])];

  test('loads nothing of the emulator, of the other commands, or of the client library', () => {
    expect(loaded).toContain('transports/graphql-http.ts');
    // What the help of the other commands needs.
    const forHelp = ['cli/dev/profile.ts', 'cli/ledger/commands.ts', 'cli/trigger/scenarios.ts'];
    expect(loaded).toEqual(expect.arrayContaining(forHelp));
    const others = loaded.filter((file) =>
      /^(?:emulator|client|cli\/(?:dev|doctor|ledger|trigger|emulator-command))\b/.test(file),
    );
    expect(others.sort()).toEqual(forHelp);
  });

  test('loads no package that only other commands or configurations need', () => {
    const needless = ['listr2', 'picocolors', 'pg', '@redis/client', '@keyv/redis'];
    expect(loaded.filter((name) => needless.includes(name))).toEqual([]);
    expect(loaded.filter((name) => name.startsWith('@graphql-codegen') || name === 'vite')).toEqual([]);
  });

  test('loads nothing of the SDK for traces', () => {
    expect(loaded.filter((name) => name.startsWith('@opentelemetry/'))).toEqual([]);
  });
});

describe('a start of the built dwar serve', () => {
  let served: BuiltRun;
  beforeAll(async () => {
    served = await startServe({ records: true });
  });

  test('reads few files, and of the installed packages none but the native one and what loads it', () => {
    const installed = served.files.filter((file) => file.includes('node_modules/'));
    expect(installed.length).toBeGreaterThan(0);
    expect(
      installed.filter((file) => !/node_modules\/(?:libsql|@libsql|@neon-rs|detect-libc)\//.test(file)),
    ).toEqual([]);
    const built = served.files.filter((file) => file.startsWith('dist/'));
    expect(built).toContain('dist/main.js');
    expect(built.length).toBeLessThanOrEqual(MOST_FILES);
  });

  test('loads no code that only other commands or configurations need, not even through a package', () => {
    expect(served.sources).toEqual(expect.arrayContaining(['src/app.ts', 'src/transports/graphql-http.ts']));
    const needless = served.sources.filter((source) => NEEDLESS.some((pattern) => pattern.test(source)));
    expect(needless).toEqual([]);
  });

  test('is ready in time', async () => {
    await expectWithin('dwar serve is ready', SERVE_AIM_MS, () => startServe());
  });
});

describe('the help of the built command', () => {
  test('loads the command line and none of what its commands need', async () => {
    const { files, sources } = await runCommand(['--help'], { records: true });
    expect(files.length).toBeLessThanOrEqual(4);
    const needless = sources.filter(
      (source) => !/^src\/(?:main|cli\/|core\/|config\/config-error)|node_modules\/commander\//.test(source),
    );
    expect(needless).toEqual([]);
  });

  test('is shown in time', async () => {
    await expectWithin('dwar --help', HELP_AIM_MS, () => runCommand(['--help']));
  });
});

/**
 * Prints how long the quickest of some runs took. What else runs on the machine must not fail a test, so its time of the
 * processor is compared, and only with many times the aim.
 */
async function expectWithin(what: string, aimMs: number, run: () => Promise<BuiltRun>): Promise<void> {
  const runs: BuiltRun[] = [];
  for (let count = 0; count < RUNS; count++) runs.push(await run());
  const [ms, cpuMs] = (['ms', 'cpuMs'] as const).map((name) => Math.min(...runs.map((one) => one[name])));
  process.stdout.write(`figure: ${what}: ${ms?.toFixed(0)} ms, ${cpuMs?.toFixed(0)} of CPU (aim ${aimMs})\n`);
  expect(cpuMs).toBeLessThan(aimMs * TIMES_THE_AIM);
}

test('the schema is valid, which a start takes for granted', async () => {
  const schema = await buildGraphqlSchema(createResolvers({} as Services));
  expect(validateSchema(schema)).toEqual([]);
});
