import { type Changes, noChanges, type PicturedOrder } from './changes.js';
import type { StoredBrokerAccount } from '../broker-accounts.js';
import type { Delivery, HintOutcome } from '../deliveries/deliveries.js';
import type { DeliveryKey } from '../deliveries/delivery-intake.js';
import { type NewEvent, transactionEvent } from '../event-record.js';
import { ORDERS_PER_PAGE, type OrdersPage, type StoredOrder } from '../orders.js';
import { broughtForward } from '../planned-reads.js';
import type { OrderSnapshot, TransactionSnapshot } from '../snapshots.js';
import {
  type Cause,
  type LastEntry,
  nextEntry,
  step,
  type TimelineEntry,
  type TimelineOwner,
  withCause,
} from '../timeline.js';
import type { StoredTransaction } from '../transactions.js';

/** Rows that a decision reads, by their keys. */
export interface Keys {
  /** Each with the last entry of its timeline. */
  readonly transactions?: readonly string[];
  readonly orders?: readonly string[];
  /** At most one page of each transaction. */
  readonly pages?: readonly OrdersPage[];
  /** Transactions of which deliveries may have been kept. */
  readonly kept?: readonly string[];
  readonly accounts?: readonly string[];
  readonly deliveries?: readonly DeliveryKey[];
  /** Digests of ids that may have a tombstone. */
  readonly tombstones?: readonly string[];
}

/** Storing so many legs of an order takes as long as storing a row. */
const LEGS_LIKE_A_ROW = 20;

/**
 * What a batch of decisions has loaded of the ledger, and how they have changed it so far. A decision sees
 * the changes of those before it. What was not loaded cannot be read: that throws.
 */
export class Picture {
  readonly #transactions = new Map<string, StoredTransaction | null>();
  readonly #lastEntries = new Map<string, LastEntry | null>();
  readonly #orders = new Map<string, PicturedOrder | null>();
  /** The page of each transaction that was loaded last. */
  readonly #pages = new Map<string, LoadedPage>();
  readonly #kept = new Map<string, boolean>();
  readonly #accounts = new Map<string, StoredBrokerAccount | null>();
  /** The digests of the bodies that came with each proof, and all digests. */
  readonly #bodies = new Map<string, Set<string>>();
  readonly #digests = new Set<string>();
  readonly #tombstones = new Map<string, string | null>();
  /** The trace and the delivery of the decision that is being made. */
  cause: Cause = { trace: null };

  #changes = noChanges();
  #changed = 0;

  /** What is to be stored. */
  get changes(): Changes {
    return this.#changes;
  }

  /** How much there is to be stored: rows, and legs of orders by the score. */
  get changed(): number {
    return this.#changed;
  }

  /** How many orders have been looked for or changed. */
  get ordersHeld(): number {
    return this.#orders.size;
  }

  /** Forgets everything, what is to be stored included. */
  clear(): void {
    this.#transactions.clear();
    this.#lastEntries.clear();
    this.#orders.clear();
    this.#pages.clear();
    this.#kept.clear();
    this.#accounts.clear();
    this.#bodies.clear();
    this.#digests.clear();
    this.#tombstones.clear();
    this.#changes = noChanges();
    this.#changed = 0;
  }

