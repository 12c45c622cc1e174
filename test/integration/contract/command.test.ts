import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../../src/contract/contract-file.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';
import { type ContractStage, startContractStage } from '../../support/contract-stage.js';

let stage: ContractStage;
let folder: string;

beforeAll(async () => {
  stage = await startContractStage();
});

afterAll(async () => {
  await stage.close();
  removeTemporaryFolders();
});

beforeEach(() => {
  folder = temporaryFolder();
  stage.deviation = {};
});

/** The environment of an instance whose Gateway is the stage. */
function environment(changes: Record<string, string> = {}): Record<string, string> {
  const { gatewayName, secret, apiSecret, baseUrl } = stage.target;
  return {
    NODE_ENV: 'test',
    GATEWAY_NAME: gatewayName,
    GATEWAY_SECRET: secret.reveal(),
    GATEWAY_API_SECRET: apiSecret.reveal(),
    GATEWAY_URL: baseUrl,
    GATEWAY_MF_URL: baseUrl,
    AUTH_JWT_SECRET: 'session-secret-of-the-contract-test-01',
    AUTH_ISSUER: 'me',
    AUTH_AUDIENCE: 'dwar',
    DATABASE_URL: `sqlite:${join(folder, 'dwar.db')}`,
    ...changes,
  };
}

const live = (...more: string[]) => [
  'contract',
  'run',
  '--target',
  'live',
  '--sdk-url',
  stage.target.sdkUrl,
  ...more,
];
const contractIn = (path: string) =>
  JSON.parse(readFileSync(join(path, 'contract.json'), 'utf8')) as Contract;

