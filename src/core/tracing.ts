import { AppError } from './errors.js';

/** Names one span of one trace, as W3C's `traceparent` does. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Whether the trace's origin decided to record it. */
  readonly isSampled: boolean;
}

/** What a span shows: fixed words, codes and counts; nothing anybody sent (guarantee G8). */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** One piece of work with a beginning and an end. */
export interface Span {
  /** Null when nothing is traced. */
  readonly context: TraceContext | null;
  set(attributes: Attributes): void;
  /** Marks it as failed, once: `type` is a code or the name of a class of errors, never a message. */
  fail(type: string): void;
  end(): void;
}

export interface SpanOptions {
  /** Default `internal`. */
  readonly kind?: 'internal' | 'server' | 'client' | 'producer';
  readonly attributes?: Attributes;
  /** What it is part of. Default: the span the calling code runs in; null begins a trace. */
  readonly parent?: TraceContext | null;
  /** What caused it without it being a part of that. */
  readonly link?: TraceContext | undefined;
}

/** Where spans come from. One for each app, handed in by `app.ts`: nothing of it is global. */
export interface Tracing {
  /** False: every span is nothing, and nothing is to be prepared for one. */
  readonly isOn: boolean;
  /** The span the calling code runs in; null when there is none. */
  current(): TraceContext | null;
  /** Begins a span. The caller must end it. */
  start(name: string, options?: SpanOptions): Span;
  /** Runs `work`, and all it calls, in this span; null: in none. */
  run<T>(context: TraceContext | null, work: () => T): T;
  /** Hands over what has not been exported, within a limit of its own, and stops. */
  close(): Promise<void>;
}

/** The span of what is not traced. */
export const noSpan: Span = { context: null, set: () => {}, fail: () => {}, end: () => {} };

/** Traces nothing, at no cost. */
export const noTracing: Tracing = {
  isOn: false,
  current: () => null,
  start: () => noSpan,
  run: (_context, work) => work(),
  close: async () => {},
};

/**
 * Runs `work` in a span of its own that ends with it. What it throws marks the span as failed and is thrown
 * on.
 */
export async function traced<T>(
  tracing: Tracing,
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  if (!tracing.isOn) return await work(noSpan);
  const span = tracing.start(name, options);
  try {
    return await tracing.run(span.context, () => work(span));
  } catch (error) {
    span.fail(errorType(error));
    throw error;
  } finally {
    span.end();
  }
}

/** What a span says of an error: its code, or the name of its class. */
function errorType(error: unknown): string {
  if (error instanceof AppError) return error.code;
  const { name } = (error ?? {}) as { name?: unknown };
  return typeof name === 'string' && /^[A-Za-z]{1,60}$/.test(name) ? name : 'Error';
}

/** Version 00 has these four fields; a later one may have more behind them. */
const TRACEPARENT =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The span a `traceparent` header names; null for none and for what is malformed, which begins a trace of our
 * own (W3C Trace Context, section 3.2).
 */
export function readTraceparent(header: unknown): TraceContext | null {
  const [, version, traceId, spanId, flags, more] =
    typeof header === 'string' ? (TRACEPARENT.exec(header) ?? []) : [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  if (version === '00' && more !== undefined) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The `traceparent` header that passes a span to the called service. */
export function traceparentOf({ traceId, spanId, isSampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
}
