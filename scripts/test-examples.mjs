// Tests the examples that have packages of their own: `npm run test:examples [-- <jest arguments of test/examples>]`.
// Their packages are installed in their folders only, and again when their lock file changes. Without a package registry their tests are
// skipped; under CI=true that is a failure.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installLocked } from './install-locked.mjs';

const root = resolve(import.meta.dirname, '..');
const EXAMPLES = ['next', 'react-native'];
const NOT_REACHED =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b/;

/** Installs what the lock file of an example names. Returns false if the registry was not reached. */
function install(example) {
  const folder = join(root, 'examples', example);
  const more = ['--prefer-offline', '--fetch-retries=1'];
  const { status, stderr } = installLocked(folder, `examples/${example}`, more);
  if (status !== 0) return !NOT_REACHED.test(stderr) && process.exit(status);
  for (const name of ['client', 'react']) copyBuilt(name, folder);
  return true;
}

/** Replaces the copy of one of our packages, which an install does not do when it was built again. */
function copyBuilt(name, folder) {
  const target = join(folder, 'node_modules', '@dwar', name);
  rmSync(target, { recursive: true, force: true });
  for (const part of ['package.json', 'dist'])
    cpSync(join(root, 'packages', name, part), join(target, part), { recursive: true });
}

for (const example of EXAMPLES) {
  if (install(example)) continue;
  process.stderr.write(
    `examples/${example}: its packages cannot be installed, because the package registry cannot be reached.\n`,
  );
  if (process.env.CI === 'true') process.exit(1);
  process.stderr.write('Its tests are skipped.\n');
}
const { status } = spawnSync(
  process.execPath,
  ['node_modules/jest/bin/jest.js', '--config', 'jest.examples.config.mjs', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
