// Mercurius with its subscriptions; events pass through memory.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { readingResolvers, SDL, viewerOf } from '../schema.mjs';
import { eventOf, topicOf } from './publish.mjs';
import { serve } from './serve.mjs';

await serve(async (store) => {
  const app = Fastify();
  const subscribe = (_root, _args, { pubsub, viewer }) => pubsub.subscribe(topicOf(viewer));
  app.register(mercurius, {
    schema: SDL,
    resolvers: { ...readingResolvers(store), Subscription: { events: { subscribe } } },
    context: (request) => ({ viewer: viewerOf(request.headers) }),
    subscription: { context: (_socket, request) => ({ viewer: viewerOf(request.headers) }) },
    jit: 1,
  });
  app.post('/webhooks/gateway', async (request) => {
    const { viewer, event } = eventOf(request.body);
    app.graphql.pubsub.publish({ topic: topicOf(viewer), payload: { events: event } });
    return { status: 'stored' };
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: app.server.address().port };
});
