import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import type { Delivery } from '../../../src/ledger/deliveries/deliveries.js';
import { insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

const AUTH_ID = '5f0321b5f3743c31d95abd35';
const TRANSACTION_ID = 'TRX_47fbd57104814ddd9d57af8ae6556024';
const BODY = `{"smallcaseAuthId":"${AUTH_ID}","pan":"ABCDE1234F","note":"mail me@example.com","averagePrice":1575.0900000000001}`;

let folder: string;

beforeAll(async () => {
  folder = await folderWith(
    delivery('one', { receivedAt: 1_700_000_000_000 }),
    delivery('two', { receivedAt: 1_700_000_001_000, state: 'UNMATCHED' }),
  );
});

afterAll(removeTemporaryFolders);

function delivery(deliveryId: string, changes: Partial<Delivery>): Delivery {
  return {
    deliveryId,
    sha256: deliveryId.repeat(20),
    receivedAt: 0,
    kind: 'ORDER',
    state: 'APPLIED',
    proof: 'proof',
    transactionId: TRANSACTION_ID,
    authId: AUTH_ID,
    problem: null,
    failures: 0,
    playAt: null,
    body: Buffer.from(BODY),
    ...changes,
  };
}

/** A new data folder whose inbox holds these. */
async function folderWith(...deliveries: Delivery[]): Promise<string> {
  const data = temporaryFolder();
  const ledger = await openLedger(`sqlite:${join(data, 'dwar.db')}`, { log: silentLog });
  for (const one of deliveries) await ledger.write((unit) => insertDelivery(unit, one));
  await ledger.close();
  return data;
}

const run = (...args: string[]) => runInProcess(['deliveries', ...args, '--data', folder]);

describe('dwar deliveries list', () => {
  test('lists the newest first, with ids masked', async () => {
    const { code, stdout } = await run('list');
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.slice(0, 3))).toEqual(['two', 'one']);
    expect(stdout).not.toContain(TRANSACTION_ID);
    expect(stdout).toContain('TRX_47fb…6024');
  });

  test('filters by state and limits the number', async () => {
    expect(JSON.parse((await run('list', '--state', 'UNMATCHED', '--json')).stdout)).toHaveLength(1);
    expect(JSON.parse((await run('list', '--limit', '1', '--json')).stdout)).toMatchObject([
      { deliveryId: 'two' },
    ]);
    expect((await run('list', '--state', 'ANOMALY')).stdout).toContain('No webhook');
  });

  // The two were received at 22:13:20 and 22:13:21.
  test.each([
    [['--since', '2023-11-14T22:13:21Z'], ['two']],
    [['--until', '2023-11-15T03:43:20.999+05:30'], ['one']],
    [
      ['--since', '2023-11-14', '--until', '2023-11-15'],
      ['two', 'one'],
    ],
    [['--since', '2023-11-14', '--state', 'APPLIED'], ['one']],
    [['--until', '2023-11-14'], []],
  ])('filters by time with %j', async (args, listed) => {
    const { stdout } = await run('list', ...args, '--json');
    expect((JSON.parse(stdout) as Delivery[]).map(({ deliveryId }) => deliveryId)).toEqual(listed);
  });

  test.each([
    [['--since', '2023-11-15', '--until', '2023-11-14'], 'later'],
    [['--since', 'yesterday'], '2026-07-01T09:15:00+05:30'],
  ])('refuses %j', async (args, message) => {
    const refused = await run('list', ...args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(message);
  });

  test('distinguishes no webhooks from no matching ones', async () => {
    expect((await run('list', '--until', '2023-11-14')).stdout).toBe('No webhook matches.');
    const none = await folderWith();
    const { stdout } = await runInProcess(['deliveries', 'list', '--data', none]);
    expect(stdout).toBe('No webhooks were received yet.');
  });

  test('explains --since and --until with --help', async () => {
    const { stdout } = await run('list', '--help');
    expect(stdout).toMatch(/--since <time> .*received then or later/);
    expect(stdout).toMatch(/--until <time> .*received then or earlier/);
  });

  test('shows full ids with --raw', async () => {
    expect((await run('list', '--raw')).stdout).toContain(TRANSACTION_ID);
  });

  test('creates no ledger if there is none', async () => {
    const empty = temporaryFolder();
    const { code, stderr } = await runInProcess(['deliveries', 'list', '--data', empty]);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no ledger at');
  });
});

describe('a delivery that could not be applied', () => {
  test('is listed with its failures and its next attempt', async () => {
    const data = await folderWith(
      delivery('bad', { state: 'PENDING', failures: 2, playAt: 1_700_000_016_000, problem: 'no' }),
      delivery('odd', { state: 'DEAD', failures: 5 }),
    );
    const { stdout } = await runInProcess(['deliveries', 'list', '--state', 'PENDING', '--data', data]);
    expect(stdout).toMatch(
      /^bad .* PENDING .* {2}2 failures {2}next attempt 2023-11-14T22:13:36.000Z {2}no$/,
    );
    const json = await runInProcess(['deliveries', 'list', '--state', 'DEAD', '--json', '--data', data]);
    expect(JSON.parse(json.stdout)).toMatchObject([{ deliveryId: 'odd', failures: 5, playAt: null }]);
  });
});

