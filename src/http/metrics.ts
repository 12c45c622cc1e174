import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { TransportObserver } from '../graphql/transport-observer.js';

/** Every metric of ours: its name, what it tells, and its labels. Labels take values from small fixed sets only. */
const TABLE = {
  httpRequests: ['dwar_http_requests_total', 'HTTP requests answered.', ['method', 'route', 'status']],
  httpSeconds: ['dwar_http_request_seconds', 'Time from request to the end of the answer.', ['route']],
  webhooks: [
    'dwar_webhooks_total',
    'Webhook deliveries, by kind and what became of them.',
    ['kind', 'outcome'],
  ],
  subscriptionsActive: ['dwar_subscriptions_active', 'Subscriptions open now.', ['transport']],
  eventsPushed: ['dwar_events_pushed_total', 'Subscription events sent to clients.', ['transport']],
  upstreamCalls: ['dwar_upstream_calls_total', 'Calls to smallcase Gateway.', ['operation', 'outcome']],
  hintsCorrected: [
    'dwar_hints_corrected_total',
    'What webhooks told and a read found to be otherwise: somebody may be playing with a captured proof.',
    [],
  ],
  persistedDocuments: [
    'dwar_persisted_documents_total',
    'GraphQL requests by how they named a document of the manifest: id, text, unknown_id or unknown_text.',
    ['outcome'],
  ],
  cacheLookups: ['dwar_cache_lookups_total', 'Cache lookups: hit, miss or error.', ['outcome']],
} as const;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of one app, in a registry of its own. Count with `metrics.webhooks.inc({ kind, outcome })` and the like. */
export interface Metrics extends TransportObserver {
  readonly httpRequests: Counter<'method' | 'route' | 'status'>;
  readonly httpSeconds: Histogram<'route'>;
  readonly webhooks: Counter<'kind' | 'outcome'>;
  readonly subscriptionsActive: Gauge<'transport'>;
  readonly eventsPushed: Counter<'transport'>;
  readonly upstreamCalls: Counter<'operation' | 'outcome'>;
  readonly hintsCorrected: Counter;
  readonly persistedDocuments: Counter<'outcome'>;
  readonly cacheLookups: Counter<'outcome'>;
  /** The text Prometheus reads, and its content type. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Makes the metrics of one app, the process's own among them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const subscriptionsActive = new Gauge(define(registry, 'subscriptionsActive'));
  const eventsPushed = new Counter(define(registry, 'eventsPushed'));
  return {
    httpRequests: new Counter(define(registry, 'httpRequests')),
    httpSeconds: new Histogram({ ...define(registry, 'httpSeconds'), buckets: SECONDS }),
    webhooks: new Counter(define(registry, 'webhooks')),
    subscriptionsActive,
    eventsPushed,
    upstreamCalls: new Counter(define(registry, 'upstreamCalls')),
    hintsCorrected: new Counter(define(registry, 'hintsCorrected')),
    persistedDocuments: new Counter(define(registry, 'persistedDocuments')),
    cacheLookups: new Counter(define(registry, 'cacheLookups')),
    subscriptionStarted: (transport) => subscriptionsActive.inc({ transport }),
    subscriptionEnded: (transport) => subscriptionsActive.dec({ transport }),
    eventPushed: (transport) => eventsPushed.inc({ transport }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function define<Key extends keyof typeof TABLE>(registry: Registry, key: Key) {
  const [name, help, labelNames] = TABLE[key];
  type Label = (typeof TABLE)[Key][2][number];
  return { name, help, labelNames: labelNames as readonly Label[], registers: [registry] };
}
