import { homedir } from 'node:os';
import { expect, test } from '@jest/globals';
import { listFiles, projectRoot, readProjectFile } from '../support/source-files.js';

// Put together from pieces, so that this file is not found by its own search.
const registryHosts = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
  ['registry', 'npmmirror', 'com'],
].map((labels) => labels.join('.'));
const anyRegistry = new RegExp(`https?://${'registry'}\\.`);

/** Folders that exist on this machine only; one-level folders such as `/app` could be meant as URL paths. */
const ownFolders = [projectRoot, homedir()].filter((folder) => folder.split(/[/\\]/).length > 2);
const anyHome = new RegExp(`(?<![\\w.])/(?:${['home', 'Users', 'root'].join('|')})/[\\w.-]+/`);

const texts = listFiles()
  .filter((file) => !/\.(?:png|ico|woff2?|ttf|gz|db)$/.test(file))
  .map((file) => ({ file, text: readProjectFile(file) }));

function filesWith(found: (text: string) => boolean): readonly string[] {
  return texts.filter(({ text }) => found(text)).map(({ file }) => file);
}

test('the search sees the project', () => {
  expect(texts.map(({ file }) => file)).toEqual(expect.arrayContaining(['package.json', 'src/core/ids.ts']));
});

test('no file names a package registry', () => {
  expect(
    filesWith((text) => anyRegistry.test(text) || registryHosts.some((host) => text.includes(host))),
  ).toEqual([]);
});

test('no file names a folder of one machine', () => {
  expect(
    filesWith((text) => anyHome.test(text) || ownFolders.some((folder) => text.includes(folder))),
  ).toEqual([]);
});

test.each([`https://${registryHosts[0]}/x`, `http://${'registry'}.example.com/`])(
  'would find %s',
  (planted) => {
    expect(anyRegistry.test(planted)).toBe(true);
  },
);

test('would find a home folder', () => {
  expect(anyHome.test(`see /${'home'}/somebody/notes.txt`)).toBe(true);
  expect(anyHome.test(`https://example.com/${'home'}/a/b`)).toBe(false);
});
