/**
 * Builds what is missing or older than its sources, so that `npm run dev` and `npm test` work right after an install.
 * Needs nothing but the installed packages. Exit code: that of the first build that fails.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
/** What is built for browsers, and not into the server. */
const browserSources = ['graphiql', 'emulator/browser', 'console-pages', 'shop'].map((folder) =>
  join(root, 'src', folder),
);

const library = [
  'packages/client/src',
  'packages/client/tsconfig.json',
  'packages/client/tsconfig.dwar.json',
  'scripts/bundle',
  'tsconfig.json',
  'package-lock.json',
];

const builds = [
  {
    script: 'build:server',
    product: 'dist/.built',
    sources: ['src', ...library, 'scripts/build-server.mjs'],
    skip: (path) => browserSources.some((folder) => path.startsWith(folder)),
  },
  {
    script: 'build:client',
    product: 'packages/client/dist/.built',
    sources: [...library, 'scripts/build-client.mjs'],
    skip: () => false,
  },
  {
    script: 'build:react',
    product: 'packages/react/dist/.built',
    // Its types come from the built client, which is built first.
    sources: ['packages/react/src', 'packages/react/tsconfig.json', 'scripts/build-react.mjs', ...library],
    skip: () => false,
  },
  {
    script: 'build:graphiql',
    product: 'dist/graphiql/index.html',
    sources: ['src/graphiql', 'scripts/bundle/licence-texts.mjs', 'package-lock.json'],
    skip: () => false,
  },
  {
    script: 'build:browser',
    product: 'dist/emulator/broker-page/index.html',
    sources: ['src/emulator/browser', 'package-lock.json'],
    skip: () => false,
  },
  {
    script: 'build:console',
    product: 'dist/console/index.html',
    sources: ['src/console-pages', 'scripts/bundle', 'docs', 'package-lock.json'],
    skip: () => false,
  },
  {
    script: 'build:shop',
    // The last page that is built. It bundles the built packages.
    product: 'dist/shop/react/index.html',
    sources: ['src/shop', 'packages/client/src', 'packages/react/src', 'package-lock.json'],
    skip: () => false,
  },
  {
    // Names what the builds above have bundled.
    script: 'sbom',
    product: 'dist/sbom.cdx.json',
    sources: [
      'package.json',
      'package-lock.json',
      'scripts/sbom.mjs',
      ...['dist', 'dist/console', 'dist/graphiql', 'dist/shop/react'].map(
        (folder) => `${folder}/licences.txt`,
      ),
    ],
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
