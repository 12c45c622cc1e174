import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { lookupLoopback } from '../../../src/cli/listen/forward.js';
import { silentLog } from '../../../src/core/log.js';
import { listOperatorActs } from '../../../src/ledger/console/operator-log.js';
import type { Delivery } from '../../../src/ledger/deliveries/deliveries.js';
import { insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { insertTransaction } from '../../../src/ledger/transactions.js';
import {
  type FollowingRun,
  followInProcess,
  removeTemporaryFolders,
  runInProcess,
  temporaryFolder,
} from '../../support/cli.js';
import { transaction } from '../../support/facts.js';
import { appendAnyEvent } from '../../support/ledger.js';

const AUTH_ID = '5f0321b5f3743c31d95abd35';
const TRANSACTION_ID = 'TRX_47fbd57104814ddd9d57af8ae6556024';
const BODY = `{"smallcaseAuthId":"${AUTH_ID}","pan":"ABCDE1234F","note":"mail me@example.com",  "averagePrice":1575.0900000000001}`;

let folder: string;
let ledger: Ledger;
let count = 0;
const running: FollowingRun[] = [];

beforeEach(async () => {
  folder = temporaryFolder();
  ledger = await openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog });
});
afterEach(async () => {
  for (const run of running.splice(0)) await run.stop();
  await ledger.close();
});
afterAll(removeTemporaryFolders);

function receive(changes: Partial<Delivery> = {}): Promise<boolean> {
  count += 1;
  const delivery: Delivery = {
    deliveryId: count.toString(16).padStart(24, '0'),
    sha256: `digest ${count}`,
    receivedAt: 1_700_000_000_000,
    kind: 'ORDER',
    state: 'APPLIED',
    proof: `proof ${count}`,
    transactionId: TRANSACTION_ID,
    authId: AUTH_ID,
    problem: null,
    failures: 0,
    playAt: null,
    body: Buffer.from(BODY),
    ...changes,
  };
  return ledger.write((unit) => insertDelivery(unit, delivery));
}

const happen = (viewerId: string, subject: string) =>
  ledger.write((unit) =>
    appendAnyEvent(unit, {
      viewerId,
      type: 'ORDER',
      subject,
      transactionId: TRANSACTION_ID,
      occurredAt: 1_700_000_000_000,
      snapshot: { status: 'COMPLETED', pan: 'ABCDE1234F' },
    }),
  );

/** Starts to listen, and resolves when it does. */
async function listen(
  args: readonly string[] = [],
  accept?: (line: string) => boolean,
): Promise<FollowingRun> {
  const run = followInProcess(['listen', '--data', folder, ...args], accept);
  running.push(run);
  while (!run.stderr.some((line) => line.startsWith('Listening'))) {
    const code = await Promise.race([run.ended, new Promise<null>((resolve) => setImmediate(resolve, null))]);
    if (code !== null) throw new Error(`ended with ${code}: ${run.stderr.join(' ')}`);
  }
  return run;
}

interface Line {
  readonly type: string;
  readonly position: string;
  readonly deliveryId?: string;
  readonly seq?: number;
  readonly viewer?: string;
  readonly forwarded?: { readonly status: number | null; readonly problem: string | null };
}
const parsed = (run: FollowingRun) => run.lines.map((line) => JSON.parse(line) as Line);

