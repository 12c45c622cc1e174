import type { FastifyInstance, FastifyRequest } from 'fastify';
import { endRequestSpan, startRequestSpan } from '../core/http/request-span.js';
import { whenAnswered } from '../core/http/when-answered.js';
import type { Span, Tracing } from '../core/tracing.js';

/** Asked every few seconds by machines: their traces would be most of all. */
const UNTRACED: readonly (string | undefined)[] = ['/health/live', '/health/ready', '/metrics'];

/** A server span for each request, in which everything runs that its handler calls. */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  if (!tracing.isOn) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  const runIn = (request: FastifyRequest, next: () => void) => {
    const span = spans.get(request);
    if (span === undefined) next();
    else tracing.run(span.context, next);
  };
  app.addHook('onRequest', (request, reply, done) => {
    const route = request.is404 ? undefined : request.routeOptions.url;
    if (UNTRACED.includes(route)) return done();
    const span = startRequestSpan(tracing, request, route);
    spans.set(request, span);
    whenAnswered(reply.raw, (status) => endRequestSpan(span, status));
    runIn(request, done);
  });
  // What reads the body comes back outside of the span.
  app.addHook('preHandler', (request, _reply, done) => runIn(request, done));
}
