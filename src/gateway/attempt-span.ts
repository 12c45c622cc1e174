import { type Span, type SpanOptions, type TraceContext, traced, type Tracing } from '../core/tracing.js';
import { GatewayError } from './gateway-error.js';

/**
 * One attempt as its span records it, without the query and headers: they hold personal data and credentials.
 */
export interface Attempt {
  readonly method: string;
  /** Scheme, host and path. */
  readonly url: URL;
  /** 0 for the first. */
  readonly repetition: number;
  readonly parent: TraceContext | null;
}

/**
 * Makes an attempt in a client span. It ends as failed with the status of the answer, or the kind of the
 * failure where there was none.
 */
export function tracedAttempt<T>(
  tracing: Tracing,
  attempt: Attempt,
  make: (span: Span) => Promise<T>,
): Promise<T> {
  if (!tracing.isOn) return traced(tracing, '', {}, make);
  const { method, url } = attempt;
  return traced(tracing, `${method} ${url.pathname}`, optionsOf(attempt), async (span) => {
    try {
      return await make(span);
    } catch (error) {
      if (error instanceof GatewayError) tellFailure(span, error);
      throw error;
    }
  });
}

function optionsOf({ method, url, repetition, parent }: Attempt): SpanOptions {
  return {
    kind: 'client',
    parent,
    attributes: {
      'http.request.method': method,
      'server.address': url.hostname,
      'server.port': Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      'url.full': url.origin + url.pathname,
      'url.template': url.pathname,
      ...(repetition === 0 ? {} : { 'http.request.resend_count': repetition }),
    },
  };
}

function tellFailure(span: Span, { kind, status }: GatewayError): void {
  span.fail(status === null || status < 400 ? kind : String(status));
}
