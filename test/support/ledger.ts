import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { silentLog } from '../../src/core/log.js';
import { decide } from '../../src/ledger/commits/decision.js';
import type { Keys, Picture } from '../../src/ledger/commits/picture.js';
import type { EventType, NewEvent } from '../../src/ledger/event-record.js';
import { appendEvent } from '../../src/ledger/events.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { ask } from '../../src/ledger/databases/statement.js';
import { findOrder, saveOrders } from '../../src/ledger/orders.js';
import type { OrderSnapshot } from '../../src/ledger/snapshots.js';
import type { Unit } from '../../src/ledger/unit.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import type { TestPostgres } from './services.js';

/** An event with a snapshot of no real object: the log keeps any JSON. */
export interface AnyEvent {
  readonly viewerId: string;
  readonly type: EventType;
  readonly subject: string;
  readonly transactionId?: string;
  readonly authId?: string | null;
  readonly occurredAt: number;
  readonly snapshot: unknown;
  readonly version?: number;
}

/** As `appendEvent`, for any snapshot. */
export async function appendAnyEvent(unit: Unit, event: AnyEvent, seq?: number): Promise<number> {
  return await appendEvent(unit, event as NewEvent, seq);
}

/** Stores an order as it is from now on, as event `revision` has changed it, and returns its version. */
export async function putOrder(
  unit: Unit,
  snapshot: OrderSnapshot,
  createdSeq: number,
  revision = createdSeq,
): Promise<number> {
  const version = ((await findOrder(unit.db, snapshot.batchId))?.version ?? 0) + 1;
  await ask(unit.db, saveOrders(unit, [{ snapshot, createdSeq, version, revision, isRetracted: false }]));
  return version;
}

/** Changes rows as a decision does. */
export async function change<T>(unit: Unit, keys: Keys, how: (picture: Picture) => T): Promise<T> {
  return await decide(unit, {
    keys,
    // biome-ignore lint/correctness/useYield: it needs no more rows
    *decide(picture) {
      return how(picture);
    },
  });
}

/** A ledger in a place of its own. */
export interface TestLedger {
  readonly ledger: Ledger;
  readonly url: string;
  /** Closes it and removes its folder. */
  close(): Promise<void>;
}

/** One way to keep a ledger, for the tests that hold for each of them. */
export interface LedgerImplementation {
  /** Opens a new, empty one. */
  open(): Promise<TestLedger>;
  /** The code of the error when a primary key is taken. */
  readonly duplicateKeyCode: string;
  /** A work after which its whole commit must fail, though the work itself does not. */
  ruinCommit(unit: Unit): Promise<void>;
}

/** Opens a new ledger in a temporary folder. */
export async function openTestLedger(): Promise<TestLedger & { readonly path: string }> {
  const folder = temporaryFolder();
  const url = `sqlite:${join(folder.path, 'dwar.db')}`;
  const ledger = await openLedger(url, { log: silentLog });
  return {
    ledger,
    url,
    path: join(folder.path, 'dwar.db'),
    async close() {
      await ledger.close();
      folder.remove();
    },
  };
}

/** The ledger in one file. */
export const sqliteLedgers: LedgerImplementation = {
  open: openTestLedger,
  duplicateKeyCode: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  ruinCommit: async ({ db }) => void (await sql`rollback`.execute(db)),
};

/** Ledgers in databases of a PostgreSQL, each its own: copies of one that was migrated once. */
export function postgresLedgers(server: () => TestPostgres): LedgerImplementation {
  let migrated: Promise<string> | undefined;
  return {
    duplicateKeyCode: '23505',
    async open() {
      migrated ??= migrateNew(server());
      const url = await server().createDatabase(await migrated);
      const ledger = await openLedger(url, { log: silentLog });
      return {
        ledger,
        url,
        async close() {
          await ledger.close();
          await server().dropDatabase(url);
        },
      };
    },
    // A failed statement without a report: the server answers the commit with a rollback, and no error.
    ruinCommit: async ({ db }) => void (await sql`select 1 / 0`.execute(db).catch(() => {})),
  };
}

async function migrateNew(server: TestPostgres): Promise<string> {
  const url = await server.createDatabase();
  await (await openLedger(url, { log: silentLog })).close();
  return url;
}

/** A new temporary folder. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'dwar-ledger-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
