import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { KyselyPlugin } from 'kysely';
import { type Foundation, openServices } from '../../src/app/foundation.js';
import { loadConfig } from '../../src/config.js';
import { silentLog } from '../../src/core/log.js';
import { findIdempotencyRecord } from '../../src/ledger/idempotency.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { TransactionCreator } from '../../src/transactions/create-transaction.js';
import type { CreateTransactionInput } from '../../src/transactions/transaction.input.js';
import type { Viewer } from '../../src/viewer/viewer.js';
import { environment } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { buying } from '../support/player.js';
import { profileVariables } from '../support/profile.js';
import { until } from '../support/until.js';

/** Calls that read the ledger only after the attempt has ended that was in progress when they came. */

const TOTAL_MS = 400;

let emulator: TestEmulator;
let services: Foundation;
let dataDir: string;
/** What reads of the creator wait for. */
let open: Promise<void> = Promise.resolve();
let creator: TransactionCreator;

beforeAll(async () => {
  emulator = await startEmulator();
  dataDir = mkdtempSync(join(tmpdir(), 'dwar-late-calls-'));
  const own = {
    GATEWAY_CONNECT_TIMEOUT_MS: '200',
    GATEWAY_RESPONSE_TIMEOUT_MS: '300',
    GATEWAY_TOTAL_TIMEOUT_MS: String(TOTAL_MS),
  };
  const config = loadConfig({
    ...environment(emulator, dataDir, 1, own),
    ...(await profileVariables(dataDir)),
  });
  services = await openServices(config, { log: silentLog });
  const { ledger } = services;
  const slow: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      await open;
      return result;
    },
  };
  const slowLedger = {
    db: ledger.db.withPlugin(slow),
    digestKey: ledger.digestKey,
    write: (...args: Parameters<Ledger['write']>) => ledger.write(...args),
  } as Ledger;
  creator = new TransactionCreator(
    {
      ...services,
      ledger: slowLedger,
      onCreated: async () => undefined,
      onOutcome: () => undefined,
      wakeReconciler: () => undefined,
    },
    TOTAL_MS,
  );
});

afterAll(async () => {
  await creator?.close();
  for (const part of ['gateway', 'otps', 'erasures', 'bus', 'cache', 'ledger', 'tracing'] as const)
    await services?.[part].close();
  await emulator?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const creations = async () =>
  (await emulator.control.requests('/transaction')).filter(({ method }) => method === 'POST').length;

test.each([
  ['gave no answer', { hang: true }, 'UNKNOWN', 'OUTCOME_UNKNOWN'],
  ['Gateway asked to repeat', { status: 503, delayMs: 100 }, 'RELEASED', 'GATEWAY_UNAVAILABLE'],
])('a call that came during an attempt which %s gets its outcome, and makes no other', async (...given) => {
  const [, fault, state, refused] = given;
  const input = { ...buying(), idempotencyKey: state } as CreateTransactionInput;
  const viewer = { id: `viewer of ${state}` } as Viewer;
  const before = await creations();
  await emulator.control.faults([{ path: '/gateway/gatewaytest/transaction', ...fault }]);
  const first = creator.create(viewer, input);
  await until('the first call is at Gateway', async () => (await creations()) > before);
  let release = () => {};
  open = new Promise((resolve) => {
    release = resolve;
  });
  const late = creator.create(viewer, input);
  const stateOf = async () =>
    (await findIdempotencyRecord(services.ledger.db, viewer.id, input.idempotencyKey))?.state;
  await until('the attempt has ended', async () => (await stateOf()) === state);
  release();
  expect(await Promise.all([first, late])).toEqual([
    expect.objectContaining({ refused }),
    expect.objectContaining({ refused }),
  ]);
  expect((await creations()) - before).toBe(1);

  await emulator.control.faults([]);
  expect(await creator.create(viewer, input)).toHaveProperty('transaction');
  expect((await creations()) - before).toBe(2);
});
