import type { AddressInfo } from 'node:net';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { LocalNames } from '../core/http/local-names.js';
import { noRouteSchemas } from '../core/http/no-route-schemas.js';
import { admitLocalCall, CallDenied } from './control/access.js';
import { applyCors } from './cors.js';
import type { Faults } from './control/faults.js';
import { InputProblem } from './input-problem.js';
import type { PageOrigins } from './page-origins.js';
import type { RateLimiter } from './partner-api/rate-limit.js';
import { failure, PartnerRefusal, refusal } from './partner-api/refusal.js';
import type { RequestEntry, RequestLog } from './partner-api/request-log.js';
import type { World } from './world.js';

/** Largest request body (section 21). */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Accepts any `Host`: probes call by address, and learn only that the emulator answers. */
export const HEALTH_PATH = '/health';

interface ServerParts {
  readonly world: World;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Null applies no limit. */
  readonly limiter: RateLimiter | null;
  /** Pages to which Gateway's paths give CORS headers, as Gateway does. */
  readonly origins: PageOrigins;
  /** Host names accepted for everything but the partner API. */
  readonly localNames: LocalNames;
}

/**
 * Creates the HTTP server without its routes: `Date` of the virtual clock, CORS, request log, rate limit,
 * faults, errors.
 */
export function createServer(parts: ServerParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    schemaController: noRouteSchemas,
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  const entries = new WeakMap<FastifyRequest, RequestEntry>();
  app.addHook('onRequest', (request, reply) => beginCall(parts, entries, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    if (await parts.faults.applyToAnswer(request, reply, payload)) {
      // A fault has sent another answer, or none will follow: keep the server from sending its own.
      return new Promise<never>(() => {});
    }
    return payload;
  });
  logAnswers(app, parts.requests, entries);
  app.setErrorHandler((error, request, reply) =>
    answerError(parts.world, error as FastifyError, request, reply),
  );
  app.setNotFoundHandler((request, reply) => {
    const text = 'nothing is served at this path';
    return reply
      .code(404)
      .send(isPartnerPath(pathOf(request)) ? failure(text, 'InputException') : { error: text });
  });
  return app;
}

/** Completes the entry of a partner call: with what was asked for, answered, and when. */
function logAnswers(
  app: FastifyInstance,
  requests: RequestLog,
  entries: WeakMap<FastifyRequest, RequestEntry>,
): void {
  app.addHook('preHandler', async (request) => {
    const entry = entries.get(request);
    if (entry !== undefined && request.body !== undefined)
      requests.addBodies(entry.id, { request: JSON.stringify(request.body) });
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    const entry = entries.get(request);
    if (entry !== undefined && typeof payload === 'string') {
      requests.addBodies(entry.id, { answer: payload });
      if (request.method === 'POST') entry.transactionId ??= createdBy(payload);
    }
    return payload;
  });
  app.addHook('onResponse', async (request, reply) => {
    const entry = entries.get(request);
    if (entry === undefined || !reply.sent || reply.raw.destroyed) return;
    entry.status = reply.statusCode;
    entry.durationMs = Math.round(reply.elapsedTime);
  });
}

/** The transaction in the answer to a creation. */
function createdBy(answer: string): string | null {
  const { data } = JSON.parse(answer) as { data?: { transactionId?: unknown } | null };
  return typeof data?.transactionId === 'string' ? data.transactionId : null;
}

/** Runs before the route: refuses foreign pages, logs partner calls, applies the rate limit and faults. */
async function beginCall(
  parts: ServerParts,
  entries: WeakMap<FastifyRequest, RequestEntry>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  // Dwar derives the clock of upstream from this header (design "Time").
  reply.header('date', new Date(parts.world.clock.now()).toUTCString());
  if (!isPartnerPath(pathOf(request))) {
    if (pathOf(request) !== HEALTH_PATH) admitLocalCall(request, parts.localNames);
    return undefined;
  }
  if (applyCors(parts.origins, request, reply)) return reply;
  entries.set(request, parts.requests.add(entryOf(parts.world, request)));
  const waitSeconds = parts.limiter?.acquire() ?? null;
  if (waitSeconds !== null) {
    reply.header('retry-after', String(waitSeconds));
    throw refusal('tooMany');
  }
  if (await parts.faults.apply(pathOf(request), request, reply)) return reply;
  return undefined;
}

/** Returns the base URL of a listening server, with loopback instead of an address that means "any". */
export function serverUrl(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function entryOf(world: World, request: FastifyRequest) {
  return {
    method: request.method,
    path: pathOf(request),
    query: request.url.split('?', 2)[1] ?? '',
    at: new Date(world.clock.now()).toISOString(),
  };
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}

function isPartnerPath(path: string): boolean {
  return path.startsWith('/gateway/') || path.startsWith('/v1/');
}

function answerError(world: World, error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof PartnerRefusal)
    return reply.code(error.status).send(failure(error.message, error.errorType));
  if (error instanceof InputProblem)
    return reply.code(400).send({ error: error.message, field: error.field });
  if (error instanceof CallDenied) return reply.code(error.status).send({ error: error.message });
  const status = error.statusCode ?? 500;
  if (status >= 500)
    world.log.error({ err: error, path: pathOf(request) }, 'unexpected error in the emulator');
  const isPartner = isPartnerPath(pathOf(request));
  if (status >= 500)
    return reply
      .code(500)
      .send(isPartner ? failure(refusal('internal').message, 'InternalError') : { error: 'internal error' });
  const text = `body: ${error.message}`;
  return reply
    .code(status === 413 ? 413 : 400)
    .send(isPartner ? failure(text, 'InputException') : { error: text, field: 'body' });
}
