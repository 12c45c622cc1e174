// GraphQL Yoga on Node's HTTP server.
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { readingResolvers, SDL } from '../schema.mjs';
import { listen, serve } from './serve.mjs';

await serve(async (store) => {
  const yoga = createYoga({
    schema: createSchema({ typeDefs: SDL, resolvers: readingResolvers(store) }),
    context: ({ request }) => ({ viewer: request.headers.get('x-viewer') ?? '' }),
    logging: 'error',
  });
  return { port: await listen(createServer(yoga)) };
});
