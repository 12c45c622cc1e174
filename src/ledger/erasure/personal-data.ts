import type { Tables } from '../databases/tables.js';

/**
 * What a column holds of a viewer: an id of the viewer, of one of their transactions, orders or accounts;
 * other `personal` data; or nothing (`none`).
 */
export type Holding = 'viewer' | 'transaction' | 'order' | 'account' | 'personal' | 'none';

/**
 * How the rows of a viewer are found in a table: by the viewer's id; by their transactions; by their
 * accounts; by several of these (`claims`, `deliveries`); by the kind of their subject (`ends of sessions`);
 * row by row in the operator log, whose rows stay without what they say of the viewer; not at all, where
 * nothing is a viewer's.
 */
export type Finding =
  | 'viewer'
  | 'transaction'
  | 'account'
  | 'claims'
  | 'deliveries'
  | 'ends of sessions'
  | 'operator log'
  | 'nothing';

type Columns<Table extends keyof Tables> = Readonly<Record<keyof Tables[Table], Holding>> & {
  /** PostgreSQL only, see migration 0017. */
  readonly inserted_in?: 'none';
};

type Table<Name extends keyof Tables> = { readonly by: Finding; readonly columns: Columns<Name> };

/**
 * The one list of what the ledger holds of viewers. Export and erasure follow it, and a test compares it with
 * the schema: a column that is not listed here fails it.
 */
