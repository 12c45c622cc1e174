import type { Queries } from './ledger.js';

/**
 * Raises the revisions of viewers, in the commit that changes what they can read. The rows are taken in one
 * order by all writers, so that two of them cannot wait for each other.
 */
export async function raiseRevisions(db: Queries, viewerIds: ReadonlySet<string>): Promise<void> {
  if (viewerIds.size === 0) return;
  const rows = [...viewerIds].sort().map((viewer_id) => ({ viewer_id, head: 0, trimmed_to: 0, revision: 1 }));
  await db
    .insertInto('viewers')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('viewer_id').doUpdateSet((eb) => ({ revision: eb('viewers.revision', '+', 1) })),
    )
    .execute();
}

/**
 * How often what each of these viewers can read has changed, as text that differs after each change; those
 * about whom nothing is stored are left out. It holds the head of the log too, which writers raise that know
 * no revisions yet.
 */
export async function readRevisions(
  db: Queries,
  viewerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('viewers')
    .select(['viewer_id', 'revision', 'head'])
    .where('viewer_id', 'in', viewerIds)
    .execute();
  return new Map(rows.map(({ viewer_id, revision, head }) => [viewer_id, `${revision} ${head}`]));
}
