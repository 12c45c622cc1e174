import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../support/app.js';
import { type CliRun, runInProcess } from '../support/cli.js';
import { order } from '../support/facts.js';
import { appendAnyEvent } from '../support/ledger.js';
import { buying, Player } from '../support/player.js';
import { until } from '../support/until.js';
import { accept, type Behaviour, startReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

const HOUR_MS = 3_600_000;

let app: TestApp;
let receiver: WebhookReceiver;
let ledger: Ledger;

beforeEach(async () => {
  receiver = await startReceiver();
  app = await startApp({
    env: { OUTGOING_WEBHOOK_TIMEOUT_MS: '400', OUTGOING_WEBHOOK_FIRST_RETRY_MS: '100' },
  });
  ledger = await openLedger(app.databaseUrl, { log: silentLog });
});

afterEach(async () => {
  await ledger.close();
  await app.close();
  await receiver.close();
});

const dwar = (...args: readonly string[]): Promise<CliRun> =>
  runInProcess(['webhooks', ...args], { DATABASE_URL: app.databaseUrl, NODE_ENV: 'test' });

async function json<T>(...args: readonly string[]): Promise<T> {
  const run = await dwar(...args, '--json');
  expect([run.code, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as T;
}

/** Adds the receiver as an endpoint. */
async function addEndpoint(...args: readonly string[]): Promise<string> {
  const { endpointId, secret } = await json<{ endpointId: string; secret: string }>(
    'add',
    receiver.url,
    ...args,
  );
  receiver.secrets = [...receiver.secrets, secret];
  return endpointId;
}

interface Summary {
  readonly state: string;
  readonly pending: number;
  readonly dead: number;
  readonly waiting: readonly { readonly attempts: number; readonly problem: string | null }[];
}

const show = (id: string) => json<Summary>('show', id);

/** Appends an event of an order to a viewer's log, as another instance would. */
const append = (viewerId: string, subject = '0'.repeat(24), occurredAt = app.clock.now()) =>
  ledger.write((unit) =>
    appendAnyEvent(unit, {
      viewerId,
      type: 'ORDER',
      subject,
      occurredAt,
      snapshot: order({ viewerId, batchId: subject }),
    }),
  );

const seqs = (viewerId: string) =>
  receiver.received
    .filter(({ payload }) => payload.data.viewerId === viewerId)
    .map(({ payload }) => payload.data.seq);

/** Moves the clock to the next attempt for a lane that has failed; returns how far. */
async function jumpToNextAttempt(): Promise<number> {
  let waitMs = 0;
  await until('a failure', async () => {
    const lane = await ledger.db.selectFrom('webhook_lanes').selectAll().executeTakeFirst();
    waitMs = lane === undefined || lane.lease !== null ? 0 : Number(lane.next_at) - app.clock.now();
    return waitMs > 0 || lane === undefined;
  });
  await app.clock.jump(Math.max(0, waitMs));
  return waitMs;
}

describe('an endpoint', () => {
  test('gets the events of all viewers that happen after it was added, signed, with the fields of the schema', async () => {
    const alice = await Player.of(app, 'alice');
    await alice.create(buying());
    await addEndpoint();
    const transactionId = await alice.create(buying(3));
    await alice.complete(transactionId, 'lep-ok');
    await until('a final order', () =>
      receiver.received.some(
        ({ payload }) => (payload.data.order as { isFinal?: boolean })?.isFinal === true,
      ),
    );
    expect(receiver.unverified).toBe(0);
    const types = new Set(receiver.received.map(({ payload }) => payload.type));
    expect(types).toEqual(new Set(['TransactionEvent', 'OrderEvent']));
    expect(seqs('alice')).toEqual([...seqs('alice')].sort((a, b) => a - b));
    expect(seqs('alice')[0]).toBe(2);
    const created = receiver.received[0]?.payload.data;
    expect(created).toMatchObject({
      viewerId: 'alice',
      seq: 2,
      transaction: { gatewayTransactionId: transactionId, intent: 'TRANSACTION', status: 'INITIALIZED' },
    });
    const last = receiver.received.findLast(({ payload }) => payload.type === 'OrderEvent');
    const shown = last?.payload.data.order;
    expect(shown).toMatchObject({
      isFinal: true,
      provenance: 'CONFIRMED',
      transaction: { gatewayTransactionId: transactionId },
      legs: [{ symbol: 'INFY', side: 'BUY', filledQuantity: 3, averagePrice: { currency: 'INR' } }],
    });
    expect(JSON.stringify(receiver.received.map(({ payload }) => payload))).not.toMatch(/secret|token/i);
  });

  test('shows its secret only when it is added or rotated', async () => {
    const id = await addEndpoint();
    const [secret = ''] = receiver.secrets;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const texts = [
      await dwar('list'),
      await dwar('show', id),
      await dwar('list', '--json'),
      await dwar('pause', id),
    ];
    for (const { stdout } of texts) expect(stdout).not.toContain(secret.slice(6));
  });

  test('gets only the types that it was added for', async () => {
    await addEndpoint('--type', 'OrderRetracted', 'TransactionEvent');
    await append('alice');
    await (await Player.of(app, 'alice')).create(buying());
    await receiver.untilReceived(1);
    expect(receiver.received[0]?.payload).toMatchObject({ type: 'TransactionEvent', data: { seq: 2 } });
  });

  test('gets nothing while it is paused, and then everything in order', async () => {
    const id = await addEndpoint();
    await append('alice');
    await receiver.untilReceived(1);
    expect((await dwar('pause', id)).stdout).toContain('Paused');
    await until('the pause to be noticed', async () => {
      await append('alice');
      return (await show(id)).pending > 0;
    });
    const before = receiver.received.length;
    for (let n = 0; n < 3; n += 1) await append('alice');
    await until('all to wait', async () => (await show(id)).pending >= 3);
    expect(receiver.received.length).toBe(before);
    expect((await dwar('resume', id)).stdout).toContain('Resumed');
    const { head } = await ledger.db.selectFrom('viewers').select('head').executeTakeFirstOrThrow();
    await receiver.untilReceived(Number(head));
    expect(seqs('alice')).toEqual(Array.from({ length: Number(head) }, (_, index) => index + 1));
  });

  test('is not called any more when it was removed, and leaves nothing', async () => {
    receiver.behaviour = (_received, answer) => void answer.writeHead(500).end();
    const id = await addEndpoint();
    await append('alice');
    await receiver.untilReceived(1);
    expect(await dwar('remove', id)).toMatchObject({ code: 1 });
    expect(await dwar('remove', id, '--yes')).toMatchObject({ code: 0 });
    for (const table of [
      'webhook_endpoints',
      'webhook_deliveries',
      'webhook_lanes',
      'webhook_position',
    ] as const)
      expect([table, await ledger.db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
    expect(await dwar('show', id)).toMatchObject({ code: 1 });
  });
});

describe('a failure', () => {
  test('blocks its own viewer alone, and keeps the order', async () => {
    let failures = 3;
    receiver.behaviour = (received, answer) => {
      const isAlice = received.payload.data.viewerId === 'alice';
      if (isAlice && failures > 0) {
        failures -= 1;
        answer.writeHead(503).end();
      } else accept(received, answer);
    };
    await addEndpoint();
    for (let n = 0; n < 3; n += 1) for (const viewer of ['alice', 'bob']) await append(viewer);
    await receiver.untilReceived(9);
    expect(seqs('bob')).toEqual([1, 2, 3]);
    expect(seqs('alice')).toEqual([1, 1, 1, 1, 2, 3]);
    const ids = receiver.received
      .filter(({ payload }) => payload.data.viewerId === 'alice')
      .map(({ id }) => id);
    expect(new Set(ids.slice(0, 4)).size).toBe(1);
    expect(new Set(ids).size).toBe(3);
  });

  const failures: readonly (readonly [string, Behaviour, RegExp])[] = [
    ['a status other than 2xx', (_, answer) => void answer.writeHead(404).end(), /answered 404/],
    ['no answer in time', () => {}, /no answer in time/],
    [
      'a redirect, which is not followed',
      (_, answer) => void answer.writeHead(307, { location: 'http://169.254.169.254/latest' }).end(),
      /answered 307; redirects are not followed/,
    ],
    ['a connection that is cut', (_, answer) => void answer.destroy(), /could not be reached/],
  ];
  test.each(failures)('is %s', async (_name, behaviour, problem) => {
    receiver.behaviour = behaviour;
    const id = await addEndpoint();
    await append('alice');
    await until('a failure', async () => ((await show(id)).waiting[0]?.attempts ?? 0) > 0);
    expect((await show(id)).waiting[0]?.problem).toMatch(problem);
    receiver.behaviour = accept;
    await until('the delivery', async () => (await show(id)).pending === 0);
    expect(new Set(receiver.received.map(({ id: messageId }) => messageId)).size).toBe(1);
  });

  test('is not an answer of endless length', async () => {
    receiver.behaviour = (_received, answer) => {
      answer.writeHead(200);
      const write = () => {
        while (!answer.destroyed && answer.write('x'.repeat(10_000)));
        if (!answer.destroyed) answer.once('drain', write);
      };
      write();
    };
    await addEndpoint();
    for (let n = 0; n < 3; n += 1) await append('alice');
    await receiver.untilReceived(3);
    expect(seqs('alice')).toEqual([1, 2, 3]);
  });

  test('is retried for three days, then a dead letter that can be replayed', async () => {
    receiver.behaviour = (received, answer) =>
      received.payload.data.seq === 1 ? void answer.writeHead(500).end() : accept(received, answer);
    const id = await addEndpoint();
    const startedAt = app.clock.now();
    await append('alice');
    await append('alice');
    await receiver.untilReceived(1);
    const waits: number[] = [];
    while (!seqs('alice').includes(2)) waits.push(await jumpToNextAttempt());
    const took = app.clock.now() - startedAt;
    expect([took >= 72 * HOUR_MS, took < 73 * HOUR_MS]).toEqual([true, true]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(HOUR_MS);
    const attempts = seqs('alice').filter((seq) => seq === 1).length;
    expect(attempts).toBeGreaterThan(72);
    expect(await json('dead')).toMatchObject([
      { endpointId: id, viewer: 'alice', seq: 1, attempts, problem: 'answered 500' },
    ]);
    receiver.behaviour = accept;
    expect(await json('replay', id, '--dead')).toEqual({ queued: 1 });
    await until('the replay', async () => (await show(id)).dead === 0 && (await show(id)).pending === 0);
    expect(seqs('alice').at(-1)).toBe(1);
    expect(await json('dead')).toEqual([]);
  });
});

describe('a replay', () => {
  test('sends what was selected again, under the same webhook-id', async () => {
    const id = await addEndpoint();
    for (let n = 0; n < 4; n += 1) for (const viewer of ['alice', 'bob']) await append(viewer);
    await receiver.untilReceived(8);
    const first = new Map(
      receiver.received.map(({ id: messageId, payload }) => [payload.data.cursor, messageId]),
    );
    const cursor = receiver.received.find(
      ({ payload }) => payload.data.viewerId === 'bob' && payload.data.seq === 2,
    )?.payload.data.cursor as string;
    expect(await json('replay', id, '--viewer', 'bob', '--after', cursor)).toEqual({ queued: 2 });
    await receiver.untilReceived(10);
    expect(seqs('bob')).toEqual([1, 2, 3, 4, 3, 4]);
    for (const { id: messageId, payload } of receiver.received)
      expect(messageId).toBe(first.get(payload.data.cursor));
    expect(await json('replay', id, '--type', 'HoldingsEvent')).toEqual({ queued: 0 });
    expect(await json('replay', id, '--all')).toEqual({ queued: 8 });
    await receiver.untilReceived(18);
    expect(seqs('alice').slice(4)).toEqual([1, 2, 3, 4]);
  });

  test('selects by time', async () => {
    await append('alice', 'a'.repeat(24), Date.parse('2026-01-01T00:00:00Z'));
    await append('alice', 'b'.repeat(24), Date.parse('2026-01-02T00:00:00Z'));
    await append('alice', 'c'.repeat(24), Date.parse('2026-01-03T00:00:00Z'));
    const id = await addEndpoint();
    const range = ['--since', '2026-01-02', '--until', '2026-01-02T12:00:00Z'];
    expect(await json('replay', id, ...range)).toEqual({ queued: 1 });
    await receiver.untilReceived(1);
    expect(seqs('alice')).toEqual([2]);
  });
});

describe('a rotation', () => {
  test('signs with both secrets until the overlap ends', async () => {
    const id = await addEndpoint();
    const { secret } = await json<{ secret: string }>('rotate-secret', id, '--overlap', '1h');
    receiver.secrets = [...receiver.secrets, secret];
    await until('a webhook signed by both', async () => {
      await append('alice');
      return receiver.received.at(-1)?.signedBy.length === 2;
    });
    // What the ledger keeps of a secret whose overlap has ended.
    const { secrets } = await ledger.db.selectFrom('webhook_endpoints').selectAll().executeTakeFirstOrThrow();
    const ended = (JSON.parse(secrets) as { secret: string; endsAt: number | null }[]).map((one) => ({
      ...one,
      endsAt: one.endsAt === null ? null : Date.now() - 1,
    }));
    await ledger.write(({ db }) =>
      db
        .updateTable('webhook_endpoints')
        .set({ secrets: JSON.stringify(ended) })
        .execute(),
    );
    await until('a webhook signed by the new one alone', async () => {
      await append('alice');
      return receiver.received.at(-1)?.signedBy.join() === secret;
    });
  });
});
