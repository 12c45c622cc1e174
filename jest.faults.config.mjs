import base from './jest.config.mjs';

/** These judge how long something takes, so no other fault test runs meanwhile. */
const ALONE = [
  'backlog',
  'hostile',
  'hostile-documents',
  'large-deliveries',
  'largest-pages',
  'lists',
  'overload',
  'resuming',
  'resuming-postgres',
  'upstream-down',
];
const pathOf = (name) => `<rootDir>/test/faults/${name}.test.ts`;

/** What FAULTS_PART chooses; `scripts/test-faults.mjs` runs one part after the other. */
const PARTS = {
  together: { testPathIgnorePatterns: ['/node_modules/', ...ALONE.map(pathOf)], maxWorkers: '100%' },
  alone: { testMatch: ALONE.map(pathOf), maxWorkers: 1 },
};

/** The fault tests: long, against built processes. Run by `npm run test:faults`, a tenth of each count unless `-- --full`. */
export default {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  roots: ['<rootDir>/test/faults'],
  testTimeout: 30 * 60_000,
  maxWorkers: 1,
  ...PARTS[process.env.FAULTS_PART],
};
