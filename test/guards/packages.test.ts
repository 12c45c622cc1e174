import { expect, test } from '@jest/globals';
import { readImports } from '../support/import-graph.js';
import { readProjectFile } from '../support/source-files.js';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readProjectFile('package.json')) as Manifest;

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Packages imported by what runs after an install without dev packages, each with one file that does. */
const imported = new Map(
  readImports()
    .filter(({ from, to, isLocal }) => !isLocal && !to.startsWith('node:') && !from.startsWith('graphiql/'))
    .map(({ from, to }) => [packageOf(to), from]),
);

test('every runtime package is imported by src', () => {
  expect(Object.keys(manifest.dependencies).filter((name) => !imported.has(name))).toEqual([]);
});

test('every package that src imports is a runtime package, or a peer of the client library', () => {
  const undeclared = [...imported].filter(
    ([name, from]) =>
      !(name in manifest.dependencies) && !(name in manifest.peerDependencies && from.startsWith('client/')),
  );
  expect(undeclared).toEqual([]);
});

test('the lock file names no place to download from', () => {
  const lock = JSON.parse(readProjectFile('package-lock.json')) as { packages: Record<string, object> };
  const entries = Object.entries(lock.packages);
  expect(entries.length).toBeGreaterThan(100);
  expect(
    entries.filter(([, entry]) => 'resolved' in entry && !('link' in entry)).map(([name]) => name),
  ).toEqual([]);
});
