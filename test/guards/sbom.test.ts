import { beforeAll, describe, expect, test } from '@jest/globals';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { readProjectFile } from '../support/source-files.js';

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Bill {
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface LockedPackage {
  readonly version: string;
  readonly license: string;
  readonly integrity: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

const text = readProjectFile('dist/sbom.cdx.json');
const bill = JSON.parse(text) as Bill;
const { packages } = JSON.parse(readProjectFile('package-lock.json')) as {
  packages: Readonly<Record<string, LockedPackage>>;
};
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const locked = Object.entries(packages).filter(
  ([path]) => path.includes('node_modules/') && !path.includes('node_modules/@dwar/'),
);

/** A component in the words of the lock file. */
function asLocked({ name, version, hashes, licenses }: Component): string {
  const integrity = hashes.map(({ alg, content }) => [alg, Buffer.from(content, 'hex').toString('base64')]);
  const licence = licenses.map(({ license, expression }) => license?.id ?? expression).join();
  return [name, version, licence.replace(/^\(|\)$/g, ''), ...integrity.flat()].join(' ');
}

describe('the bill of materials', () => {
  let validator: Validation.JsonStrictValidator;
  beforeAll(() => {
    validator = new Validation.JsonStrictValidator(Spec.Version.v1dot5);
  });

  test('is valid CycloneDX', async () => {
    expect(await validator.validate(text)).toBeNull();
  });

  test.each([
    ['a component without a name', { components: [{ type: 'library' }] }],
    [
      'an unknown hash',
      { components: [{ type: 'library', name: 'x', hashes: [{ alg: 'X', content: '0' }] }] },
    ],
    [
      'a licence that SPDX does not know',
      { components: [{ type: 'library', name: 'x', licenses: [{ license: { id: 'Mine' } }] }] },
    ],
    ['a field that the format does not have', { packages: [] }],
  ])('would be refused with %s', async (_name, change) => {
    expect(await validator.validate(JSON.stringify({ ...bill, ...change }))).not.toBeNull();
  });

  test('has each package of an install in production, with version, licence and hash of the lock file', () => {
    const expected = locked
      .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
      .map(([path, { version, license, integrity }]) =>
        [
          nameOf(path),
          version,
          license.replace(/^\(|\)$/g, ''),
          ...integrity.replace('sha512-', 'SHA-512-').split(/(?<=512)-/),
        ].join(' '),
      );
    expect(expected.length).toBeGreaterThan(100);
    const found = new Set(bill.components.map(asLocked));
    expect(expected.filter((row) => !found.has(row))).toEqual([]);
  });

  test('has no package that is neither installed nor bundled', () => {
    const installed = new Set(
      locked
        .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
        .map(([path, { version }]) => `${nameOf(path)}@${version}`),
    );
    const others = bill.components.filter(({ name, version }) => !installed.has(`${name}@${version}`));
    expect(others.filter(({ properties = [] }) => properties.length === 0).map(({ purl }) => purl)).toEqual(
      [],
    );
    expect(others.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['react-dom', '@mantine/hooks', 'graphiql']),
    );
    expect(bill.components.map(({ name }) => name)).not.toContain('jest');
  });

  test('says which folders of dist hold code of a package', () => {
    const foldersOf = (name: string) =>
      bill.components
        .filter((component) => component.name === name)
        .flatMap(({ properties = [] }) => properties.map(({ value }) => value));
    expect(foldersOf('fastify')).toEqual(['dist']);
    expect(foldersOf('uplot')).toEqual(['dist/console']);
    expect(foldersOf('libsql')).toEqual([]);
  });

  test('is of this version, and each dependency in it is one of its components', () => {
    const { version } = JSON.parse(readProjectFile('package.json')) as { version: string };
    expect(bill.metadata.component).toMatchObject({ name: 'dwar', version });
    const refs = new Set([`dwar@${version}`, ...bill.components.map((component) => component['bom-ref'])]);
    expect(refs.size).toBe(bill.components.length + 1);
    const named = bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(named.filter((ref) => !refs.has(ref))).toEqual([]);
    expect(bill.dependencies.find(({ ref }) => ref === `dwar@${version}`)?.dependsOn.length).toBeGreaterThan(
      30,
    );
  });

  test('has neither a time nor a random number', () => {
    expect(text).not.toMatch(/timestamp|serialNumber|\d{4}-\d\d-\d\dT/);
  });
});
