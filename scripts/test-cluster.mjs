// Runs the tests of the cluster profile: `npm run test:cluster [-- --full] [-- <jest arguments of test/cluster>]`.
// First the integration tests with every gateway on PostgreSQL and Redis, then two built instances; without --full a tenth of each count.
import { spawnSync } from 'node:child_process';

const args = process.argv.slice(2);
const isFull = args.includes('--full');
const rest = args.filter((arg) => arg !== '--full');

function jest(jestArgs, env) {
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...jestArgs], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

const codes = [
  ...(rest.length > 0 ? [] : [jest(['test/integration'], { DWAR_TEST_PROFILE: 'cluster' })]),
  jest(['--config', 'jest.cluster.config.mjs', ...rest], { FAULTS_SCALE: isFull ? '1' : '0.1' }),
];
process.exit(Math.max(...codes));
