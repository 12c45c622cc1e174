import base from './jest.config.mjs';

/** The examples that have packages of their own. Run by `npm run test:examples`, which installs these first. */
export default {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/examples'],
  testTimeout: 10 * 60_000,
  maxWorkers: 1,
};
