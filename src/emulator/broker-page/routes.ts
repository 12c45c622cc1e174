import type { FastifyInstance, FastifyReply } from 'fastify';
import { isLoopbackPeer } from '../control/access.js';
import { readUserPart } from '../control/input.js';
import { needsBroker } from '../control/routes.js';
import { InputProblem } from '../input-problem.js';
import { HEALTH_PATH } from '../server.js';
import { scenarioOf } from '../user/scenarios.js';
import { playUserPart } from '../user/sdk-flow.js';
import type { World } from '../world.js';
import { PAGE_CSS, PAGE_JS } from './assets.js';
import { page } from './html.js';
import { brokerBody, indexBody, UNKNOWN_TRANSACTION } from './pages.js';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Serves the pages for people: the index and the broker page of a transaction; also the health check. */
export function registerBrokerPage(app: FastifyInstance, world: World): void {
  app.get(HEALTH_PATH, () => ({ status: 'ok' }));
  app.get('/', (request, reply) =>
    sendPage(reply, page('Gateway emulator', indexBody(world, isLoopbackPeer(request)))),
  );
  app.get('/broker', (_request, reply) => reply.redirect('/'));
  app.get('/broker/assets/page.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(PAGE_CSS),
  );
  app.get('/broker/assets/page.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(PAGE_JS),
  );
  app.get<{ Params: { transactionId: string } }>('/broker/:transactionId', (request, reply) => {
    const record = world.store.transactions.get(request.params.transactionId);
    if (record === undefined)
      return sendPage(reply.code(404), page('Unknown transaction', UNKNOWN_TRANSACTION));
    return sendPage(reply, page('Broker login', brokerBody(world, record), '/broker/assets/page.js'));
  });
  app.post<{ Params: { transactionId: string } }>('/broker/:transactionId/complete', (request) => {
    const { transactionId } = request.params;
    const part = readUserPart(request.body, needsBroker(world, transactionId));
    // A person may correct a typing error; in the control API an unknown token is a failed login.
    if (part.token !== null && scenarioOf(part.token) === null)
      throw new InputProblem('token', 'the broker does not know it; try lep-ok');
    return playUserPart(world, transactionId, part, true);
  });
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(text);
}
