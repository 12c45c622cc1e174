/**
 * Runs test files as native modules of Node. Jest's own runtime runs them in a context of `node:vm`, where each file loads
 * `src` and all packages again: most of the suite's processor time went there.
 */
import { createRequire, register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';
import { setGlobals } from './globals.mjs';
import { compile, isTypescript } from './hooks.mjs';

register('./hooks.mjs', import.meta.url);

/** The functions of `jest` that change Jest's registry of modules, which native modules are not in. */
const MODULE_FUNCTIONS = [
  'createMockFromModule',
  'deepUnmock',
  'disableAutomock',
  'doMock',
  'dontMock',
  'enableAutomock',
  'isolateModules',
  'isolateModulesAsync',
  'mock',
  'requireActual',
  'requireMock',
  'resetModules',
  'setMock',
  'unmock',
  'unstable_mockModule',
  'unstable_unmockModule',
];

/** Jest asks here for the path of a module's source map, for each line of each stack that it formats. */
class SourceMaps extends Map {
  get(url) {
    if (!this.has(url)) this.set(url, isTypescript(url) ? compile(fileURLToPath(url)).map : '');
    return super.get(url);
  }
}

let files = 0;

export default class NativeRuntime extends JestRuntime {
  #sourceMaps = new SourceMaps();
  #file = ++files;

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(`${pathToFileURL(path)}?file=${this.#file}`);
  }

  requireModule(path) {
    return createRequire(import.meta.url)(path);
  }

  /** Loads the part of jest-circus that holds the tests of one file: every file needs its own. */
  requireInternalModule(path) {
    const require = createRequire(import.meta.url);
    delete require.cache[path];
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    super.setGlobalsForRuntime(globals);
    const all = this.requireModuleOrMock(import.meta.filename, '@jest/globals');
    for (const name of MODULE_FUNCTIONS)
      all.jest[name] = () => {
        throw new Error(`jest.${name} does not work here: test files run as native modules`);
      };
    setGlobals(all);
  }

  getSourceMaps() {
    return this.#sourceMaps;
  }

  // Jest's runtime would change the real `process` and read every global here.
  installGetBuiltinModule() {}
  resetModules() {}
}

// Jest loads this file with `require`, and asks whether the default export is the class.
export const __esModule = true;
