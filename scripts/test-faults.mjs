// Runs the fault tests: `npm run test:faults [-- --full] [-- --seed N] [-- --part together|alone] [-- <jest arguments>]`.
// Without --full each test plays a tenth of its count, or fewer where more would be the same again. The seed decides every
// random choice and is printed. The tests of the part `alone` judge times: they run after the others, one after another.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const args = process.argv.slice(2);
const isFull = take('--full', 1).length > 0;
const [, seed = String(process.env.FAULTS_SEED ?? randomInt(2 ** 31))] = take('--seed', 2);
const [, part] = take('--part', 2);
process.stdout.write(`fault tests: ${isFull ? 'full counts' : 'a tenth of each count'}, seed ${seed}\n`);

// Named tests run one after another, whichever part they are of.
const parts = part === undefined ? (args.length > 0 ? [''] : ['together', 'alone']) : [part];
const codes = parts.map((FAULTS_PART) => {
  const env = { ...process.env, FAULTS_SCALE: isFull ? '1' : '0.1', FAULTS_SEED: seed, FAULTS_PART };
  const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest.faults.config.mjs', ...args];
  return spawnSync(process.execPath, jest, { stdio: 'inherit', env }).status ?? 1;
});
process.exit(Math.max(...codes));

/** Takes a flag and what follows it out of the arguments; returns nothing where it is absent. */
function take(flag, length) {
  const at = args.indexOf(flag);
  return at === -1 ? [] : args.splice(at, length);
}
