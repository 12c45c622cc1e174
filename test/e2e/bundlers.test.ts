import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build as buildByEsbuild, formatMessages } from 'esbuild';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import webpack from 'webpack';
import { chromiumPath, hasChromium, launchBrowser, recordPage } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { projectRoot } from '../support/source-files.js';
import { type StaticSite, startStaticSite } from '../support/static-site.js';

/** Apps that have installed the built `@dwar/client`, bundled as for a browser. */

const run = promisify(execFile);
const client = join(projectRoot, 'packages', 'client');
const { exports } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8')) as { exports: object };
const entries = Object.keys(exports)
  .filter((entry) => !entry.endsWith('.json'))
  .map((entry) => `@dwar/client${entry.slice(1)}`);

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

let site: StaticSite;
let browser: Browser;
/** Has every peer of the package. */
let withPeers: string;
/** Has the package alone. */
let alone: string;

/** Reports the names that each entry exports. */
const ALL_ENTRIES = [
  ...entries.map((entry, index) => `import * as entry${index} from '${entry}';`),
  `const loaded = { ${entries.map((entry, index) => `'${entry}': entry${index}`).join(', ')} };`,
  'const names = Object.entries(loaded).map(([entry, module]) => [entry, Object.keys(module).sort()]);',
  'globalThis.outcome = Object.fromEntries(names);',
].join('\n');

/** Connects by SSE to a server that refuses, and reports the error. */
const BY_SSE = `
import { createDwarClient } from '@dwar/client';
const client = createDwarClient({
  url: 'http://127.0.0.1:1/graphql', authorization: () => 'Bearer x', transport: 'sse',
  retry: { maxAttempts: 1 }, fetch: async () => new Response('', { status: 404 }),
});
client.events().next().catch((error) => { globalThis.outcome = error.message; });
`;

const APPS: Readonly<Record<string, string>> = {
  'all-entries': ALL_ENTRIES,
  'by-sse': BY_SSE,
  urql: "export * from '@dwar/client/urql';",
};

beforeAll(async () => {
  site = await startStaticSite();
  withPeers = join(site.folder, 'with-peers');
  alone = join(site.folder, 'alone');
  for (const folder of [withPeers, alone]) {
    const installed = join(folder, 'node_modules', '@dwar', 'client');
    cpSync(join(client, 'dist'), join(installed, 'dist'), { recursive: true });
    cpSync(join(client, 'package.json'), join(installed, 'package.json'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [app, code] of Object.entries(APPS)) writeFileSync(join(folder, `${app}.js`), code);
  }
  mkdirSync(join(withPeers, 'node_modules', '@apollo'));
  mkdirSync(join(withPeers, 'node_modules', '@urql'));
  for (const name of ['@apollo/client', '@urql/core', 'graphql', 'graphql-ws', 'relay-runtime'])
    symlinkSync(join(projectRoot, 'node_modules', name), join(withPeers, 'node_modules', name));
  writeFileSync(join(site.folder, 'index.html'), '<!doctype html><link rel=icon href=data:,>');
  if (hasChromium) browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Bundles an app, and returns the path of the bundle. Rejects with the errors and warnings. */
type Bundle = (folder: string, app: string) => Promise<string>;

const byVite: Bundle = async (folder, app) => {
  const warnings: string[] = [];
  const warn = (text: string) => warnings.push(text);
  await build({
    root: folder,
    base: './',
    configFile: false,
    customLogger: {
      info() {},
      clearScreen() {},
      warn,
      warnOnce: warn,
      error: warn,
      hasErrorLogged: () => false,
      hasWarned: false,
    },
    build: {
      outDir: `vite-${app}`,
      rolldownOptions: { input: join(folder, `${app}.js`), output: { entryFileNames: '[name].js' } },
    },
  });
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  return join(folder, `vite-${app}`, `${app}.js`);
};

const byWebpack =
  (more: webpack.Configuration = {}): Bundle =>
  async (folder, app) => {
    const path = join(folder, `webpack-${app}`);
    const compiler = webpack({
      mode: 'production',
      target: 'web',
      context: folder,
      entry: `./${app}.js`,
      output: { path, filename: `${app}.js` },
      performance: false,
      ...more,
    });
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) =>
      compiler.run((error, result) => (error ? reject(error) : resolve(result))),
    );
    await new Promise<void>((resolve) => compiler.close(() => resolve()));
    const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
    const problems = [...errors, ...warnings].map(({ message }) => message);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return join(path, `${app}.js`);
  };

const byEsbuild: Bundle = async (folder, app) => {
  const outdir = join(folder, `esbuild-${app}`);
  const { warnings } = await buildByEsbuild({
    entryPoints: [join(folder, `${app}.js`)],
    outdir,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  if (warnings.length > 0) throw new Error((await formatMessages(warnings, { kind: 'warning' })).join('\n'));
  return join(outdir, `${app}.js`);
};

/** What a bundle reports when a page runs it. */
async function outcomeOf(file: string): Promise<unknown> {
  const page = await browser.newPage();
  const { problems } = recordPage(page);
  await page.goto(`${site.origin}/`);
  const type = file.includes('webpack-') ? '' : 'module';
  await page.addScriptTag({ url: `${site.origin}/${relative(site.folder, file)}`, type });
  const outcome: unknown = await (await page.waitForFunction('globalThis.outcome')).jsonValue();
  await page.context().close();
  expect(problems).toEqual([]);
  return outcome;
}

const BUNDLERS: readonly (readonly [string, Bundle])[] = [
  ['Vite', byVite],
  ['webpack', byWebpack()],
  ['esbuild', byEsbuild],
];

describe.each(BUNDLERS)('%s', (_name, bundle) => {
  inBrowser('bundles every entry with all that it exports', async () => {
    const unbundled = `${ALL_ENTRIES}\nconsole.log(JSON.stringify(globalThis.outcome));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', unbundled], {
      cwd: withPeers,
    });
    const outcome = await outcomeOf(await bundle(withPeers, 'all-entries'));
    expect(outcome).toEqual(JSON.parse(stdout));
    expect(Object.keys(outcome as object)).toEqual(entries);
  });

  test('refuses an app with an adapter whose peers are not installed', async () => {
    await expect(bundle(alone, 'urql')).rejects.toThrow('graphql-ws');
  });
});

describe('an app without graphql-ws', () => {
  const refused = 'the event stream was refused with HTTP 404';

  inBrowser.each([
    ['Vite', byVite],
    ['esbuild', byEsbuild],
  ])('is bundled by %s, and uses SSE', async (_name, bundle) => {
    expect(await outcomeOf(await bundle(alone, 'by-sse'))).toContain(refused);
  });

  test('is refused by webpack, which names the package', async () => {
    await expect(byWebpack()(alone, 'by-sse')).rejects.toThrow('graphql-ws');
  });

  inBrowser('is bundled by webpack with the alias of the README, and uses SSE', async () => {
    const bundle = byWebpack({ resolve: { alias: { 'graphql-ws': false } } });
    expect(await outcomeOf(await bundle(alone, 'by-sse'))).toContain(refused);
  });
});
