import type { EgressProxies } from '../core/http/egress.js';
import type { Log } from '../core/log.js';
import type { Secret } from '../core/secret.js';
import { noTracing, type Tracing } from '../core/tracing.js';
import type { OnExport } from './otlp-exporter.js';

/** The settings of traces, by the names of their variables. */
export interface TracingSettings extends EgressProxies {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: Secret | undefined;
  readonly OTEL_SERVICE_NAME: string;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
  readonly SHUTDOWN_TIMEOUT_MS: number;
}

/** The last spans may take this part of the time of a shutdown. */
const CLOSING_PART = 10;

/**
 * Traces to the collector that is configured; without one nothing is traced, and nothing of the SDK is
 * loaded. `headers` is called for each export.
 */
export async function createTracing(
  settings: TracingSettings,
  log: Log,
  onExport: OnExport,
  headers = () => settings.OTEL_EXPORTER_OTLP_HEADERS,
): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = settings;
  if (endpoint === undefined) return noTracing;
  const { createOpenTelemetry } = await import('./open-telemetry.js');
  return createOpenTelemetry({
    endpoint,
    headers,
    proxies: settings,
    serviceName: settings.OTEL_SERVICE_NAME,
    ratio: settings.OTEL_TRACES_SAMPLER_ARG,
    closeTimeoutMs: settings.SHUTDOWN_TIMEOUT_MS / CLOSING_PART,
    log,
    onExport,
  });
}
