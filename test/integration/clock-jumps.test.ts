import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/core/log.js';
import { findIdempotencyRecord } from '../../src/ledger/idempotency.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { JumpClock } from '../support/jump-clock.js';
import { buying, Player } from '../support/player.js';
import { SetClock } from '../support/set-clock.js';
import { until } from '../support/until.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Longer than a key is kept by default. */
const JUMP = 50 * HOUR;
const KEY = 'the key';

let emulator: TestEmulator;
let app: TestApp;
let dataDir: string;
let clock: SetClock;

async function start(): Promise<Player> {
  dataDir = mkdtempSync(join(tmpdir(), 'dwar-clock-'));
  emulator = await startEmulator({ clock: new JumpClock(Date.parse('2026-01-05T11:00:00+05:30')) });
  clock = new SetClock(emulator.clock);
  return await restart();
}

async function restart(): Promise<Player> {
  app = await startApp({ emulator, dataDir, overrides: { clock } });
  return await Player.of(app, 'alice');
}

afterEach(async () => {
  await app.close();
  await emulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const creations = async () =>
  (await emulator.control.requests('/transaction')).filter(({ method }) => method === 'POST').length;
const reads = async () => (await emulator.control.requests('transactiondetails')).length;

/** How long it takes until a planned read is made, in seconds of the true time; 300 when none is. */
async function secondsUntilRead(): Promise<number> {
  let seconds = 0;
  // The call between two steps lets the look of the last one end.
  while ((await reads()) === 0 && seconds < 300) {
    await emulator.clock.advance(5_000);
    seconds += 5;
  }
  return seconds;
}

/**
 * Stops the app and says whether its ledger still has the key. What is being cleaned up is finished first.
 */
async function isKept(): Promise<boolean> {
  await app.close();
  const ledger = await openLedger(app.databaseUrl, { log: silentLog });
  const record = await findIdempotencyRecord(ledger.db, 'alice', KEY);
  await ledger.close();
  return record !== null;
}

describe('a clock that is 50 hours ahead', () => {
  test('for a moment deletes no idempotency key, and the key gives the same transaction', async () => {
    const alice = await start();
    const { id } = await alice.tryCreate({ ...buying(), idempotencyKey: KEY });
    await emulator.clock.advance(9 * MINUTE);
    clock.aheadMs = JUMP;
    await emulator.clock.advance(MINUTE);
    expect(await isKept()).toBe(true);
    clock.aheadMs = 0;
    const again = await restart();
    expect(await again.tryCreate({ ...buying(), idempotencyKey: KEY })).toMatchObject({ id });
    expect(await creations()).toBe(1);
  });

  test('at a start deletes none at once', async () => {
    const alice = await start();
    await alice.tryCreate({ ...buying(), idempotencyKey: KEY });
    await app.close();
    clock.aheadMs = JUMP;
    await restart();
    await emulator.clock.advance(10 * MINUTE - 1);
    expect(await isKept()).toBe(true);
    await restart();
  });

  test('and stays there is believed after ten minutes', async () => {
    const alice = await start();
    await alice.tryCreate({ ...buying(), idempotencyKey: KEY });
    clock.aheadMs = JUMP;
    // The first clean-up finds the jump or one that is just confirmed; the next one deletes. A clean-up is left out
    // while the one before still runs, which takes real time.
    const ledger = await openLedger(app.databaseUrl, { log: silentLog });
    await until('the key is deleted', async () => {
      await emulator.clock.advance(10 * MINUTE);
      return (await findIdempotencyRecord(ledger.db, 'alice', KEY)) === null;
    });
    await ledger.close();
  });

  test('ends no attempt in progress', async () => {
    const alice = await start();
    await emulator.control.faults([{ path: '/transaction', delayMs: 400, times: 1 }]);
    const first = alice.tryCreate({ ...buying(), idempotencyKey: KEY });
    await until('Gateway has the call', async () => (await creations()) > 0);
    clock.aheadMs = JUMP;
    const second = await alice.tryCreate({ ...buying(), idempotencyKey: KEY });
    expect(second).toEqual(await first);
    expect(await creations()).toBe(1);
  });
});

describe('a clock that was ahead and is set back', () => {
  test('stalls no planned read', async () => {
    const alice = await start();
    clock.aheadMs = JUMP;
    await alice.create(buying());
    clock.aheadMs = 0;
    expect(await secondsUntilRead()).toBeLessThan(90);
  });

  test('stalls none that an earlier process had planned', async () => {
    const alice = await start();
    clock.aheadMs = JUMP;
    await alice.create(buying());
    await app.close();
    clock.aheadMs = 0;
    await restart();
    expect(await secondsUntilRead()).toBeLessThan(90);
  });
});
