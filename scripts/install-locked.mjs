import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs what the lock file of a folder names, unless that is what was installed last. npm's output goes to standard
 * error. Returns npm's exit code and what it wrote there; 0 where there was nothing to install.
 */
export function installLocked(folder, name, more = []) {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const copy = join(folder, 'node_modules', '.installed-lock.json');
  if (readIfPresent(copy) === lock) return { status: 0, stderr: '' };
  process.stderr.write(`installing the packages of ${name}\n`);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...more];
  const { status, stderr } = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  process.stderr.write(stderr);
  if (status === 0) writeFileSync(copy, lock);
  return { status: status ?? 1, stderr };
}

function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
