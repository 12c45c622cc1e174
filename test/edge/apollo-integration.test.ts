import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import {
  type CreateServerForIntegrationTestsOptions,
  defineIntegrationTestSuite,
} from '@apollo/server-integration-testsuite';
import { silentLog } from '../../src/core/log.js';
import { noTracing } from '../../src/core/tracing.js';
import { answerByApollo } from '../../src/transports/apollo-mount.js';
import { createCallers } from '../../src/http/callers.js';
import { createFastifyApp } from '../../src/http/fastify-app.js';
import { createMetrics } from '../../src/http/metrics.js';
import { testConfig } from '../support/test-server.js';

/**
 * Apollo's own suite for those who mount Apollo Server on a web framework, over our HTTP server and our mount. What it skips by
 * itself needs graphql 17.
 */

/** Our server and mount, serving the Apollo Server that the suite passes in. */
async function serve(
  options: ApolloServerOptions<BaseContext>,
  { context = async () => ({}) }: CreateServerForIntegrationTestsOptions = {},
) {
  const server = new ApolloServer(options);
  await server.start();
  const config = testConfig({ GRAPHQL_MAX_BYTES: '1000000' });
  const app = await createFastifyApp({
    config,
    log: silentLog,
    metrics: createMetrics(),
    tracing: noTracing,
    allowedMethods: { '/': 'GET, POST' },
    isClosing: () => false,
    callers: createCallers(config, silentLog),
    openPaths: [],
  });
  // Dwar's server refuses text with 415 before Apollo sees it; here Apollo must see and refuse it.
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.route({
    method: ['GET', 'POST'],
    exposeHeadRoute: false,
    url: '/',
    handler: (request, reply) => answerByApollo({ apollo: server, context }, request, reply),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { server, url, extraCleanup: () => app.close() };
}

defineIntegrationTestSuite(serve);
