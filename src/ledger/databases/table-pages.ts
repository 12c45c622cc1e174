import type { Tables } from './tables.js';

/** How a table is read page by page. */
export interface TablePages {
  /** Its primary key. */
  readonly key: readonly string[];
  /** Rows that are held at once: deliveries have bodies of megabytes. */
  readonly page: number;
}

/** Every table. */
export const TABLE_PAGES: Readonly<Record<keyof Tables, TablePages>> = {
  meta: { key: ['key'], page: 100 },
  viewers: { key: ['viewer_id'], page: 500 },
  idempotency_keys: { key: ['viewer_id', 'key'], page: 500 },
  broker_accounts: { key: ['auth_id'], page: 500 },
  account_claims: { key: ['auth_id', 'viewer_id'], page: 500 },
  transactions: { key: ['transaction_id'], page: 200 },
  timeline: { key: ['transaction_id', 'entry'], page: 500 },
  orders: { key: ['batch_id'], page: 200 },
  holdings: { key: ['auth_id'], page: 20 },
  investments: { key: ['auth_id'], page: 20 },
  mutual_fund_imports: { key: ['viewer_id'], page: 20 },
  mutual_fund_statements: { key: ['transaction_id'], page: 20 },
  otp_calls: { key: ['call_id'], page: 500 },
  pending_actions: { key: ['action_id'], page: 200 },
  deliveries: { key: ['delivery_id'], page: 20 },
  events: { key: ['viewer_id', 'seq'], page: 200 },
  operator_log: { key: ['entry_id'], page: 500 },
  console_logins: { key: ['digest'], page: 500 },
  console_sessions: { key: ['session_id'], page: 500 },
  erasures: { key: ['erasure_id'], page: 500 },
  tombstones: { key: ['digest'], page: 500 },
  ended_sessions: { key: ['end_id'], page: 500 },
  webhook_endpoints: { key: ['endpoint_id'], page: 100 },
  webhook_position: { key: ['id'], page: 1 },
  webhook_deliveries: { key: ['endpoint_id', 'viewer_id', 'seq'], page: 500 },
  webhook_lanes: { key: ['endpoint_id', 'viewer_id'], page: 500 },
};
