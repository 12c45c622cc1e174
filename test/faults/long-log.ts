import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/core/log.js';
import { CursorCodec } from '../../src/events/cursor.js';
import { appendEvent, readEvents, readLogBounds } from '../../src/ledger/events.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll, type FeedTarget, newOrderWebhook } from '../support/order-feed.js';

const EVENTS_PER_WRITE = 500;

/** A built gateway whose ledger the test writes to as well. */
export interface LongLogGateway {
  readonly emulator: TestEmulator;
  readonly gateway: GatewayProcess;
  readonly ledger: Ledger;
  /** Gives a new viewer a log of `events` further events, each a copy of a genuine one. */
  grow(viewer: string, events: number): Promise<LongLog>;
  close(): Promise<void>;
}

/** The log of one viewer. */
export interface LongLog {
  readonly viewer: string;
  readonly token: string;
  readonly target: FeedTarget;
  /** The cursor before the first of `cursors`. */
  readonly after: string;
  /** The cursors of all events behind `after`, in order. */
  readonly cursors: readonly string[];
}

/** Starts a gateway on SQLite, or with what `env` says. */
export async function startLongLogGateway(
  env: Readonly<Record<string, string>> = {},
): Promise<LongLogGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-long-log-'));
  const emulator = await startEmulator();
  const all = { DATABASE_URL: `sqlite:${join(folder, 'dwar.db')}`, ...env };
  const gateway = await startGatewayProcess(emulator, all);
  const ledger = await openLedger(all.DATABASE_URL, { log: silentLog });
  return {
    emulator,
    gateway,
    ledger,
    async grow(viewer, events) {
      const target = await createTarget(gateway.url, viewer);
      await deliverAll(gateway.url, [newOrderWebhook(target)]);
      const { head } = await readLogBounds(ledger.db, viewer);
      await repeatLastEvent(ledger, viewer, head, events);
      const codec = new CursorCodec(ledger.epoch);
      return {
        viewer,
        token: await sessionToken(viewer),
        target,
        after: codec.encode(viewer, head),
        cursors: Array.from({ length: events }, (_, n) => codec.encode(viewer, head + n + 1)),
      };
    },
    async close() {
      await ledger.close();
      await gateway.close();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function repeatLastEvent(ledger: Ledger, viewer: string, head: number, times: number): Promise<void> {
  const [last] = await readEvents(ledger.db, viewer, { afterSeq: head - 1, limit: 1 });
  if (last === undefined) throw new Error('the viewer has no event');
  for (let left = times; left > 0; left -= EVENTS_PER_WRITE)
    await ledger.write(async (unit) => {
      for (let n = 0; n < Math.min(left, EVENTS_PER_WRITE); n += 1) await appendEvent(unit, last);
    });
}
