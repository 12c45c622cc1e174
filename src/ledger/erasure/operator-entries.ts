import { type RawBuilder, sql } from 'kysely';
import { maskId } from '../../core/output/mask.js';
import { ask } from '../databases/statement.js';
import type { Queries, Unit } from '../unit.js';
import { digestsIn } from './loose-deliveries.js';
import { findTombstones, type Tombstones } from './tombstones.js';
import type { Person } from './viewer-rows.js';

const PAGE = 500;
/** In the place of a reason. */
const ERASED = '[erased]';
/** A shorter id could be a part of any word. */
const SHORTEST = 4;

/** An entry of the operator log that says something of a person. */
export interface EntryOfPerson {
  readonly entryId: string;
  /** Digest of the person, which replaces what the entry was about. */
  readonly subject: string;
  readonly reason: string | null;
}

/** What the operator log may say of a person. */
export interface Mentions extends Person {
  /** Ids of deliveries that were erased, or are to be. */
  readonly deliveryIds: ReadonlySet<string>;
}

/**
 * The entries that are about a person, or name one of their ids. Their reasons are an operator's own words,
 * so they are removed as a whole; who did what and when stays.
 */
export async function entriesOf(
  db: Queries,
  tombstones: Tombstones,
  mentions: Mentions,
): Promise<EntryOfPerson[]> {
  const digest = tombstones.of('viewer', mentions.viewerId);
  const found: EntryOfPerson[] = [];
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('operator_log')
      .select(['entry_id', 'action', 'subject', 'reason'])
      .where('entry_id', '>', last)
      .orderBy('entry_id')
      .limit(PAGE)
      .execute();
    const ids = rows.map(({ subject, reason }) => digestsIn(tombstones, `${subject} ${reason}`));
    const known = await ask(db, findTombstones(ids.flat()));
    for (const [index, { entry_id: entryId, action, subject, reason }] of rows.entries()) {
      const isExport = subject === digest && action === 'EXPORT_VIEWER' && reason !== ERASED;
      const namesId = ids[index]?.some((each) => known.has(each)) === true;
      if (isExport || namesId || isAbout(mentions, subject, reason))
        found.push({ entryId, subject: digest, reason: reason === null ? null : ERASED });
    }
    if (rows.length < PAGE) return found;
    last = rows.at(-1)?.entry_id ?? '';
  }
}

function isAbout(
  { viewerId, accounts, deliveryIds }: Mentions,
  subject: string | null,
  reason: string | null,
): boolean {
  if (subject !== null && (deliveryIds.has(subject) || accounts.some((id) => maskId(id) === subject)))
    return true;
  const ids = [viewerId, ...accounts].filter((id) => id.length >= SHORTEST);
  const texts = [subject, reason].filter((text) => text !== null);
  return subject === viewerId || ids.some((id) => texts.some((text) => names(text, id)));
}

/** Whether a text has the id as a word of its own. */
function names(text: string, id: string): boolean {
  const isPart = (letter: string | undefined) => letter !== undefined && /[A-Za-z0-9]/.test(letter);
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1))
    if (!isPart(text[at - 1]) && !isPart(text[at + id.length])) return true;
  return false;
}

/** Replaces what entries say of a person. */
export async function rewriteEntries(unit: Unit, entries: readonly EntryOfPerson[]): Promise<void> {
  for (const { entryId, subject, reason } of entries)
    await unit.db
      .updateTable('operator_log')
      .set({ subject, reason })
      .where('entry_id', '=', entryId)
      .execute();
}

/** Ids of the deliveries that a condition selects: acts of operators name them. */
export async function deliveryIdsOf(db: Queries, condition: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{ delivery_id: string }>`select delivery_id from deliveries
    where ${condition}`.execute(db);
  return rows.map((row) => row.delivery_id);
}
