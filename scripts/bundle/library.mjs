/** Builds a library whose modules stay files of their own: the code with `rolldown`, the types with `tsc`. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..', '..');

/**
 * Types of generated documents come from a package of types that an app need not have: a module of the library
 * declares the same.
 */
const TYPES_PACKAGE = '@graphql-typed-document-node/core';
const TYPES_MODULE = 'core/typed-document.js';

/**
 * Builds the modules that `entries` (paths below `src` without extension) import into `dist`, which it replaces.
 * `formats` are `esm` (`.js`, `.d.ts`) and `cjs` (`.cjs`, `.d.cts`). `config` is the tsconfig that says which types to
 * write.
 */
export async function buildLibrary({ folder, config, entries, dist, formats }) {
  const fresh = `${dist}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const input = Object.fromEntries(entries.map((entry) => [entry, join(folder, 'src', `${entry}.ts`)]));
  try {
    await Promise.all([writeCode(folder, input, fresh, formats), writeTypes(join(folder, config), fresh)]);
    for (const path of declarationsIn(fresh)) finishDeclaration(path, fresh, formats);
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** So that the bundler of an app leaves out the documents that it does not use: codegen's preset cannot say it. */
const pureDocuments = {
  name: 'pure-documents',
  transform: {
    filter: { id: /generated[\\/]graphql\.ts$/ },
    handler: (code) => ({
      code: code.replaceAll('= new TypedDocumentString(', '= /* @__PURE__ */ new TypedDocumentString('),
      map: null,
    }),
  },
};

async function writeCode(folder, input, dir, formats) {
  const build = await rolldown({
    cwd: folder,
    platform: 'neutral',
    input,
    plugins: [pureDocuments],
    // Only its own modules are built: a package is a peer that the app installs.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Z]:/i.test(id),
    onLog(level, log) {
      // A module that stays a file of its own keeps its directive.
      if (log.code === 'MODULE_LEVEL_DIRECTIVE') return;
      throw new Error(`${level}: ${log.message}`);
    },
  });
  for (const format of formats) {
    const extension = format === 'cjs' ? 'cjs' : 'js';
    await build.write({
      dir,
      format,
      preserveModules: true,
      preserveModulesRoot: join(folder, 'src'),
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `[name].${extension}`,
      sourcemap: true,
      minify: false,
    });
  }
  await build.close();
}

async function writeTypes(config, outDir) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', outDir];
  const tsc = spawn(process.execPath, [compiler, '-p', config, ...options], { stdio: ['ignore', 2, 2] });
  const code = await new Promise((settle) => tsc.once('close', settle));
  if (code !== 0) throw new Error(`tsc ended with ${code}`);
}

function declarationsIn(dir) {
  return readdirSync(dir, { recursive: true })
    .filter((path) => path.endsWith('.d.ts'))
    .map((path) => join(dir, path));
}

/** Writes the declarations for each format. In those for CommonJS, modules are named by their CommonJS files. */
function finishDeclaration(path, dir, formats) {
  const from = posix.dirname(relative(dir, path).split(sep).join('/'));
  const module = posix.relative(from, TYPES_MODULE);
  const text = readFileSync(path, 'utf8').replaceAll(
    `'${TYPES_PACKAGE}'`,
    `'${module.startsWith('.') ? module : `./${module}`}'`,
  );
  writeFileSync(path, text);
  if (!formats.includes('cjs')) return;
  const common = text.replace(/((?:from|import\()\s*['"]\.[^'"]*)\.js(?=['"])/g, '$1.cjs');
  writeFileSync(path.replace(/\.d\.ts$/, '.d.cts'), common);
}
