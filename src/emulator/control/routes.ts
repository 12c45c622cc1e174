import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Secret } from '../../core/secret.js';
import { admitControlCall } from './access.js';
import { readControlBody, readLimit, readUserPart } from './input.js';
import type { Deliverer } from '../webhooks/deliverer.js';
import type { Faults } from './faults.js';
import { openLead } from '../market/leads.js';
import { archiveOrder } from '../user/repairs.js';
import { playUserPart } from '../user/sdk-flow.js';
import type { RequestLog } from '../partner-api/request-log.js';
import type { DeliveryRecord } from '../state/records.js';
import { isoTime, type World } from '../world.js';

/** Services of the control API. */
export interface ControlParts {
  readonly world: World;
  readonly deliverer: Deliverer;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly controlToken: Secret;
  /** Clears all state. Returns the new seed. */
  readonly reset: (seed: string | undefined) => string;
}

/** Serves the control API of design section 6 under `/__emulator`. */
export function registerControlApi(app: FastifyInstance, parts: ControlParts): void {
  app.register(
    async (control) => {
      control.addHook('onRequest', async (request) => admitControlCall(request, parts.controlToken));
      registerFlowCalls(control, parts);
      registerWebhookCalls(control, parts);
      registerWorldCalls(control, parts);
    },
    { prefix: '/__emulator' },
  );
}

function registerFlowCalls(control: FastifyInstance, { world, requests }: ControlParts): void {
  control.post<{ Params: { transactionId: string } }>('/transactions/:transactionId/complete', (request) => {
    const { transactionId } = request.params;
    return playUserPart(world, transactionId, readUserPart(request.body, needsBroker(world, transactionId)));
  });
  control.post<{ Params: { iscid: string } }>('/investments/:iscid/archive', (request, reply) => {
    if (archiveOrder(world, request.params.iscid)) return { ok: true };
    return reply.code(404).send({ error: 'iscid: no order of this investment needs a repair' });
  });
  control.post('/leads', () => openLead(world));
  control.get('/requests', (request) =>
    requests
      .list(queryText(request, 'path'))
      .map(({ method, path, status, at }) => ({ method, path, status, at })),
  );
  control.get('/requests/recent', (request) =>
    requests.list(queryText(request, 'path'), readLimit(queryText(request, 'limit'))),
  );
  control.get<{ Params: { id: string } }>('/requests/:id', (request, reply) => {
    const found = requests.find(Number(request.params.id));
    return found ?? reply.code(404).send({ error: 'id: no such call, or it is no longer kept' });
  });
}

/**
 * Whether the user of a transaction chooses a broker; false for an unknown one, which is refused later as
 * unknown.
 */
export function needsBroker(world: World, transactionId: string): boolean {
  const record = world.store.transactions.get(transactionId);
  return record !== undefined && record.intent !== 'MF_HOLDINGS_IMPORT';
}

function registerWebhookCalls(control: FastifyInstance, { world, deliverer }: ControlParts): void {
  control.get('/deliveries', (request) => {
    const limit = readLimit(queryText(request, 'limit'));
    const all = world.store.deliveries.values();
    return (limit === undefined ? all : all.slice(-limit)).map(deliveryView);
  });
  control.post<{ Params: { id: string } }>('/deliveries/:id/redeliver', async (request, reply) => {
    const record = await deliverer.redeliver(request.params.id);
    return record === null ? reply.code(404).send({ error: 'id: no such delivery' }) : deliveryView(record);
  });
  control.post('/webhooks', (request) => {
    world.store.webhooks = readControlBody('webhooks', request.body);
    world.store.onChange();
    return { ok: true, ...world.store.webhooks };
  });
  control.post('/mutual-funds', (request) => {
    const { shape } = readControlBody('mutualFunds', request.body);
    world.store.fundShape = shape;
    world.store.onChange();
    return { ok: true, shape };
  });
  control.post('/pending-actions', (request) => {
    const id = world.notifier.pendingAction(readControlBody('pendingAction', request.body));
    return { ok: true, deliveryId: id };
  });
}

function registerWorldCalls(
  control: FastifyInstance,
  { world, faults, deliverer, reset }: ControlParts,
): void {
  control.post('/faults', (request) => {
    faults.set(readControlBody('faults', request.body).rules);
    return { ok: true, rules: faults.list() };
  });
  control.post('/clock', async (request) => {
    await world.clock.advance(readControlBody('clock', request.body).advanceMs);
    await deliverer.idle();
    return { ok: true, now: isoTime(world.clock.now()) };
  });
  control.post('/market', (request) => {
    const { broker, open } = readControlBody('market', request.body);
    if (open) world.store.closedMarkets.delete(broker.key);
    else world.store.closedMarkets.add(broker.key);
    world.store.onChange();
    return { ok: true, broker: broker.key, open };
  });
  control.get('/state', () => stateView(world, faults));
  control.post('/seed', (request, reply) => {
    const { seed } = readControlBody('seed', request.body);
    if (world.store.continueWith(seed)) return { ok: true, seed };
    return reply.code(409).send({ error: 'seed: was used here before, so its ids would repeat' });
  });
  control.post('/reset', (request) => {
    const { seed } = readControlBody('reset', request.body);
    return { ok: true, seed: reset(seed === undefined ? undefined : String(seed)) };
  });
}

/** What is set to misbehave, and the time and seed of the emulator. */
function stateView({ store, clock }: World, faults: Faults) {
  return {
    now: isoTime(clock.now()),
    clockOffsetMs: Math.round(clock.offsetMs),
    seed: store.seed,
    webhooks: store.webhooks,
    faults: faults.list(),
    closedMarkets: [...store.closedMarkets],
  };
}

/** Formats a delivery for people and tests: the body parsed, times as ISO 8601. */
function deliveryView(record: DeliveryRecord) {
  const { firstAttemptAt, dueAt, createdAt, body, state, ...rest } = record;
  return {
    ...rest,
    state,
    // Of the latest attempt; null when there was no attempt or no answer.
    status: record.attempts.at(-1)?.status ?? null,
    // Of the bytes that every attempt sends.
    sha256: createHash('sha256').update(body).digest('hex'),
    createdAt: isoTime(createdAt),
    nextAttemptAt: state === 'pending' && dueAt !== null ? isoTime(dueAt) : null,
    body: JSON.parse(body) as unknown,
  };
}

function queryText(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