export const PERSONAL_DATA: { readonly [Name in keyof Tables]: Table<Name> } = {
  meta: { by: 'nothing', columns: { key: 'none', value: 'none' } },
  idempotency_keys: {
    by: 'viewer',
    columns: {
      viewer_id: 'viewer',
      key: 'personal',
      input_digest: 'personal',
      order_digest: 'personal',
      state: 'none',
      attempt: 'none',
      lease_until: 'none',
      transaction_id: 'transaction',
      failure: 'personal',
      updated_at: 'none',
    },
  },
  otp_calls: {
    by: 'viewer',
    columns: {
      call_id: 'none',
      transaction_id: 'transaction',
      viewer_id: 'viewer',
      kind: 'none',
      called_at: 'none',
    },
  },
  deliveries: {
    by: 'deliveries',
    columns: {
      delivery_id: 'none',
      sha256: 'personal',
      received_at: 'none',
      kind: 'none',
      state: 'none',
      failures: 'none',
      play_at: 'none',
      proof: 'personal',
      transaction_id: 'transaction',
      auth_id: 'account',
      problem: 'none',
      body: 'personal',
      inserted_in: 'none',
    },
  },
  pending_actions: {
    by: 'account',
    columns: {
      action_id: 'personal',
      auth_id: 'account',
      received_at: 'none',
      ended_at: 'none',
      snapshot: 'personal',
    },
  },
  holdings: {
    by: 'account',
    columns: {
      auth_id: 'account',
      version: 'none',
      snapshot: 'personal',
      read_at: 'none',
      reads: 'none',
      revision: 'none',
      revised_version: 'none',
    },
  },
  investments: {
    by: 'account',
    columns: { auth_id: 'account', snapshot: 'personal', read_at: 'none', reads: 'none' },
  },
  account_claims: {
    by: 'claims',
    columns: { auth_id: 'account', viewer_id: 'viewer', transaction_id: 'transaction', claimed_at: 'none' },
  },
  broker_accounts: {
    by: 'viewer',
    columns: {
      auth_id: 'account',
      viewer_id: 'viewer',
      broker: 'personal',
      linked_at: 'none',
      funds: 'personal',
    },
  },
  mutual_fund_imports: {
    by: 'viewer',
    columns: { viewer_id: 'viewer', transaction_id: 'transaction', snapshot: 'personal' },
  },
  mutual_fund_statements: {
    by: 'viewer',
    columns: {
      transaction_id: 'transaction',
      viewer_id: 'viewer',
      created_seq: 'none',
      otp_accepted_at: 'none',
      snapshot: 'personal',
      statement: 'personal',
      statement_rows: 'none',
    },
  },
  webhook_deliveries: {
    by: 'viewer',
    columns: {
      endpoint_id: 'none',
      viewer_id: 'viewer',
      seq: 'none',
      type: 'none',
      state: 'none',
      queued_at: 'none',
      attempts: 'none',
      attempted_at: 'none',
      problem: 'none',
    },
  },
  webhook_lanes: {
    by: 'viewer',
    columns: {
      endpoint_id: 'none',
      viewer_id: 'viewer',
      next_at: 'none',
      news: 'none',
      lease: 'none',
      lease_until: 'none',
    },
  },
  ended_sessions: {
    by: 'ends of sessions',
    columns: {
      end_id: 'none',
      kind: 'none',
      subject: 'viewer',
      ended_at: 'none',
      reason: 'personal',
      inserted_in: 'none',
    },
  },
  events: {
    by: 'viewer',
    columns: {
      viewer_id: 'viewer',
      seq: 'none',
      type: 'none',
      subject: 'personal',
      transaction_id: 'transaction',
      auth_id: 'account',
      occurred_at: 'none',
      snapshot: 'personal',
      inserted_in: 'none',
    },
  },
  timeline: {
    by: 'transaction',
    columns: { transaction_id: 'transaction', entry: 'none', at: 'none', snapshot: 'personal' },
  },
  orders: {
    by: 'viewer',
    columns: {
      batch_id: 'order',
      transaction_id: 'transaction',
      viewer_id: 'viewer',
      created_seq: 'none',
      status: 'none',
      version: 'none',
      is_retracted: 'none',
      snapshot: 'personal',
      revision: 'none',
      revised_version: 'none',
    },
  },
  transactions: {
    by: 'viewer',
    columns: {
      transaction_id: 'transaction',
      viewer_id: 'viewer',
      created_seq: 'none',
      created_at: 'none',
      status: 'none',
      version: 'none',
      read_at: 'none',
      reads: 'none',
      failures: 'none',
      order_digest: 'personal',
      snapshot: 'personal',
      revision: 'none',
      revised_version: 'none',
    },
  },
  viewers: {
    by: 'viewer',
    columns: { viewer_id: 'viewer', head: 'none', trimmed_to: 'none', revision: 'none' },
  },
  operator_log: {
    by: 'operator log',
    columns: {
      entry_id: 'none',
      at: 'none',
      operator: 'none',
      action: 'none',
      subject: 'personal',
      reason: 'personal',
    },
  },
  console_logins: {
    by: 'nothing',
    columns: { digest: 'none', operator: 'none', roles: 'none', expires_at: 'none' },
  },
  console_sessions: {
    by: 'nothing',
    columns: {
      session_id: 'none',
      digest: 'none',
      previous_digest: 'none',
      renewed_at: 'none',
      operator: 'none',
      roles: 'none',
      expires_at: 'none',
    },
  },
  erasures: {
    by: 'nothing',
    columns: {
      erasure_id: 'none',
      viewer: 'none',
      begun_at: 'none',
      ended_at: 'none',
      head: 'none',
      counts: 'none',
      content: 'none',
    },
  },
  tombstones: { by: 'nothing', columns: { digest: 'none', erasure_id: 'none' } },
  webhook_endpoints: {
    by: 'nothing',
    columns: {
      endpoint_id: 'none',
      url: 'none',
      types: 'none',
      secrets: 'none',
      is_paused: 'none',
      created_at: 'none',
      enabled_at: 'none',
    },
  },
  webhook_position: { by: 'nothing', columns: { id: 'none', log: 'none', place: 'none' } },
};

/** A table whose rows may be a viewer's. */
export type PersonalTable = Exclude<
  keyof Tables,
  | 'meta'
  | 'operator_log'
  | 'console_logins'
  | 'console_sessions'
  | 'erasures'
  | 'tombstones'
  | 'webhook_endpoints'
  | 'webhook_position'
>;

/**
 * Those tables in the order in which they are erased: a row goes before the rows by which it is found. A
 * viewer's row goes last, with the end of the erasure.
 */
export const ERASED_TABLES = Object.entries(PERSONAL_DATA).flatMap(([table, { by }]) =>
  by === 'nothing' || by === 'operator log' ? [] : [table as PersonalTable],
);
