import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OVERLOADED } from '../../core/overload.js';
import { yieldIfLong } from '../../core/turns.js';
import { createGraphqlHttp } from '../../transports/graphql-http.js';
import { holderOf, type Viewer } from '../../viewer/viewer.js';
import { GraphqlBodies, readJsonBodies } from '../graphql-body.js';
import { CONSOLE_GRAPHQL_PATH } from './console-paths.js';
import type { ConsoleParts } from './console-parts.js';
import { proofIn } from './session-proof.js';
import { setSessionCookie } from './session-routes.js';

/**
 * Registers `POST /console/graphql`: the operator schema, by the same rules as `/graphql`, for requests with
 * a session. The session is proven before a body is read. Resolves with what stops it.
 */
export async function registerConsoleGraphql(
  scope: FastifyInstance,
  parts: ConsoleParts,
): Promise<() => Promise<void>> {
  const { engine, overload, rules, config, log, addressOf } = parts;
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const viewerOf = (request: FastifyRequest) => viewers.get(request) ?? null;
  const http = await createGraphqlHttp({ engine, log, viewerOf, addressOf });
  const bodies = new GraphqlBodies({ maxBytes: config.GRAPHQL_MAX_BYTES, addressOf });
  await scope.register(async (inner) => {
    readJsonBodies(inner, bodies);
    inner.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      rules.refuseCall(request.raw);
      if (overload.isOverloaded()) throw OVERLOADED;
      const proof = proofIn(request.raw, parts);
      const { viewer, isDue } = await parts.access.find(proof);
      if (engine.isBusyFor(holderOf(viewer, addressOf(request.raw)))) throw OVERLOADED;
      const renewed = isDue ? await parts.access.renew(proof.token) : null;
      if (renewed !== null) setSessionCookie(request, reply, renewed, parts.clock.now());
      viewers.set(request, viewer);
      const pause = yieldIfLong();
      if (pause !== undefined) await pause;
    });
    inner.post(CONSOLE_GRAPHQL_PATH, (request, reply) => http.handle(request, reply));
  });
  return () => http.stop();
}
