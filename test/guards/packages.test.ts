import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { readImports } from '../support/import-graph.js';
import { PACKAGES, projectRoot, readProjectFile } from '../support/source-files.js';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, object>>;
  readonly types: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

const manifest = JSON.parse(readProjectFile('package.json')) as Manifest;

/** Of generated documents; the build replaces it (`scripts/bundle/library.mjs`). */
const TYPES_ONLY = '@graphql-typed-document-node/core';

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Built with the packages it imports. */
function isForBrowsers(file: string): boolean {
  return ['console-pages/', 'graphiql/', 'shop/react/'].some((folder) => file.startsWith(folder));
}

/** Packages imported by what runs after an install without dev packages, each with one file that does. */
const imported = new Map(
  readImports()
    .filter(({ from, to, isLocal }) => !isLocal && !to.startsWith('node:') && !isForBrowsers(from))
    .map(({ from, to }) => [packageOf(to), from]),
);

test('every runtime package is imported by src', () => {
  expect(Object.keys(manifest.dependencies).filter((name) => !imported.has(name))).toEqual([]);
});

test('every package that src imports is a runtime package', () => {
  expect([...imported].filter(([name]) => !(name in manifest.dependencies))).toEqual([]);
});

test.each(PACKAGES)('%s imports its peers and no other package', (folder) => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readProjectFile(`${folder}/../package.json`),
  ) as Manifest;
  const named = readImports(folder).filter(({ to, isLocal }) => !isLocal && to !== TYPES_ONLY);
  expect(new Set(named.map(({ to }) => packageOf(to)))).toEqual(new Set(Object.keys(peerDependencies)));
  // Each entry of the client needs others of them; the hooks need all.
  const optional = folder === 'packages/client/src' ? Object.keys(peerDependencies) : [];
  expect(Object.keys(peerDependenciesMeta ?? {})).toEqual(optional);
  expect(dependencies).toBeUndefined();
});

test('the lock file names no place to download from', () => {
  const lock = JSON.parse(readProjectFile('package-lock.json')) as { packages: Record<string, object> };
  const entries = Object.entries(lock.packages);
  expect(entries.length).toBeGreaterThan(100);
  expect(
    entries.filter(([, entry]) => 'resolved' in entry && !('link' in entry)).map(([name]) => name),
  ).toEqual([]);
});

test('the published package holds what it names, and no sources', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(output) as [{ files: readonly { path: string }[] }];
  const files = packed.files.map(({ path }) => path);
  const named = [
    manifest.types,
    ...Object.values(manifest.bin),
    ...Object.values(manifest.exports).flatMap(targets),
  ];
  expect(named.map((path) => path.replace('./', '')).filter((path) => !files.includes(path))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'dist/main.js',
      'dist/main.js.map',
      'dist/licences.txt',
      'dist/console/licences.txt',
      'dist/sbom.cdx.json',
      'dist/webhooks/verify-worker.js',
    ]),
  );
  expect(files.filter((path) => path.endsWith('.ts') && !path.startsWith('dist/client/'))).toEqual([]);
});

function targets(exported: string | Readonly<Record<string, string>>): readonly string[] {
  return typeof exported === 'string' ? [exported] : Object.values(exported);
}
