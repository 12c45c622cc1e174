import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../support/source-files.js';

const run = promisify(execFile);

/** The names that the built package exports under `path` to other packages. */
async function exportsOf(path: string): Promise<readonly string[]> {
  const script = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(path)}))))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectRoot,
  });
  return JSON.parse(stdout) as readonly string[];
}

test('the package exports both readers as dwar/client', async () => {
  expect(await exportsOf('dwar/client')).toEqual([
    'EventStreamRefused',
    'createResumingLink',
    'readEventStream',
  ]);
});

test('the package exports the SSE reader alone, for apps without Apollo Client', async () => {
  expect(await exportsOf('dwar/client/event-stream')).toEqual(['EventStreamRefused', 'readEventStream']);
});

test('the package hides its internal modules', async () => {
  await expect(exportsOf('dwar/dist/client/core/backoff.js')).rejects.toThrow(
    /ERR_PACKAGE_PATH_NOT_EXPORTED/,
  );
});
