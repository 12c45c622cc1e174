import { TraceFlags } from '@opentelemetry/api';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Spans that wait to be exported; more are dropped. */
const QUEUE_MAX = 4_096;
const BATCH_MAX = 512;
const EXPORT_EVERY_MS = 2_000;
/** How long one batch holds up the next: longer than the exporter tries. */
const EXPORT_TIMEOUT_MS = 4_000;

/**
 * Hands recorded spans to an exporter in batches. The SDK reports no span that its full queue drops. So its
 * queue never gets full: what does not fit is dropped here, with a call of `onDropped` for each.
 */
export function createSpanQueue(exporter: SpanExporter, onDropped: () => void): SpanProcessor {
  let waiting = 0;
  const counted: SpanExporter = {
    export(spans, done) {
      waiting -= spans.length;
      exporter.export(spans, done);
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => await exporter.forceFlush?.(),
  };
  const batches = new BatchSpanProcessor(counted, {
    maxQueueSize: QUEUE_MAX,
    maxExportBatchSize: BATCH_MAX,
    scheduledDelayMillis: EXPORT_EVERY_MS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  return {
    onStart: (span, context) => batches.onStart(span, context),
    onEnd(span) {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
      if (waiting >= QUEUE_MAX) return onDropped();
      waiting += 1;
      batches.onEnd(span);
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };
}
