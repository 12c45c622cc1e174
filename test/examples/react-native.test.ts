import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { installedExample } from './installed.js';

/** Checks, bundles and runs `examples/react-native` with the packages of this repository. */

const run = promisify(execFile);
const example = installedExample('react-native');
const { installed } = example;

/** No packet leaves: what asks for a proxy finds none, and npm asks for nothing. */
const OFFLINE = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  npm_config_offline: 'true',
};

let dev: BuiltDev;

beforeAll(async () => {
  if (installed === test) dev = await startBuiltDev();
});
afterAll(async () => {
  await dev?.stop();
});

describe('the example react-native', () => {
  installed('passes the check of its types', async () => {
    await example.script('check');
  });

  installed.each(['android', 'ios'])('is bundled by Metro for %s, as Hermes reads it', async (platform) => {
    await example.script(`bundle:${platform}`, OFFLINE);
    const file = join(example.folder, 'dist', `${platform}.js`);
    const bundle = readFileSync(file, 'utf8');
    expect(bundle).toContain('graphql-transport-ws');
    expect(bundle).toContain('Buy 1 INFY');
    if (process.platform !== 'linux' || process.arch !== 'x64') return;
    const hermes = join(example.folder, 'node_modules/hermes-compiler/hermesc/linux64-bin/hermesc');
    await run(hermes, ['-emit-binary', '-w', '-out', `${file}.hbc`, file]);
  });

  installed('passes the tests of its screens on this Dwar', async () => {
    const output = await example.script('test', {
      DWAR_URL: dev.url,
      EMULATOR_URL: dev.emulatorUrl,
      DWAR_DATA: dev.dataDir,
    });
    expect(output).toMatch(/^Tests: +(\d+) passed, \1 total$/m);
  });
});
