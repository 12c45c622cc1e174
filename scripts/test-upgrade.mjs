// Runs an instance of another version and one of this on one database, side by side and by turns: `npm run test:upgrade -- <commit>`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const [commit, ...rest] = process.argv.slice(2);
if (commit === undefined || commit === '--help') {
  process.stderr.write(
    'usage: npm run test:upgrade -- <commit of the other version> [-- <jest arguments>]\n',
  );
  process.exit(commit === undefined ? 2 : 0);
}

function run(command, args, cwd, env = {}) {
  return spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

const other = join(mkdtempSync(join(tmpdir(), 'dwar-upgrade-')), 'dwar');
let code = run('git', ['worktree', 'add', '--detach', '--force', other, commit], root);
try {
  if (code === 0) {
    // Packages rarely differ between two versions that follow each other; a build that fails says so.
    symlinkSync(join(root, 'node_modules'), join(other, 'node_modules'));
    code = run('npm', ['run', 'build:server'], other);
  }
  if (code === 0)
    code = run(
      process.execPath,
      [
        'node_modules/jest/bin/jest.js',
        '--config',
        'jest.cluster.config.mjs',
        'two-versions|downgrade',
        ...rest,
      ],
      root,
      { DWAR_OTHER_MAIN: join(other, 'dist', 'main.js') },
    );
} finally {
  run('git', ['worktree', 'remove', '--force', other], root);
  rmSync(resolve(other, '..'), { recursive: true, force: true });
}
process.exit(code);
