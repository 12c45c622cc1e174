import base from './jest.config.mjs';

/** An hour of mixed load, or as long as SOAK_SECONDS says. Run by `npm run test:soak`. */
export default {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/soak'],
  maxWorkers: 1,
};
