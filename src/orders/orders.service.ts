import { type Cache, readThrough } from '../cache/cache.js';
import { keyFromArgument } from '../core/ids.js';
import { BATCH_ID_SHAPE, TRANSACTION_ID_SHAPE } from '../gateway/wire.js';
import { type Connection, distinct, type PageArgs, pageBounds, toConnection } from '../graphql/connection.js';
import type { RequestLoaders } from '../graphql/context.js';
import {
  createCountLoader,
  createListLoader,
  createSnapshotLoader,
  groupBy,
} from '../graphql/list-loader.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  countOrdersOf,
  findOrders,
  findOrderVersion,
  listOrderVersions,
  listOrderVersionsOf,
} from '../ledger/orders.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';
import type { Slice } from '../ledger/slice.js';
import type { VersionedKey } from '../ledger/versions.js';
import type { Viewer } from '../viewer/viewer.js';

/** What narrows a list of orders, as the client gave it. */
export interface OrdersWish {
  readonly transactionId: string | null;
  readonly statuses: readonly string[] | null;
}

/** Reads the viewer's orders. Whatever is not the viewer's is as if it did not exist (guarantee G7). */
export class OrdersService {
  constructor(
    private readonly ledger: Ledger,
    private readonly cache: Cache,
  ) {}

  /** The order named by a global id or a batch id; null when the viewer has none such. */
  async find(viewer: Viewer, argument: string, loaders: RequestLoaders): Promise<OrderSnapshot | null> {
    const key = keyFromArgument('Order', argument, BATCH_ID_SHAPE);
    const version = key === null ? null : await findOrderVersion(this.ledger.db, viewer.id, key);
    return version === null ? null : await loaders.of(this.#snapshots).load(version);
  }

  /** A page of the viewer's orders, newest first. Throws BAD_USER_INPUT. An unknown transaction has no orders. */
  async list(
    viewer: Viewer,
    args: PageArgs,
    wish: OrdersWish,
    loaders: RequestLoaders,
  ): Promise<Connection<OrderSnapshot | null>> {
    const bounds = pageBounds('Query.orders', args);
    const transactionId =
      wish.transactionId === null
        ? null
        : keyFromArgument('Transaction', wish.transactionId, TRANSACTION_ID_SHAPE);
    if (wish.transactionId !== null && transactionId === null) return toConnection(bounds, [], () => null);
    const filter = { transactionId, statuses: distinct(wish.statuses) };
    const rows = await listOrderVersions(this.ledger.db, viewer.id, bounds, filter);
    const snapshots = await Promise.all(rows.map((row) => loaders.of(this.#snapshots).load(row)));
    const byId = new Map(snapshots.map((snapshot) => [snapshot?.batchId, snapshot]));
    return toConnection(bounds, rows, (row) => byId.get(row.key) ?? null);
  }

  /** A part of the orders of a transaction that is known to be the viewer's, oldest first; batched within the request. */
  ofTransaction(
    transactionId: string,
    slice: Slice,
    loaders: RequestLoaders,
  ): Promise<readonly OrderSnapshot[]> {
    return loaders.of(this.#byTransaction).load({ owner: transactionId, slice });
  }

  /** How many orders a transaction has that is known to be the viewer's; batched within the request. */
  countOfTransaction(transactionId: string, loaders: RequestLoaders): Promise<number> {
    return loaders.of(this.#counts).load(transactionId);
  }

  readonly #byTransaction = () =>
    createListLoader<OrderSnapshot>(async (ids, slice) => {
      const refs = await listOrderVersionsOf(this.ledger.db, ids, slice);
      const snapshots = (await this.#load(refs)).filter((snapshot) => snapshot !== null);
      return groupBy(snapshots, ({ transactionId }) => transactionId);
    });

  readonly #snapshots = () => createSnapshotLoader<OrderSnapshot>((refs) => this.#load(refs));

  readonly #counts = () => createCountLoader((ids) => countOrdersOf(this.ledger.db, ids));

  #load(refs: readonly VersionedKey[]): Promise<(OrderSnapshot | null)[]> {
    return readThrough<OrderSnapshot>(this.cache, 'order', refs, async (keys) => {
      const found = await findOrders(this.ledger.db, keys);
      return found.map(({ snapshot, version }) => ({ key: snapshot.batchId, version, value: snapshot }));
    });
  }
}
