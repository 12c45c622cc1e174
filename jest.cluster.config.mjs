import base from './jest.config.mjs';

/** Two built instances on a PostgreSQL and a Redis of the tests' own. Run by `npm run test:cluster`, after the integration tests on that profile. */
export default {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/cluster'],
  testTimeout: 10 * 60_000,
  maxWorkers: 1,
};
