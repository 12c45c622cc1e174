import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { DeadlineExceeded, withDeadline } from '../core/time/deadline.js';
import type { Span, SpanOptions, TraceContext, Tracing } from '../core/tracing.js';
import { createOtlpExporter, type OtlpOptions } from './otlp-exporter.js';
import { createSpanQueue } from './span-queue.js';

export interface OpenTelemetryOptions extends OtlpOptions {
  /** `service.name` of every span. */
  readonly serviceName: string;
  /**
   * Which part of the traces that begin here is recorded, 0 to 1. Who hands over a trace has decided for it.
   */
  readonly ratio: number;
  /** Longest time `close` may take, in milliseconds. */
  readonly closeTimeoutMs: number;
}

const LIMITS = { attributeValueLengthLimit: 256, attributeCountLimit: 24 };

/** Traces by OpenTelemetry's SDK, exported over OTLP. Nothing is registered globally. */
export function createOpenTelemetry(options: OpenTelemetryOptions): Tracing {
  const { exporter, onDropped, destroy } = createOtlpExporter(options);
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': options.serviceName,
      'service.instance.id': randomUUID(),
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.ratio) }),
    spanLimits: LIMITS,
    spanProcessors: [createSpanQueue(exporter, onDropped)],
  });
  const tracer = provider.getTracer('dwar');
  const contexts = new AsyncLocalStorage<TraceContext | null>();
  const current = () => contexts.getStore() ?? null;
  return {
    isOn: true,
    current,
    start(name, spanOptions = {}) {
      const { kind = 'internal', attributes = {}, parent = current(), link } = spanOptions;
      const links = link === undefined ? [] : [{ context: toOtel(link) }];
      return toSpan(tracer.startSpan(name, { kind: KINDS[kind], attributes, links }, under(parent)));
    },
    run: (context, work) => contexts.run(context, work),
    async close() {
      try {
        await withDeadline('exporting the last spans', options.closeTimeoutMs, provider.shutdown());
      } catch (error) {
        // The exporter has reported what the collector refused.
        if (error instanceof DeadlineExceeded) options.log.warn('the last traces were not exported in time');
      } finally {
        destroy();
      }
    },
  };
}

const KINDS: Readonly<Record<NonNullable<SpanOptions['kind']>, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
};

function under(parent: TraceContext | null): Context {
  return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, toOtel(parent));
}

function toOtel({ traceId, spanId, isSampled }: TraceContext) {
  return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE };
}

function toSpan(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  let hasFailed = false;
  return {
    context: { traceId, spanId, isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
    set: (attributes) => void span.setAttributes(attributes),
    fail(type) {
      if (hasFailed) return;
      hasFailed = true;
      span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
    },
    end: () => span.end(),
  };
}
