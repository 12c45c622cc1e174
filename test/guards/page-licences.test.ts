import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { build } from 'vite';
import { BuildContext, isIgnored } from '../support/build-context.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

/** The pages are built of what a build of the image is sent, and of nothing else. */
const context = new BuildContext();
afterAll(() => context.remove());

/** What is built for browsers: where its build is described, and where its files are published. */
const PAGES = [
  { source: 'src/graphiql', published: 'dist/graphiql' },
  { source: 'src/console-pages', published: 'dist/console' },
  { source: 'src/shop', published: 'dist/shop' },
  { source: 'src/shop/react', published: 'dist/shop/react' },
  { source: 'src/emulator/browser/scdk', published: 'dist/emulator/scdk' },
  { source: 'src/emulator/browser/broker-page', published: 'dist/emulator/broker-page' },
];

/** The sections of a file of licences, each with its package as `name@version`. */
function sectionsOf(text: string): readonly { readonly ref: string; readonly length: number }[] {
  return text.split(/\n\n-{80}\n\n/).flatMap((section) => {
    const [, name, version] = /^(\S+) (\S+) \(.+\)$/m.exec(section.split('\n')[0] ?? '') ?? [];
    return name === undefined ? [] : [{ ref: `${name}@${version}`, length: section.length }];
  });
}

/** The folder of a package in the path of one of its files. */
const PACKAGE_PATH = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/;

/** The packages of which a page's code holds a part, as `name@version`: the bundler itself is asked. */
async function bundledBy(source: string): Promise<ReadonlySet<string>> {
  const modules = new Set<string>();
  const root = join(context.path, source);
  await build({
    root,
    configFile: join(root, 'vite.config.mjs'),
    build: { write: false, minify: false },
    plugins: [
      {
        name: 'modules',
        generateBundle: (_options, bundle) => {
          for (const file of Object.values(bundle))
            if (file.type === 'chunk') for (const id of file.moduleIds) modules.add(id);
        },
      },
    ],
  });
  const folders = new Set(
    [...modules].flatMap((id) => PACKAGE_PATH.exec(id.replaceAll('\\', '/'))?.[0] ?? []),
  );
  return new Set(
    [...folders].map((folder) => {
      const { name, version } = JSON.parse(readProjectFile(`${folder}/package.json`)) as Record<
        string,
        string
      >;
      return `${name}@${version}`;
    }),
  );
}

describe.each(PAGES)('the pages of $source', ({ source, published }) => {
  test('are published with the licence of each package in them, and of no other', async () => {
    const bundled = await bundledBy(source);
    const file = join(published, 'licences.txt');
    const notices = existsSync(join(projectRoot, file)) ? sectionsOf(readProjectFile(file)) : [];
    expect(notices.map(({ ref }) => ref).sort()).toEqual([...bundled].sort());
    expect(notices.filter(({ length }) => length < SHORTEST_LICENCE)).toEqual([]);
  });
});

/** Characters of the shortest text that grants something, 0BSD. */
const SHORTEST_LICENCE = 500;

describe('what a build of the image is sent', () => {
  const patterns = ['.git', '**/node_modules', '*.md', '!README.md', 'docs/**/*.png'];

  test.each([
    '.git/config',
    'node_modules/a/b.js',
    'packages/client/node_modules/a.js',
    'NOTES.md',
    'docs/images/a/b.png',
  ])('is not %s', (path) => {
    expect(isIgnored(path, patterns)).toBe(true);
  });

  test.each(['README.md', 'src/NOTES.md', 'docs/images/a.svg', '.gitignore', 'src/node_modules.ts'])(
    'is %s',
    (path) => {
      expect(isIgnored(path, patterns)).toBe(false);
    },
  );
});
