import { timingSafeEqual } from 'node:crypto';
import type { Ledger } from '../ledger.js';
import type { Unit } from '../unit.js';
import { type Erasure, type ErasedCounts, findErasure, insertErasure } from './erasures.js';
import { addTombstones, Tombstones } from './tombstones.js';

const FORMAT = 'dwar-erasure-receipt/1';

/**
 * Proof of one erasure. Nothing of the person is in it: ids are keyed digests, which only this ledger, or a
 * copy or backup of it, can compare with an id.
 */
export interface Receipt {
  readonly format: typeof FORMAT;
  readonly erasureId: string;
  /** Name of the ledger. */
  readonly ledger: string;
  /** ISO 8601, UTC. */
  readonly begunAt: string;
  readonly erasedAt: string;
  /** Tombstone of the viewer. */
  readonly viewer: string;
  /** The last event number of the viewer. */
  readonly head: number;
  /** How many rows were erased, by table. */
  readonly counts: ErasedCounts;
  /** Sum of the keyed digests of all erased rows. */
  readonly content: string;
  /** The tombstones of the viewer and of all their transactions, orders and accounts. */
  readonly tombstones: readonly string[];
  /** HMAC-SHA-256 over all of the above. */
  readonly signature: string;
}

/** Why a text is not taken as a receipt. */
export class ReceiptRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReceiptRefused';
  }
}

type Source = Pick<Ledger, 'db' | 'name' | 'digestKey'>;

/** The receipt of an erasure that has ended. */
export async function receiptOf(ledger: Source, erasure: Erasure): Promise<Receipt> {
  if (erasure.endedAt === null) throw new Error('an erasure that is in progress has no receipt');
  const rows = await ledger.db
    .selectFrom('tombstones')
    .select('digest')
    .where('erasure_id', '=', erasure.erasureId)
    .orderBy('digest')
    .execute();
  const unsigned = {
    format: FORMAT,
    erasureId: erasure.erasureId,
    ledger: ledger.name,
    begunAt: new Date(erasure.begunAt).toISOString(),
    erasedAt: new Date(erasure.endedAt).toISOString(),
    viewer: erasure.viewer,
    head: erasure.head,
    counts: erasure.counts,
    content: erasure.content,
    tombstones: rows.map(({ digest }) => digest),
  } as const;
  return { ...unsigned, signature: new Tombstones(ledger.digestKey).sign(JSON.stringify(unsigned)) };
}

/** Reads a receipt of this ledger. Throws {@link ReceiptRefused}. */
export function readReceipt(ledger: Pick<Source, 'name' | 'digestKey'>, text: string): Receipt {
  const receipt = parse(text);
  if (receipt?.format !== FORMAT) throw new ReceiptRefused('it is no receipt of an erasure');
  if (receipt.ledger !== ledger.name)
    throw new ReceiptRefused(`it is a receipt of the ledger ${receipt.ledger}, and this is ${ledger.name}`);
  const { signature, ...unsigned } = receipt;
  const expected = Buffer.from(new Tombstones(ledger.digestKey).sign(JSON.stringify(unsigned)));
  const given = Buffer.from(String(signature));
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new ReceiptRefused('its signature does not fit: it was changed');
  return receipt;
}

function parse(text: string): Receipt | null {
  try {
    return JSON.parse(text) as Receipt;
  } catch {
    return null;
  }
}

/**
 * Stores the erasure of a receipt with its tombstones. Returns false if the ledger has it already: it was
 * made, or a backup that was taken afterwards has it, and what has come since belongs to a later visit.
 */
export async function importReceipt(unit: Unit, receipt: Receipt): Promise<boolean> {
  const { erasureId, viewer, head, counts, content, tombstones } = receipt;
  const known = await findErasure(unit.db, erasureId);
  if (known !== null) return known.endedAt === null;
  const begunAt = Date.parse(receipt.begunAt);
  await insertErasure(unit, { erasureId, viewer, begunAt, endedAt: null, head, counts, content });
  await addTombstones(unit, erasureId, tombstones);
  return true;
}
