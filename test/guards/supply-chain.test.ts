import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isInstalled, licencesPage } from '../../src/generate/licences-page.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

const lock = readProjectFile('package-lock.json');
const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, LockedPackage>> };
const { allowScripts } = JSON.parse(readProjectFile('package.json')) as {
  allowScripts: Record<string, boolean>;
};

/** Every package but our own, by its path in `node_modules`. */
const installed = Object.entries(packages).filter(([path]) => isInstalled(path));
const inProduction = installed.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? path;

/** Licences that ask for no more than to be named. */
const PERMISSIVE = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
];

/** Packages in production whose install script is not run, with the reason why nothing is missing. */
const SCRIPTS_NOT_RUN: Readonly<Record<string, string>> = {
  '@apollo/protobufjs': 'it only warns of version ranges that its dependants use',
};

/** Whether an SPDX expression of names, AND, OR and one level of brackets comes to a permissive licence. */
function isPermissive(expression: string | undefined): boolean {
  const parts = expression?.replace(/^\(|\)$/g, '') ?? '';
  if (parts.includes(' OR ')) return parts.split(' OR ').some(isPermissive);
  return parts.split(' AND ').every((name) => PERMISSIVE.includes(name));
}

describe('an install', () => {
  test('brings packages of permissive licences only', () => {
    expect(inProduction.length).toBeGreaterThan(100);
    const others = inProduction.filter(([, { license }]) => !isPermissive(license));
    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  test('brings the exact versions and bytes of the lock file', () => {
    const loose = installed.filter(
      ([, { version, integrity = '' }]) =>
        !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version) || !integrity.startsWith('sha512-'),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  test('runs no script of a package', () => {
    const withScript = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(Object.keys(allowScripts).sort()).toEqual(
      [...new Set(withScript.map(([path]) => nameOf(path)))].sort(),
    );
    expect(Object.values(allowScripts).every((isAllowed) => !isAllowed)).toBe(true);
  });

  test('needs no script in production', () => {
    const withScript = inProduction.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(withScript.map(([path]) => nameOf(path))).toEqual(Object.keys(SCRIPTS_NOT_RUN));
  });
});

describe('the rule on licences', () => {
  test.each(['MIT', '(MIT AND BSD-3-Clause)', '(GPL-3.0 OR MIT)'])('lets %s pass', (expression) => {
    expect(isPermissive(expression)).toBe(true);
  });

  test.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    '(MIT AND GPL-2.0)',
    'SEE LICENSE IN LICENSE',
    'UNLICENSED',
    '',
    undefined,
  ])('stops at %s', (expression) => {
    expect(isPermissive(expression)).toBe(false);
  });
});

test('the page of licences has each package once, with what is not installed here, and none of development', () => {
  const page = licencesPage(lock);
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| package'));
  expect(rows).toHaveLength(
    new Set(inProduction.map(([path, { version }]) => `${nameOf(path)} ${version}`)).size,
  );
  expect(page).toContain('| @libsql/darwin-arm64 |');
  expect(page).not.toContain('| jest |');
});

/** The path of a package in the lock file, in the path of one of its files. */
const PACKAGE_PATH = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/;

describe('the licences that are shipped with the built server', () => {
  const maps = readdirSync(join(projectRoot, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.js.map') && !name.startsWith('graphiql'),
  );
  const sources = maps.flatMap(
    (name) => (JSON.parse(readProjectFile(`dist/${name}`)) as { sources: string[] }).sources,
  );
  const bundled = [...new Set(sources.flatMap((source) => PACKAGE_PATH.exec(source)?.[0] ?? []))];
  const sections = readProjectFile('dist/licences.txt').split(/\n\n-{80}\n\n/);

  test('hold a text of each package in it', () => {
    expect(bundled.length).toBeGreaterThan(100);
    const without = bundled.filter((path) => {
      const title = `${nameOf(path)} ${packages[path]?.version} (`;
      return !sections.some((section) => section.startsWith(title) && section.length > SHORTEST_LICENCE);
    });
    expect(without).toEqual([]);
  });

  test('are those of packages that are installed in production', () => {
    expect(bundled.filter((path) => packages[path] === undefined || packages[path].dev === true)).toEqual([]);
  });
});

/** Characters of the shortest text that grants something, 0BSD. */
const SHORTEST_LICENCE = 500;
