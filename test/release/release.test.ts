import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ReleaseRepository } from '../support/release-repository.js';

/** Releases in repositories of their own. */

const unreleased = new ReleaseRepository();
const released = new ReleaseRepository(unreleased);
let repository: ReleaseRepository;

beforeAll(() => {
  expect(released.run('release', '--no-check')).toMatchObject({ code: 0 });
  released.describe('- The second version.');
  released.commit('docs: what is new');
});
beforeEach(() => {
  repository = new ReleaseRepository(unreleased);
});
afterEach(() => repository.remove());
afterAll(() => [unreleased, released].forEach((template) => void template.remove()));

const release = (...args: readonly string[]) => repository.run('release', ...args);
/** Makes a release without `npm run check`, which is the matter of tests of its own. */
const releaseUnchecked = (...args: readonly string[]) => release('--no-check', ...args);
const versionIn = (path: string) => (JSON.parse(repository.read(path)) as { version: string }).version;
const MANIFESTS = ['package.json', 'packages/client/package.json', 'packages/react/package.json'];

/** Continues in a repository that has one release, 0.1.0, and something to release. */
function firstRelease(): void {
  repository.remove();
  repository = new ReleaseRepository(released);
}

describe('a release', () => {
  test('says what it would do with --dry-run, and changes nothing', () => {
    const head = repository.git('rev-parse', 'HEAD');
    const { code, stdout } = release('--dry-run');
    expect([code, stdout]).toEqual([0, expect.stringContaining('next version: 0.1.0')]);
    expect(stdout).toContain('nothing was changed');
    expect([repository.git('rev-parse', 'HEAD'), repository.git('status', '--porcelain')]).toEqual([
      head,
      '',
    ]);
    expect(repository.git('tag')).toBe('');
  });

  test('is a commit and an annotated tag with its section of the changelog', () => {
    const { code, stdout } = release();
    expect([code, stdout]).toEqual([0, expect.stringContaining('released 0.1.0')]);
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(repository.git('log', '-1', '--format=%s').trim()).toBe('chore(release): 0.1.0');
    expect(repository.git('cat-file', '-t', 'v0.1.0').trim()).toBe('tag');
    const message = repository.git('tag', '--list', '--format=%(contents)', 'v0.1.0');
    expect(message).toMatch(/^## 0\.1\.0 \(\d{4}-\d\d-\d\d\)\n\n- The first version\.$/m);
    expect(repository.read('CHANGELOG.md')).toMatch(/^## Unreleased\n\n## 0\.1\.0 \(/m);
  });

  test('gives one version to the server, both packages, their lock files and the chart', () => {
    firstRelease();
    expect(releaseUnchecked('--version', '0.3.0')).toMatchObject({ code: 0 });
    expect(MANIFESTS.map(versionIn)).toEqual(['0.3.0', '0.3.0', '0.3.0']);
    expect(repository.read('deploy/helm/dwar/Chart.yaml')).toMatch(
      /^version: 0\.3\.0\nappVersion: 0\.3\.0$/m,
    );
    expect(JSON.parse(repository.read('packages/react/package.json'))).toMatchObject({
      peerDependencies: { '@dwar/client': '^0.3.0' },
    });
    for (const folder of ['.', 'examples/next', 'examples/react-native']) {
      const text = repository.read(`${folder}/package-lock.json`);
      const { packages } = JSON.parse(text) as {
        packages: Record<string, { name?: string; version?: string }>;
      };
      const own = Object.entries(packages).filter(
        ([path, { name, version }]) =>
          version !== undefined && /^(?:dwar|@dwar\/.+)$/.test(name ?? path.replace(/^.*node_modules\//, '')),
      );
      expect([folder, own.length > 1, new Set(own.map(([, { version }]) => version))]).toEqual([
        folder,
        true,
        new Set(['0.3.0']),
      ]);
      expect(text).toContain('"@dwar/client": "^0.3.0"');
    }
    // Nothing but versions: npm would write the same.
    expect(repository.git('diff', '--numstat', 'HEAD~1', '--', 'package-lock.json')).toMatch(/^5\t5\t/);
  });

  test('makes the schema the baseline of what follows', () => {
    repository.change('schema/schema.graphql', (text) =>
      text.replace('type Query {', 'type Query {\n  newest: Int\n'),
    );
    repository.commit('feat(schema): newest');
    expect(releaseUnchecked()).toMatchObject({ code: 0 });
    expect(repository.read('schema/baseline.graphql')).toBe(repository.read('schema/schema.graphql'));
  });

  test('lists the features, fixes and breaking changes since the last one below what was written', () => {
    firstRelease();
    repository.commit('feat(orders): a basket');
    repository.commit('fix(webhooks): a checksum of another length');
    repository.commit('chore: nothing that is noticed');
    expect(releaseUnchecked()).toMatchObject({ code: 0 });
    const section = repository.read('CHANGELOG.md').split(/^## /m)[2] ?? '';
    expect(section).toMatch(/^0\.1\.1 \(/);
    expect(section).toMatch(
      /- The second version\.\n\n### Commits\n\n#### Features\n\n\* \*\*orders:\*\* a basket [0-9a-f]{7}/,
    );
    expect(section).toMatch(/#### Bug Fixes\n\n\* \*\*webhooks:\*\* a checksum/);
    expect(section).not.toMatch(/everything|nothing that is noticed/);
    expect(repository.read('CHANGELOG.md')).toMatch(/^## 0\.1\.0 \(/m);
  });

  test.each([
    ['a fix', ['fix: a'], '0.1.1'],
    ['a feature, before 1.0', ['feat: a', 'fix: b'], '0.1.1'],
    ['a breaking change, before 1.0', ['fix: a', 'feat!: b'], '0.2.0'],
    ['a breaking change in the body', ['fix: a\n\nBREAKING CHANGE: b is gone'], '0.2.0'],
    ['no change of behaviour', ['docs: a'], '0.1.1'],
  ])('of %s has the version that it asks for', (_name, commits, version) => {
    firstRelease();
    for (const message of commits) repository.commit(message);
    expect(release('--dry-run').stdout).toContain(`next version: ${version}`);
  });

  test('after 1.0 grows by the usual rules', () => {
    expect(releaseUnchecked('--version', '1.0.0')).toMatchObject({ code: 0 });
    repository.describe('- More.');
    repository.commit('feat: more');
    expect(release('--dry-run').stdout).toContain('next version: 1.1.0');
    repository.commit('fix!: other');
    expect(release('--dry-run').stdout).toContain('next version: 2.0.0');
  });
});

describe('a release is refused, with nothing changed,', () => {
  function refused(reason: string | RegExp, ...args: readonly string[]): void {
    const before = [
      repository.git('rev-parse', 'HEAD'),
      repository.git('status', '--porcelain'),
      repository.git('tag'),
    ];
    const { code, stderr } = release(...args);
    expect([code, stderr]).toEqual([1, expect.stringMatching(reason)]);
    expect([
      repository.git('rev-parse', 'HEAD'),
      repository.git('status', '--porcelain'),
      repository.git('tag'),
    ]).toEqual(before);
  }

  test('with files that are not committed', () => {
    repository.write('notes.txt', 'x');
    refused('not committed: ?? notes.txt'.replaceAll('?', '\\?'));
  });

  test('with nothing under "Unreleased"', () => {
    expect(releaseUnchecked()).toMatchObject({ code: 0 });
    refused('says nothing under "Unreleased"');
  });

  test('with a version that is lower than the commits ask for, or taken', () => {
    firstRelease();
    repository.commit('feat!: other');
    refused('0.1.5 is lower than 0.2.0', '--version', '0.1.5');
    repository.git('tag', 'v0.2.0', 'HEAD~1');
    repository.git('tag', '--delete', 'v0.1.0');
    refused('the tag v0.2.0 exists', '--version', '0.2.0');
  });

  test('with packages of different versions', () => {
    repository.change('packages/client/package.json', (text) => text.replace('"0.1.0"', '"0.1.9"'));
    repository.commit('chore: a version');
    refused('packages/client/package.json has version 0.1.9, package.json has 0.1.0');
  });

  test.each([
    [
      'schema/schema.graphql',
      /^ {2}isFinal: Boolean!$/m,
      '  isOver: Boolean!',
      /schema: \w+\.isFinal was removed.*needs 0\.2\.0/,
    ],
    [
      '.env.example',
      /^# WEBHOOK_MAX_BYTES=/m,
      '# WEBHOOK_BYTES=',
      /WEBHOOK_MAX_BYTES is gone.*needs 0\.2\.0/,
    ],
    ['packages/client/package.json', '"./urql"', '"./url"', /the entry \.\/urql is gone.*needs 0\.2\.0/],
  ])('when %s breaks what is released, unless the version says so', (path, what, other, reason) => {
    firstRelease();
    repository.change(path, (text) => text.replace(what, other));
    repository.commit('fix: less');
    refused(reason);
    expect(release('--dry-run', '--version', '0.2.0')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('breaks: '),
    });
  });

  test('when a migration is not as it was released, with any version', () => {
    firstRelease();
    const name = repository.git('ls-files', 'src/ledger/migrations/0001*').trim();
    repository.change(name, (text) => `${text}// another\n`);
    repository.commit('fix!: a migration');
    refused(`${name} is not as it was released`, '--version', '9.0.0');
  });

  test('with every reason at once', () => {
    repository.describe('');
    repository.change('packages/react/package.json', (text) => text.replace('"0.1.0"', '"0.1.9"'));
    refused(/not committed[\s\S]*has version 0\.1\.9[\s\S]*says nothing/);
  });

  test('when the check fails: the files are as they were', () => {
    repository.change('package.json', (text) => text.replace('"check": "true"', '"check": "exit 3"'));
    repository.commit('test: a test that fails');
    const { code, stdout } = release();
    expect([code, stdout]).toEqual([1, expect.stringContaining('nothing was released')]);
    expect([repository.git('status', '--porcelain'), repository.git('tag')]).toEqual(['', '']);
    expect(release('--no-check')).toMatchObject({ code: 0 });
  });
});

describe('wrong arguments', () => {
  test.each([[['--publish']], [['--version', '5']], [['--version', 'v1.0.0']], [['now']]])(
    '%j end with a usage',
    (args) => {
      const { code, stderr } = release(...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('usage: npm run release')]);
    },
  );
});

describe('npm run changelog', () => {
  test('prints the section of the next version, and writes nothing', () => {
    firstRelease();
    repository.commit('feat(orders): a basket');
    const { code, stdout } = repository.run('changelog');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^## 0\.1\.1 \(unreleased\)\n\n- The second version\./),
    ]);
    expect(stdout).toContain('* **orders:** a basket');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('prints the commits alone, or says that there are none', () => {
    firstRelease();
    expect(repository.run('changelog', '--commits').stdout).toBe(
      'No feature, fix or breaking change since the last release.\n',
    );
    repository.commit('fix(orders): a basket');
    expect(repository.run('changelog', '--commits').stdout).toMatch(
      /^### Bug Fixes\n\n\* \*\*orders:\*\* a basket [0-9a-f]{7}\n$/,
    );
  });

  test('has a help, and refuses what it does not know', () => {
    expect(repository.run('changelog', '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('usage'),
    });
    expect(repository.run('changelog', '--write')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('usage'),
    });
  });
});
