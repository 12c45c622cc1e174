import { yieldIfLong } from '../../core/turns.js';
import type { StoredHoldings } from '../holdings.js';
import { revisionIn } from '../object-revisions.js';
import type { HoldingsEventSnapshot, HoldingsSnapshot, InvestmentsSnapshot } from '../snapshots.js';
import type { Queries } from '../unit.js';

/** Snapshots that one statement reads: each may be hundreds of kilobytes. */
const SNAPSHOTS_AT_ONCE = 10;

/**
 * What `pick` keeps of the holdings of several accounts, by account; those without holdings are left out. Few
 * snapshots are held at once.
 */
export async function holdingsOfAccounts<Kept>(
  db: Queries,
  authIds: readonly string[],
  pick: (stored: StoredHoldings) => Kept,
): Promise<ReadonlyMap<string, Kept>> {
  const kept = new Map<string, Kept>();
  for (const some of inParts(authIds)) {
    const rows = await db
      .selectFrom('holdings')
      .select(['auth_id', 'snapshot', 'read_at', 'reads', revisionIn('holdings').as('revision')])
      .where('auth_id', 'in', some)
      .execute();
    for (const { auth_id, snapshot, read_at, reads, revision } of rows) {
      const pause = yieldIfLong();
      if (pause !== undefined) await pause;
      const readAt = read_at === null ? null : Number(read_at);
      const stored = { snapshot: JSON.parse(snapshot), revision: Number(revision), readAt, reads };
      kept.set(auth_id, pick(stored));
    }
  }
  return kept;
}

/** As {@link holdingsOfAccounts}, for investments; `readAt` is when they are read next, null if never. */
export async function investmentsOfAccounts<Kept>(
  db: Queries,
  authIds: readonly string[],
  pick: (snapshot: InvestmentsSnapshot, readAt: number | null) => Kept,
): Promise<ReadonlyMap<string, Kept>> {
  const kept = new Map<string, Kept>();
  for (const some of inParts(authIds)) {
    const rows = await db
      .selectFrom('investments')
      .select(['auth_id', 'snapshot', 'read_at'])
      .where('auth_id', 'in', some)
      .execute();
    for (const { auth_id, snapshot, read_at } of rows) {
      const pause = yieldIfLong();
      if (pause !== undefined) await pause;
      if (snapshot === null) continue;
      kept.set(auth_id, pick(JSON.parse(snapshot), read_at === null ? null : Number(read_at)));
    }
  }
  return kept;
}

function inParts(ids: readonly string[]): string[][] {
  const parts = Math.ceil(ids.length / SNAPSHOTS_AT_ONCE);
  return Array.from({ length: parts }, (_, n) =>
    ids.slice(n * SNAPSHOTS_AT_ONCE, (n + 1) * SNAPSHOTS_AT_ONCE),
  );
}

/** Events of a viewer that are looked at for the earlier snapshots of one account. */
const EVENTS_OF_HISTORY = 5_000;
const EVENTS_AT_ONCE = 500;

/** The holdings of an account as one event of the log carried them. */
export interface EarlierHoldings {
  readonly seq: number;
  readonly occurredAt: number;
  readonly snapshot: HoldingsSnapshot;
}

/**
 * Gives `each` the snapshots of an account that the log of its viewer still keeps, newest first and at most
 * `limit`, one after another. Of the newest 5,000 events of the viewer.
 */
export async function readEarlierHoldings(
  db: Queries,
  { viewerId, authId }: { readonly viewerId: string; readonly authId: string },
  limit: number,
  each: (earlier: EarlierHoldings) => void,
): Promise<void> {
  const seqs = await holdingsEvents(db, viewerId, authId, limit);
  for (const seq of seqs) {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    const row = await db
      .selectFrom('events')
      .select(['occurred_at', 'snapshot'])
      .where('viewer_id', '=', viewerId)
      .where('seq', '=', seq)
      .executeTakeFirst();
    // It may have been trimmed meanwhile.
    if (row === undefined) return;
    const { holdings } = JSON.parse(row.snapshot) as HoldingsEventSnapshot;
    if (holdings !== null) each({ seq, occurredAt: Number(row.occurred_at), snapshot: holdings });
  }
}

/** The numbers of the events, newest first: their snapshots are not read. */
async function holdingsEvents(
  db: Queries,
  viewerId: string,
  authId: string,
  limit: number,
): Promise<number[]> {
  const found: number[] = [];
  for (let looked = 0, before = Number.MAX_SAFE_INTEGER; looked < EVENTS_OF_HISTORY; ) {
    const rows = await db
      .selectFrom('events')
      .select(['seq', 'type', 'subject'])
      .where('viewer_id', '=', viewerId)
      .where('seq', '<', before)
      .orderBy('seq', 'desc')
      .limit(EVENTS_AT_ONCE)
      .execute();
    for (const { seq, type, subject } of rows) {
      if (type === 'HOLDINGS' && subject === authId) found.push(Number(seq));
      if (found.length === limit) return found;
    }
    looked += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < EVENTS_AT_ONCE) return found;
    before = Number(last.seq);
  }
  return found;
}