describe('dwar listen', () => {
  test('shows what comes from now on, one line each, with everything of a person masked', async () => {
    await receive();
    const run = await listen();
    await receive({ state: 'UNMATCHED' });
    await happen('customer-4711', '47fbd57104814ddd9d57af8a');
    await run.until(2);
    const [delivery = '', event = ''] = run.lines;
    expect(delivery).toMatch(
      /^delivery {2}\S+ {2}2023-11-14T22:13:20\.000Z {2}ORDER {11}UNMATCHED {3}TRX_47fb…6024/,
    );
    expect(event).toMatch(/^event {2}2023-11-14T22:13:20\.000Z {2}ORDER {11}COMPLETED {3}47fb…af8a/);
    const shown = run.lines.join('\n');
    for (const hidden of [TRANSACTION_ID, AUTH_ID, 'ABCDE1234F', 'me@example.com', 'customer-4711'])
      expect(shown).not.toContain(hidden);
    expect([await run.stop(), run.lines.length]).toEqual([0, 2]);
  });

  test('masks bodies in JSON exactly as `dwar deliveries show` does', async () => {
    const run = await listen(['--json']);
    await receive();
    await run.until(1);
    const [line] = parsed(run);
    const shown = await runInProcess([
      'deliveries',
      'show',
      line?.deliveryId ?? '',
      '--data',
      folder,
      '--json',
    ]);
    const { sha256: _, ...expected } = JSON.parse(shown.stdout) as Record<string, unknown>;
    expect(line).toMatchObject(expected);
    expect(run.lines[0]).toContain('1575.0900000000001');
  });

  test('continues behind each of its lines, with nothing left out and nothing repeated', async () => {
    const first = await listen(['--json']);
    const start = /position (\S+)/.exec(first.stderr.join('\n'))?.[1] ?? '';
    for (let n = 0; n < 4; n += 1) {
      await receive();
      await happen(n % 2 === 0 ? 'zoe' : 'alice', `subject-of-event-${n}`);
    }
    await first.until(8);
    await first.stop();
    const lines = parsed(first);
    for (const [index, position] of [start, ...lines.map((line) => line.position)].entries()) {
      const rest = await listen(['--json', '--since', position]);
      await rest.until(8 - index);
      await receive({ kind: 'HOLDINGS' });
      await rest.until(9 - index);
      await rest.stop();
      const ids = (all: readonly Line[]) =>
        all.map(({ deliveryId, seq, viewer }) => deliveryId ?? [viewer, seq]);
      expect([index, new Set(ids(parsed(rest)).map(String))]).toEqual([
        index,
        new Set([...ids(lines.slice(index)), ...ids(parsed(rest)).slice(-1)].map(String)),
      ]);
      expect(parsed(rest)).toHaveLength(9 - index);
      await ledger.write(({ db }) => db.deleteFrom('deliveries').where('kind', '=', 'HOLDINGS').execute());
    }
  });

  test.each([
    [['--kind', 'HOLDINGS'], ['HOLDINGS']],
    [
      ['--verdict', 'UNMATCHED', 'DEAD'],
      ['DEAD', 'UNMATCHED'],
    ],
    [
      ['--viewer', 'alice'],
      ['alice event', 'DEAD'],
    ],
    [
      ['--transaction', TRANSACTION_ID],
      ['DEAD', 'alice event', 'bob event'],
    ],
  ])('shows with %j only what fits', async (args, expected) => {
    await ledger.write((unit) =>
      insertTransaction(
        unit,
        { ...transaction(), viewerId: 'alice', transactionId: TRANSACTION_ID },
        { createdSeq: 1, readAt: null, orderDigest: null, now: 1 },
      ),
    );
    const run = await listen(['--json', '--raw', ...args]);
    await receive({ state: 'DEAD' });
    await receive({ state: 'UNMATCHED', transactionId: null, authId: null });
    await receive({ kind: 'HOLDINGS', transactionId: null, authId: null });
    await happen('alice', 'one');
    await happen('bob', 'two');
    await run.until(expected.length);
    await run.stop();
    const shown = (run.lines.map((line) => JSON.parse(line)) as Record<string, unknown>[]).map((line) =>
      line.type === 'event' ? `${line.viewer} event` : line.kind === 'HOLDINGS' ? 'HOLDINGS' : line.state,
    );
    expect(shown.sort()).toEqual([...expected].sort());
  });

  test('ends with 0 when the reader of its output is gone', async () => {
    const run = await listen([], (line) => !line.includes('DEAD'));
    await receive();
    await run.until(1);
    await receive({ state: 'DEAD' });
    expect([await run.ended, run.lines.length]).toEqual([0, 1]);
  });

  test.each([
    [['--since', 'tomorrow'], '--since is not a position of this ledger'],
    [['--kind', 'ORDERS'], 'Allowed choices'],
    [['--verdict', 'REJECTED'], 'Allowed choices'],
    [['--transaction', 'TRX_1'], 'is not the id of a transaction'],
    [['--viewer', 'a b'], 'It must be 1 to 128'],
    [['--forward-to', 'nowhere'], 'must be a URL'],
    [['--forward-to', 'https://127.0.0.1:1/'], 'must begin with http://'],
    [['--forward-to', 'http://10.0.0.1:1/'], 'an address of this machine'],
    [['--forward-to', 'http://0.0.0.0:1/'], 'an address of this machine'],
    [['--forward-to', 'http://[::ffff:10.0.0.1]:1/'], 'an address of this machine'],
    [['--forward-to', 'http://a:b@127.0.0.1:1/'], 'no user and password'],
  ])('refuses %j', async (args, message) => {
    const refused = await runInProcess(['listen', '--data', folder, ...args]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(message);
    expect(await listOperatorActs(ledger.db, null, 9)).toEqual([]);
  });

  test('refuses a position of another ledger', async () => {
    const run = await listen(['--json']);
    await receive();
    await run.until(1);
    await run.stop();
    const other = temporaryFolder();
    await (await openLedger(`sqlite:${join(other, 'dwar.db')}`, { log: silentLog })).close();
    const [line] = parsed(run);
    const refused = await runInProcess(['listen', '--data', other, '--since', line?.position ?? '']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('not a position')]);
  });
});

