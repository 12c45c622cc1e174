/** The viewer of {@link largestViewer}, and one who has little. */
export const LARGEST = 'largest';
const SMALL = 'small';

/** How many orders, transactions and events the viewer has. */
export const TOTAL = 100_000;
/** Has half of the orders. */
export const LARGEST_TRANSACTION = 'TRX 1';
/** Belongs to the other viewer, and has as many. */
export const FOREIGN_TRANSACTION = 'TRX foreign';
const ACCOUNTS = 120;
/** So many of the accounts have as many actions as one may have. */
const WITH_ACTIONS = 2;
const ACTIONS_OF_EACH = 100;
/** Ordered by every hundredth transaction. */
export const SAME_ORDER = 'digest 7';

const ALL = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${TOTAL})`;
const EACH = (count: number) =>
  `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;

/** One of a thousand has another status, and those are the oldest. */
const rare = (usual: string, other: string) =>
  `case when i < ${TOTAL / 1000} then '${other}' else '${usual}' end`;

/** One of five hundred transactions imports mutual funds. */
const IMPORTING = `case when i % 500 = 0
  then '{"intent":"MF_HOLDINGS_IMPORT","transactionId":"TRX ' || i || '"}' else '{}' end`;

/**
 * Statements that fill an empty ledger, on either database, with a viewer of 100,000 orders, transactions and
 * events. The newest 30,000 orders are retracted, half of all belong to one transaction, and statuses are
 * rare: each filter has to pass over many rows unless an index does it. No row has a revision of its own, so
 * that each reads the head of its log.
 */
export const largestViewer: readonly string[] = [
  `insert into transactions (transaction_id, viewer_id, created_seq, created_at, status, version, read_at,
     reads, failures, order_digest, snapshot)
   ${ALL} select 'TRX ' || i, '${LARGEST}', i, i, ${rare('COMPLETED', 'ERRORED')}, 1, null,
     0, 0, 'digest ' || (i % 100), ${IMPORTING} from n`,
  `insert into mutual_fund_statements (transaction_id, viewer_id, created_seq, snapshot, statement_rows)
   ${ALL} select 'TRX ' || i, '${LARGEST}', i,
     '{"transactionId":"TRX ' || i || '","receivedAt":1,"folios":[]}', 0 from n where i % 5 = 0`,
  `insert into mutual_fund_imports (viewer_id, transaction_id, snapshot)
   ${ALL} select 'viewer ' || i, 'TRX other ' || i, '{}' from n where i % 10 = 0`,
  `insert into otp_calls (call_id, transaction_id, viewer_id, kind, called_at)
   ${ALL} select 'call ' || i, 'TRX ' || i, '${LARGEST}', 'SEND', i from n where i % 5 = 0`,
  `insert into transactions (transaction_id, viewer_id, created_seq, created_at, status, version, read_at,
     reads, failures, order_digest, snapshot)
   values ('${FOREIGN_TRANSACTION}', '${SMALL}', 1, 1, 'COMPLETED', 1, null, 0, 0, null, '{}')`,
  `insert into orders (batch_id, transaction_id, viewer_id, created_seq, status, version, is_retracted,
     snapshot)
   ${ALL} select 'batch ' || i, 'TRX ' || case when i % 2 = 0 then 1 else i end, '${LARGEST}', i,
     ${rare('COMPLETED', 'UNPLACED')}, 1, case when i > 70000 then 1 else 0 end, '{}' from n`,
  `insert into orders (batch_id, transaction_id, viewer_id, created_seq, status, version, is_retracted,
     snapshot)
   ${ALL} select 'foreign ' || i, '${FOREIGN_TRANSACTION}', '${SMALL}', i, 'COMPLETED', 1, 0, '{}' from n`,
  `insert into events (viewer_id, seq, type, subject, transaction_id, auth_id, occurred_at, snapshot)
   ${ALL} select '${LARGEST}', i, 'ORDER', 'batch ' || i, null, null, i, '{}' from n`,
  `insert into viewers (viewer_id, head, trimmed_to) values ('${LARGEST}', ${TOTAL}, 0)`,
  `insert into viewers (viewer_id, head, trimmed_to) ${EACH(20_000)} select 'viewer ' || i, 1, 0 from n`,
  `insert into timeline (transaction_id, entry, at, snapshot)
   ${EACH(250)} select '${LARGEST_TRANSACTION}', i, i, '{}' from n`,
  `insert into timeline (transaction_id, entry, at, snapshot)
   ${EACH(50_000)} select 'TRX ' || (i + 1), 1, i, '{}' from n`,
  `insert into broker_accounts (auth_id, viewer_id, broker, linked_at)
   ${EACH(ACCOUNTS)} select 'account ' || i, '${LARGEST}', 'kite', i / 2 from n`,
  `insert into broker_accounts (auth_id, viewer_id, broker, linked_at)
   ${EACH(20_000)} select 'other ' || i, 'viewer ' || i, 'kite', i from n`,
  `insert into account_claims (auth_id, viewer_id, transaction_id, claimed_at)
   ${EACH(20_000)} select 'account ' || (i / 4), 'viewer ' || i, 'TRX ' || i, i from n`,
  `insert into pending_actions (action_id, auth_id, received_at, snapshot)
   ${EACH(WITH_ACTIONS * ACTIONS_OF_EACH)} select 'action ' || i, 'account ' || (i % ${WITH_ACTIONS} + 1), i / 3,
     '{"actionId":"action ' || i || '","receivedAt":' || (i / 3) || '}' from n`,
  `insert into pending_actions (action_id, auth_id, received_at, snapshot)
   ${EACH(20_000)} select 'other ' || i, 'other ' || i, i, '{}' from n`,
  `insert into idempotency_keys (viewer_id, key, input_digest, order_digest, state, attempt, lease_until,
     transaction_id, failure, updated_at)
   ${EACH(50_000)} select '${LARGEST}', 'key ' || i, 'input', 'digest ' || (i % 1000), 'DONE', 1, 0,
     'TRX ' || i, null, i from n`,
  `insert into deliveries (delivery_id, sha256, received_at, kind, state, failures, play_at, proof, body)
   ${EACH(50_000)} select 'delivery ' || i, 'sha ' || i, i, 'ORDER', 'PENDING', 0,
     case when i % 2 = 0 then 5 else null end, 'proof ' || i, '' from n`,
];
