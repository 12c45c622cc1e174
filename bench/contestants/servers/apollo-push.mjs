// Apollo Server with Express and graphql-ws, as its documentation sets subscriptions up; events pass through memory.
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import { makeExecutableSchema } from '@graphql-tools/schema';
import express from 'express';
import { PubSub } from 'graphql-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { readingResolvers, SDL, viewerOf } from '../schema.mjs';
import { eventOf, topicOf } from './publish.mjs';
import { listen, serve } from './serve.mjs';

await serve(async (store) => {
  const pubSub = new PubSub();
  const subscribe = (_root, _args, { viewer }) => pubSub.asyncIterableIterator(topicOf(viewer));
  const schema = makeExecutableSchema({
    typeDefs: SDL,
    resolvers: { ...readingResolvers(store), Subscription: { events: { subscribe } } },
  });
  const app = express();
  const server = createServer(app);
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer({ schema, context: ({ extra }) => ({ viewer: viewerOf(extra.request.headers) }) }, sockets);
  const apollo = new ApolloServer({ schema });
  await apollo.start();
  const context = async ({ req }) => ({ viewer: viewerOf(req.headers) });
  app.use('/graphql', express.json(), expressMiddleware(apollo, { context }));
  app.post('/webhooks/gateway', express.json(), async (request, response) => {
    const { viewer, event } = eventOf(request.body);
    await pubSub.publish(topicOf(viewer), { events: event });
    response.json({ status: 'stored' });
  });
  return { port: await listen(server) };
});
