import type { GraphQLSchema } from 'graphql';
import { type RateLimiter, rateLimited } from '../cache/rate-limits.js';
import { OperatorLog } from '../console/operator-log.js';
import { SealedIds } from '../console/sealed-id.js';
import { maskId } from '../core/output/mask.js';
import type { Admission } from '../execution/admission.js';
import { Engine } from '../execution/engine.js';
import { exceededLimit } from '../execution/limits.js';
import { createPersistedDocuments } from '../execution/persisted-documents.js';
import { paceLists } from '../graphql/paced-lists.js';
import { traceRootFields } from '../graphql/trace-fields.js';
import type { ServiceMount } from '../http/service/service-mount.js';
import { mountService } from '../http/service/service-site.js';
import { createServiceSchema } from '../service/create-schema.js';
import type { EndSessions } from '../service/resolvers/sessions.resolver.js';
import { ServiceAccess } from '../service/service-access.js';
import type { ServiceContext } from '../service/service-context.js';
import { ServiceLog } from '../service/service-log.js';
import { addSessionEnd } from '../ledger/sessions/ended-sessions.js';
import { createServiceVerifier, type Service } from '../viewer/service-token.js';
import type { SessionEnds } from '../viewer/session-ends.js';
import type { Foundation } from './foundation.js';
import { createLimits, operationLimits } from './runtime.js';

/** What serves the partner's backends. */
export interface ServiceSite extends ServiceMount {
  readonly schema: GraphQLSchema;
  /** Ends its subscriptions. */
  close(): Promise<void>;
}

/** The rates of backends. */
export type ServiceRates = Readonly<Record<'service', RateLimiter>>;

/** Puts together what backends call: who they are, the schema with its engine, and what serves them. */
export async function createService(
  foundation: Foundation,
  rates: ServiceRates,
  sessionEnds: SessionEnds,
): Promise<ServiceSite> {
  const { config, live, ledger, clock, log, metrics, tracing, moment } = foundation;
  const upstreamNow = () => moment().upstreamNow;
  const events = new ServiceLog({ ledger, clock, upstreamNow, cursors: cursorSeal(ledger.digestKey) });
  const endSessions = endSessionsWith(foundation, sessionEnds);
  const schema = await createServiceSchema({ log: events, ledger, upstreamNow, endSessions });
  traceRootFields(schema, tracing);
  paceLists(schema);
  const access = new ServiceAccess(
    createServiceVerifier({ ...config, SERVICE_JWT_SECRET: live.keys('SERVICE_JWT_SECRET') }),
  );
  const noteUse = ({ name, key, tokenId }: Service, requestId: string) => {
    metrics.serviceCalls.inc({ key });
    log.info({ requestId, service: name, key, tokenId }, 'a backend called');
  };
  const unlimited = { take: async () => null };
  const engine = new Engine(
    {
      ...createLimits(foundation, schema, {
        authTokens: unlimited,
        mutations: unlimited,
        address: unlimited,
      }),
      admission: admitServices(schema, operationLimits(config), rates.service),
      schema,
      createContext({ viewer, requestId }): ServiceContext {
        const service = access.serviceOf(viewer);
        noteUse(service, requestId);
        return { service, requestId };
      },
      // The documents of apps are not those of backends.
      persistedDocuments: createPersistedDocuments({
        mode: 'off',
        manifest: new Map(),
        maxTokens: config.GRAPHQL_MAX_TOKENS,
        log,
        count: () => {},
      }),
    },
    { tracing, observer: metrics },
  );
  return {
    schema,
    close: () => events.close(),
    mount: (app, server) => mountService(app, { config, log, access, engine, ...server }),
  };
}

/** Cursors are sealed as the positions of `dwar listen` are, and are of another kind. */
function cursorSeal(digestKey: string) {
  const ids = new SealedIds(digestKey);
  return {
    seal: (text: string) => ids.seal('service feed', text),
    open: (sealed: string) => ids.open('service feed', sealed),
  };
}

/** Every operation counts, because a backend may read of all viewers. */
function admitServices(
  schema: GraphQLSchema,
  limits: ReturnType<typeof operationLimits>,
  rate: RateLimiter,
): Admission {
  return async ({ document, operation, variables, viewer, address }) => {
    const exceeded = exceededLimit(schema, document, operation, variables, limits);
    if (exceeded !== null) return exceeded;
    const waitMs = await rate.take(viewer?.id ?? address, 1);
    return waitMs === null ? null : rateLimited(waitMs);
  };
}

/** Ends sessions, with an entry in the operator log in the same commit. */
function endSessionsWith(foundation: Foundation, sessionEnds: SessionEnds): EndSessions {
  const operatorLog = new OperatorLog(foundation);
  return async ({ name }, subject, reason) => {
    const act = { action: 'END_SESSIONS', subject: `${subject.kind} ${maskId(subject.subject)}`, reason };
    const endedAt = await sessionEnds.end(subject, (end) =>
      operatorLog.recordWith(`service ${name}`, act, (unit) => addSessionEnd(unit, end, reason)),
    );
    return { endedAt, rememberedUntil: sessionEnds.rememberedUntil(endedAt) };
  };
}
