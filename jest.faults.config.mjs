import base from './jest.config.mjs';

/** The fault tests: long, against built processes. Run by `npm run test:faults`, a tenth of each count unless `-- --full`. */
export default {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/faults'],
  testTimeout: 30 * 60_000,
  maxWorkers: 1,
};
