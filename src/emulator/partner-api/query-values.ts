import type { FastifyRequest } from 'fastify';

/** Returns all values of a repeatable query parameter, also spelled `name[]`. */
export function queryValues(request: FastifyRequest, name: string): string[] {
  const query = request.query as Record<string, string | string[] | undefined>;
  return [query[name] ?? [], query[`${name}[]`] ?? []].flat();
}
