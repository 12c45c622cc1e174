import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { readVersion } from '../core/built/version.js';
import type { ErrorCode } from '../core/errors.js';
import { withDeadline } from '../core/time/deadline.js';
import { CLOSE_CATALOGUE, PLAIN_CLOSES } from '../transports/close-codes.js';
import type { TransportObserver } from '../execution/transport-observer.js';
import { METRICS, type MetricRow } from './metrics-table.js';

type Rows = typeof METRICS;
type Labels<Row extends MetricRow> = keyof Row['labels'] & string;
type Instrument<Row extends MetricRow> = Row['type'] extends 'counter'
  ? Counter<Labels<Row>>
  : Row['type'] extends 'gauge'
    ? Gauge<Labels<Row>>
    : Histogram<Labels<Row>>;
type Instruments = { readonly [Key in keyof Rows]: Instrument<Rows[Key]> };

/**
 * The metrics of one app, in a registry of its own: an instrument for each row of {@link METRICS}. Count with
 * `metrics.webhooks.inc({ kind, outcome })` and the like.
 */
export interface Metrics extends Instruments, TransportObserver {
  /**
   * Calls `read` before each scrape, for values that are not counted as they change. If it fails or is late,
   * the last ones stay.
   */
  beforeScrape(read: () => Promise<void>): void;
  /** The text Prometheus reads, and its content type. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Longest wait for values that are read for a scrape. */
const READ_TIMEOUT_MS = 1_000;

const WEBHOOK_KINDS = ['ORDER', 'HOLDINGS', 'MUTUAL_FUNDS', 'PENDING_ACTION', 'UNKNOWN'];

/** Errors that are no caller's fault: what the availability of queries is measured by. */
const OUR_FAULTS: readonly ErrorCode[] = [
  'INTERNAL_SERVER_ERROR',
  'STORAGE_UNAVAILABLE',
  'OVERLOADED',
  'AUTHENTICATION_UNAVAILABLE',
  'SHUTTING_DOWN',
];

/** Makes the metrics of one app, the process's own among them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const instruments = createInstruments(registry);
  instruments.buildInfo.set({ version: readVersion() }, 1);
  showRareFailures(instruments);
  const reads: (() => Promise<void>)[] = [];
  return {
    ...instruments,
    ...observerOf(instruments),
    beforeScrape: (read) => void reads.push(read),
    async render() {
      await Promise.allSettled(reads.map((read) => withDeadline('a scrape', READ_TIMEOUT_MS, read())));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

/**
 * Shows what alerts wait for as 0 from the start: Prometheus sees no increase in a series that begins with
 * its first failure.
 */
function showRareFailures({ errors, ledgerCommits, webhooks, upstreamCalls }: Instruments): void {
  for (const code of OUR_FAULTS) errors.inc({ code }, 0);
  ledgerCommits.inc({ outcome: 'failed' }, 0);
  for (const kind of WEBHOOK_KINDS)
    for (const outcome of ['oversized', '503']) webhooks.inc({ kind, outcome }, 0);
  for (const outcome of ['bad_checksum', 'malformed', '503'])
    webhooks.inc({ kind: 'UNVERIFIED', outcome }, 0);
  upstreamCalls.inc({ operation: 'transaction details', outcome: 'unauthorised' }, 0);
}

function createInstruments(registry: Registry): Instruments {
  const entries = Object.entries<MetricRow>(METRICS).map(([key, row]) => [key, instrumentOf(row, registry)]);
  return Object.fromEntries(entries) as Instruments;
}

function instrumentOf({ name, type, help, labels, buckets }: MetricRow, registry: Registry) {
  const settings = { name, help, labelNames: Object.keys(labels), registers: [registry] };
  if (type === 'counter') return new Counter(settings);
  if (type === 'gauge') return new Gauge(settings);
  return new Histogram({ ...settings, buckets: [...(buckets ?? [])] });
}

function observerOf(instruments: Instruments): TransportObserver {
  const { graphqlOperations, graphqlSeconds, errors } = instruments;
  const { websocketsActive, websocketCloses, subscriptionsActive, eventsPushed } = instruments;
  return {
    operationRun(kind, outcome, seconds) {
      graphqlOperations.inc({ kind, outcome });
      graphqlSeconds.observe({ kind }, seconds);
    },
    errorShown: (code) => errors.inc({ code }),
    socketOpened: () => websocketsActive.inc(),
    socketClosed(code) {
      websocketsActive.dec();
      websocketCloses.inc({
        code: code in CLOSE_CATALOGUE || code in PLAIN_CLOSES ? String(code) : 'other',
      });
    },
    subscriptionStarted: (transport) => subscriptionsActive.inc({ transport }),
    subscriptionEnded: (transport) => subscriptionsActive.dec({ transport }),
    eventPushed: (transport) => eventsPushed.inc({ transport }),
  };
}
