/**
 * Builds what is missing or older than its sources, so that `npm run dev` and `npm test` work right after an install.
 * Needs nothing but the installed packages. Exit code: that of the first build that fails.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const graphiqlSources = join(root, 'src', 'graphiql');

const builds = [
  {
    script: 'build:server',
    product: 'dist/.built',
    sources: ['src', 'scripts/build-server.mjs', 'scripts/bundle', 'tsconfig.json', 'package-lock.json'],
    skip: (path) => path.startsWith(graphiqlSources),
  },
  {
    script: 'build:graphiql',
    product: 'dist/graphiql/index.html',
    sources: ['src/graphiql', 'scripts/bundle/licence-texts.mjs', 'package-lock.json'],
    skip: () => false,
  },
];

/** Time of the last change in epoch milliseconds, folders included (so that a removed file counts); 0 if absent. */
function changedAt(path, skip) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || skip(path)) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => changedAt(join(path, name), skip));
  return Math.max(stat.mtimeMs, ...inside);
}

for (const { script, product, sources, skip } of builds) {
  const builtAt = changedAt(join(root, product), () => false);
  if (sources.every((source) => changedAt(join(root, source), skip) < builtAt)) continue;
  process.stderr.write(`building: npm run ${script}\n`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
