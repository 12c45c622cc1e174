// Apollo Server with the Express integration, as its documentation sets it up.
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { readingResolvers, SDL, viewerOf } from '../schema.mjs';
import { listen, serve } from './serve.mjs';

await serve(async (store) => {
  const apollo = new ApolloServer({ typeDefs: SDL, resolvers: readingResolvers(store) });
  await apollo.start();
  const app = express();
  const context = async ({ req }) => ({ viewer: viewerOf(req.headers) });
  app.use('/graphql', express.json(), expressMiddleware(apollo, { context }));
  return { port: await listen(createServer(app)) };
});
