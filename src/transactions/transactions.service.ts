import DataLoader from 'dataloader';
import { type Cache, readThrough } from '../cache/cache.js';
import type { RequestLoaders } from '../graphql/context.js';
import { type Connection, distinct, type PageArgs, pageBounds, toConnection } from '../graphql/connection.js';
import { createCountLoader, createListLoader, createSnapshotLoader } from '../graphql/list-loader.js';
import type { Ledger } from '../ledger/ledger.js';
import { listOrderVersionsOf } from '../ledger/orders.js';
import type { Slice } from '../ledger/slice.js';
import { countTimelines, readTimelines, type TimelineEntry } from '../ledger/timeline.js';
import { type Revised, revised } from '../ledger/object-revisions.js';
import { ask } from '../ledger/databases/statement.js';
import { listTransactionVersions, transactionsById } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import type { VersionedKey } from '../ledger/versions.js';
import { findOwnTransactionVersion } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';

/**
 * Reads the viewer's transactions. Those of other viewers are treated as if they did not exist (guarantee
 * G7).
 */
export class TransactionsService {
  constructor(
    private readonly ledger: Ledger,
    private readonly cache: Cache,
    /** Called with each transaction a viewer asks for. Must not throw. */
    private readonly onAsked: (snapshot: TransactionSnapshot) => void,
  ) {}

  /** The transaction named by a global id or Gateway's id; null when the viewer has none such. */
  async find(
    viewer: Viewer,
    argument: string,
    loaders: RequestLoaders,
  ): Promise<Revised<TransactionSnapshot> | null> {
    const version = await findOwnTransactionVersion(this.ledger.db, viewer, argument);
    if (version === null) return null;
    const snapshot = await loaders.of(this.#snapshots).load(version);
    if (snapshot !== null) this.onAsked(snapshot);
    return snapshot;
  }

  /** A page of the viewer's transactions, newest first. Throws BAD_USER_INPUT. */
  async list(
    viewer: Viewer,
    args: PageArgs,
    statuses: readonly string[] | null,
    loaders: RequestLoaders,
  ): Promise<Connection<Revised<TransactionSnapshot> | null>> {
    const bounds = pageBounds('Query.transactions', args);
    const rows = await listTransactionVersions(this.ledger.db, viewer.id, bounds, distinct(statuses));
    const snapshots = await Promise.all(rows.map((row) => loaders.of(this.#snapshots).load(row)));
    for (const snapshot of snapshots) if (snapshot !== null) this.onAsked(snapshot);
    const byId = new Map(snapshots.map((snapshot) => [snapshot?.transactionId, snapshot]));
    return toConnection(bounds, rows, (row) => byId.get(row.key) ?? null);
  }

  /**
   * A transaction the viewer is known to own, such as that of one of their orders; batched within the
   * request.
   */
  async ofViewer(
    viewer: Viewer,
    transactionId: string,
    loaders: RequestLoaders,
  ): Promise<Revised<TransactionSnapshot> | null> {
    const snapshot = await loaders.of(this.#snapshotLoader).load(transactionId);
    return snapshot?.viewerId === viewer.id ? snapshot : null;
  }

  /** A part of the timeline of one of the viewer's transactions; batched within the request. */
  timeline(transactionId: string, slice: Slice, loaders: RequestLoaders): Promise<readonly TimelineEntry[]> {
    return loaders.of(this.#timelines).load({ owner: transactionId, slice });
  }

  /** How many entries the timeline of one of the viewer's transactions has; batched within the request. */
  countTimeline(transactionId: string, loaders: RequestLoaders): Promise<number> {
    return loaders.of(this.#timelineCounts).load(transactionId);
  }

  /**
   * Whether one of the viewer's transactions has an order, however little that is believed; batched within
   * the request.
   */
  async hasOrder(transactionId: string, loaders: RequestLoaders): Promise<boolean> {
    return (await loaders.of(this.#firstOrders).load(transactionId)) > 0;
  }

  // Not cached within the request: a subscription is one long request, and each event must see the present.
  readonly #snapshotLoader = () =>
    new DataLoader<string, Revised<TransactionSnapshot> | null>(
      async (ids) => {
        const found = await ask(this.ledger.db, transactionsById([...new Set(ids)]));
        const byId = new Map(found.map((stored) => [stored.snapshot.transactionId, revised(stored)]));
        return ids.map((id) => byId.get(id) ?? null);
      },
      { cache: false },
    );

  readonly #snapshots = () => createSnapshotLoader<Revised<TransactionSnapshot>>((refs) => this.#load(refs));

  readonly #timelines = () =>
    createListLoader<TimelineEntry>((ids, slice) => readTimelines(this.ledger.db, ids, slice));

  readonly #timelineCounts = () => createCountLoader((ids) => countTimelines(this.ledger.db, ids));

  readonly #firstOrders = () =>
    createCountLoader(async (ids) => {
      const first = await listOrderVersionsOf(this.ledger.db, ids, { offset: 0, limit: 1 });
      return new Map(first.map(({ transactionId }) => [transactionId, 1]));
    });

  #load(refs: readonly VersionedKey[]): Promise<(Revised<TransactionSnapshot> | null)[]> {
    return readThrough<TransactionSnapshot>(this.cache, 'transaction', refs, async (keys) => {
      const found = await ask(this.ledger.db, transactionsById(keys));
      return found.map(({ snapshot, version, revision }) => ({
        key: snapshot.transactionId,
        version,
        revision,
        value: snapshot,
      }));
    });
  }
}
