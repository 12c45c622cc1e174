// Runs the benchmark: `npm run bench [-- <options>]`. Its packages, the servers it compares with, are installed in `bench/` only.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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

/** Installs what the lock file names, unless that is what was installed last. */
function install() {
  const lock = readFileSync(join(bench, 'package-lock.json'), 'utf8');
  const copy = join(bench, 'node_modules', '.installed-lock.json');
  if (readIfPresent(copy) === lock) return;
  process.stderr.write('installing the packages of bench\n');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], bench);
  writeFileSync(copy, lock);
}

function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

if (!args.includes('--help')) {
  run(process.execPath, [join(root, 'scripts', 'build-if-needed.mjs')], root);
  install();
}
const { status } = spawnSync(process.execPath, [join(bench, 'run.mjs'), ...args], { stdio: 'inherit' });
process.exit(status ?? 1);
