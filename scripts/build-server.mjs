/**
 * `npm run build:server`: bundles `src` and the packages it uses into a few files in `dist`, because a start that reads
 * each module from a file of its own takes three times as long. Only types are left to `tsc`: `npm run check:types`
 * checks all of them, and here those of the client library are written.
 */
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { CHUNKS, chunksOf } from './bundle/chunks.mjs';
import { buildLibrary } from './bundle/library.mjs';
import { licenceTexts } from './bundle/licence-texts.mjs';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
/** What is built below `dist` by others than the bundler here. */
const OTHERS = ['client', 'graphiql', 'console', 'emulator', 'shop', 'sbom.cdx.json', '.built'];

/**
 * What stays in `node_modules`. `libsql` is native. Fastify asks for the others in functions that Dwar does not call:
 * its routes have no JSON schema, and only tests inject requests.
 */
const EXTERNAL = [
  'libsql',
  'libsql/promise',
  'light-my-request',
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
];

const substitute = (name) => join(import.meta.dirname, 'bundle', 'substitutes', `${name}.mjs`);

/** Apollo's reports, which Dwar turns off: with them graphql-js could not be bundled in part. */
const REPORTS = /^\.\/plugin\/(usageReporting|schemaReporting|inlineTrace)\/index\.js$/;
const reportsOutside = {
  name: 'reports-outside',
  resolveId: {
    filter: { id: REPORTS },
    handler: (id) => ({ id: id.replace(REPORTS, '@apollo/server/plugin/$1'), external: true }),
  },
};

const input = {
  cwd: root,
  platform: 'node',
  external: EXTERNAL,
  resolve: {
    // Of a package that has both, the ES modules: of them only what is used is bundled.
    mainFields: ['module', 'main'],
    alias: Object.fromEntries(['http2-wrapper', 'supports-color'].map((name) => [name, substitute(name)])),
  },
  onLog(level, log) {
    // type-graphql can do without; Dwar validates on its own.
    if (log.code === 'UNRESOLVED_IMPORT' && log.message.includes("'class-validator'")) return;
    process.stderr.write(`${level}: ${log.message}\n`);
  },
};

const output = {
  dir: dist,
  format: 'esm',
  // Node keeps a file of other characters at two bytes for each.
  charset: 'ascii',
  sourcemap: true,
  // A map is for stack traces, which need lines and not the text of every package.
  sourcemapExcludeSources: true,
  comments: false,
  // Names and lines stay readable in stack traces and profiles.
  minify: false,
};

/** The command and the generators, which share files. */
async function bundleServer() {
  let chunks = new Map();
  const modules = {
    name: 'modules',
    buildEnd() {
      chunks = chunksOf(new Map([...this.getModuleIds()].map((id) => [id, this.getModuleInfo(id)])));
    },
  };
  return bundle(
    {
      main: 'src/main.ts',
      'generate/emit-schema': 'src/generate/emit-schema.ts',
      'generate/generate-docs': 'src/generate/generate-docs.ts',
    },
    [modules, licenceTexts()],
    {
      chunkFileNames: 'chunks/[name]-[hash].js',
      codeSplitting: {
        groups: CHUNKS.map((name, at) => ({
          name,
          priority: CHUNKS.length - at,
          test: (id) => chunks.get(id) === name,
        })),
      },
    },
  );
}

/** A thread loads no more than its own work needs, so it shares no file with the server. */
async function bundleThreads() {
  return bundle({ 'webhooks/verify-worker': 'src/webhooks/verify-worker.ts' }, [], { codeSplitting: false });
}

/**
 * Turns the wrapper of each CommonJS module from an arrow into a function in brackets, which V8 compiles at once: an
 * arrow it reads twice, first for its end and then for its code. No line is added or moved.
 */
const compiledAtOnce = {
  name: 'compiled-at-once',
  renderChunk: (code) => ({ code: code.replace(WRAPPER, '__commonJSMin((function($1) {'), map: null }),
};
const WRAPPER = /__commonJSMin\(\(\(([\w$, ]*)\) => \{/g;

/** Writes a bundle. Returns the paths of its files below `dist`. */
async function bundle(entries, plugins, options) {
  const build = await rolldown({
    ...input,
    input: entries,
    plugins: [reportsOutside, compiledAtOnce, ...plugins],
  });
  const { output: files } = await build.write({ ...output, ...options });
  await build.close();
  return files.map(({ fileName }) => fileName);
}

/** `dwar/client`: the part of `@dwar/client` that this package exports too, so that it needs no other one. */
async function buildClient() {
  await buildLibrary({
    folder: join(root, 'packages', 'client'),
    config: 'tsconfig.dwar.json',
    entries: ['dwar-client', 'event-stream/index'],
    dist: join(dist, 'client'),
    formats: ['esm'],
  });
}

/** Removes what earlier builds have left, once the new files are there: a command that runs meanwhile finds its own. */
function removeOthers(written) {
  const folders = new Set([...written].map((path) => path.split('/')[0]));
  for (const name of readdirSync(dist)) {
    if (!OTHERS.includes(name) && !folders.has(name)) rmSync(join(dist, name), { recursive: true });
  }
  for (const name of readdirSync(join(dist, 'chunks'))) {
    if (!written.has(`chunks/${name}`)) rmSync(join(dist, 'chunks', name), { recursive: true });
  }
}

const [server, threads] = await Promise.all([bundleServer(), bundleThreads(), buildClient()]);
removeOthers(new Set([...server, ...threads]));
chmodSync(join(dist, 'main.js'), 0o755);
// The time of this file says when the build ended; see build-if-needed.mjs.
writeFileSync(join(dist, '.built'), '');
