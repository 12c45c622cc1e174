import type { RawBuilder } from 'kysely';
import { newId } from '../../core/ids.js';
import { rowDigest, sumOfDigests } from '../databases/row-digest.js';
import type { Ledger } from '../ledger.js';
import type { Queries, Unit } from '../unit.js';
import { emptyWriteAheadLog, overwriting } from './compact.js';
import {
  countErased,
  endErasure,
  type Erasure,
  type ErasedCounts,
  findErasure,
  findOpenErasure,
  insertErasure,
} from './erasures.js';
import { deleteDelivery, findLooseDeliveries } from './loose-deliveries.js';
import { deliveryIdsOf, entriesOf, rewriteEntries } from './operator-entries.js';
import { ERASED_TABLES, type PersonalTable } from './personal-data.js';
import { addTombstones, Tombstones } from './tombstones.js';
import {
  conditionsOf,
  countRows,
  deleteRows,
  findPerson,
  type Person,
  type StoredRow,
} from './viewer-rows.js';

/** How an erasure is made. */
export interface EraseOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Runs in the first commit, with the digest of the viewer: records who erases, and why. */
  readonly record?: (unit: Unit, digest: string) => Promise<void>;
  /** Called with each table of which rows were erased, and how many. Must not throw. */
  readonly onProgress?: (table: string, rows: number) => void;
  /** The erasure that is made again after a restore. Default: a new one, or that which is in progress. */
  readonly erasureId?: string;
}

/** What an erasure would erase, by table; tables without such rows are left out. */
export async function countViewer(
  ledger: Pick<Ledger, 'db' | 'digestKey'>,
  viewerId: string,
): Promise<ErasedCounts> {
  const { db } = ledger;
  const person = await findPerson(db, viewerId);
  const counts: Record<string, number> = {};
  for (const table of ERASED_TABLES) {
    const count = await countRows(db, table, person);
    if (count > 0) counts[table] = count;
  }
  const tombstones = new Tombstones(ledger.digestKey);
  const deliveryIds = await deliveriesOf(db, person);
  const entries = await entriesOf(db, tombstones, { ...person, deliveryIds });
  return entries.length === 0 ? counts : { ...counts, operator_log: entries.length };
}

/** Whether an erasure of the viewer was interrupted. */
export async function isBeingErased(
  ledger: Pick<Ledger, 'db' | 'digestKey'>,
  viewerId: string,
): Promise<boolean> {
  const digest = new Tombstones(ledger.digestKey).of('viewer', viewerId);
  return (await findOpenErasure(ledger.db, digest)) !== null;
}

/**
 * Erases everything that the ledger holds of a viewer, in small commits while servers run, and returns the
 * erasure. The last commit erases what has come meanwhile, so nothing of before it is left; what a server
 * still has in hand then finds no row to change. Interrupted, it is continued by the next call.
 */
export async function eraseViewer(ledger: Ledger, viewerId: string, options: EraseOptions): Promise<Erasure> {
  return await new ViewerEraser(ledger, viewerId, options).run();
}

class ViewerEraser {
  readonly #tombstones: Tombstones;
  readonly #digest: string;
  #erasureId = '';

  constructor(
    private readonly ledger: Ledger,
    private readonly viewerId: string,
    private readonly options: EraseOptions,
  ) {
    this.#tombstones = new Tombstones(ledger.digestKey);
    this.#digest = this.#tombstones.of('viewer', viewerId);
  }

  async run(): Promise<Erasure> {
    const { db } = this.ledger;
    const person = await findPerson(db, this.viewerId);
    const deliveryIds = await deliveriesOf(db, person);
    this.#erasureId = await this.#write((unit) => this.#begin(unit, person));
    for (const table of ERASED_TABLES)
      if (table !== 'viewers')
        for (const condition of conditionsOf(table, person)) await this.#eraseInBatches(table, condition);
    for (const deliveryId of await findLooseDeliveries(db, this.#tombstones, this.viewerId)) {
      deliveryIds.add(deliveryId);
      const rows = await this.#write(async (unit) =>
        this.#count(unit, 'deliveries', await deleteDelivery(unit, deliveryId)),
      );
      this.options.onProgress?.('deliveries', rows);
    }
    await this.#rewriteLog({ ...person, deliveryIds });
    const erasure = await this.#write((unit) => this.#end(unit));
    await emptyWriteAheadLog(db);
    return erasure;
  }

