import type { InputSeries } from '../support/promtool.js';

/** One state in which an alert fires, and one like it in which it does not. Values come every 30 seconds. */
export interface AlertCase {
  readonly alert: string;
  readonly fires: InputSeries;
  readonly quiet: InputSeries;
  /** When the alert is looked at. */
  readonly at: string;
  /** Time between two values, where it is not 30 s. */
  readonly interval?: string;
  /** The labels that its expression keeps. */
  readonly labels: Readonly<Record<string, string>>;
}

const OF = 'job="dwar",instance="a"';
const AT_B = 'job="dwar",instance="b"';
const JOB = { job: 'dwar' };
const BOTH = { job: 'dwar', instance: 'a' };

/** A series of instance `a`. */
const one = (name: string, values: string, labels = ''): InputSeries => ({
  [`${name}{${OF}${labels === '' ? '' : `,${labels}`}}`]: values,
});
const webhooks = (outcome: string, values: string) =>
  one('dwar_webhooks_total', values, `kind="ORDER",outcome="${outcome}"`);
const disk = (free: string) => ({
  ...one('dwar_ledger_disk_bytes', '100x3000'),
  ...one('dwar_ledger_disk_free_bytes', free),
});
/** Webhooks of which so many of so many cannot be stored. */
const failing = (bad: number, good: number) => ({
  ...webhooks('503', `0+${bad}x1000`),
  ...webhooks('stored', `0+${good}x1000`),
});
const ofWebhooks = { ...JOB, slo: 'webhooks' };

/** What happens with a simple condition: it holds for the whole time, or is just short of it. */
const simple = (
  alert: string,
  at: string,
  labels: AlertCase['labels'],
  fires: InputSeries,
  quiet: InputSeries,
): AlertCase => ({ alert, at, labels, fires, quiet });

/** One that takes hours. */
const slow = (alertCase: AlertCase): AlertCase => ({ ...alertCase, interval: '5m' });

export const ALERT_CASES: readonly AlertCase[] = [
  simple('DwarErrorBudgetBurnsFast', '2h', ofWebhooks, failing(2, 98), failing(1, 99)),
  slow(simple('DwarErrorBudgetBurns', '7h', ofWebhooks, failing(1, 99), failing(1, 199))),
  slow(simple('DwarErrorBudgetSpent', '7h', ofWebhooks, failing(2, 998), failing(1, 1999))),
  simple('DwarDown', '5m', BOTH, one('up', '1x3 0x20'), one('up', '1x8 0x0 1x20')),
  simple(
    'DwarRestarts',
    '50m',
    BOTH,
    one('process_start_time_seconds', '1x9 2x9 3x9 4x9 5x99'),
    one('process_start_time_seconds', '1x9 2x9 3x9 4x99'),
  ),
  simple(
    'DwarWebhooksRefused',
    '15m',
    JOB,
    { ...webhooks('bad_checksum', '0+2x40'), ...webhooks('stored', '0+30x40') },
    { ...webhooks('bad_checksum', '0+2x40'), ...webhooks('stored', '0+99x40') },
  ),
  simple('DwarWebhooksNotStored', '6m', JOB, webhooks('503', '0+1x40'), webhooks('503', '7x40')),
  simple(
    'DwarWebhooksContradicted',
    '10m',
    JOB,
    one('dwar_hints_corrected_total', '0x9 1x40'),
    one('dwar_hints_corrected_total', '1x40'),
  ),
  simple('DwarUnconfirmedBacklog', '8m', JOB, one('dwar_reads_overdue_seconds', '121x40'), {
    ...one('dwar_reads_overdue_seconds', '119x40'),
    ...one('dwar_orders_unconfirmed', '1000x40'),
  }),
  simple(
    'DwarInboxBacklog',
    '15m',
    JOB,
    one('dwar_inbox_deliveries', '51x40', 'state="PENDING"'),
    one('dwar_inbox_deliveries', '51x10 50x40', 'state="PENDING"'),
  ),
  simple(
    'DwarInboxDead',
    '5m',
    JOB,
    one('dwar_inbox_deliveries', '0x5 1x20', 'state="DEAD"'),
    one('dwar_inbox_deliveries', '1x3 0x20', 'state="DEAD"'),
  ),
  simple(
    'DwarOutgoingDeadLetters',
    '10m',
    JOB,
    one('dwar_outgoing_webhook_deliveries', '1x40', 'state="DEAD"'),
    one('dwar_outgoing_webhook_deliveries', '1x9 0x40', 'state="DEAD"'),
  ),
  simple(
    'DwarGatewayBreakerOpen',
    '5m',
    BOTH,
    one('dwar_upstream_breaker_open', '0x5 1x20'),
    one('dwar_upstream_breaker_open', '0x8 1x0 0x20'),
  ),
  simple(
    'DwarGatewayUnauthorised',
    '6m',
    JOB,
    one('dwar_upstream_calls_total', '0+1x40', 'operation="holdings",outcome="unauthorised"'),
    one('dwar_upstream_calls_total', '0+1x2 2x40', 'operation="holdings",outcome="unauthorised"'),
  ),
  simple(
    'DwarEventLoopBlocked',
    '5m',
    BOTH,
    one('nodejs_eventloop_lag_max_seconds', '1.5x40'),
    one('nodejs_eventloop_lag_max_seconds', '1.5x5 0.02x2 1.5x40'),
  ),
  simple(
    'DwarLedgerFailing',
    '6m',
    JOB,
    one('dwar_ledger_commits_total', '0x4 1+1x40', 'outcome="failed"'),
    one('dwar_ledger_commits_total', '5x40', 'outcome="failed"'),
  ),
  simple('DwarLedgerDiskLow', '10m', BOTH, disk('9x40'), disk('11x40')),
  // From 49 down by 1.5 an hour; from 49 down by 0.6 an hour.
  slow(simple('DwarLedgerFullSoon', '7h', BOTH, disk('49-0.125x300'), disk('49-0.05x300'))),
  simple(
    'DwarFailOverSeen',
    '10m',
    JOB,
    { ...one('dwar_ledger_epoch', '123x9 456x40'), [`dwar_ledger_epoch{${AT_B}}`]: '123x10 456x40' },
    one('dwar_ledger_epoch', '123x60'),
  ),
  simple('DwarGatewayClockOffset', '10m', BOTH, one('dwar_upstream_clock_offset_seconds', '-6x40'), {
    ...one('dwar_upstream_clock_offset_seconds', '-5x40'),
    ...one('dwar_upstream_clock_refused', '0x40'),
  }),
  simple(
    'DwarClocksApart',
    '10m',
    JOB,
    {
      ...one('dwar_database_clock_offset_seconds', '1.5x40'),
      [`dwar_database_clock_offset_seconds{${AT_B}}`]: '-1.5x40',
    },
    {
      ...one('dwar_database_clock_offset_seconds', '1x40'),
      [`dwar_database_clock_offset_seconds{${AT_B}}`]: '-0.5x40',
    },
  ),
  simple(
    'DwarCacheAway',
    '8m',
    JOB,
    one('dwar_cache_lookups_total', '0+5x40', 'outcome="error"'),
    one('dwar_cache_lookups_total', '0+1x5 5x40', 'outcome="error"'),
  ),
  simple(
    'DwarDefect',
    '10m',
    JOB,
    one('dwar_errors_total', '0x9 1x40', 'code="INTERNAL_SERVER_ERROR"'),
    one('dwar_errors_total', '0+9x40', 'code="BAD_USER_INPUT"'),
  ),
  simple(
    'DwarLogLinesLost',
    '10m',
    BOTH,
    one('dwar_log_lines_dropped_total', '0x9 5x40'),
    one('dwar_log_lines_dropped_total', '5x40'),
  ),
];

