/** Tests run as native ES modules; swc strips the types (they are checked by `npm run check:types`). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/faults/',
    '<rootDir>/test/cluster/',
    '<rootDir>/test/soak/',
  ],
  testMatch: ['**/*.test.ts'],
  testTimeout: 120_000,
  maxWorkers: '100%',
  // Native modules stay in a worker until it ends: at 2 GB its collections of garbage take seconds.
  workerIdleMemoryLimit: '700MB',
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        },
      },
    ],
  },
};
