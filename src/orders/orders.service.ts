import DataLoader from 'dataloader';
import { type Cache, readThrough } from '../cache/cache.js';
import { type Connection, distinct, type PageArgs, pageBounds, toConnection } from '../graphql/connection.js';
import type { RequestLoaders } from '../graphql/context.js';
import {
  createCountLoader,
  createListLoader,
  createSnapshotLoader,
  groupBy,
} from '../graphql/list-loader.js';
import type { Ledger } from '../ledger/ledger.js';
import { countOrdersOf, ordersById, listOrderVersions, listOrderVersionsOf } from '../ledger/orders.js';
import { type Revised, revised } from '../ledger/object-revisions.js';
import { ask } from '../ledger/databases/statement.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';
import type { Slice } from '../ledger/slice.js';
import type { VersionedKey } from '../ledger/versions.js';
import { findOwnOrderVersion, transactionKey } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';

/** Filter of a list of orders, as the client sent it. */
export interface OrdersFilter {
  readonly transactionId: string | null;
  readonly statuses: readonly string[] | null;
}

/** Reads the viewer's orders. Those of other viewers are treated as if they did not exist (guarantee G7). */
export class OrdersService {
  constructor(
    private readonly ledger: Ledger,
    private readonly cache: Cache,
  ) {}

  /** The order named by a global id or a batch id; null when the viewer has none such. */
  async find(
    viewer: Viewer,
    argument: string,
    loaders: RequestLoaders,
  ): Promise<Revised<OrderSnapshot> | null> {
    const version = await findOwnOrderVersion(this.ledger.db, viewer, argument);
    return version === null ? null : await loaders.of(this.#snapshots).load(version);
  }

  /**
   * A page of the viewer's orders, newest first. Throws BAD_USER_INPUT. An unknown transaction has no orders.
   */
  async list(
    viewer: Viewer,
    args: PageArgs,
    filter: OrdersFilter,
    loaders: RequestLoaders,
  ): Promise<Connection<Revised<OrderSnapshot> | null>> {
    const bounds = pageBounds('Query.orders', args);
    const { transactionId: argument, statuses } = filter;
    const transactionId = argument === null ? null : transactionKey(argument);
    if (argument !== null && transactionId === null) return toConnection(bounds, [], () => null);
    const rows = await listOrderVersions(this.ledger.db, viewer.id, bounds, {
      transactionId,
      statuses: distinct(statuses),
    });
    const snapshots = await Promise.all(rows.map((row) => loaders.of(this.#snapshots).load(row)));
    const byId = new Map(snapshots.map((snapshot) => [snapshot?.batchId, snapshot]));
    return toConnection(bounds, rows, (row) => byId.get(row.key) ?? null);
  }

  /**
   * A part of the orders of a transaction that is known to be the viewer's, oldest first; batched within the
   * request.
   */
  ofTransaction(
    transactionId: string,
    slice: Slice,
    loaders: RequestLoaders,
  ): Promise<readonly Revised<OrderSnapshot>[]> {
    return loaders.of(this.#byTransaction).load({ owner: transactionId, slice });
  }

  /** An order of the viewer that is not retracted; batched within the request. Null if there is none. */
  async ofViewer(
    viewer: Viewer,
    batchId: string,
    loaders: RequestLoaders,
  ): Promise<Revised<OrderSnapshot> | null> {
    const order = await loaders.of(this.#orders).load(batchId);
    return order?.viewerId === viewer.id ? order : null;
  }

  /** How many orders a transaction has that is known to be the viewer's; batched within the request. */
  countOfTransaction(transactionId: string, loaders: RequestLoaders): Promise<number> {
    return loaders.of(this.#counts).load(transactionId);
  }

  // Not cached within the request: a subscription is one long request, and each event must see the present.
  readonly #orders = () =>
    new DataLoader<string, Revised<OrderSnapshot> | null>(
      async (ids) => {
        const found = await ask(this.ledger.db, ordersById([...new Set(ids)]));
        const standing = found.filter(({ isRetracted }) => !isRetracted);
        const byId = new Map(standing.map((order) => [order.snapshot.batchId, revised(order)]));
        return ids.map((id) => byId.get(id) ?? null);
      },
      { cache: false },
    );

  readonly #byTransaction = () =>
    createListLoader<Revised<OrderSnapshot>>(async (ids, slice) => {
      const refs = await listOrderVersionsOf(this.ledger.db, ids, slice);
      const snapshots = (await this.#load(refs)).filter((snapshot) => snapshot !== null);
      return groupBy(snapshots, ({ transactionId }) => transactionId);
    });

  readonly #snapshots = () => createSnapshotLoader<Revised<OrderSnapshot>>((refs) => this.#load(refs));

  readonly #counts = () => createCountLoader((ids) => countOrdersOf(this.ledger.db, ids));

  #load(refs: readonly VersionedKey[]): Promise<(Revised<OrderSnapshot> | null)[]> {
    return readThrough<OrderSnapshot>(this.cache, 'order', refs, async (keys) => {
      const found = await ask(this.ledger.db, ordersById(keys));
      return found.map(({ snapshot, version, revision }) => ({
        key: snapshot.batchId,
        version,
        revision,
        value: snapshot,
      }));
    });
  }
}
