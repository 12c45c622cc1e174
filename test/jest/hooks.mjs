/**
 * Module hooks of the tests. swc compiles TypeScript without checking types (`npm run check:types` does that), an import of
 * `./x.js` loads `./x.ts`, and `@jest/globals` is `globals.mjs`.
 *
 * Each test file has its own modules of `test`: they inherit the query `?file=<number>` from the module that imports them. The
 * test files of one worker share the modules of `src`, as they share packages: a module there holds no state of an app.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const GLOBALS = new URL('globals.mjs', import.meta.url).href;
const TESTS = new URL('../', import.meta.url).href;
const GENERATED = new URL('../generated/', import.meta.url).href;
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/tests/', import.meta.url));
const OPTIONS = {
  swcrc: false,
  module: { type: 'es6' },
  sourceMaps: true,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
  },
};

const require = createRequire(import.meta.url);
const swcVersion = require('@swc/core/package.json').version;

export async function resolve(specifier, context, nextResolve) {
  if (specifier === '@jest/globals') return { url: GLOBALS, format: 'module', shortCircuit: true };
  const { parentURL } = context;
  const isPath = /^(\.{0,2}\/|file:)/.test(specifier);
  if (!isPath || parentURL === undefined || isInPackage(parentURL))
    return resolvePackage(specifier, context, nextResolve);
  const url = new URL(specifier, parentURL);
  url.pathname = url.pathname.replace(/\.js$/, '.ts');
  if (!isTypescript(url.href) || !existsSync(url)) return nextResolve(specifier, context);
  if (isOfTests(url.href)) url.search ||= new URL(parentURL).search;
  return { url: url.href, format: 'module', shortCircuit: true };
}

/** Packages written for bundlers, such as Apollo's suite for integrations, import folders: `require` knows their files. */
async function resolvePackage(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') throw error;
    const path = createRequire(context.parentURL).resolve(specifier);
    return nextResolve(pathToFileURL(path).href, context);
  }
}

export function load(url, context, nextLoad) {
  if (!isTypescript(url)) return nextLoad(url, context);
  return { format: 'module', source: readFileSync(compile(fileURLToPath(url)).code), shortCircuit: true };
}

/** Whether these hooks compile the module at this URL. */
export function isTypescript(url) {
  return /^file:[^?]*\.ts(\?|$)/.test(url) && !isInPackage(url);
}

/** Paths of a source's compiled code and source map, in a cache whose key is the text, its path and the compiler. */
export function compile(path) {
  const text = readFileSync(path, 'utf8');
  const input = JSON.stringify([swcVersion, OPTIONS, path, text]);
  const code = `${CACHE}${createHash('sha256').update(input).digest('hex')}.js`;
  const map = `${code}.map`;
  if (existsSync(code)) return { code, map };
  // Loaded only here: the compiler takes long to load, and a second run does not need it.
  const compiled = require('@swc/core').transformSync(text, { ...OPTIONS, filename: path });
  mkdirSync(CACHE, { recursive: true });
  writeWhole(map, compiled.map);
  writeWhole(code, compiled.code);
  return { code, map };
}

/** Two workers may write the same file: a reader sees a whole one or none. */
function writeWhole(path, text) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Generated documents are left out: they are large, and only data. */
function isOfTests(url) {
  return url.startsWith(TESTS) && !url.startsWith(GENERATED);
}

function isInPackage(url) {
  return url.includes('/node_modules/');
}
