import { accessSync, constants, statfsSync } from 'node:fs';

/**
 * A file system in memory, for the databases of tests: they sync every commit, and no test loses power. It needs a few
 * hundred megabytes.
 */
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 4 * 1024 ** 3;

function hasMemory() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

// Workers and the processes that tests start inherit it.
if (process.env.TMPDIR === undefined && hasMemory()) process.env.TMPDIR = MEMORY;

/** Tests run as native ES modules of Node, not in contexts of `node:vm`: `test/jest/runtime.mjs` says how and why. */
export default {
  runtime: '<rootDir>/test/jest/runtime.mjs',
  testEnvironment: '<rootDir>/test/jest/environment.mjs',
  injectGlobals: false,
  setupFilesAfterEnv: ['<rootDir>/test/jest/second-attempt.mjs'],
  transform: {},
  // For `jest --findRelatedTests`: an import of `./x.js` means `./x.ts`.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/faults/',
    '<rootDir>/test/cluster/',
    '<rootDir>/test/soak/',
    '<rootDir>/test/examples/',
  ],
  testMatch: ['**/*.test.ts'],
  testTimeout: 120_000,
  maxWorkers: '100%',
  // The modules of a test file stay in its worker until that ends: at 2 GB its collections of garbage take seconds.
  workerIdleMemoryLimit: '700MB',
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs', '<rootDir>/test/jest/end-reporter.mjs'],
};