  /** One transaction, whosever it is. */
  transaction(id: string): StoredTransaction | null {
    return loaded(this.#transactions, id);
  }

  /** One order, whosever it is and retracted or not. */
  order(batchId: string): PicturedOrder | null {
    return loaded(this.#orders, batchId);
  }

  /**
   * The orders of a page that are not retracted, oldest first. Orders that were decided on but are not stored
   * yet are on the last page. `next` is the page that follows; null if none does.
   */
  standingOrders(page: OrdersPage): { readonly orders: PicturedOrder[]; readonly next: OrdersPage | null } {
    const { batchIds, until } = loaded(this.#pages, page.transactionId);
    const ids = new Set(batchIds);
    for (const [batchId, { snapshot, createdBy }] of this.#changes.orders) {
      const seq = typeof createdBy === 'number' ? createdBy : Number.MAX_SAFE_INTEGER;
      if (snapshot.transactionId === page.transactionId && seq > page.after && seq <= until) ids.add(batchId);
    }
    const orders = [...ids].map((id) => this.order(id)).filter((order) => order?.isRetracted === false);
    const isLast = until === Number.MAX_SAFE_INTEGER;
    return { orders: orders as PicturedOrder[], next: isLast ? null : { ...page, after: until } };
  }

  /** Whether a delivery may wait for this transaction to become known or used. */
  hasKept(transactionId: string): boolean {
    if (loaded(this.#kept, transactionId)) return true;
    const { deliveries, outcomes } = this.#changes;
    for (const delivery of deliveries.values())
      if (delivery.state === 'UNMATCHED' && delivery.transactionId === transactionId) return true;
    // Which transaction a delivery waits for that was stored before is not known here.
    return [...outcomes.values()].some(({ state }) => state === 'UNMATCHED');
  }

  /** The account, whosever it is; null when it is linked to no viewer. */
  account(authId: string): StoredBrokerAccount | null {
    return loaded(this.#accounts, authId);
  }

  /** Whether the id with this digest belonged to a viewer who was erased. */
  isErased(digest: string): boolean {
    return loaded(this.#tombstones, digest) !== null;
  }

  /** Whether these bytes are in the inbox. */
  hasDelivery({ sha256, proof }: DeliveryKey): boolean {
    return loaded(this.#bodies, proof).has(sha256) || this.#digests.has(sha256);
  }

  /** How many different bodies arrived with one proof. */
  countByProof(proof: string): number {
    return loaded(this.#bodies, proof).size;
  }

  addDelivery(delivery: Delivery): void {
    loaded(this.#bodies, delivery.proof).add(delivery.sha256);
    this.#digests.add(delivery.sha256);
    this.#changes.deliveries.set(delivery.deliveryId, delivery);
  }

  /** Records the outcome of a delivery. */
  setDeliveryState(deliveryId: string, outcome: HintOutcome): void {
    const added = this.#changes.deliveries.get(deliveryId);
    if (added === undefined) this.#changes.outcomes.set(deliveryId, outcome);
    else this.#changes.deliveries.set(deliveryId, { ...added, ...outcome });
  }

  /** Brings the next read of a transaction forward, never back, and forgets how often it has failed. */
  bringReadForward(transactionId: string, readAt: number): void {
    const stored = this.transaction(transactionId);
    const next = stored === null ? null : broughtForward(stored, readAt);
    if (next !== null && next !== stored) this.planRead(transactionId, next);
  }

  /** Sets when a transaction is read next, and how many reads have been answered and have failed. */
  planRead(transactionId: string, { readAt, reads, failures }: Plan): void {
    const stored = this.transaction(transactionId);
    if (stored === null) return;
    const next = { ...stored, readAt, reads, failures };
    this.#transactions.set(transactionId, next);
    const { transactions, plans } = this.#changes;
    (transactions.has(transactionId) ? transactions : plans).set(transactionId, next);
    this.#changed += 1;
  }

  /** Stores the changed state of a transaction with its event and timeline entry. */
  saveTransaction(snapshot: TransactionSnapshot, source: TimelineEntry['source'], at: number): void {
    const { transactionId, status } = snapshot;
    const stored = this.transaction(transactionId);
    if (stored === null) throw new Error('a transaction that is not in the ledger cannot change');
    const next = { ...stored, snapshot, version: stored.version + 1 };
    this.#transactions.set(transactionId, next);
    this.#changes.transactions.set(transactionId, next);
    this.#changes.plans.delete(transactionId);
    const event = transactionEvent(snapshot, at, next.version);
    this.appendTimeline(snapshot, step({ at, source, from: stored.snapshot.status, to: status }), event);
    this.append(event);
  }

  /**
   * Adds an entry to a transaction's timeline, unless it only repeats the last one. `event` is that of the
   * same change.
   */
  appendTimeline(of: TimelineOwner, entry: TimelineEntry, event: NewEvent | null = null): void {
    const last = loaded(this.#lastEntries, of.transactionId);
    const next = nextEntry(last, of, withCause(entry, this.cause));
    if (next === null) return;
    this.#lastEntries.set(of.transactionId, next);
    this.#changes.entries.push({ ...next, event });
    this.#changed += 1;
  }

  /**
   * Stores an order, new or changed, with its event, which it returns. A stored one keeps its place in lists
   * and is no longer retracted.
   */
  saveOrder(snapshot: OrderSnapshot, occurredAt: number): NewEvent {
    const { batchId, transactionId, viewerId } = snapshot;
    const known = this.order(batchId);
    const version = (known?.version ?? 0) + 1;
    const own = { viewerId, type: 'ORDER', subject: batchId, transactionId } as const;
    const event = { ...own, occurredAt, snapshot, version };
    this.#setOrder({ snapshot, version, isRetracted: false, createdBy: known?.createdBy ?? event });
    this.append(event);
    return event;
  }

  /** Marks a stored order as never having been, and returns the event that says so. */
  retractOrder(order: PicturedOrder, occurredAt: number): NewEvent {
    const { batchId, transactionId, viewerId } = order.snapshot;
    this.#setOrder({ ...order, version: order.version + 1, isRetracted: true });
    const own = { viewerId, type: 'ORDER_RETRACTED', subject: batchId, transactionId } as const;
    const event = { ...own, occurredAt, snapshot: { batchId } };
    this.append(event);
    return event;
  }

  #setOrder(order: PicturedOrder): void {
    const { batchId, legs, unplacedLegs } = order.snapshot;
    this.#orders.set(batchId, order);
    this.#changes.orders.set(batchId, order);
    this.#changed += (legs.length + unplacedLegs.length) / LEGS_LIKE_A_ROW;
  }

  append(event: NewEvent): void {
    this.#changes.events.push({ event, trace: this.cause.trace });
    this.#changed += 1;
  }

  /** Whether all rows with these keys have been loaded. */
  holds(keys: Keys): boolean {
    return Object.values(this.missing(keys)).every((some) => some.length === 0);
  }

  /** Those of the keys that have not been loaded. */
  missing({
    transactions = [],
    orders = [],
    pages = [],
    kept = [],
    accounts = [],
    deliveries = [],
    tombstones = [],
  }: Keys): Required<Keys> {
    const wanted = new Map(pages.map((page) => [page.transactionId, page]));
    return {
      transactions: absent(this.#transactions, transactions),
      orders: absent(this.#orders, orders),
      pages: [...wanted.values()].filter(
        ({ transactionId, after }) => this.#pages.get(transactionId)?.after !== after,
      ),
      kept: absent(this.#kept, kept),
      accounts: absent(this.#accounts, accounts),
      deliveries: deliveries.filter(({ proof }) => !this.#bodies.has(proof)),
      tombstones: absent(this.#tombstones, tombstones),
    };
  }

  /** Takes what was found under these keys; what was not found does not exist. */
  add(keys: Required<Keys>, found: Found): void {
    fill(this.#transactions, keys.transactions, found.transactions, ({ snapshot }) => snapshot.transactionId);
    for (const id of keys.transactions) this.#lastEntries.set(id, found.lastEntries.get(id) ?? null);
    fill(this.#orders, keys.orders, found.orders, ({ snapshot }) => snapshot.batchId);
    for (const page of keys.pages) this.#addPage(page, found.ofPages);
    for (const id of keys.kept) this.#kept.set(id, found.kept.has(id));
    fill(this.#accounts, keys.accounts, found.accounts, ({ authId }) => authId);
    fill(this.#tombstones, keys.tombstones, [...found.tombstones], (digest) => digest);
    for (const { proof } of keys.deliveries) if (!this.#bodies.has(proof)) this.#bodies.set(proof, new Set());
    for (const { sha256, proof } of found.deliveries) {
      this.#bodies.get(proof)?.add(sha256);
      this.#digests.add(sha256);
    }
  }

  /** What was decided of an order counts, and not what is still stored of it. */
  #addPage({ transactionId, after }: OrdersPage, found: readonly StoredOrder[]): void {
    const orders = found.filter(({ snapshot }) => snapshot.transactionId === transactionId);
    for (const { createdSeq, ...order } of orders) {
      const { batchId } = order.snapshot;
      if (!this.#orders.has(batchId)) this.#orders.set(batchId, { ...order, createdBy: createdSeq });
    }
    const isLast = orders.length < ORDERS_PER_PAGE;
    const until = isLast ? Number.MAX_SAFE_INTEGER : (orders.at(-1)?.createdSeq ?? after);
    this.#pages.set(transactionId, { after, until, batchIds: orders.map((each) => each.snapshot.batchId) });
  }
}

type Plan = Pick<StoredTransaction, 'readAt' | 'reads' | 'failures'>;

/** `until`: `createdSeq` of its last order; the largest number if no page follows. */
interface LoadedPage {
  readonly after: number;
  readonly until: number;
  readonly batchIds: readonly string[];
}

/** Rows of the ledger that were looked for together. */
export interface Found {
  readonly transactions: readonly StoredTransaction[];
  readonly lastEntries: ReadonlyMap<string, LastEntry>;
  readonly orders: readonly PicturedOrder[];
  readonly ofPages: readonly StoredOrder[];
  readonly kept: ReadonlySet<string>;
  readonly accounts: readonly StoredBrokerAccount[];
  readonly deliveries: readonly DeliveryKey[];
  readonly tombstones: ReadonlySet<string>;
}

function fill<Row>(
  rows: Map<string, Row | null>,
  keys: readonly string[],
  found: readonly Row[],
  keyOf: (row: Row) => string,
): void {
  for (const key of keys) rows.set(key, null);
  for (const row of found) rows.set(keyOf(row), row);
}

function absent(rows: ReadonlyMap<string, unknown>, keys: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => !rows.has(key));
}

function loaded<Row>(rows: ReadonlyMap<string, Row>, key: string): Row {
  const row = rows.get(key);
  if (row === undefined) throw new Error('a decision reads a row that it has not named');
  return row;
}