  #write<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    return this.ledger.write((unit) => overwriting(unit, () => work(unit)), { rank: 'clean-up' });
  }

  /** From here on the log is trimmed: its readers resume at its head. */
  async #begin(unit: Unit, person: Person): Promise<string> {
    const { now, record, erasureId } = this.options;
    const begun = erasureId ?? (await findOpenErasure(unit.db, this.#digest))?.erasureId ?? newId(now());
    if ((await findErasure(unit.db, begun)) === null)
      await insertErasure(unit, {
        erasureId: begun,
        viewer: this.#digest,
        begunAt: now(),
        endedAt: null,
        head: 0,
        counts: {},
        content: sumOfDigests([]),
      });
    await record?.(unit, this.#digest);
    await this.#buryAccounts(unit, begun, person);
    const trimmed = await unit.db
      .updateTable('viewers')
      .set((eb) => ({ trimmed_to: eb.ref('head') }))
      .where('viewer_id', '=', this.viewerId)
      .returning('viewer_id')
      .execute();
    if (trimmed.length > 0) unit.changed(this.viewerId);
    return begun;
  }

  async #buryAccounts(unit: Unit, erasureId: string, { viewerId, accounts }: Person): Promise<void> {
    const digests = accounts.map((authId) => this.#tombstones.of('account', authId));
    await addTombstones(unit, erasureId, [this.#tombstones.of('viewer', viewerId), ...digests]);
  }

  async #eraseInBatches(table: PersonalTable, condition: RawBuilder<boolean>): Promise<void> {
    for (;;) {
      const rows = await this.#write((unit) => this.#eraseBatch(unit, table, condition));
      if (rows === 0) return;
      this.options.onProgress?.(table, rows);
    }
  }

  async #eraseBatch(unit: Unit, table: PersonalTable, condition: RawBuilder<boolean>): Promise<number> {
    const rows = await deleteRows(unit.db, table, condition);
    if (rows.length > 0) unit.changed(this.viewerId);
    const ids =
      table === 'transactions'
        ? rows.map((row) => this.#tombstones.of('transaction', String(row.transaction_id)))
        : table === 'orders'
          ? rows.map((row) => this.#tombstones.of('order', String(row.batch_id)))
          : [];
    await addTombstones(unit, this.#erasureId, ids);
    return await this.#count(unit, table, rows);
  }

  async #count(unit: Unit, table: string, rows: readonly StoredRow[]): Promise<number> {
    const digests = rows.map((row) => this.#tombstones.ofRow(table, rowDigest(row)));
    await countErased(unit, this.#erasureId, table, digests);
    return rows.length;
  }

  async #rewriteLog(mentions: Person & { readonly deliveryIds: ReadonlySet<string> }): Promise<void> {
    const entries = await entriesOf(this.ledger.db, this.#tombstones, mentions);
    if (entries.length === 0) return;
    await this.#write(async (unit) => {
      await rewriteEntries(unit, entries);
      const digests = entries.map(({ entryId }) =>
        this.#tombstones.ofRow('operator_log', rowDigest({ entryId })),
      );
      await countErased(unit, this.#erasureId, 'operator_log', digests);
    });
    this.options.onProgress?.('operator_log', entries.length);
  }

  /** Erases what has come since, with the row that every write of the viewer's log takes. */
  async #end(unit: Unit): Promise<Erasure> {
    const person = await findPerson(unit.db, this.viewerId);
    await this.#buryAccounts(unit, this.#erasureId, person);
    const log = await unit.db
      .selectFrom('viewers')
      .select('head')
      .where('viewer_id', '=', this.viewerId)
      .executeTakeFirst();
    for (const table of ERASED_TABLES)
      for (const condition of conditionsOf(table, person))
        while ((await this.#eraseBatch(unit, table, condition)) > 0);
    await endErasure(unit, this.#erasureId, this.options.now(), Number(log?.head ?? 0));
    unit.removed(this.viewerId);
    const erasure = await findErasure(unit.db, this.#erasureId);
    if (erasure === null) throw new Error('an erasure is not in the ledger');
    return erasure;
  }
}

async function deliveriesOf(db: Queries, person: Person): Promise<Set<string>> {
  const found = new Set<string>();
  for (const condition of conditionsOf('deliveries', person))
    for (const id of await deliveryIdsOf(db, condition)) found.add(id);
  return found;
}
