import type { TraceContext } from '../../core/tracing.js';
import type { StoredBrokerAccount } from '../broker-accounts.js';
import type { Delivery, HintOutcome } from '../deliveries.js';
import type { DeliveryKey } from '../delivery-intake.js';
import type { NewEvent } from '../event-record.js';
import type { StoredOrder } from '../orders.js';
import { broughtForward } from '../planned-reads.js';
import type { OrderSnapshot } from '../snapshots.js';
import {
  type LastEntry,
  type NumberedEntry,
  nextEntry,
  type TimelineEntry,
  type TimelineOwner,
} from '../timeline.js';
import type { StoredTransaction } from '../transactions.js';

/** Rows that a decision reads, by their keys. */
export interface Keys {
  /** Each with the last entry of its timeline. */
  readonly transactions?: readonly string[];
  readonly orders?: readonly string[];
  readonly accounts?: readonly string[];
  readonly deliveries?: readonly DeliveryKey[];
}

/** An order whose place in lists is that of an event which has no number yet, or a number. */
export type PicturedOrder = Omit<StoredOrder, 'createdSeq'> & { readonly createdBy: NewEvent | number };

/** An event with the trace in which it was decided. */
export interface TracedEvent {
  readonly event: NewEvent;
  readonly trace: TraceContext | null;
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
  readonly #accounts = new Map<string, StoredBrokerAccount | null>();
  /** The digests of the bodies that came with each proof, and all digests. */
  readonly #bodies = new Map<string, Set<string>>();
  readonly #digests = new Set<string>();
  /** The trace of the decision that is being made. */
  trace: TraceContext | null = null;

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
    for (const rows of [this.#transactions, this.#lastEntries, this.#orders, this.#accounts, this.#bodies])
      rows.clear();
    this.#digests.clear();
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

  /** The account, whosever it is; null when it is linked to no viewer. */
  account(authId: string): StoredBrokerAccount | null {
    return loaded(this.#accounts, authId);
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
    if (next === null || next === stored) return;
    this.#transactions.set(transactionId, next);
    this.#changes.plans.set(transactionId, next);
  }

  /** Adds an entry to a transaction's timeline, unless it only repeats the last one. */
  appendTimeline(of: TimelineOwner, entry: TimelineEntry): void {
    const next = nextEntry(loaded(this.#lastEntries, of.transactionId), of, entry);
    if (next === null) return;
    this.#lastEntries.set(of.transactionId, next);
    this.#changes.entries.push(next);
    this.#changed += 1;
  }

  /**
   * Stores an order, new or changed, with its event. A stored one keeps its place in lists and is no longer
   * retracted.
   */
  saveOrder(snapshot: OrderSnapshot, occurredAt: number): void {
    const { batchId, transactionId, viewerId } = snapshot;
    const known = this.order(batchId);
    const version = (known?.version ?? 0) + 1;
    const own = { viewerId, type: 'ORDER', subject: batchId, transactionId } as const;
    const event = { ...own, occurredAt, snapshot, version };
    const order = { snapshot, version, isRetracted: false, createdBy: known?.createdBy ?? event };
    this.#orders.set(batchId, order);
    this.#changes.orders.set(batchId, order);
    this.append(event);
    this.#changed += (snapshot.legs.length + snapshot.unplacedLegs.length) / LEGS_LIKE_A_ROW;
  }

  append(event: NewEvent): void {
    this.#changes.events.push({ event, trace: this.trace });
    this.#changed += 1;
  }

  /** Whether all rows with these keys have been loaded. */
  holds(keys: Keys): boolean {
    return Object.values(this.missing(keys)).every((some) => some.length === 0);
  }

  /** Those of the keys that have not been loaded. */
  missing({ transactions = [], orders = [], accounts = [], deliveries = [] }: Keys): Required<Keys> {
    return {
      transactions: absent(this.#transactions, transactions),
      orders: absent(this.#orders, orders),
      accounts: absent(this.#accounts, accounts),
      deliveries: deliveries.filter(({ proof }) => !this.#bodies.has(proof)),
    };
  }

  /** Takes what was found under these keys; what was not found does not exist. */
  add(keys: Required<Keys>, found: Found): void {
    fill(this.#transactions, keys.transactions, found.transactions, ({ snapshot }) => snapshot.transactionId);
    for (const id of keys.transactions) this.#lastEntries.set(id, found.lastEntries.get(id) ?? null);
    fill(this.#orders, keys.orders, found.orders, ({ snapshot }) => snapshot.batchId);
    fill(this.#accounts, keys.accounts, found.accounts, ({ authId }) => authId);
    for (const { proof } of keys.deliveries) if (!this.#bodies.has(proof)) this.#bodies.set(proof, new Set());
    for (const { sha256, proof } of found.deliveries) {
      this.#bodies.get(proof)?.add(sha256);
      this.#digests.add(sha256);
    }
  }
}

/** What decisions have changed. */
export interface Changes {
  readonly deliveries: Map<string, Delivery>;
  /** Those of deliveries that were stored before. */
  readonly outcomes: Map<string, HintOutcome>;
  /** Transactions whose next read is planned for another time. */
  readonly plans: Map<string, StoredTransaction>;
  readonly orders: Map<string, PicturedOrder>;
  readonly entries: NumberedEntry[];
  readonly events: TracedEvent[];
}

function noChanges(): Changes {
  return {
    deliveries: new Map(),
    outcomes: new Map(),
    plans: new Map(),
    orders: new Map(),
    entries: [],
    events: [],
  };
}

/** Rows of the ledger that were looked for together. */
export interface Found {
  readonly transactions: readonly StoredTransaction[];
  readonly lastEntries: ReadonlyMap<string, LastEntry>;
  readonly orders: readonly PicturedOrder[];
  readonly accounts: readonly StoredBrokerAccount[];
  readonly deliveries: readonly DeliveryKey[];
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
