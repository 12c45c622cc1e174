import { sql } from 'kysely';
import type { Ledger } from '../ledger.js';
import type { Queries } from '../unit.js';
import { type EraseOptions, eraseViewer } from './erase-viewer.js';
import { type Erasure, endErasure, findErasure } from './erasures.js';
import { PERSONAL_DATA } from './personal-data.js';
import { importReceipt, type Receipt } from './receipts.js';
import { Tombstones } from './tombstones.js';

/** What making an erasure again has done. */
export interface Reapplied {
  readonly erasureId: string;
  /** `erased`: the viewer was there; `absent`: the viewer was not; `known`: the ledger has this erasure. */
  readonly outcome: 'erased' | 'absent' | 'known';
  readonly erasure: Erasure;
}

/**
 * Makes the erasures of receipts again in a ledger that was restored from a backup of before them. Those that
 * the ledger has are left alone.
 */
export async function reapplyErasures(
  ledger: Ledger,
  receipts: readonly Receipt[],
  options: Omit<EraseOptions, 'erasureId'>,
): Promise<readonly Reapplied[]> {
  const open = new Map<string, Receipt[]>();
  const done: Reapplied[] = [];
  for (const receipt of receipts) {
    if (await ledger.write((unit) => importReceipt(unit, receipt)))
      open.set(receipt.viewer, [...(open.get(receipt.viewer) ?? []), receipt]);
    else done.push(await resultOf(ledger.db, receipt.erasureId, 'known'));
  }
  const tombstones = new Tombstones(ledger.digestKey);
  for await (const viewerId of storedViewers(ledger.db)) {
    const own = open.get(tombstones.of('viewer', viewerId)) ?? [];
    for (const { erasureId } of own) {
      await eraseViewer(ledger, viewerId, { ...options, erasureId });
      done.push(await resultOf(ledger.db, erasureId, 'erased'));
    }
    open.delete(tombstones.of('viewer', viewerId));
  }
  for (const { erasureId, head } of [...open.values()].flat()) {
    await ledger.write((unit) => endErasure(unit, erasureId, options.now(), head));
    done.push(await resultOf(ledger.db, erasureId, 'absent'));
  }
  return done;
}

async function resultOf(db: Queries, erasureId: string, outcome: Reapplied['outcome']): Promise<Reapplied> {
  const erasure = await findErasure(db, erasureId);
  if (erasure === null) throw new Error('an erasure is not in the ledger');
  return { erasureId, outcome, erasure };
}

const PAGE = 1_000;

/** Every viewer of whom anything is stored; one may come several times. */
async function* storedViewers(db: Queries): AsyncGenerator<string> {
  const tables = Object.entries(PERSONAL_DATA).filter(([, { columns }]) => 'viewer_id' in columns);
  for (const [table] of tables)
    for (let last: string | undefined; ; ) {
      const from: string | undefined = last;
      const after = from === undefined ? sql`` : sql`where viewer_id > ${from}`;
      const { rows } = await sql<{ viewer_id: string }>`select distinct viewer_id from ${sql.table(table)}
        ${after} order by viewer_id limit ${sql.lit(PAGE)}`.execute(db);
      for (const { viewer_id: viewerId } of rows) yield viewerId;
      if (rows.length < PAGE) break;
      last = rows.at(-1)?.viewer_id;
    }
}
