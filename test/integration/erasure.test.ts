import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '@redis/client';
import { sql } from 'kysely';
import { createLog, silentLog } from '../../src/core/log.js';
import { PERSONAL_DATA } from '../../src/ledger/erasure/personal-data.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { type CliRun, runInProcess } from '../support/cli.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { startUpstreamFront, type UpstreamFront } from '../support/upstream-front.js';
import { FOLLOW_EVENTS, present } from '../support/documents.js';
import { buying, Player } from '../support/player.js';
import { profileVariables } from '../support/profile.js';
import { until } from '../support/until.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

const OVERVIEW = graphql(/* GraphQL */ `
  query OverviewBeforeErasure {
    viewer { id brokerAccounts { id } }
    transactions { edges { node { id } } }
    orders { edges { node { id } } }
    holdings { snapshotAt }
  }
`);

const EMPTY = { brokerAccounts: [], transactions: [], orders: [], holdings: null };

let app: TestApp;
let ledger: Ledger;
const lines: string[] = [];

beforeAll(async () => {
  const log = createLog('debug', { write: (line: string) => void lines.push(line) });
  app = await startApp({ overrides: { log } });
  ledger = await openLedger(app.databaseUrl, { log: silentLog });
});

afterAll(async () => {
  await ledger.close();
  await app.close();
});

const erase = (sub: string): Promise<CliRun> =>
  runInProcess(['viewers', 'erase', sub, '--yes', '--reason', 'test'], { DATABASE_URL: app.databaseUrl });

const seen: string[] = [];
/** The login of a viewer at the broker: an account of their own. */
function logins(viewer: string): string {
  if (!seen.includes(viewer)) seen.push(viewer);
  return `lep-ok-${seen.indexOf(viewer) + 1}`;
}

/** A viewer with an account, a bought order and imported holdings, and every id of them. */
async function user(viewer: string) {
  const player = await Player.of(app, viewer);
  const { authId, transactionId: connected } = await player.connect(logins(viewer));
  const { transactionId, order } = await player.bought(buying(3));
  const imported = await player.create({ intent: 'HOLDINGS_IMPORT' });
  await player.complete(imported);
  await player.settled(imported);
  const { batchId } = order;
  return {
    player,
    authId,
    transactionId,
    ids: [viewer, authId, connected, transactionId, imported, batchId],
  };
}

/** Those of the texts that any row of any table holds. */
async function stored(texts: readonly string[], of: Ledger = ledger): Promise<string[]> {
  const found = new Set<string>();
  for (const table of Object.keys(PERSONAL_DATA)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(of.db);
    for (const value of rows.flatMap((row) => Object.values(row))) {
      const text = Buffer.isBuffer(value) ? value.toString() : String(value);
      for (const each of texts) if (text.includes(each)) found.add(each);
    }
  }
  return [...found];
}

/** Those of the texts that Redis holds, in keys or values; none in the embedded profile. */
async function inRedis(texts: readonly string[]): Promise<string[]> {
  const { REDIS_URL } = await profileVariables(app.dataDir);
  if (REDIS_URL === undefined) return [];
  const client = createClient({ url: REDIS_URL });
  await client.connect();
  const found = new Set<string>();
  for (const key of await client.keys('*')) {
    const text = `${key} ${(await client.get(key).catch(() => null)) ?? ''}`;
    for (const each of texts) if (text.includes(each)) found.add(each);
  }
  await client.destroy();
  return [...found];
}

const flat = ({ viewer, transactions, orders, holdings }: Awaited<ReturnType<typeof overview>>) => ({
  brokerAccounts: viewer?.brokerAccounts ?? null,
  transactions: transactions?.edges ?? null,
  orders: orders?.edges ?? null,
  holdings,
});
const overview = ({ client }: Player) => client.ask(OVERVIEW);

