import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { type CliRun, runInProcess, removeTemporaryFolders, temporaryFolder } from '../support/cli.js';
import { accept, startReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

let receiver: WebhookReceiver;
let databaseUrl: string;

beforeAll(async () => {
  receiver = await startReceiver();
});

beforeEach(async () => {
  receiver.behaviour = accept;
  databaseUrl = `sqlite:${temporaryFolder()}/dwar.db`;
  await (await openLedger(databaseUrl, { log: silentLog })).close();
});

afterAll(async () => {
  await receiver.close();
  removeTemporaryFolders();
});

const dwar = (...args: readonly string[]): Promise<CliRun> =>
  runInProcess(['webhooks', ...args], { DATABASE_URL: databaseUrl, NODE_ENV: 'test' });

async function json<T>(...args: readonly string[]): Promise<T> {
  const run = await dwar(...args, '--json');
  expect([run.code, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as T;
}

async function addEndpoint(): Promise<string> {
  const added = await json<{ endpointId: string; secret: string }>('add', receiver.url);
  receiver.secrets = [added.secret];
  return added.endpointId;
}

test('says that there are no endpoints and no dead letters', async () => {
  expect((await dwar('list')).stdout).toContain('There are no endpoints');
  expect((await dwar('dead')).stdout).toBe('There are no dead letters.');
});

test('sends a Ping and says what it was answered', async () => {
  const id = await addEndpoint();
  expect(await json('test', id)).toMatchObject({ outcome: 'delivered' });
  expect(receiver.received[0]?.payload).toMatchObject({ type: 'Ping', data: { endpointId: id } });
  receiver.behaviour = (_received, answer) => void answer.writeHead(500).end();
  const run = await dwar('test', id);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('answered 500')]);
});

test.each([
  ['ftp://example.com/', 'must begin with https://'],
  ['https://user:password@example.com/', 'no user and password'],
  ['https://example.com/#part', 'no fragment'],
  ['nothing', 'is not a URL'],
  ['https://10.0.0.1/', '10.0.0.1'],
  ['https://[fd00:ec2::254]/', 'fd00:ec2::254'],
  ['https://169.254.169.254/', '169.254.169.254'],
])('refuses the URL %s', async (url, message) => {
  const run = await dwar('add', url);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(message);
  expect(run.stderr).not.toContain('password@');
});

test('allows 20 endpoints', async () => {
  for (let n = 0; n < 20; n += 1) await addEndpoint();
  expect(await dwar('add', receiver.url)).toMatchObject({ code: 1 });
});

test.each(['show', 'pause', 'resume', 'rotate-secret', 'remove', 'replay', 'test'])(
  '%s says that an endpoint does not exist',
  async (verb) => {
    const run = await dwar(verb, 'x', ...(verb === 'replay' ? ['--all'] : []));
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('there is no endpoint x')]);
  },
);

test.each([
  [[], 'no events were selected'],
  [['--all', '--dead'], '--all excludes'],
  [['--after', 'x'], '--after needs --viewer'],
  [['--after', 'x', '--viewer', 'alice'], '--after is not a cursor'],
  [['--dead', '--since', '2026-01-01'], '--dead excludes'],
  [['--since', '2026-01-02', '--until', '2026-01-01'], '--since is later'],
])('refuses the selection %j', async (selection, message) => {
  const id = await addEndpoint();
  const run = await dwar('replay', id, ...selection);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(message);
});
