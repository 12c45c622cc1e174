import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Log, silentLog } from '../../src/core/log.js';
import { findIdempotencyRecord } from '../../src/ledger/idempotency.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../support/app.js';
import { CREATE_TRANSACTION } from '../support/documents.js';
import { openOtherWriter } from '../support/other-writer.js';
import { buying, Player } from '../support/player.js';
import {
  serviceTest,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';
import { until } from '../support/until.js';

const KEY = 'a key that no log may hold';
/** Past the lease of an attempt, and any log line's rate limit. */
const PAST_LEASE_MS = 60_000;

/** A ledger that can be taken away and given back. */
interface Away {
  take(): Promise<void>;
  giveBack(): Promise<void>;
}

let app: TestApp;
let dataDir: string;
let logged: { readonly fields: Readonly<Record<string, unknown>>; readonly message: string }[];

async function start(env: Readonly<Record<string, string>> = {}): Promise<Player> {
  dataDir = mkdtempSync(join(tmpdir(), 'dwar-known-'));
  logged = [];
  const note = (fields: Readonly<Record<string, unknown>> | string, message = '') =>
    void logged.push(typeof fields === 'string' ? { fields: {}, message: fields } : { fields, message });
  const log = { ...silentLog, error: note, warn: note, info: note } as unknown as Log;
  // The file is locked from outside, so it is SQLite in every profile; PostgreSQL has a test of its own
  // below.
  const embedded = { DATABASE_URL: `sqlite:${join(dataDir, 'dwar.db')}`, REDIS_URL: '' };
  app = await startApp({ dataDir, env: { ...embedded, ...env }, overrides: { log } });
  return await Player.of(app, 'alice');
}

afterEach(async () => {
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const input = { ...buying(), idempotencyKey: KEY, allowDuplicate: true };
const creations = async () =>
  (await app.emulator.control.requests('/transaction')).filter(({ method }) => method === 'POST').length;
const ids = () =>
  logged.flatMap(({ fields }) => (fields.transactionId === undefined ? [] : [fields.transactionId]));

/** Takes the ledger away while Gateway answers a creation, and returns the id that Gateway gave. */
async function createWithout(alice: Player, ledger: Away, answerMs: number): Promise<string> {
  await app.emulator.control.faults([{ path: '/transaction', delayMs: answerMs, after: true, times: 1 }]);
  const refused = alice.client.refused(CREATE_TRANSACTION, { input });
  await until('Gateway has the call', async () => (await creations()) > 0);
  await ledger.take();
  expect(await refused).toEqual(['STORAGE_UNAVAILABLE']);
  const id = ids()[0];
  expect(id).toMatch(/^TRX_[0-9a-f]{32}$/);
  expect(logged.find(({ message }) => message.includes('kept in memory'))?.fields).toMatchObject({
    transactionId: id,
    keyDigest: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(JSON.stringify(logged)).not.toContain(KEY);
  return String(id);
}

function lockedLedger(): Away {
  const other = openOtherWriter(app.databaseUrl);
  return {
    take: () => other.exec('begin immediate'),
    async giveBack() {
      await other.exec('rollback');
      other.close();
    },
  };
}

describe('a transaction that Gateway has created while the ledger was away', () => {
  test('is what its key gives once the ledger is back, though its lease has passed', async () => {
    const alice = await start();
    const ledger = lockedLedger();
    const id = await createWithout(alice, ledger, 300);
    await app.clock.advance(PAST_LEASE_MS);
    // Another attempt must not begin while this is known.
    expect(await alice.client.refused(CREATE_TRANSACTION, { input })).toEqual(['STORAGE_UNAVAILABLE']);
    await ledger.giveBack();
    expect(await alice.tryCreate(input)).toMatchObject({
      __typename: 'Transaction',
      gatewayTransactionId: id,
    });
    expect(await creations()).toBe(1);
  });

  test('is stored although no caller asks again', async () => {
    const alice = await start();
    const ledger = lockedLedger();
    const id = await createWithout(alice, ledger, 300);
    await ledger.giveBack();
    const stored = () => alice.transaction(id).catch(() => null);
    expect(await alice.eventually(stored, (found) => found !== null)).toMatchObject({
      status: 'INITIALIZED',
    });
    expect(logged.map(({ message }) => message)).toContain(
      'a created transaction that was kept in memory is stored',
    );
  });

  test('is stored by a shutdown, as soon as the ledger is back', async () => {
    const alice = await start();
    const ledger = lockedLedger();
    const id = await createWithout(alice, ledger, 300);
    const closed = app.close();
    setTimeout(() => void ledger.giveBack(), 200);
    await closed;
    const reopened = await openLedger(app.databaseUrl, { log: silentLog });
    expect(await findIdempotencyRecord(reopened.db, 'alice', KEY)).toMatchObject({
      state: 'DONE',
      transactionId: id,
    });
    await reopened.close();
  });

  test('is named in the log when the ledger does not come back before the end', async () => {
    const alice = await start({ SHUTDOWN_TIMEOUT_MS: '20000' });
    const ledger = lockedLedger();
    const id = await createWithout(alice, ledger, 300);
    await app.close();
    expect(logged).toContainEqual({
      fields: expect.objectContaining({ transactionId: id }),
      message: 'a created transaction could not be stored before the end',
    });
    await ledger.giveBack();
  });
});

describe('a transaction that Gateway has created while PostgreSQL was stopped', () => {
  let postgres: TestPostgres | undefined;
  let redis: TestRedis | undefined;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([
      startPostgres({ fsync: false }).catch(() => undefined),
      startRedis().catch(() => undefined),
    ]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([postgres?.close(), redis?.close()]);
  });

  serviceTest(
    'is what its key gives once that is back',
    async () => {
      if (postgres === undefined || redis === undefined) throw new Error('the services did not start');
      const server = postgres;
      const alice = await start({ DATABASE_URL: await server.createDatabase(), REDIS_URL: redis.url });
      const ledger = { take: () => server.stop(), giveBack: () => server.start() };
      const id = await createWithout(alice, ledger, 2_000);
      await app.clock.advance(PAST_LEASE_MS);
      await ledger.giveBack();
      expect(await alice.tryCreate(input)).toMatchObject({
        __typename: 'Transaction',
        gatewayTransactionId: id,
      });
      expect(await creations()).toBe(1);
    },
    60_000,
  );
});
