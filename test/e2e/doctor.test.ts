import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltDev, runBuilt, startBuiltDev } from '../support/built-dev.js';

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'dwar-doctor-'));
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('dwar doctor, where no variable is set', () => {
  const doctor = (args: readonly string[] = [], env = {}, input = '') =>
    runBuilt(['doctor', ...args], env, { cwd: home, input });
  let dev: BuiltDev;

  test('and `dwar dev` has never run reports the missing variables', async () => {
    const { code, stdout } = await doctor();
    expect([code, stdout.match(/is missing/g)?.length]).toEqual([1, 6]);
  });

  test('and `dwar dev` runs checks that instance', async () => {
    dev = await startBuiltDev({ dataDir: join(home, 'data') });
    const { code, stdout, stderr } = await doctor();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`the dev instance of ./data is ready at ${dev.url}`);
    expect(stdout).not.toMatch(/FAIL|missing/);
  });

  test('says whether a token of that instance is accepted', async () => {
    const { code, stdout } = await doctor(['--token', '-'], {}, `${dev.token}\n`);
    expect([code, stdout]).toEqual([0, expect.stringContaining('is accepted until')]);
    expect(stdout).not.toContain(dev.token);
  });

  test('leaves the dev instance alone once a variable of another one is set', async () => {
    const { code, stdout } = await doctor([], { GATEWAY_NAME: 'acme' });
    expect([code, stdout.match(/is missing/g)?.length]).toEqual([1, 5]);
  });

  test('leaves the dev instance alone in production', async () => {
    const { code, stdout } = await doctor([], { NODE_ENV: 'production' });
    expect([code, stdout.match(/is missing/g)?.length]).toEqual([1, 6]);
  });

  test.each<[string, NodeJS.Signals]>([
    ['was killed', 'SIGKILL'],
    ['was stopped', 'SIGTERM'],
  ])('checks what there is of an instance that %s', async (_how, signal) => {
    await dev.stop(signal);
    const { code, stdout } = await doctor();
    expect([code, stdout]).toEqual([0, expect.stringContaining('the dev instance of ./data is not running')]);
    expect(stdout).not.toMatch(/FAIL|missing/);
    dev = await startBuiltDev({ dataDir: join(home, 'data') });
  });

  afterAll(async () => {
    await dev?.stop();
  });
});