/** How each service level is measured: series in which one event in so many is bad. */
export const SERVICE_LEVELS: readonly {
  readonly slo: string;
  readonly series: InputSeries;
  readonly bad: number;
}[] = [
  {
    slo: 'queries',
    bad: 0.01,
    series: {
      ...one('dwar_graphql_operations_total', '0+100x40', 'kind="query",outcome="ok"'),
      ...one('dwar_errors_total', '0+1x40', 'code="INTERNAL_SERVER_ERROR"'),
      // A webhook that was not stored is no query, and neither is a caller's mistake an error of ours.
      ...one('dwar_errors_total', '0+5x40', 'code="STORAGE_UNAVAILABLE"'),
      ...one('dwar_errors_total', '0+7x40', 'code="BAD_USER_INPUT"'),
      ...one('dwar_errors_total', '0x40', 'code="OVERLOADED"'),
      ...webhooks('503', '0+5x40'),
    },
  },
  {
    slo: 'query-time',
    bad: 0.02,
    series: {
      ...one('dwar_graphql_operation_seconds_bucket', '0+98x40', 'kind="query",le="0.5"'),
      ...one('dwar_graphql_operation_seconds_count', '0+100x40', 'kind="query"'),
      ...one('dwar_graphql_operation_seconds_count', '0+100x40', 'kind="mutation"'),
    },
  },
  {
    slo: 'webhooks',
    bad: 0.1,
    series: { ...failing(10, 90), ...webhooks('bad_checksum', '0+50x40') },
  },
  {
    slo: 'push',
    bad: 0.25,
    series: {
      ...one('dwar_event_push_seconds_bucket', '0+3x40', 'le="0.5"'),
      ...one('dwar_event_push_seconds_count', '0+4x40'),
    },
  },
  {
    slo: 'confirmation',
    bad: 0.5,
    series: {
      ...one('dwar_confirmation_seconds_bucket', '0+1x40', 'le="60"'),
      ...one('dwar_confirmation_seconds_count', '0+2x40'),
    },
  },
  {
    slo: 'creations',
    bad: 0.2,
    series: {
      ...one('dwar_transaction_creations_total', '0+7x40', 'outcome="TRANSACTION"'),
      ...one('dwar_transaction_creations_total', '0+1x40', 'outcome="GATEWAY_REFUSED"'),
      ...one('dwar_transaction_creations_total', '0+2x40', 'outcome="OUTCOME_UNKNOWN"'),
    },
  },
];
