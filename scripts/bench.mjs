// Runs the benchmark: `npm run bench [-- <options>]`. Its packages, the servers it compares with, are installed in `bench/` only.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { installLocked } from './install-locked.mjs';

const root = resolve(import.meta.dirname, '..');
const bench = join(root, 'bench');
const args = process.argv.slice(2);

/** Runs a command with its output on standard error; ends this process if it fails. */
function run(command, commandArgs, cwd) {
  const { status } = spawnSync(command, commandArgs, {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!args.includes('--help')) {
  run(process.execPath, [join(root, 'scripts', 'build-if-needed.mjs')], root);
  const { status } = installLocked(bench, 'bench');
  if (status !== 0) process.exit(status);
}
const { status } = spawnSync(process.execPath, [join(bench, 'run.mjs'), ...args], { stdio: 'inherit' });
process.exit(status ?? 1);
