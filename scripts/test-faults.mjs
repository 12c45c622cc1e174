// Runs the fault tests: `npm run test:faults [-- --full] [-- --seed N] [-- <jest arguments>]`.
// Without --full each test plays a tenth of its count. The seed decides every random choice and is printed.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';

const args = process.argv.slice(2);
const isFull = take('--full');
const seedAt = args.indexOf('--seed');
const seed =
  seedAt === -1 ? String(process.env.FAULTS_SEED ?? randomInt(2 ** 31)) : args.splice(seedAt, 2)[1];
process.stdout.write(`fault tests: ${isFull ? 'full counts' : 'a tenth of each count'}, seed ${seed}\n`);

const jest = spawn(
  process.execPath,
  ['node_modules/jest/bin/jest.js', '--config', 'jest.faults.config.mjs', ...args],
  {
    stdio: 'inherit',
    env: { ...process.env, FAULTS_SCALE: isFull ? '1' : '0.1', FAULTS_SEED: seed },
  },
);
jest.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));

function take(flag) {
  const at = args.indexOf(flag);
  if (at !== -1) args.splice(at, 1);
  return at !== -1;
}
