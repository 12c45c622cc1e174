import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { Statement } from './databases/statement.js';
import type { Revisions } from './ledger.js';
import type { Queries } from './unit.js';

/** Viewers whose changes are known one by one. */
const VIEWERS_MAX = 100_000;

/**
 * The revisions of a ledger that this process alone serves, in memory. Commits of other processes, which are
 * commands, change every viewer's: `commitsByOthers` differs after each of them.
 */
export class KnownRevisions implements Revisions {
  #count = 0;
  /** The revision of each viewer that is not in the list: no older than any that has left it. */
  #others = 0;
  #commitsByOthers: number;
  #isCurrent = false;
  readonly #raised = new LRUCache<string, number>({
    // With `max` it would take the memory, and milliseconds, for all of them at the start.
    maxSize: VIEWERS_MAX,
    sizeCalculation: () => 1,
    dispose: (revision) => {
      this.#others = Math.max(this.#others, revision);
    },
  });

  constructor(private readonly commitsByOthers: () => number) {
    this.#commitsByOthers = commitsByOthers();
  }

  /** Called after a commit that changed what these viewers can read, before anything else runs. */
  raise(viewerIds: Iterable<string>): void {
    this.#count += 1;
    // A replaced value does not raise the others.
    for (const viewerId of viewerIds) this.#raised.set(viewerId, this.#count, { noDisposeOnSet: true });
  }

  of(viewerId: string): string {
    this.#lookAtOthers();
    return String(this.#raised.get(viewerId) ?? this.#others);
  }

  /** Once a turn of the event loop: what is served in it has arrived before it began. */
  #lookAtOthers(): void {
    if (this.#isCurrent) return;
    this.#isCurrent = true;
    setImmediate(() => {
      this.#isCurrent = false;
    });
    const commits = this.commitsByOthers();
    if (commits === this.#commitsByOthers) return;
    this.#commitsByOthers = commits;
    this.#count += 1;
    this.#raised.clear();
    this.#others = this.#count;
  }
}

/**
 * The revisions of a ledger that several instances share: read from it, for all who ask in one turn of the
 * event loop by one statement.
 */
export class StoredRevisions implements Revisions {
  readonly #loader: DataLoader<string, string>;

  constructor(db: Queries) {
    this.#loader = new DataLoader<string, string>(
      async (viewerIds) => {
        const found = await readRevisions(db, [...new Set(viewerIds)]);
        return viewerIds.map((viewerId) => found.get(viewerId) ?? '');
      },
      { cache: false, batchScheduleFn: (read) => setImmediate(read) },
    );
  }

  of(viewerId: string): Promise<string> {
    return this.#loader.load(viewerId);
  }
}

const RAISED = { viewer_id: 'text', head: 'bigint', trimmed_to: 'bigint', revision: 'bigint' } as const;
const RAISE = new Statement<never>(
  (_db, lists) => sql`${lists.insertInto('viewers', RAISED)}
    on conflict (viewer_id) do update set revision = viewers.revision + 1`,
);

/**
 * Raises the revisions of viewers, in the commit that changes what they can read. The rows are taken in one
 * order by all writers, so that two of them cannot wait for each other. The rows of those that are `removed`
 * are deleted.
 */
export async function raiseRevisions(
  db: Queries,
  viewerIds: ReadonlySet<string>,
  removed: ReadonlySet<string>,
): Promise<void> {
  if (removed.size > 0)
    await db
      .deleteFrom('viewers')
      .where('viewer_id', 'in', [...removed])
      .execute();
  const raised = [...viewerIds].filter((viewerId) => !removed.has(viewerId));
  if (raised.length === 0) return;
  const rows = raised.sort().map((viewer_id) => ({ viewer_id, head: 0, trimmed_to: 0, revision: 1 }));
  await RAISE.run(db, rows);
}

/**
 * The revisions of these viewers as text that differs after each change; those about whom nothing is stored
 * are left out. It holds the head of the log and the linked accounts too, which an instance of a version
 * without revisions changes.
 */
export async function readRevisions(
  db: Queries,
  viewerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('viewers')
    .select(['viewer_id', 'revision', 'head'])
    .select((eb) => {
      const own = eb
        .selectFrom('broker_accounts')
        .whereRef('broker_accounts.viewer_id', '=', 'viewers.viewer_id');
      return [
        own.select((account) => account.fn.countAll().as('count')).as('accounts'),
        own.select((account) => account.fn.max('linked_at').as('last')).as('linked_at'),
      ];
    })
    .where('viewer_id', 'in', viewerIds)
    .execute();
  return new Map(
    rows.map(({ viewer_id, revision, head, accounts, linked_at }) => [
      viewer_id,
      [revision, head, accounts, linked_at].join(' '),
    ]),
  );
}
