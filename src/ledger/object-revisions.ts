import { sql } from 'kysely';

/** The snapshot of an object with the number of the event that last changed the object. */
export type Revised<Snapshot> = Snapshot & { readonly revision: number };

/** The snapshot of a stored object with its revision, which is stored beside it. */
export function revised<Snapshot extends object>({
  snapshot,
  revision,
}: {
  readonly snapshot: Snapshot;
  readonly revision: number;
}): Revised<Snapshot> {
  return { ...snapshot, revision };
}

const VIEWERS = {
  orders: sql`orders.viewer_id`,
  transactions: sql`transactions.viewer_id`,
  holdings: sql`(select linked.viewer_id from broker_accounts as linked
    where linked.auth_id = holdings.auth_id)`,
};

/**
 * The revision of a row: the number, in the log of its viewer, of the event that last changed it.
 *
 * An instance of the version before migration 0012 changes a row without its revision, which then belongs to
 * another version of the row. What is selected instead is the head of the log at the same moment: it is no
 * less than the number of that change, no more than any that follows, and never decreases.
 */
export function revisionIn(table: keyof typeof VIEWERS) {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql<number>`case when ${column('revised_version')} = ${column('version')} then ${column('revision')}
    else coalesce((select log.head from viewers as log where log.viewer_id = ${VIEWERS[table]}), 0) end`;
}
