import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageOrigins } from './page-origins.js';

/**
 * Adds CORS headers for an allowed origin (section 3) and answers its preflight. Returns true if it has sent
 * the answer.
 */
export function applyCors(origins: PageOrigins, request: FastifyRequest, reply: FastifyReply): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  reply.header('vary', 'Origin');
  if (!origins.allows(origin)) return false;
  reply.header('access-control-allow-origin', origin);
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
    return false;
  reply.header('access-control-allow-methods', 'GET, POST');
  reply.header(
    'access-control-allow-headers',
    'content-type, x-gateway-secret, x-gateway-authtoken, x-sc-gateway, x-sc-csrf, x-sc-broker',
  );
  reply.code(204).send();
  return true;
}
