import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { createAgents, type EgressProxies } from '../core/http/egress.js';
import type { Log } from '../core/log.js';
import type { Secret } from '../core/secret.js';

export interface OtlpOptions {
  /** Base URL of the collector; spans go to `/v1/traces` below it. */
  readonly endpoint: string;
  /** Headers of an export, `name=value` with commas between, values percent-encoded. */
  readonly headers: () => Secret | undefined;
  /** The proxies to the collector. */
  readonly proxies: EgressProxies;
  readonly log: Log;
  /** Called for each batch that is accepted or given up, and for spans that are dropped. Must not throw. */
  readonly onExport?: OnExport;
}

/** Counts spans by what became of them; `dropped` ones found the queue full. */
export type OnExport = (outcome: 'ok' | 'failed' | 'dropped', spans: number) => void;

interface OtlpExporter {
  readonly exporter: SpanExporter;
  /** To be called for each span that finds the queue full. */
  readonly onDropped: () => void;
  /** Cuts what is still being sent. */
  readonly destroy: () => void;
}

/** How long one batch is tried for, repetitions included. */
const TRY_FOR_MS = 3_000;
const CONNECTIONS = 4;
/** Exports in flight at once: those of a whole queue when a shutdown empties it. */
const AT_ONCE = 16;

/**
 * Sends spans as OTLP over HTTP, in JSON. Failures are counted, and logged when they begin, with a code only:
 * an answer of the collector may hold anything. The line that they are over says how many spans were lost.
 */
export function createOtlpExporter(options: OtlpOptions): OtlpExporter {
  const { endpoint, headers, proxies, log, onExport } = options;
  const kept = { keepAlive: true, maxSockets: CONNECTIONS };
  const agents = createAgents(endpoint, proxies, kept, TRY_FOR_MS);
  const agent = endpoint.startsWith('https:') ? agents.https : agents.http;
  const otlp = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: async () => readHeaders(headers()?.reveal() ?? ''),
    timeoutMillis: TRY_FOR_MS,
    concurrencyLimit: AT_ONCE,
    httpAgentOptions: () => agent,
  });
  let lost = 0;
  const count = (outcome: Parameters<OnExport>[0], spans: number) => {
    onExport?.(outcome, spans);
    lost = outcome === 'ok' ? 0 : lost + spans;
  };
  let isFailing = false;
  const exporter: SpanExporter = {
    export(spans, done) {
      otlp.export(spans, (result) => {
        const hasFailed = result.code !== SUCCESS;
        if (hasFailed && !isFailing) log.warn({ code: codeOf(result.error) }, 'traces could not be exported');
        if (!hasFailed && lost > 0) log.info({ lost }, 'traces are exported again');
        isFailing = hasFailed;
        count(hasFailed ? 'failed' : 'ok', spans.length);
        done(result);
      });
    },
    shutdown: () => otlp.shutdown(),
    forceFlush: () => otlp.forceFlush(),
  };
  return { exporter, onDropped: () => count('dropped', 1), destroy: () => agent.destroy() };
}

/** The SDK's code for a batch that was taken. */
const SUCCESS = 0;

function codeOf(error: unknown): string | number | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}

/** The shape was checked with the configuration. */
function readHeaders(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((pair) => {
    if (pair === '') return [];
    const equals = pair.indexOf('=');
    return [[pair.slice(0, equals).trim(), decodeURIComponent(pair.slice(equals + 1).trim())]];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}
