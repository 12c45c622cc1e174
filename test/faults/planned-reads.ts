import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'libsql';
import { startApp, type TestApp } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { JumpClock } from '../support/jump-clock.js';

/** A Monday, in the middle of the session. */
export const MONDAY = Date.parse('2026-01-05T11:00:00+05:30');

/** A claimed read is due this far in the future while it is in flight. */
const CLAIM_MS = 60_000;
const LOOK_EVERY_MS = 2;
const IDLE_WITHIN_MS = 10_000;

interface Row {
  readonly transaction_id: string;
  readonly status: string;
  readonly read_at: number | null;
}

/** Number of planned reads of one transaction, by the status they found. */
export type ReadCounts = Readonly<Record<string, number>>;

/** An app whose clock jumps from one planned read to the next; it receives no webhooks. */
export interface PlannedApp {
  readonly app: TestApp;
  readonly emulator: TestEmulator;
  readonly clock: JumpClock;
  /**
   * Advances from read to read until none is planned or `limit` were made. Returns the reads of this
   * transaction.
   */
  playPlan(transactionId: string, limit?: number): Promise<ReadCounts>;
  /** Waits until no read is due or in flight. */
  idle(): Promise<void>;
  /** Calls of transaction details that upstream has received. */
  upstreamReads(): Promise<number>;
  /** Stops the app, lets time pass, and starts it again on the same ledger. */
  restartAfter(ms: number): Promise<PlannedApp>;
  close(): Promise<void>;
}

/** Starts an emulator that sends no webhooks and an app on one jumping clock. */
export async function startPlanned(startAt: number): Promise<PlannedApp> {
  const emulator = await startEmulator({ clock: new JumpClock(startAt) });
  return await planned(emulator, await startApp({ emulator, dataDir: newDataDir() }));
}

async function planned(emulator: TestEmulator, app: TestApp): Promise<PlannedApp> {
  const clock = emulator.clock as JumpClock;
  const ledger = new Database(join(app.dataDir, 'dwar.db'), { readonly: true });
  const rows = () =>
    ledger.prepare('select transaction_id, status, read_at from transactions').all() as Row[];
  const isBusy = ({ read_at }: Row) =>
    read_at !== null && (read_at <= clock.now() || read_at === clock.now() + CLAIM_MS);
  const idle = async () => {
    const giveUpAt = performance.now() + IDLE_WITHIN_MS;
    while (rows().some(isBusy)) {
      if (performance.now() > giveUpAt) throw new Error(`not idle: ${JSON.stringify(rows())}`);
      await pause(LOOK_EVERY_MS);
    }
  };
  const close = async () => {
    ledger.close();
    await app.close();
  };
  return {
    app,
    emulator,
    clock,
    idle,
    async playPlan(transactionId, limit = Number.POSITIVE_INFINITY) {
      const counts: Record<string, number> = {};
      await idle();
      for (let reads = 0; reads < limit; ) {
        const dueAt = Math.min(...rows().map(({ read_at }) => read_at ?? Number.POSITIVE_INFINITY));
        if (dueAt === Number.POSITIVE_INFINITY) break;
        const own = rows().find((row) => row.transaction_id === transactionId && row.read_at === dueAt);
        await clock.advance(dueAt - clock.now());
        await idle();
        if (own === undefined) continue;
        counts[own.status] = (counts[own.status] ?? 0) + 1;
        reads += 1;
      }
      return counts;
    },
    async upstreamReads() {
      return (await emulator.control.requests('transactiondetails')).length;
    },
    async restartAfter(ms) {
      await close();
      await clock.advance(ms);
      return await planned(emulator, await startApp({ emulator, dataDir: app.dataDir, port: app.port }));
    },
    async close() {
      await close();
      await emulator.close();
      rmSync(app.dataDir, { recursive: true, force: true });
    },
  };
}

function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'dwar-planned-'));
}
