import type { ColumnType } from 'kysely';
/**
 * The tables of the ledger, as Kysely sees them. Times are epoch milliseconds, flags 0 or 1, snapshots JSON
 * text, because both databases store and return these types alike. A value of a snapshot has a column of its
 * own only if a query or a constraint needs it.
 */
export interface Tables {
  meta: MetaTable;
  viewers: ViewersTable;
  idempotency_keys: IdempotencyKeysTable;
  broker_accounts: BrokerAccountsTable;
  transactions: TransactionsTable;
  timeline: TimelineTable;
  orders: OrdersTable;
  holdings: HoldingsTable;
  mutual_fund_imports: MutualFundImportsTable;
  pending_actions: PendingActionsTable;
  deliveries: DeliveriesTable;
  events: EventsTable;
}

export interface MetaTable {
  key: string;
  value: string;
}

/**
 * `head` is the last event number given out; events up to `trimmed_to` are no longer in the log. `revision`
 * grows with each commit that changes anything the viewer can read.
 */
export interface ViewersTable {
  viewer_id: string;
  head: number;
  trimmed_to: number;
  revision: ColumnType<number, number | undefined, number>;
}

/**
 * One row for each (viewer, key). `attempt` counts upstream attempts; the lease belongs to the one in
 * progress.
 */
export interface IdempotencyKeysTable {
  viewer_id: string;
  key: string;
  input_digest: string;
  /** Digest of what a securities order in progress buys and sells; null for other intents. */
  order_digest: string | null;
  state: 'PENDING' | 'DONE' | 'REFUSED' | 'UNKNOWN' | 'RELEASED';
  attempt: number;
  lease_until: number;
  transaction_id: string | null;
  failure: string | null;
  updated_at: number;
}

export interface BrokerAccountsTable {
  auth_id: string;
  viewer_id: string;
  broker: string | null;
  linked_at: number;
}

export interface TransactionsTable {
  transaction_id: string;
  viewer_id: string;
  /** The viewer's event number at creation: the stable order of lists. */
  created_seq: number;
  /** By our own clock; the snapshot has Gateway's. */
  created_at: number;
  status: string;
  /** Grows with every change of `snapshot`; part of its cache key. */
  version: number;
  /** When the next read is due, by the upstream's clock; null when none is planned. */
  read_at: number | null;
  /** Reads done since the last change of status. */
  reads: number;
  /** Reads that failed since the last one that did not, or since the last hint. */
  failures: number;
  /** Digest of what a securities order buys and sells; null for other intents. */
  order_digest: string | null;
  snapshot: string;
}

export interface TimelineTable {
  transaction_id: string;
  entry: number;
  at: number;
  snapshot: string;
}

export interface OrdersTable {
  batch_id: string;
  transaction_id: string;
  viewer_id: string;
  created_seq: number;
  status: string;
  version: number;
  is_retracted: number;
  snapshot: string;
}

/** The newest snapshot of one broker account. */
export interface HoldingsTable {
  auth_id: string;
  version: number;
  snapshot: string;
  /** When they are read again, by the upstream's clock; null when that is not planned. */
  read_at: number | null;
  /** Reads of the plan done so far. */
  reads: ColumnType<number, number | undefined, number>;
}

/** The newest mutual-fund import of one viewer. */
export interface MutualFundImportsTable {
  viewer_id: string;
  transaction_id: string;
  snapshot: string;
}

export interface PendingActionsTable {
  action_id: string;
  auth_id: string;
  received_at: number;
  snapshot: string;
}

/** The inbox: every webhook whose proof held, byte for byte. */
export interface DeliveriesTable {
  delivery_id: string;
  sha256: string;
  received_at: number;
  kind: string;
  state: 'APPLIED' | 'UNMATCHED' | 'IGNORED' | 'ANOMALY' | 'OVERSIZED' | 'UNREADABLE' | 'PENDING' | 'DEAD';
  /** How often applying it has failed, and when it is played again; null when that is not planned. */
  failures: number;
  play_at: number | null;
  /** What the proof was made over; bounds how many bodies one proof may carry. */
  proof: string;
  transaction_id: string | null;
  auth_id: string | null;
  /** Why it was not applied, in words; never content of the body. */
  problem: string | null;
  body: Buffer;
}

export interface EventsTable {
  viewer_id: string;
  seq: number;
  type: string;
  /** The object's own key, so that a stream of one object can skip the others. */
  subject: string;
  /** The transaction an order event belongs to; null elsewhere. */
  transaction_id: string | null;
  /** The account whose holdings or actions the event carries; such events are deleted when it is unlinked. */
  auth_id: string | null;
  occurred_at: number;
  snapshot: string;
}
