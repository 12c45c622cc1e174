import type { FastifyServerOptions } from 'fastify';

/**
 * For servers whose routes have no JSON schema, which decode what they read on their own: Fastify then loads
 * neither its validator nor its serialiser, a tenth of a start. It calls these for a route with a schema.
 */
export const noRouteSchemas = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
} satisfies FastifyServerOptions['schemaController'];

function refuse(): never {
  throw new Error('a route has a JSON schema, and no compiler for it is loaded');
}
