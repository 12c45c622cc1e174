// Fastify's hello world.
import Fastify from 'fastify';
import { serve } from './serve.mjs';

await serve(async () => {
  const app = Fastify();
  app.get('/', () => ({ hello: 'world' }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: app.server.address().port };
});
