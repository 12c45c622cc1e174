import { createHmac, hkdfSync } from 'node:crypto';
import { sql } from 'kysely';
import { answered, type Asked, question, Statement } from '../databases/statement.js';
import type { Queries, Unit } from '../unit.js';

/** What a tombstone stands for. */
export type TombstoneKind = 'viewer' | 'transaction' | 'order' | 'account';

/** Hexadecimal digits of a digest: 128 bits. */
const DIGITS = 32;

/**
 * Keyed digests of ids (HMAC-SHA-256). The keys are derived from the digest key of the ledger, which is made
 * with the ledger, is copied with it, is in every backup of it and never changes: no rotation of a secret
 * makes a tombstone useless, and without the ledger a digest says nothing.
 */
export class Tombstones {
  readonly #idKey: Buffer;
  readonly #contentKey: Buffer;
  readonly #receiptKey: Buffer;

  constructor(digestKey: string) {
    this.#idKey = derive(digestKey, 'dwar erasures: ids');
    this.#contentKey = derive(digestKey, 'dwar erasures: content');
    this.#receiptKey = derive(digestKey, 'dwar erasures: receipts');
  }

  /** The digest of an id. */
  of(kind: TombstoneKind, id: string): string {
    return mac(this.#idKey, `${kind}\0${id}`).slice(0, DIGITS);
  }

  /** The digest of an erased row, of its table and {@link rowDigest}. */
  ofRow(table: string, digest: string): string {
    return mac(this.#contentKey, `${table}\0${digest}`).slice(0, DIGITS);
  }

  /** The signature of a receipt's text. */
  sign(text: string): string {
    return mac(this.#receiptKey, text);
  }
}

function derive(digestKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', digestKey, '', purpose, 32));
}

function mac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

const FIND = new Statement<{ digest: string }>((db, lists) =>
  db.selectFrom('tombstones').select('digest').where(lists.isIn('digest')),
);

/** Those of the digests that have a tombstone. */
export function findTombstones(digests: readonly string[]): Asked<ReadonlySet<string>> {
  if (digests.length === 0) return answered(new Set());
  return question(FIND, [digests], (rows) => new Set(rows.map(({ digest }) => digest)));
}

const ADD = new Statement<never>(
  (_db, lists) => sql`${lists.insertInto('tombstones', { digest: 'text', erasure_id: 'text' })}
    on conflict (digest) do nothing`,
);

/** Adds tombstones; those that exist stay. */
export async function addTombstones(
  unit: Unit,
  erasureId: string,
  digests: readonly string[],
): Promise<void> {
  const rows = [...new Set(digests)].map((digest) => ({ digest, erasure_id: erasureId }));
  if (rows.length > 0) await ADD.run(unit.db, rows);
}

/** Removes a tombstone: its account has been linked again, by a proof that is newer than the erasure. */
export async function removeTombstone(unit: Unit, digest: string): Promise<void> {
  await unit.db.deleteFrom('tombstones').where('digest', '=', digest).execute();
}

/** The key of the digests of this ledger. */
export async function readTombstones(db: Queries): Promise<Tombstones> {
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'digest_key')
    .executeTakeFirstOrThrow();
  return new Tombstones(value);
}
