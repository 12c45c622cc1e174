import { readTraceparent, type Span, type Tracing } from '../tracing.js';

/**
 * Methods anybody may have a reason to send; labels and spans name no others, which are text of the caller's.
 */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The method as metrics and spans name it: `_OTHER` for an unusual one. */
export function methodLabel(method: string): string {
  return METHODS.includes(method) ? method : '_OTHER';
}

/** What a request span is begun with. */
interface Traceable {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * Begins the server span of a request under its `traceparent`. `route` is the path as it is served, undefined
 * where nothing is.
 */
export function startRequestSpan(tracing: Tracing, request: Traceable, route: string | undefined): Span {
  const method = methodLabel(request.method ?? '');
  return tracing.start(route === undefined ? method : `${method} ${route}`, {
    kind: 'server',
    parent: readTraceparent(request.headers.traceparent),
    attributes: {
      'http.request.method': method,
      ...(route === undefined ? {} : { 'http.route': route }),
      // A path with a placeholder in it would show what the caller put there.
      ...(route === undefined || route.includes('*') ? {} : { 'url.path': route }),
    },
  });
}

/** Ends it with the status of the answer. */
export function endRequestSpan(span: Span, status: number): void {
  span.set({ 'http.response.status_code': status });
  if (status >= 500) span.fail(String(status));
  span.end();
}
