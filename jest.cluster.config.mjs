import base from './jest.config.mjs';

/** Two built instances on a PostgreSQL and a Redis of the tests' own. Run by `npm run test:cluster`, after the integration tests on that profile. */
export default {
  ...base,
  // Those that need another version, whose build `npm run test:upgrade` makes.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.DWAR_OTHER_MAIN === undefined ? ['two-versions', 'downgrade'] : []),
  ],
  roots: ['<rootDir>/test/cluster'],
  testTimeout: 10 * 60_000,
  maxWorkers: 1,
};
