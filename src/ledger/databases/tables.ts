import type { ColumnType } from 'kysely';
import type {
  WebhookDeliveriesTable,
  WebhookEndpointsTable,
  WebhookLanesTable,
  WebhookPositionTable,
} from './outgoing-tables.js';

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
  account_claims: AccountClaimsTable;
  transactions: TransactionsTable;
  timeline: TimelineTable;
  orders: OrdersTable;
  holdings: HoldingsTable;
  investments: InvestmentsTable;
  mutual_fund_imports: MutualFundImportsTable;
  mutual_fund_statements: MutualFundStatementsTable;
  otp_calls: OtpCallsTable;
  pending_actions: PendingActionsTable;
  deliveries: DeliveriesTable;
  events: EventsTable;
  operator_log: OperatorLogTable;
  console_logins: ConsoleLoginsTable;
  console_sessions: ConsoleSessionsTable;
  ended_sessions: EndedSessionsTable;
  webhook_endpoints: WebhookEndpointsTable;
  webhook_position: WebhookPositionTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_lanes: WebhookLanesTable;
  erasures: ErasuresTable;
  tombstones: TombstonesTable;
}

/**
 * `revision` is the number of the event that last changed the row, if `revised_version` is the version of the
 * row: the version before migration 0012 writes neither. Read it by `revisionIn`.
 */
type Revision = ColumnType<number, number | undefined, number>;

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
  /** The last known funds as JSON, see `broker-funds.ts`; null before they were fetched. */
  funds: string | null;
}

/** The last time that a viewer proved control of an account which is linked to another viewer. */
export interface AccountClaimsTable {
  auth_id: string;
  viewer_id: string;
  /** The transaction that proved it. */
  transaction_id: string;
  claimed_at: number;
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
  revision: Revision;
  revised_version: Revision;
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
  revision: Revision;
  revised_version: Revision;
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
  revision: Revision;
  revised_version: Revision;
}

/** The newest investments of one broker account. */
export interface InvestmentsTable {
  auth_id: string;
  /** Null before the first read. */
  snapshot: string | null;
  /** When they are read next, by the upstream's clock; null when that is not planned. */
  read_at: number | null;
  /** Reads of the plan that have failed so far. */
  reads: number;
}

/** The newest mutual-fund import of one viewer. Only versions before migration 0009 write to it. */
export interface MutualFundImportsTable {
  viewer_id: string;
  transaction_id: string;
  snapshot: string;
}

/** What is known of the mutual-fund import that one transaction asked for. */
export interface MutualFundStatementsTable {
  transaction_id: string;
  viewer_id: string;
  /** That of the transaction: the stable order of lists. */
  created_seq: number;
  otp_accepted_at: number | null;
  /** The folios; null until a webhook brought them. */
  snapshot: string | null;
  /** The rows of the statement, and how many they are; null if it was not asked for. */
  statement: string | null;
  statement_rows: number;
}

/** Each call of the OTP API that may have sent a message or spent a try. Nothing personal is in it. */
export interface OtpCallsTable {
  call_id: string;
  transaction_id: string;
  viewer_id: string;
  kind: 'SEND' | 'TRY';
  /** By our own clock. */
  called_at: number;
}

export interface PendingActionsTable {
  action_id: string;
  auth_id: string;
  received_at: number;
  /** When it was done, superseded or dismissed, epoch milliseconds; null while it waits for the user. */
  ended_at: number | null;
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

/** What operators did in the console. Ids of persons are masked. */
export interface OperatorLogTable {
  entry_id: string;
  at: number;
  operator: string;
  action: string;
  subject: string | null;
  reason: string | null;
}

/** One-use logins of the console that were not used yet. `roles` are names with commas between. */
export interface ConsoleLoginsTable {
  /** SHA-256 of the code, in hexadecimal. */
  digest: string;
  operator: string;
  roles: string;
  expires_at: number;
}

/**
 * Sessions of the console. The token of a session is replaced half-way; the previous one ends shortly after.
 */
export interface ConsoleSessionsTable {
  session_id: string;
  /** SHA-256 of the token, in hexadecimal. */
  digest: string;
  previous_digest: string | null;
  /** When the session began or its token was replaced. */
  renewed_at: number;
  operator: string;
  roles: string;
  expires_at: number;
}

/** Ends of sessions of viewers, see `SessionEnd`. */
export interface EndedSessionsTable {
  end_id: string;
  /** `viewer` or `token`. */
  kind: string;
  subject: string;
  ended_at: number;
  reason: string | null;
}

/** The erasures of viewers. What they erased is not in them. */
export interface ErasuresTable {
  erasure_id: string;
  /** Keyed digest of the viewer's id, see `erasure/tombstones.ts`. */
  viewer: string;
  begun_at: number;
  /** Null while it is in progress; a second run completes it. */
  ended_at: number | null;
  /** The last event number that was given out: the log of a viewer who comes back continues after it. */
  head: number;
  /** How many rows were erased, as JSON by table. */
  counts: string;
  /** Sum of the keyed digests of the rows that were erased, in hexadecimal. */
  content: string;
}

/** Ids that no delivery may bring back, as keyed digests. */
export interface TombstonesTable {
  digest: string;
  erasure_id: string;
}
