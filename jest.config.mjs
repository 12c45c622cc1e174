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