describe('dwar contract run', () => {
  test('puts the columns of the emulator and of a tenant side by side, next to the ledger', async () => {
    const first = await runInProcess(
      ['contract', 'run', '--target', 'emulator', '--level', '1'],
      environment(),
    );
    expect([first.code, first.stderr]).toEqual([
      0,
      expect.stringContaining(' held, 0 refuted, 0 skipped, 0 unclear'),
    ]);
    const second = await runInProcess(live(), environment());
    expect([second.code, second.stderr]).toEqual([0, expect.stringContaining(' 0 refuted, ')]);
    const { claims } = contractIn(folder);
    expect(claims['6/secret-wrong-status']).toMatchObject({
      emulator: { verdict: 'held' },
      live: { verdict: 'held' },
    });
    // Level 1 was not run at the tenant.
    expect(claims['17.6/order']).toMatchObject({ emulator: { verdict: 'held' }, live: null });
    const [head = '', row = ''] = second.stdout.split('\n');
    expect(head).toMatch(/section +tag +claim +emulator +tenant/);
    expect(row).toMatch(/held +\d{4}-\d\d-\d\d +held +\d{4}-\d\d-\d\d/);
    expect(statSync(join(folder, 'contract.json')).mode & 0o077).toBe(0);
  });

  test('exits with 1 and names what to change when a claim is refuted', async () => {
    stage.deviation = {
      answer: (answer) => {
        if (answer.status === 401) answer.status = 403;
      },
    };
    const run = await runInProcess(live('--out', folder, '--report', 'json,junit'), environment());
    expect(run.code).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(
      'REFUTED  6/secret-wrong-status [assumed]: a wrong API secret is answered 401',
    );
    expect(run.stderr).toContain(
      'change: HTTP_ERRORS.secretInvalid in src/gateway/wire.ts (row 19 of section 22)',
    );
    const junit = readFileSync(join(folder, 'contract-junit.xml'), 'utf8');
    expect(junit).toMatch(/<testsuite name="section 6"[^>]* failures="[1-9]/);
    const report = JSON.parse(readFileSync(join(folder, 'contract-report.json'), 'utf8'));
    const check = report.checks.find(({ id }: { id: string }) => id === '6/secret-wrong-status');
    expect(check).toMatchObject({ verdict: 'refuted', section: '6', tag: 'assumed', conflict: 19 });
    expect(check.calls).toEqual([expect.objectContaining({ method: 'GET', status: 403 })]);
    expect(report.unchecked).toContainEqual(expect.stringContaining('Sources'));
  });

  test('keeps what is known when a later run cannot say', async () => {
    await runInProcess(live('--out', folder), environment());
    stage.deviation = {
      answer: (answer) => {
        if (answer.status === 401) answer.status = 403;
      },
    };
    await runInProcess(live('--out', folder), environment());
    expect(contractIn(folder).claims['6/token-invalid-status']?.live?.verdict).toBe('refuted');
    const run = await runInProcess(live('--out', folder), environment({ GATEWAY_URL: 'http://127.0.0.1:1' }));
    expect(run.code).toBe(2);
    expect(contractIn(folder).claims['6/token-invalid-status']?.live?.verdict).toBe('refuted');
  });

  test('exits with 2, before it creates anything, when the keys are refused', async () => {
    const env = environment({ GATEWAY_API_SECRET: 'another-api-secret-of-the-test-00001' });
    const run = await runInProcess(live('--out', folder), env);
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('GATEWAY_API_SECRET was refused')]);
    expect(existsSync(join(folder, 'contract.json'))).toBe(false);
  });

  test('exits with 2 without a configuration, and names every problem', async () => {
    const run = await runInProcess(live('--out', folder), {});
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('GATEWAY_NAME is missing')]);
  });

  test('leaves a file alone that it cannot read, and creates nothing', async () => {
    const path = join(folder, 'contract.json');
    writeFileSync(path, '{"version":2}');
    let calls = 0;
    stage.deviation = {
      ask: () => {
        calls += 1;
      },
    };
    const run = await runInProcess(live('--out', folder), environment());
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('contract.json cannot be used')]);
    expect([readFileSync(path, 'utf8'), calls]).toEqual(['{"version":2}', 0]);
  });

  test('prints the report as JSON on request', async () => {
    const run = await runInProcess(live('--out', folder, '--json'), environment());
    expect(JSON.parse(run.stdout)).toMatchObject({ target: 'live', level: 0 });
  });

  test.each([
    ['--target', 'moon'],
    ['--level', '2'],
    ['--report', 'pdf'],
    ['--account', 'kanari'],
    ['--listen', '4020'],
    ['--origin', 'shop'],
  ])('refuses %s %s', async (option, value) => {
    const target = option === '--target' ? [] : ['--target', 'emulator'];
    const run = await runInProcess(['contract', 'run', ...target, option, value]);
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(option);
  });

  test('marks what it creates and triggers none of it at level 0', async () => {
    const created: unknown[] = [];
    stage.deviation = {
      answer: ({ status, body }, { path, request }) => {
        if (path.endsWith('/transaction') && status === 200 && body !== null) created.push(request.notes);
      },
    };
    await runInProcess(live('--out', folder), environment());
    expect(created.length).toBeGreaterThan(20);
    expect(created.filter((notes) => !/^dwar contract.*; inert/.test(String(notes)))).toEqual([]);
  });
});

describe('dwar doctor --live', () => {
  test('checks a few claims without creating anything', async () => {
    const paths: string[] = [];
    stage.deviation = { ask: ({ path }) => void paths.push(path) };
    const run = await runInProcess(['doctor', '--live', '--json'], environment());
    expect([run.code, JSON.parse(run.stdout).at(-1)]).toEqual([
      0,
      { check: 'contract', level: 'ok', text: expect.stringMatching(/^\d+ claims of the protocol hold/) },
    ]);
    expect(paths.filter((path) => path.endsWith('/transaction'))).toEqual([]);
  });

  test('fails with what to change when a claim is refuted', async () => {
    stage.deviation = {
      answer: (answer, { path }) => {
        if (path.endsWith('/user/orders') && answer.body !== null) answer.body.data = { list: [] };
      },
    };
    const run = await runInProcess(['doctor', '--live', '--json'], environment());
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toContainEqual({
      check: 'contract',
      level: 'fail',
      text: expect.stringContaining('10/wrapper is refuted'),
      hint: expect.stringContaining('change: decodeOrderDetails in src/gateway/decode/decode-transaction.ts'),
    });
  });
});
