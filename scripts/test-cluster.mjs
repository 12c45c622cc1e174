// Runs the tests of the cluster profile:
// `npm run test:cluster [-- --full] [-- --part integration|instances] [-- <jest arguments of test/cluster>]`.
// First the integration tests with every gateway on PostgreSQL and Redis, then two built instances; without --full a tenth of each count,
// or fewer where more would be the same again.
import { spawnSync } from 'node:child_process';

const args = process.argv.slice(2);
const isFull = args.includes('--full');
const partAt = args.indexOf('--part');
const [, part] = partAt === -1 ? [] : args.splice(partAt, 2);
const rest = args.filter((arg) => arg !== '--full');

function jest(jestArgs, env) {
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...jestArgs], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

const parts = {
  integration: () => jest(['test/integration'], { DWAR_TEST_PROFILE: 'cluster' }),
  instances: () =>
    jest(['--config', 'jest.cluster.config.mjs', ...rest], { FAULTS_SCALE: isFull ? '1' : '0.1' }),
};
const names = part === undefined ? (rest.length > 0 ? ['instances'] : Object.keys(parts)) : [part];
process.exit(Math.max(...names.map((name) => parts[name]())));
