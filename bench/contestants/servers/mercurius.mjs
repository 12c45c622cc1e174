// Mercurius on Fastify; with `{"jit": true}` its queries are compiled by graphql-jit.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { readingResolvers, SDL, viewerOf } from '../schema.mjs';
import { serve } from './serve.mjs';

const { jit } = JSON.parse(process.argv[2] ?? '{}');

await serve(async (store) => {
  const app = Fastify();
  app.register(mercurius, {
    schema: SDL,
    resolvers: readingResolvers(store),
    context: (request) => ({ viewer: viewerOf(request.headers) }),
    ...(jit ? { jit: 1 } : {}),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: app.server.address().port };
});
