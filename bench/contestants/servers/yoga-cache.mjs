// GraphQL Yoga with its response cache: one answer per viewer and document, until an order of the answer changes.
import { createServer } from 'node:http';
import { createInMemoryCache, useResponseCache } from '@graphql-yoga/plugin-response-cache';
import { createSchema, createYoga } from 'graphql-yoga';
import { readingResolvers, SDL } from '../schema.mjs';
import { listen, serve } from './serve.mjs';

/** More than there are viewers. */
const ANSWERS = 10_000;

await serve(async (store) => {
  const cache = createInMemoryCache({ max: ANSWERS });
  const yoga = createYoga({
    schema: createSchema({ typeDefs: SDL, resolvers: readingResolvers(store) }),
    context: ({ request }) => ({ viewer: request.headers.get('x-viewer') ?? '' }),
    plugins: [useResponseCache({ session: (request) => request.headers.get('x-viewer'), cache })],
    logging: 'error',
  });
  const changed = () => cache.invalidate([{ typename: 'Order' }]);
  return { port: await listen(createServer(yoga)), changed };
});
