import type { FastifyReply, FastifyRequest } from 'fastify';

/** Whether the list contains this origin; `https://*.example.com` matches any subdomain (section 3). */
function isAllowedOrigin(allowed: readonly string[], origin: string): boolean {
  return allowed.some((pattern) => {
    const [scheme, domain] = pattern.split('://*.');
    if (domain === undefined) return pattern === origin;
    const prefix = `${scheme}://`;
    const labels = origin.slice(prefix.length, -(domain.length + 1));
    return (
      origin.startsWith(prefix) &&
      origin.endsWith(`.${domain}`) &&
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(labels)
    );
  });
}

/**
 * Adds CORS headers for an allowed origin and answers its preflight. Returns true if it has sent the answer.
 */
export function applyCors(allowed: readonly string[], request: FastifyRequest, reply: FastifyReply): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  reply.header('vary', 'Origin');
  if (!isAllowedOrigin(allowed, origin)) return false;
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
