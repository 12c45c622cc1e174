import type { FastifyInstance, FastifyReply } from 'fastify';
import type { StageMode } from './stage.js';

const TRANSACTION = 'TRX_0123456789abcdef0123456789abcdef';
const AT = '2026-11-30T10:15:00.000Z';

const CALLS = [
  ['POST', '/gateway/dwar-dev/transaction', 200],
  ['GET', '/v1/dwar-dev/engine/transactiondetails', 503],
  ['GET', '/v1/dwar-dev/user/orders', null],
].map(([method, path, status], index) => ({
  id: index + 1,
  method,
  path,
  status,
  at: AT,
  durationMs: status === null ? null : 12 + index,
  transactionId: TRANSACTION,
}));

const WEBHOOKS = ['APPLIED', 'ANOMALY', null].map((verdict, index) => ({
  id: `dlv_${index}`,
  kind: 'order.completed',
  transactionId: TRANSACTION,
  mode: index === 0 ? 'normal' : 'tamper',
  ...(index === 0 ? {} : { tampering: 'figures' }),
  state: verdict === null ? 'pending' : 'delivered',
  createdAt: AT,
  nextAttemptAt: verdict === null ? AT : null,
  attempts: [
    {
      at: AT,
      status: verdict === null ? null : 200,
      error: verdict === null ? 'ECONNREFUSED' : null,
      durationMs: 9,
    },
  ],
  body: { transactionId: TRANSACTION, status: 'COMPLETED' },
  delivery: verdict === null ? null : { id: `400${index}`, verdict },
}));

const SCENARIOS = ['connect', 'buy', 'buy-partial', 'holdings', 'reject', 'cancel-amo'];
const LOOKED = { G1: 4, G2: 7, G3: 3, G4: 0, G5: 4, G6: 31 };

/** What each path answers. An empty stage has no calls and webhooks. */
function answersOf(isEmpty: boolean): Readonly<Record<string, object>> {
  return {
    'play/scenarios': {
      viewer: 'alice',
      broker: 'kite',
      scenarios: SCENARIOS.map((name) => ({
        name,
        about: `what ${name} does, in a few words`,
        token: 'lep-ok',
      })),
    },
    'play/invariants': {
      // One is broken, so that this is seen too.
      invariants: Object.entries(LOOKED).map(([guarantee, looked]) => ({
        guarantee,
        looked,
        broken: guarantee === 'G5' ? 1 : 0,
      })),
      stream: { cuts: 12, events: 31 },
    },
    'play/webhooks': isEmpty ? [] : WEBHOOKS,
    'emulator/state': {
      now: AT,
      clockOffsetMs: 3_600_000,
      seed: 'abc',
      webhooks: { mode: isEmpty ? 'normal' : 'tamper', delayMs: 0 },
      faults: [],
      closedMarkets: [],
    },
    'emulator/requests/recent': isEmpty ? [] : CALLS,
    'emulator/requests/1': {
      ...CALLS[0],
      bodies: { query: '', request: '{"intent":"TRANSACTION"}', answer: '{"success":true}' },
    },
  };
}

/** Serves what the screens Play and Emulator read, in the mode of the stage. */
export function servePlay(
  server: FastifyInstance,
  state: { readonly mode: StageMode },
  { isEmpty }: { readonly isEmpty: boolean },
): void {
  for (const [path, answer] of Object.entries(answersOf(isEmpty)))
    server.get(`/console/${path}`, (request, reply) => {
      if (request.headers['dwar-console'] !== '1') return reply.code(403).send({});
      return state.mode === 'ok' ? reply.send(answer) : refuse(state.mode, reply);
    });
}

function refuse(mode: StageMode, reply: FastifyReply): unknown {
  if (mode === 'hang') return new Promise(() => {});
  if (mode === 'signed-out') return reply.code(401).send({ errors: [refusal('UNAUTHENTICATED')] });
  return reply
    .code(502)
    .header('x-request-id', 'req-4711')
    .send({ errors: [refusal('EMULATOR_UNAVAILABLE')] });
}

const refusal = (code: string) => ({ message: 'The emulator gave no answer.', extensions: { code } });
