import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { inspectLedger } from '../../../src/ledger/maintenance/inspect-ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import type { Queries } from '../../../src/ledger/unit.js';
import { appendAnyEvent, type LedgerImplementation, putOrder } from '../../support/ledger.js';
import { order } from '../../support/facts.js';

const ADDS = '9998-adds';
const BREAKS = '9999-breaks';
/** The newest migration of the versions that refuse every one they do not know. */
const BASELINE = '0017-insertion-order';

/** Notes a migration as a newer version does; `mark` is what it says to older ones, if it does. */
async function migrated(db: Queries, name: string, mark: string | null): Promise<void> {
  await sql`insert into kysely_migration (name, timestamp) values (${name}, '2030')`.execute(db);
  if (mark === null) return;
  await sql`insert into meta (key, value) values (${`migration:${name}`}, ${mark})`.execute(db);
}

const markOf = (needs: string) => JSON.stringify({ version: '9.9.9', needs });

/** A ledger that a newer version has used. */
export function downgradeSuite(implementation: LedgerImplementation): void {
  async function used(plant: (db: Queries) => Promise<void>) {
    const open = await implementation.open();
    await plant(open.ledger.db);
    await open.ledger.close();
    return open;
  }

  test('that only added is opened with a warning, keeps its epoch, and is written', async () => {
    const open = await used(async (db) => {
      await sql`create table of_the_future (id text primary key)`.execute(db);
      await sql`alter table orders add column of_the_future text`.execute(db);
      await sql`alter table viewers add column of_the_future integer not null default 0`.execute(db);
      await migrated(db, ADDS, markOf(BASELINE));
    });
    const warnings: unknown[] = [];
    const log = { ...silentLog, warn: (...line: unknown[]) => void warnings.push(line) } as typeof silentLog;
    const ledger = await openLedger(open.url, { log });
    expect(JSON.stringify(warnings)).toContain(ADDS);
    expect(ledger.epoch).toBe(open.ledger.epoch);
    await ledger.write(async (unit) => {
      await putOrder(unit, order({ batchId: 'written by the older version' }), 1);
      await appendAnyEvent(unit, { viewerId: 'a', type: 'ORDER', subject: 's', occurredAt: 1, snapshot: {} });
    });
    await ledger.close();
    expect(await inspectLedger(open.url)).toEqual({
      exists: true,
      pending: [],
      newer: [ADDS],
      deadWebhooks: 0,
    });
    await open.close();
  });

  test.each<readonly [string, string | null, string]>([
    ['has no mark', null, `${BREAKS}. `],
    ['is marked as one that older versions cannot read', markOf(BREAKS), `${BREAKS} (by Dwar 9.9.9)`],
    ['needs another one that this version does not know', markOf('9000-other'), `${BREAKS} (by Dwar 9.9.9)`],
    ['has a mark that is no JSON', '{', BREAKS],
    ['has a mark without what it needs', '{"version":"9.9.9"}', BREAKS],
    ['has a mark of another type', '[1]', BREAKS],
  ])('is refused when its migration %s', async (_name, mark, text) => {
    const open = await used(async (db) => {
      await migrated(db, ADDS, markOf(BASELINE));
      await migrated(db, BREAKS, mark);
    });
    const refused = await openLedger(open.url, { log: silentLog }).catch((error: unknown) => error);
    const { message, hint } = refused as { message: string; hint: string };
    expect(`${message}. `).toContain(text);
    expect(message).not.toContain(ADDS);
    expect(hint).toContain('Run that version or a later one');
    expect(hint).toContain('restore the backup made before the upgrade');
    await expect(inspectLedger(open.url)).rejects.toThrow(BREAKS);
    await open.close();
  });

  test('is refused when this version would have to migrate it as well', async () => {
    const open = await used(async (db) => {
      await migrated(db, ADDS, markOf(BASELINE));
      await sql`delete from kysely_migration where name = ${BASELINE}`.execute(db);
    });
    await expect(openLedger(open.url, { log: silentLog })).rejects.toThrow(ADDS);
    await open.close();
  });
}
