import { TOKEN_REFUSALS } from '../viewer/token-refused.js';
import { ON_CALL_METRICS } from './ops/on-call-metrics.js';

/** One metric. A label's text lists its values: a small fixed set that no client can extend. */
export interface MetricRow {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Upper bounds of a histogram. */
  readonly buckets?: readonly number[];
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const OPERATION =
  'the call of Gateway: `create transaction`, `transaction details`, `order details`, `holdings`, ' +
  '`send OTP`, `verify OTP`';
const TRANSPORT = '`websocket` or `sse`';

/**
 * Every metric of ours. The table in `docs/operations.md` and the type of the metrics are made from this one.
 */
export const METRICS = {
  buildInfo: {
    name: 'dwar_build_info',
    type: 'gauge',
    help: 'Always 1; its label names the version that runs.',
    labels: { version: 'version of Dwar' },
  },
  configReloads: {
    name: 'dwar_config_reloads_total',
    type: 'counter',
    help: 'Reloads of the configuration on SIGHUP. After a failed one the configuration before stays in use.',
    labels: { outcome: '`ok` or `failed`' },
  },
  configReloadedAt: {
    name: 'dwar_config_reload_time_seconds',
    type: 'gauge',
    help: 'When the last reload with this outcome was, in seconds since 1970.',
    labels: { outcome: 'as above' },
  },
  httpRequests: {
    name: 'dwar_http_requests_total',
    type: 'counter',
    help: 'HTTP requests answered.',
    labels: {
      method: 'the usual methods, any other is `_OTHER`',
      route: 'the path as it is served, `none` where nothing is',
      status: 'the HTTP status; `499` if the client left before there was one',
    },
  },
  httpSeconds: {
    name: 'dwar_http_request_seconds',
    type: 'histogram',
    help: 'From a request to the end of its answer; a stream lasts as long as its client stays.',
    labels: { route: 'as above' },
    buckets: SECONDS,
  },
  graphqlOperations: {
    name: 'dwar_graphql_operations_total',
    type: 'counter',
    help: 'GraphQL operations that ran, over all transports; subscriptions when they are opened.',
    labels: {
      kind: '`query`, `mutation` or `subscription`',
      outcome: '`ok`, or `error` with any error in the answer',
    },
  },
  graphqlSeconds: {
    name: 'dwar_graphql_operation_seconds',
    type: 'histogram',
    help: 'How long they ran.',
    labels: { kind: 'as above' },
    buckets: SECONDS,
  },
  errors: {
    name: 'dwar_errors_total',
    type: 'counter',
    help:
      'Errors sent to clients, in GraphQL responses, streams and refused requests. ' +
      '`INTERNAL_SERVER_ERROR` is a defect.',
    labels: { code: 'a code of [the catalogue](../schema/README.md)' },
  },
  tokenRefusals: {
    name: 'dwar_token_refusals_total',
    type: 'counter',
    help: 'Session tokens that were refused, on every transport; clients see `UNAUTHENTICATED` for each.',
    labels: {
      reason: Object.keys(TOKEN_REFUSALS)
        .map((reason) => `\`${reason}\``)
        .join(', '),
    },
  },
  serviceCalls: {
    name: 'dwar_service_calls_total',
    type: 'counter',
    help: 'Operations of backends (`/service/graphql`) that were admitted. The log names each backend.',
    labels: { key: '`current` or `previous`: which of the two secrets has signed the token' },
  },
  queryPoints: {
    name: 'dwar_query_points_total',
    type: 'counter',
    help: 'Points that viewers were charged for answers and replayed events (`QUERY_COST_PER_SECOND`).',
    labels: {},
  },
  queriesRefused: {
    name: 'dwar_queries_refused_total',
    type: 'counter',
    help: 'Queries that were refused because their viewer had no points left.',
    labels: {},
  },
  readyAnswers: {
    name: 'dwar_ready_answers_total',
    type: 'counter',
    help:
      'Queries over HTTP whose answer may have been kept: short plain requests of viewers with a known ' +
      'token. See [performance](performance.md).',
    labels: {
      outcome:
        '`hit`: sent again; `miss`: none was kept; `renewed`: what the viewer can read has changed ' +
        'since, and the operation ran again; `stale`: the same, answered by the framework',
    },
  },
  readyAnswerBytes: {
    name: 'dwar_ready_answers_bytes',
    type: 'gauge',
    help: 'Memory of the kept answers, at most CACHE_MAX_BYTES.',
    labels: {},
  },
  persistedDocuments: {
    name: 'dwar_persisted_documents_total',
    type: 'counter',
    help:
      'GraphQL requests by how they named a document of the manifest; ' +
      'none while `PERSISTED_DOCUMENTS` is `off`.',
    labels: { outcome: '`id`, `text`, `unknown_id` or `unknown_text`' },
  },
  websocketCloses: {
    name: 'dwar_websocket_closes_total',
    type: 'counter',
    help: 'WebSockets that were closed, by us or by their clients.',
    labels: {
      code:
        'a code of [the catalogue](../schema/README.md#closes-of-a-websocket), ' +
        '`1000`, `1001`, `1005`, `1006`, or `other`',
    },
  },
  websocketsActive: {
    name: 'dwar_websockets_active',
    type: 'gauge',
    help: 'WebSockets open now.',
    labels: {},
  },
  subscriptionsActive: {
    name: 'dwar_subscriptions_active',
    type: 'gauge',
    help: 'Subscriptions open now.',
    labels: { transport: TRANSPORT },
  },
  eventsPushed: {
    name: 'dwar_events_pushed_total',
    type: 'counter',
    help: 'Subscription events sent to clients.',
    labels: { transport: TRANSPORT },
  },
  webhooks: {
    name: 'dwar_webhooks_total',
    type: 'counter',
    help: 'Webhook deliveries, by their kind and outcome.',
    labels: {
      kind:
        '`ORDER`, `HOLDINGS`, `MUTUAL_FUNDS`, `PENDING_ACTION`, `UNKNOWN`; ' +
        '`UNVERIFIED` if its proof was not verified',
      outcome:
        '`stored`, `repeated`, `erased` (dropped: its viewer was erased); stored but not applied: ' +
        '`unmatched`, `ignored`, `anomaly`, `oversized`, `unreadable`, `pending`; not accepted: ' +
        '`malformed`, `bad_checksum`, or the status `413`, `429` or `503`',
    },
  },
  outgoingWebhooks: {
    name: 'dwar_outgoing_webhooks_total',
    type: 'counter',
    help: 'Attempts to send a webhook to an endpoint of yours.',
    labels: {
      outcome:
        '`delivered`; `refused` for another status, `redirected`, `timed_out`, `unreachable`, or ' +
        '`forbidden` if its address must not be called',
    },
  },
  outgoingWebhookSeconds: {
    name: 'dwar_outgoing_webhook_seconds',
    type: 'histogram',
    help: 'How long an attempt took.',
    labels: {},
    buckets: SECONDS,
  },
  outgoingWebhooksDead: {
    name: 'dwar_outgoing_webhooks_dead_total',
    type: 'counter',
    help: 'Webhooks that were given up: dead letters, see `dwar webhooks dead`.',
    labels: {},
  },
  outgoingWebhookDeliveries: {
    name: 'dwar_outgoing_webhook_deliveries',
    type: 'gauge',
    help: 'Webhooks that wait to be sent, and dead letters. Counted up to 10,000.',
    labels: { state: '`PENDING` or `DEAD`' },
  },
  outgoingWebhookAge: {
    name: 'dwar_outgoing_webhook_oldest_seconds',
    type: 'gauge',
    help: 'How long the oldest webhook has waited; 0 if none waits.',
    labels: {},
  },
  unreadableFields: {
    name: 'dwar_unreadable_fields_total',
    type: 'counter',
    help: 'Fields from Gateway that could not be read and are shown as unknown. The log names their paths.',
    labels: { source: 'the operation of Gateway, or the kind of webhook' },
  },
  inboxDeliveries: {
    name: 'dwar_inbox_deliveries',
    type: 'gauge',
    help: 'Stored deliveries that are not applied: due for replay, or given up. Counted up to 10,000.',
    labels: { state: '`PENDING` or `DEAD`' },
  },
  hintsCorrected: {
    name: 'dwar_hints_corrected_total',
    type: 'counter',
    help: 'Webhooks that a read contradicted: a captured proof may be in use.',
    labels: {},
  },
  upstreamCalls: {
    name: 'dwar_upstream_calls_total',
    type: 'counter',
    help: 'Attempts to call smallcase Gateway.',
    labels: {
      operation: OPERATION,
      outcome:
        '`ok`, `rejected`, `unauthorised`, `throttled`, `unavailable`, `malformed`; ' +
        '`refused_here` was not sent',
    },
  },
  upstreamSeconds: {
    name: 'dwar_upstream_call_seconds',
    type: 'histogram',
    help: 'Duration of each attempt that was sent, including its wait for a slot.',
    labels: { operation: 'as above' },
    buckets: SECONDS,
  },
  breakerOpen: {
    name: 'dwar_upstream_breaker_open',
    type: 'gauge',
    help: '1 while the circuit breaker rejects calls of Gateway after failures, else 0.',
    labels: {},
  },
  upstreamClockOffset: {
    name: 'dwar_upstream_clock_offset_seconds',
    type: 'gauge',
    help:
      "How far Gateway's clock is ahead of this machine's, by several responses that agree; " +
      'negative if it is behind.',
    labels: {},
  },
  upstreamClockRefused: {
    name: 'dwar_upstream_clock_refused',
    type: 'gauge',
    help: '1 while that is more than the two minutes that are followed in production; else 0.',
    labels: {},
  },
  ledgerCommits: {
    name: 'dwar_ledger_commits_total',
    type: 'counter',
    help: 'Commits of the ledger.',
    labels: { outcome: '`ok` or `failed`' },
  },
  ledgerWorks: {
    name: 'dwar_ledger_commit_works',
    type: 'histogram',
    help: 'Pieces of work that shared a commit.',
    labels: {},
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
  },
  ledgerSeconds: {
    name: 'dwar_ledger_commit_seconds',
    type: 'histogram',
    help: 'How long a commit took, its works included.',
    labels: {},
    buckets: SECONDS,
  },
  cacheLookups: {
    name: 'dwar_cache_lookups_total',
    type: 'counter',
    help: 'Look-ups in the cache.',
    labels: { outcome: '`hit`, `miss` or `error`' },
  },
  spansExported: {
    name: 'dwar_spans_exported_total',
    type: 'counter',
    help: 'Spans that were recorded, by what became of them at the collector of traces.',
    labels: { outcome: '`ok`, `failed`, or `dropped` because too many were waiting' },
  },
  ...ON_CALL_METRICS,
  logLinesDropped: {
    name: 'dwar_log_lines_dropped_total',
    type: 'counter',
    help: 'Log lines that could not be written: their reader was gone or too slow, or the disk full.',
    labels: {},
  },
} as const satisfies Record<string, MetricRow>;
