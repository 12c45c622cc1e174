import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readBuiltFiles, sendFile, sendNotBuilt } from '../built-files.js';
import { isLoopbackPeer } from '../control/access.js';
import { readUserPart } from '../control/input.js';
import { needsBroker } from '../control/routes.js';
import { InputProblem } from '../input-problem.js';
import type { PageOrigins } from '../page-origins.js';
import { HEALTH_PATH } from '../server.js';
import { scenarioOf } from '../user/scenarios.js';
import { playUserPart, type UserPart } from '../user/sdk-flow.js';
import type { World } from '../world.js';
import { brokerData, indexData } from './page-data.js';

/** Pages of the allowed origins may frame it, because the browser SDK shows it in the partner's page. */
function contentSecurityPolicy({ sources }: PageOrigins): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${sources}`,
  ].join('; ');
}

/** Serves the pages for people: the index and the broker page of a transaction; also the health check. */
export async function registerBrokerPage(
  app: FastifyInstance,
  world: World,
  origins: PageOrigins,
): Promise<void> {
  const files = await readBuiltFiles('broker-page');
  const policy = contentSecurityPolicy(origins);
  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    const page = files.get('index.html');
    if (page === undefined) return sendNotBuilt(reply);
    reply.header('content-security-policy', policy).header('referrer-policy', 'no-referrer');
    return sendFile(request, reply, 'index.html', page);
  };
  app.get(HEALTH_PATH, () => ({ status: 'ok' }));
  app.get('/', sendPage);
  app.get('/broker', (_request, reply) => reply.redirect('/'));
  app.get('/broker/index.json', (request, reply) =>
    reply.header('cache-control', 'no-store').send(indexData(world, isLoopbackPeer(request))),
  );
  app.get<{ Params: { name: string } }>('/broker/assets/:name', (request, reply) => {
    const { name } = request.params;
    const text = files.get(`assets/${name}`);
    return text === undefined ? reply.callNotFound() : sendFile(request, reply, name, text);
  });
  registerTransactionPage(app, world, sendPage);
}

type SendPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
type OfTransaction = { Params: { transactionId: string } };

function registerTransactionPage(app: FastifyInstance, world: World, sendPage: SendPage): void {
  app.get<OfTransaction>('/broker/:transactionId', (request, reply) => {
    const isKnown = world.store.transactions.get(request.params.transactionId) !== undefined;
    return sendPage(request, isKnown ? reply : reply.code(404));
  });
  app.get<OfTransaction>('/broker/:transactionId/transaction.json', (request, reply) => {
    const record = world.store.transactions.get(request.params.transactionId);
    reply.header('cache-control', 'no-store');
    if (record === undefined) return reply.code(404).send({ error: 'no such transaction' });
    return reply.send(brokerData(world, record));
  });
  app.post<OfTransaction>('/broker/:transactionId/complete', (request) => {
    const { transactionId } = request.params;
    const part = readUserPart(request.body, needsBroker(world, transactionId));
    // A person may correct a typing error; in the control API an unknown token is a failed login.
    if (part.token !== null && scenarioOf(part.token) === null)
      throw new InputProblem('token', 'the broker does not know it; try lep-ok');
    return playUserPart(world, transactionId, withoutAfterMarket(part, request.body), true);
  });
}

/** A page that set up its SDK without `amo` gets no after-market order: the market is closed (section 18). */
function withoutAfterMarket(part: UserPart, body: unknown): UserPart {
  const isOff = (body as { readonly amo?: unknown } | null)?.amo === false;
  const scenario = part.scenario ?? scenarioOf(part.token ?? '');
  return isOff && scenario?.variety === 'amo' ? { ...part, scenario: scenarioOf('lep-closed') } : part;
}
