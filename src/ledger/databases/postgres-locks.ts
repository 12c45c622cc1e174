import { sql } from 'kysely';
import { type Admission, admitAll, type Scope, type Turn } from '../commits/scope.js';
import type { Queries } from '../unit.js';
import { Statement } from './statement.js';

/**
 * Names the one lock that all writers take: shared by those whose works name their viewers, alone by the
 * others. Versions before scopes always take it alone, so instances of both kinds can write to one database.
 */
export const WRITERS_LOCK = 4_417_001;

/** Takes the lock of all writers and finds the viewers of what the works name, in one round trip. */
const LOCK_AND_FIND = new Statement<{
  transaction_id: string | null;
  auth_id: string | null;
  viewer_id: string;
}>(
  (_db, lists) => sql`
    with writers as materialized (select pg_advisory_xact_lock_shared(${sql.lit(WRITERS_LOCK)}))
    select transaction_id, null as auth_id, viewer_id from transactions where ${lists.isIn('transaction_id')}
    union all select null, auth_id, viewer_id from broker_accounts where ${lists.isIn('auth_id')}
    union all select null, null, null from writers`,
);

// No other row that a work changes is ever waited for: it belongs to a viewer whose row is held.
const LOCK_VIEWERS = new Statement<{ viewer_id: string }>((db, lists) =>
  db.selectFrom('viewers').select('viewer_id').where(lists.isIn('viewer_id')).forNoKeyUpdate().skipLocked(),
);

/**
 * Takes the locks of a batch of works. If any has no scope, all are played while no other instance writes.
 * Otherwise those are played whose viewers no other instance is writing for at this moment: nothing waits for
 * a lock of a viewer, so no two instances can wait for each other.
 */
export async function lockForWorks(db: Queries, scopes: readonly (Scope | null)[]): Promise<Admission> {
  const named = scopes.filter((scope) => scope !== null);
  if (named.length < scopes.length) {
    await sql`select pg_advisory_xact_lock(${sql.lit(WRITERS_LOCK)})`.execute(db);
    return admitAll(scopes);
  }
  const wanted = await lockAndFind(db, named);
  const viewers = await lockViewers(db, new Set(wanted.flatMap((viewerIds) => viewerIds ?? [])));
  return { turns: wanted.map((viewerIds) => turnOf(viewerIds, viewers)), viewers };
}

function turnOf(viewerIds: readonly string[] | null, locked: ReadonlySet<string>): Turn {
  if (viewerIds === null) return 'alone';
  return viewerIds.every((viewerId) => locked.has(viewerId)) ? 'now' : 'later';
}

/**
 * The viewers of each scope; null if it names a transaction that does not exist. They are as they were before
 * the lock was waited for: a transaction has one viewer for ever, and who changes the state of a viewer of an
 * account that was linked meanwhile is played again alone.
 */
async function lockAndFind(
  db: Queries,
  scopes: readonly Scope[],
): Promise<readonly (readonly string[] | null)[]> {
  const transactions = new Set(scopes.flatMap((scope) => scope.transactions ?? []));
  const accounts = new Set(scopes.flatMap((scope) => scope.accounts ?? []));
  const rows = await LOCK_AND_FIND.run(db, [...transactions], [...accounts]);
  const ownerOf = new Map(rows.map((row) => [row.transaction_id, row.viewer_id]));
  const holderOf = new Map(rows.map((row) => [row.auth_id, row.viewer_id]));
  return scopes.map((scope) => {
    const owners = (scope.transactions ?? []).map((id) => ownerOf.get(id));
    const holders = (scope.accounts ?? []).map((id) => holderOf.get(id));
    if (owners.includes(undefined)) return null;
    return [...(scope.viewers ?? []), ...[...owners, ...holders].filter((found) => found !== undefined)];
  });
}

/** Locks those of the viewers for whom no other instance is writing, and returns them. */
async function lockViewers(db: Queries, viewerIds: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (viewerIds.size === 0) return viewerIds;
  const locked = await LOCK_VIEWERS.run(db, [...viewerIds]);
  return new Set(locked.map(({ viewer_id }) => viewer_id));
}
