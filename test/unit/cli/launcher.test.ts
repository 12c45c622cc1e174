import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { removeTemporaryFolders, temporaryFolder } from '../../support/cli.js';

const root = resolve(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  bin: { dwar: string };
  files: string[];
  version: string;
};

afterAll(removeTemporaryFolders);

const run = (folder: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(folder, manifest.bin.dwar), ...args], { encoding: 'utf8' });

test('before the first build the command exists and asks for a build', () => {
  const clone = temporaryFolder();
  cpSync(join(root, 'bin'), join(clone, 'bin'), { recursive: true });
  expect(existsSync(join(clone, manifest.bin.dwar))).toBe(true);
  expect(run(clone, '--version')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'dwar: not built yet: run npm run build\n',
  });
});

test('after a build the command runs it and passes on its exit code', () => {
  expect(run(root, '--version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n` });
  expect(run(root, 'purchase')).toMatchObject({ status: 2, stdout: '' });
});

test('the package contains the command and the build', () => {
  expect(manifest.files).toEqual(expect.arrayContaining([manifest.bin.dwar.split('/')[0], 'dist']));
});
