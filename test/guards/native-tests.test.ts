import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { projectRoot, readProjectFile } from '../support/source-files.js';

interface FileResult {
  readonly name: string;
  readonly message: string;
  readonly status: string;
  readonly assertionResults: readonly {
    readonly title: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

/** Runs Jest on fixtures with our configuration, all in one process. */
async function runFixtures(...args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-fixtures-'));
  const outputFile = join(folder, 'results.json');
  const jest = join(projectRoot, 'node_modules/jest/bin/jest.js');
  const options = ['--testMatch=**/*.fixture.ts', '--runInBand', '--json', `--outputFile=${outputFile}`];
  const env = { ...process.env, TEST_COUNTS_FILE: '', TEST_END_AFTER_MS: '1000', KEPT: 'kept' };
  try {
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((settle) => {
      const run = [jest, ...options, ...args];
      execFile(process.execPath, run, { cwd: projectRoot, env }, (error, _stdout, stderr) =>
        settle({ code: error?.code ?? 0, stderr }),
      );
    });
    const { testResults } = JSON.parse(readFileSync(outputFile, 'utf8')) as { testResults: FileResult[] };
    return { code, stderr, files: testResults };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const statuses = (file: FileResult | undefined) =>
  file?.assertionResults.map(({ title, status }) => `${status}: ${title}`);

describe('a test file that runs natively', () => {
  let code: unknown;
  let stderr: string;
  let files: readonly FileResult[];
  const file = (name: string) => files.find((one) => one.name.endsWith(`/${name}.fixture.ts`));

  beforeAll(async () => {
    ({ code, stderr, files } = await runFixtures());
  });

  test('fails the run, and only where it should', () => {
    expect(code).toBe(1);
    expect(statuses(file('outcomes'))).toEqual([
      'passed: passes',
      'failed: expects what is not so',
      'failed: takes too long',
      'failed: throws in a callback',
      'failed: leaves a promise rejected',
      'failed: does not run',
      'failed: does not run either',
    ]);
  });

  test('says why a test failed', () => {
    const messages = file('outcomes')?.assertionResults.map(({ failureMessages }) => failureMessages[0]);
    expect(messages).toEqual([
      undefined,
      expect.stringContaining('Expected: '),
      expect.stringContaining('Exceeded timeout of 50 ms for a test'),
      expect.stringContaining('thrown in a callback'),
      expect.stringContaining('rejected on its own'),
      expect.stringContaining('thrown in beforeAll'),
      expect.stringContaining('Exceeded timeout of 50 ms for a hook'),
    ]);
  });

  test('names the line of the source in a stack', () => {
    const path = 'test/jest/fixtures/outcomes.fixture.ts';
    const line =
      readProjectFile(path)
        .split('\n')
        .findIndex((text) => text.includes('toBe(3)')) + 1;
    const [message] = file('outcomes')?.assertionResults[1]?.failureMessages ?? [];
    expect(message).toContain(`${join(projectRoot, path)}:${line}:17)`);
  });

  test('fails as a whole if it throws at import, or in afterAll', () => {
    for (const [name, message] of [
      ['throws', 'thrown at import'],
      ['after-all', 'thrown in afterAll'],
    ] as const) {
      expect(file(name)?.status).toBe('failed');
      expect(file(name)?.message).toContain(message);
    }
  });

  test('leaves nothing to the next one in its process', () => {
    for (const name of ['soil-first', 'soil-second'])
      expect({ ...file(name), found: statuses(file(name)) }).toMatchObject({
        message: '',
        found: ['passed: finds nothing of another test file', 'passed: leaves something in each place'],
      });
  });

  test('does not keep the run from ending by what it leaves open', () => {
    expect(statuses(file('open'))).toEqual(['passed: leaves a timer that never ends']);
    expect(stderr).toMatch(/Still open after the tests: .*Timeout/);
  });

  test('runs only the tests that a pattern names', async () => {
    const chosen = await runFixtures('-t', '^passes$', 'outcomes');
    expect(chosen.code).toBe(0);
    expect(statuses(chosen.files[0])?.filter((status) => !status.startsWith('pending'))).toEqual([
      'passed: passes',
    ]);
  });
});