describe('a viewer who is erased while connected', () => {
  test('is in no table, no cache and no line of the log; streams and cursors start over', async () => {
    const alice = await user('canary-alice-live');
    const bob = await user('canary-bob-live');
    const events = alice.player.client.subscribe(FOLLOW_EVENTS);
    const { cursor } = present((await events.next()).events);
    // Twice, so that answers are kept.
    await overview(alice.player);
    expect(flat(await overview(alice.player))).not.toMatchObject(EMPTY);
    const bobBefore = flat(await overview(bob.player));

    const { code, stdout } = await erase('canary-alice-live');

    expect([code, alice.ids.filter((id) => stdout.includes(id))]).toEqual([0, []]);
    expect(await stored(alice.ids)).toEqual([]);
    expect(flat(await overview(alice.player))).toEqual(EMPTY);
    const resync = await events.until(({ events: event }) => event?.__typename === 'ResyncRequired');
    expect(resync.events?.cursor).not.toBe(cursor);
    await until('Redis without it', async () => (await inRedis(alice.ids)).length === 0);
    events.stop();
    const resumed = alice.player.client.subscribe(FOLLOW_EVENTS, { after: cursor });
    expect((await resumed.next()).events?.__typename).toBe('ResyncRequired');
    resumed.stop();
    const named = lines.filter((line) => line.includes('canary-alice-live') || line.includes(alice.authId));
    expect(named).toEqual([]);
    expect(flat(await overview(bob.player))).toEqual(bobBefore);
    expect((await stored(bob.ids)).sort()).toEqual([...bob.ids].sort());
  });

  test('does not come back by an old webhook, a late one, or a read', async () => {
    const alice = await user('canary-alice-late');
    const bob = await user('canary-bob-late');
    const received = (await app.emulator.control.deliveries()).filter(
      ({ smallcaseAuthId }) => smallcaseAuthId === alice.authId,
    );
    expect(received.length).toBeGreaterThan(0);
    await erase('canary-alice-late');
    const { authId, transactionId } = alice;
    const late: readonly Record<string, unknown>[] = [
      ...received.map(({ body }) => body),
      signed({ ...batch(newBatchId()), transactionId, smallcaseAuthId: authId }),
      signed({ transactionId: `TRX_${'a'.repeat(32)}`, smallcaseAuthId: authId, securities: [] }),
      signed({ smallcaseAuthId: authId, actions: [{ action: 'REBALANCE', iscid: 'x' }] }),
      signed({ smallcaseAuthId: authId, more: { transactionId } }),
      signed({ ...batch(alice.ids[5] ?? ''), smallcaseAuthId: 'b'.repeat(24) }),
    ];
    for (const body of late) expect((await deliver(app.url, body)).status).toBe(200);
    await app.clock.jump(3_600_000);
    expect(await stored(alice.ids)).toEqual([]);
    // Another viewer's still arrives, also if it names the account that was erased.
    const own = { ...batch(newBatchId()), transactionId: bob.transactionId };
    await deliver(app.url, signed({ ...own, smallcaseAuthId: authId }));
    const kept = await sql<{ state: string }>`select state from deliveries
      where transaction_id = ${bob.transactionId} and auth_id = ${authId}`.execute(ledger.db);
    expect(kept.rows).toHaveLength(1);
  });

  test('may come back: starts empty, links the account again, and gets its webhooks', async () => {
    const alice = await user('canary-alice-back');
    await erase('canary-alice-back');
    const player = await Player.of(app, 'canary-alice-back');
    const events = player.client.subscribe(FOLLOW_EVENTS);
    await events.next();
    const { authId } = await player.connect(logins('canary-alice-back'));
    expect(authId).toBe(alice.authId);
    const { order } = await player.bought(buying(7));
    expect(order.isFinal).toBe(true);
    expect(
      (await events.until(({ events: event }) => event?.__typename === 'OrderEvent')).events,
    ).toBeDefined();
    events.stop();
    const view = flat(await overview(player));
    expect([view.transactions?.length, view.orders?.length]).toEqual([2, 1]);
    expect(await stored([alice.transactionId])).toEqual([]);
  });
});

describe('a call of Gateway that is in flight while its viewer is erased', () => {
  const CREATED = `TRX_${'f'.repeat(32)}`;
  let emulator: TestEmulator;
  let front: UpstreamFront;
  let own: TestApp;
  let ownLedger: Ledger;
  let alice: Player;
  /** Lets the call that is held go on. */
  let release: (() => void) | null = null;

  beforeAll(async () => {
    emulator = await startEmulator();
    front = await startUpstreamFront(emulator.url);
    own = await startApp({ emulator, env: { GATEWAY_URL: front.url } });
    ownLedger = await openLedger(own.databaseUrl, { log: silentLog });
    alice = await Player.of(own, 'canary-alice-flight');
  });
  afterAll(async () => {
    await ownLedger.close();
    await own.close();
    await front.close();
    await emulator.close();
  });

  /** Holds the next call of this method, which is then answered with `data`. */
  function hold(method: string, data: object): Promise<void> {
    return new Promise((isHeld) => {
      front.override = (request, response) => {
        if (request.method !== method) return false;
        front.override = null;
        release = () => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ success: true, errors: null, data }));
        };
        isHeld();
        return true;
      };
    });
  }

  const eraseAlice = () =>
    runInProcess(['viewers', 'erase', 'canary-alice-flight', '--yes'], { DATABASE_URL: own.databaseUrl });

  test('creates nothing that is stored, and a webhook of it is dropped', async () => {
    const expireAt = new Date(emulator.clock.now() + 600_000).toISOString();
    const held = hold('POST', { transactionId: CREATED, expireAt });
    const creating = alice.tryCreate({ intent: 'CONNECT', idempotencyKey: 'while-erased' });
    await held;
    expect(await stored(['while-erased'], ownLedger)).toEqual(['while-erased']);
    expect((await eraseAlice()).code).toBe(0);
    release?.();
    expect((await creating).__typename).toBe('OutcomeUnknown');
    const late = signed({ ...batch(newBatchId()), transactionId: CREATED, smallcaseAuthId: 'c'.repeat(24) });
    expect((await deliver(own.url, late)).status).toBe(200);
    expect(await stored(['canary-alice-flight', 'while-erased', CREATED], ownLedger)).toEqual([]);
    expect(front.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  test('reads what is not stored', async () => {
    const transactionId = await alice.create({ intent: 'CONNECT' });
    const held = hold('GET', { transactionId, status: 'COMPLETED', intent: 'CONNECT' });
    await own.clock.advance(11_000);
    await held;
    expect((await eraseAlice()).code).toBe(0);
    release?.();
    await own.clock.advance(60_000);
    await own.app.close();
    expect(await stored(['canary-alice-flight', transactionId], ownLedger)).toEqual([]);
  });
});