describe('dwar deliveries show', () => {
  test('masks personal data and keeps every digit of numbers', async () => {
    const { code, stdout } = await run('show', 'one');
    expect(code).toBe(0);
    expect(stdout).toContain('1575.0900000000001');
    for (const hidden of [AUTH_ID, 'ABCDE1234F', 'me@example.com']) expect(stdout).not.toContain(hidden);
  });

  test('masks personal data in JSON too', async () => {
    const { stdout } = await run('show', 'one', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ body: { pan: '***', note: 'mail ***' } });
  });

  test('shows everything with --raw', async () => {
    const { stdout } = await run('show', 'one', '--raw', '--json');
    expect(stdout).toContain(BODY);
  });

  test('fails if there is no such delivery', async () => {
    expect(await run('show', 'three')).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('dwar deliveries replay', () => {
  const DAY_MS = 86_400_000;
  const first = Date.parse('2026-07-01T00:00:00Z');
  let data: string;

  beforeEach(async () => {
    data = await folderWith(
      delivery('d1', { receivedAt: first }),
      delivery('d2', { receivedAt: first + DAY_MS, state: 'DEAD', failures: 5, problem: 'broken' }),
      delivery('d3', { receivedAt: first + 2 * DAY_MS, state: 'DEAD', failures: 5 }),
    );
  });

  const replay = (...args: string[]) =>
    runInProcess(['deliveries', 'replay', ...args, '--json', '--data', data]);

  async function pending(): Promise<string[]> {
    const { stdout } = await runInProcess(['deliveries', 'list', '--json', '--data', data]);
    const rows = JSON.parse(stdout) as {
      deliveryId: string;
      state: string;
      failures: number;
      playAt: string;
    }[];
    const marked = rows.filter(({ state }) => state === 'PENDING');
    for (const { failures, playAt } of marked) {
      expect([failures, Date.parse(playAt) <= Date.now()]).toEqual([0, true]);
    }
    return marked.map(({ deliveryId }) => deliveryId).sort();
  }

  test.each([
    [['d1'], ['d1']],
    [
      ['--state', 'DEAD'],
      ['d2', 'd3'],
    ],
    [
      ['--since', '2026-07-02'],
      ['d2', 'd3'],
    ],
    [
      ['--until', '2026-07-02T05:30:00+05:30'],
      ['d1', 'd2'],
    ],
    [['--since', '2026-07-01T00:00:00.001Z', '--until', '2026-07-02T00:00:00Z'], ['d2']],
    [['--state', 'DEAD', '--since', '2026-07-03'], ['d3']],
    [['--all'], ['d1', 'd2', 'd3']],
    [['--state', 'ANOMALY'], []],
  ])('with %j marks only the selected ones', async (args, marked) => {
    expect(await replay(...args)).toEqual({
      code: 0,
      stdout: JSON.stringify({ marked: marked.length }),
      stderr: '',
    });
    expect(await pending()).toEqual(marked);
  });

  test.each([
    [[], 2, '--all'],
    [['--all', '--state', 'DEAD'], 2, '--all'],
    [['--since', '2026-07-03', '--until', '2026-07-01'], 2, 'later'],
    [['d9'], 1, 'd9'],
    [['d1', '--state', 'DEAD'], 1, 'd1'],
  ])('with %j marks nothing', async (args, code, message) => {
    const refused = await replay(...args);
    expect(refused).toMatchObject({ code, stdout: '' });
    expect(refused.stderr).toContain(message);
    expect(await pending()).toEqual([]);
  });

  test('prints the number marked and when they are replayed', async () => {
    const one = await runInProcess(['deliveries', 'replay', 'd1', '--data', data]);
    expect(one.stdout).toMatch(/^Marked 1 delivery .*\nThe running server replays them/);
    const all = await runInProcess(['deliveries', 'replay', '--all', '--data', data]);
    expect(all.stdout).toContain('Marked 3 deliveries');
  });

  test('works while another process writes', async () => {
    const ledger = await openLedger(`sqlite:${join(data, 'dwar.db')}`, { log: silentLog, exclusive: true });
    const [run] = await Promise.all([
      replay('--all'),
      ...Array.from({ length: 20 }, (_, index) =>
        ledger.write((unit) => insertDelivery(unit, delivery(`busy${index}`, {}))),
      ),
    ]);
    await ledger.close();
    expect(run.code).toBe(0);
    expect(await pending()).toEqual(expect.arrayContaining(['d1', 'd2', 'd3']));
  });

  test('explains every state with --help', async () => {
    const { stdout } = await runInProcess(['deliveries', 'replay', '--help']);
    for (const state of ['APPLIED', 'UNMATCHED', 'IGNORED', 'ANOMALY', 'UNREADABLE', 'PENDING', 'DEAD']) {
      expect(stdout).toMatch(new RegExp(`^  ${state} +\\w`, 'm'));
    }
  });
});

describe('dwar migrate', () => {
  test('creates the schema, and a second run changes nothing', async () => {
    const env = { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'deep', 'dwar.db')}` };
    const first = await runInProcess(['migrate', '--json'], env);
    expect(JSON.parse(first.stdout)).toMatchObject({ migrations: expect.arrayContaining(['0001-initial']) });
    expect(await runInProcess(['migrate', '--json'], env)).toEqual(first);
  });

  test.each(['migrate', 'deliveries list'])(
    'dwar %s never shows the password of the database',
    async (name) => {
      const env = { DATABASE_URL: 'postgres://dwar:open-sesame@127.0.0.1:1/dwar' };
      const run = await runInProcess(name.split(' '), env);
      expect(run.code).toBe(1);
      expect(run.stdout + run.stderr).not.toContain('open-sesame');
    },
  );

  test('refuses a database that it cannot open', async () => {
    expect(await runInProcess(['migrate'], { DATABASE_URL: 'mysql://db' })).toMatchObject({ code: 2 });
    expect(await runInProcess(['migrate'], { DATABASE_URL: 'sqlite:./package.json' })).toMatchObject({
      code: 1,
    });
  });
});
