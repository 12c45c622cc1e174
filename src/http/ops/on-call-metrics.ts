/** Upper bounds in seconds, up to the delays at which an operator is called. */
const DELAYS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const UNKNOWN = 'NaN while it is not known';

/** What alerts and service levels are measured by, as far as no other metric shows it. Rows of `METRICS`. */
export const ON_CALL_METRICS = {
  eventPush: {
    name: 'dwar_event_push_seconds',
    type: 'histogram',
    help:
      "From the moment of a change, for a webhook that of its arrival, to the change's event being handed " +
      'to a subscriber that follows live; a subscriber that reads slowly makes it longer.',
    labels: {},
    buckets: DELAYS,
  },
  confirmation: {
    name: 'dwar_confirmation_seconds',
    type: 'histogram',
    help: 'From the last change that a webhook reported of an order to the read that confirmed the order.',
    labels: {},
    buckets: DELAYS,
  },
  creations: {
    name: 'dwar_transaction_creations_total',
    type: 'counter',
    help: 'Calls of `createTransaction` with acceptable input, by what they returned.',
    labels: { outcome: '`TRANSACTION`, or the code of the failure' },
  },
  ordersUnconfirmed: {
    name: 'dwar_orders_unconfirmed',
    type: 'gauge',
    help: 'Orders that only a webhook has reported, of the 2,000 transactions that are read next.',
    labels: {},
  },
  readsOverdue: {
    name: 'dwar_reads_overdue_seconds',
    type: 'gauge',
    help: 'How long the read of a transaction that was due first has been due; 0 if none is.',
    labels: {},
  },
  ledgerBytes: {
    name: 'dwar_ledger_bytes',
    type: 'gauge',
    help: 'Size of the ledger: the files of SQLite, or the database of PostgreSQL.',
    labels: {},
  },
  ledgerDiskBytes: {
    name: 'dwar_ledger_disk_bytes',
    type: 'gauge',
    help: `Size of the disk that an embedded ledger is on; ${UNKNOWN}, as on PostgreSQL.`,
    labels: {},
  },
  ledgerDiskFree: {
    name: 'dwar_ledger_disk_free_bytes',
    type: 'gauge',
    help: `What this process may still write on that disk; ${UNKNOWN}, as on PostgreSQL.`,
    labels: {},
  },
  ledgerEpoch: {
    name: 'dwar_ledger_epoch',
    type: 'gauge',
    help:
      'A number that stands for the epoch of the log of events. It changes when the database may have lost ' +
      'commits: after a fail-over or a restored backup.',
    labels: {},
  },
  databaseClockOffset: {
    name: 'dwar_database_clock_offset_seconds',
    type: 'gauge',
    help: `How far the clock of PostgreSQL is ahead of this machine's; ${UNKNOWN}, as on SQLite.`,
    labels: {},
  },
} as const;
