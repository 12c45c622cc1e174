import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Log } from '../core/log.js';
import type { Secret } from '../core/secret.js';

export interface OtlpOptions {
  /** Base URL of the collector; spans go to `/v1/traces` below it. */
  readonly endpoint: string;
  /** Headers of every export, `name=value` with commas between, values percent-encoded. */
  readonly headers: Secret | undefined;
  readonly log: Log;
  /** Called for each batch, once it is accepted or given up. Must not throw. */
  readonly onExport?: (outcome: 'ok' | 'failed', spans: number) => void;
}

/** How long one batch is tried for, repetitions included. */
const TRY_FOR_MS = 3_000;
const CONNECTIONS = 4;
/** Exports in flight at once: those of a whole queue when a shutdown empties it. */
const AT_ONCE = 16;

/**
 * Sends spans as OTLP over HTTP, in JSON. Failures are counted, and logged when they begin: with a code, for
 * an answer of the collector may hold anything. `destroy` cuts what is still being sent.
 */
export function createOtlpExporter(options: OtlpOptions): { exporter: SpanExporter; destroy: () => void } {
  const { endpoint, headers, log, onExport } = options;
  const agentOptions = { keepAlive: true, maxSockets: CONNECTIONS };
  const agent = endpoint.startsWith('https:') ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  const otlp = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: headers === undefined ? {} : readHeaders(headers.reveal()),
    timeoutMillis: TRY_FOR_MS,
    concurrencyLimit: AT_ONCE,
    httpAgentOptions: () => agent,
  });
  let isFailing = false;
  const exporter: SpanExporter = {
    export(spans, done) {
      otlp.export(spans, (result) => {
        const hasFailed = result.code !== SUCCESS;
        onExport?.(hasFailed ? 'failed' : 'ok', spans.length);
        if (hasFailed && !isFailing) log.warn({ code: codeOf(result.error) }, 'traces could not be exported');
        if (!hasFailed && isFailing) log.info('traces are exported again');
        isFailing = hasFailed;
        done(result);
      });
    },
    shutdown: () => otlp.shutdown(),
    forceFlush: () => otlp.forceFlush(),
  };
  return { exporter, destroy: () => agent.destroy() };
}

/** The SDK's code for a batch that was taken. */
const SUCCESS = 0;

function codeOf(error: unknown): string | number | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}

/** The shape was checked with the configuration. */
function readHeaders(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals).trim(), decodeURIComponent(pair.slice(equals + 1).trim())];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}