test('dwar listen refuses a position of the ledger that its own is a copy of', async () => {
  const run = await listen(['--json']);
  await receive();
  await run.until(1);
  await run.stop();
  const [line] = parsed(run);
  const other = temporaryFolder();
  const [from, to] = [folder, other].map((each) => `sqlite:${join(each, 'dwar.db')}`);
  const copied = await runInProcess(['migrate', '--from', from ?? '', '--to', to ?? '', '--json']);
  expect([copied.code, copied.stderr]).toEqual([0, '']);
  const refused = await runInProcess(['listen', '--data', other, '--since', line?.position ?? '']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('not a position')]);
});

describe('dwar listen --raw', () => {
  test('shows ids and bodies, after the operator log holds who asked for it', async () => {
    const run = await listen(['--raw']);
    expect(await listOperatorActs(ledger.db, null, 9)).toMatchObject([
      { action: 'LISTEN_RAW', subject: null },
    ]);
    await receive();
    await run.until(1);
    expect(run.lines[0]).toContain(TRANSACTION_ID);
    expect(run.lines[0]).toContain('"pan":"ABCDE1234F"');
  });

  test('shows nothing if that cannot be recorded', async () => {
    await sql`drop table operator_log`.execute(ledger.db);
    await receive();
    const refused = await runInProcess(['listen', '--data', folder, '--raw']);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).not.toContain('Listening');
  });
});

describe('dwar listen --forward-to', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A server that remembers what it gets, and answers with this status and these headers. */
  async function startTarget(status: number, headers: Readonly<Record<string, string>> = {}) {
    const got: {
      readonly headers: IncomingMessage['headers'];
      readonly body: string;
      readonly url: string;
    }[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      got.push({ headers: request.headers, body: String(Buffer.concat(chunks)), url: request.url ?? '' });
      response.writeHead(status, headers).end();
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return { got, port: (server.address() as AddressInfo).port };
  }

  test('posts the bytes as Gateway has sent them, and shows the answer', async () => {
    const { got, port } = await startTarget(201);
    const run = await listen(['--json', '--forward-to', `http://localhost:${port}/hook?a=1`]);
    const [act] = await listOperatorActs(ledger.db, null, 9);
    expect(act).toMatchObject({ action: 'FORWARD_DELIVERIES', subject: `http://localhost:${port}/hook` });
    expect(act?.operator).not.toBe('');
    await receive();
    await happen('alice', 'one');
    await run.until(2);
    expect(got).toMatchObject([
      { body: BODY, url: '/hook?a=1', headers: { 'content-type': 'application/json' } },
    ]);
    // Events are not forwarded.
    expect(parsed(run).map(({ forwarded }) => forwarded?.status)).toEqual([201, undefined]);
    // The body on the screen stays masked.
    expect(run.lines[0]).not.toContain('ABCDE1234F');
  });

  test('reports refusals, follows no redirect, and continues', async () => {
    const elsewhere = await startTarget(200);
    const target = await startTarget(302, { location: `http://127.0.0.1:${elsewhere.port}/` });
    const run = await listen(['--forward-to', `http://127.0.0.1:${target.port}/`]);
    await receive();
    await receive();
    await run.until(2);
    expect([target.got.length, elsewhere.got.length]).toEqual([2, 0]);
    for (const line of run.lines)
      expect(line).toMatch(/forwarded: 302 in \d+ ms \(a redirect, which is not followed\)/);
  });

  test('says so when nothing listens there', async () => {
    const { port } = await startTarget(200);
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    const run = await listen(['--forward-to', `http://127.0.0.1:${port}/`]);
    await receive();
    await run.until(1);
    expect(run.lines[0]).toContain('forwarded without an answer (nothing listens there)');
  });

  test.each([
    ['127.0.0.1', null],
    ['10.0.0.1', 'NOT_LOOPBACK'],
    ['::1', null],
    ['2001:db8::1', 'NOT_LOOPBACK'],
  ])('connects to a name that resolves to %s: %s', async (address, code) => {
    const outcome = await new Promise<string | null>((resolve) =>
      lookupLoopback(address, {}, (error) => resolve(error === null ? null : (error.code ?? ''))),
    );
    expect(outcome).toBe(code);
  });
});
