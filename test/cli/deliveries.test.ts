import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { type Delivery, insertDelivery } from '../../src/ledger/deliveries.js';
import { openLedger } from '../../src/ledger/ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../support/cli.js';

const AUTH_ID = '5f0321b5f3743c31d95abd35';
const TRANSACTION_ID = 'TRX_47fbd57104814ddd9d57af8ae6556024';
const BODY = `{"smallcaseAuthId":"${AUTH_ID}","pan":"ABCDE1234F","note":"mail me@example.com","averagePrice":1575.0900000000001}`;

let folder: string;

beforeAll(async () => {
  folder = temporaryFolder();
  const ledger = await openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog });
  await ledger.write((unit) => insertDelivery(unit, delivery('one', { receivedAt: 1_700_000_000_000 })));
  await ledger.write((unit) =>
    insertDelivery(unit, delivery('two', { receivedAt: 1_700_000_001_000, state: 'UNMATCHED' })),
  );
  await ledger.close();
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

const run = (...args: string[]) => runInProcess(['deliveries', ...args, '--data', folder]);

describe('dwar deliveries list', () => {
  test('shows the newest first, with ids masked', async () => {
    const { code, stdout } = await run('list');
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.slice(0, 3))).toEqual(['two', 'one']);
    expect(stdout).not.toContain(TRANSACTION_ID);
    expect(stdout).toContain('TRX_47fb…6024');
  });

  test('narrows by state and number', async () => {
    expect(JSON.parse((await run('list', '--state', 'UNMATCHED', '--json')).stdout)).toHaveLength(1);
    expect(JSON.parse((await run('list', '--limit', '1', '--json')).stdout)).toMatchObject([
      { deliveryId: 'two' },
    ]);
    expect((await run('list', '--state', 'ANOMALY')).stdout).toContain('No webhooks');
  });

  test('shows ids whole with --raw', async () => {
    expect((await run('list', '--raw')).stdout).toContain(TRANSACTION_ID);
  });

  test('makes no ledger where there is none', async () => {
    const empty = temporaryFolder();
    const { code, stderr } = await runInProcess(['deliveries', 'list', '--data', empty]);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no ledger at');
  });
});

describe('dwar deliveries show', () => {
  test('masks personal data and keeps every digit', async () => {
    const { code, stdout } = await run('show', 'one');
    expect(code).toBe(0);
    expect(stdout).toContain('1575.0900000000001');
    for (const hidden of [AUTH_ID, 'ABCDE1234F', 'me@example.com']) expect(stdout).not.toContain(hidden);
  });

  test('masks in JSON too', async () => {
    const { stdout } = await run('show', 'one', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ body: { pan: '***', note: 'mail ***' } });
  });

  test('shows everything with --raw', async () => {
    const { stdout } = await run('show', 'one', '--raw', '--json');
    expect(stdout).toContain(BODY);
  });

  test('says when there is no such delivery', async () => {
    expect(await run('show', 'three')).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('dwar migrate', () => {
  test('makes the schema, and a second run changes nothing', async () => {
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

  test('refuses a database it cannot open', async () => {
    expect(await runInProcess(['migrate'], { DATABASE_URL: 'mysql://db' })).toMatchObject({ code: 2 });
    expect(await runInProcess(['migrate'], { DATABASE_URL: 'sqlite:./package.json' })).toMatchObject({
      code: 1,
    });
  });
});
