import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type BuiltFiles, readBuiltFiles, sendFile, sendNotBuilt } from '../built-files.js';
import { needsBroker } from '../control/routes.js';
import { readUserPart } from '../control/input.js';
import { VIRTUAL_BROKERS } from '../market/brokers.js';
import type { PageOrigins } from '../page-origins.js';
import { queryValues } from '../partner-api/query-values.js';
import { badField, PartnerRefusal, refusal, success } from '../partner-api/refusal.js';
import { readTransactionDetails } from '../partner-api/transaction-details.js';
import type { TransactionRecord } from '../state/records.js';
import type { Identity } from '../state/tokens.js';
import { archiveOrder, lastOrderOf } from '../user/repairs.js';
import { markErrored, playUserPart } from '../user/sdk-flow.js';
import type { World } from '../world.js';
import { signUp } from './leads.js';
import { SdkSessions } from './sessions.js';

/** Where pages load the browser SDK from: the path of version 2, and the one that version 1 had. */
const SCRIPT_PATHS = ['/scdk/2.0.0/scdk.js', '/scdk/latest/scdk.js'];
const SCRIPT = 'scdk.js';
/** Stands in the built script for the URL under which it is served. */
const SERVED_FROM = '%EMULATOR_URL%';

/**
 * Serves the stand-in for the browser SDK and the calls it makes (section 23), to the allowed origins alone.
 * Calls without a name in section 23 are [assumed].
 */
export async function registerSdkCalls(
  app: FastifyInstance,
  world: World,
  origins: PageOrigins,
): Promise<void> {
  const files = await readBuiltFiles('scdk');
  for (const path of SCRIPT_PATHS) app.get(path, (request, reply) => sendScript(files, request, reply));
  const sessions = new SdkSessions(world);
  await app.register(
    async (calls) => {
      calls.addHook('onRequest', async (request) => admitPage(world, origins, request));
      registerSessionCalls(calls, { world, origins, sessions });
      registerTransactionCalls(calls, world, sessions);
      registerUserCalls(calls, world, sessions);
    },
    { prefix: '/gateway/:gateway' },
  );
}

function sendScript(files: BuiltFiles, request: FastifyRequest, reply: FastifyReply) {
  const script = files.get(SCRIPT);
  if (script === undefined) return sendNotBuilt(reply);
  // Pages of any origin may load it, as a script or by fetch; what it calls checks the origin.
  reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*');
  const text = script.replaceAll(SERVED_FROM, `http://${request.headers.host ?? ''}`);
  return sendFile(request, reply, SCRIPT, text);
}

function admitPage(world: World, origins: PageOrigins, request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin !== undefined && !origins.allows(origin))
    throw new PartnerRefusal(403, 'this origin is not whitelisted', 'AccessDenied');
  if ((request.params as { gateway?: string }).gateway !== world.gatewayName) throw refusal('gatewayUnknown');
}

interface SessionCalls {
  readonly world: World;
  readonly origins: PageOrigins;
  readonly sessions: SdkSessions;
}

function registerSessionCalls(calls: FastifyInstance, { world, origins, sessions }: SessionCalls): void {
  calls.post('/initSession', (request) => {
    const { sdkToken } = bodyOf(request);
    if (typeof sdkToken !== 'string') throw badField('sdkToken', 'is required');
    const { identity, gatewayToken, csrf } = sessions.open(sdkToken);
    const account = identity.kind === 'connected' ? world.store.accounts.get(identity.authId) : undefined;
    const keys = (isWanted: (broker: (typeof VIRTUAL_BROKERS)[number]) => boolean) =>
      VIRTUAL_BROKERS.filter(isWanted).map(({ key }) => key);
    return success({
      csrf,
      gatewayToken,
      status: identity.kind === 'connected' ? 'connected' : 'guest',
      userData: account === undefined ? {} : { broker: { name: account.broker } },
      displayName: world.gatewayName,
      smallcaseAuthToken: sdkToken,
      allowedBrokers: {
        sst: keys(() => true),
        holdingsImport: keys(({ holdingsImport }) => holdingsImport),
        connect: keys(() => true),
      },
      // Of the stand-in alone.
      standIn: {
        isOriginListed: origins.isListed(request.headers.origin ?? ''),
        brokers: VIRTUAL_BROKERS.map(({ key, name }) => ({ key, name })),
      },
    });
  });
}

function registerTransactionCalls(calls: FastifyInstance, world: World, sessions: SdkSessions): void {
  calls.get('/transaction', (request) => {
    const [transactionId] = queryValues(request, 'transactionId');
    const identity = sessions.authenticate(request);
    return success({ transaction: readTransactionDetails(world, identity, transactionId) });
  });
  calls.post('/transaction/markErrored', (request) => {
    const identity = sessions.authenticate(request);
    const { transactionId, errorCode } = bodyOf(request);
    return success(markErrored(world, recordOf(world, identity, transactionId), Number(errorCode)));
  });
  calls.post('/transaction/complete', (request) => {
    const identity = sessions.authenticate(request);
    const { transactionId } = recordOf(world, identity, bodyOf(request).transactionId);
    return success(
      playUserPart(world, transactionId, readUserPart(request.body, needsBroker(world, transactionId))),
    );
  });
}

function registerUserCalls(calls: FastifyInstance, world: World, sessions: SdkSessions): void {
  calls.post('/signup', (request) => {
    sessions.authenticate(request);
    return success(signUp(world, request.body));
  });
  calls.post('/markArchived', (request) => {
    const identity = sessions.authenticate(request);
    const { iscid } = bodyOf(request);
    const order = typeof iscid === 'string' ? lastOrderOf(world, iscid) : undefined;
    if (identity.kind === 'guest') throw refusal('connectedRequired');
    if (order === undefined || order.authId !== identity.authId || !archiveOrder(world, String(iscid)))
      throw badField('iscid', 'no order of this investment needs a repair');
    return success({ orderBatches: [lastOrderOf(world, String(iscid))?.batches ?? []] });
  });
}

function bodyOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  const { body } = request;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** Throws the refusal of an unknown transaction also for one of another account. */
function recordOf(world: World, identity: Identity, transactionId: unknown): TransactionRecord {
  const id = typeof transactionId === 'string' ? transactionId : undefined;
  readTransactionDetails(world, identity, id);
  const record = world.store.transactions.get(id ?? '');
  if (record === undefined) throw refusal('transactionUnknown');
  return record;
}
