import type { GraphQLSchema } from 'graphql';
import { forgetBrokerAccount } from '../broker-accounts/unlink-broker-account.js';
import type { RateLimiter } from '../cache/rate-limits.js';
import { createOperatorSchema } from '../console/create-schema.js';
import { CheckUps } from '../console/doctor/check-ups.js';
import { InstanceReader } from '../console/doctor/instance-reader.js';
import { explainTransaction } from '../console/explain/explain.js';
import { OtherLogins } from '../console/login/other-logins.js';
import type { OidcProvider } from '../console/login/oidc-provider.js';
import type { LoginOwner } from '../console/logins.js';
import { OperatorLog } from '../console/operator-log.js';
import { DoctorResolver } from '../console/resolvers/doctor.resolver.js';
import { EmulatorControl } from '../console/play/emulator-control.js';
import { Invariants } from '../console/play/invariants.js';
import { Playground } from '../console/play/playground.js';
import { OperatorLogResolver } from '../console/resolvers/operator-log.resolver.js';
import { OperatorSessionResolver } from '../console/resolvers/operator-session.resolver.js';
import type { OperatorContext } from '../console/operator.js';
import type {
  CountedClose,
  EventLogSource,
  OperatorServices,
  ReadinessCheck,
  UnlinkAccount,
} from '../console/services.js';
import { ConsoleSessions } from '../console/sessions.js';
import { maskId } from '../core/output/mask.js';
import { readVersion } from '../core/built/version.js';
import { withDeadline } from '../core/time/deadline.js';
import { secretsHider } from '../doctor/hide-secrets.js';
import { runCheck } from '../console/doctor/run-check.js';
import { Engine } from '../execution/engine.js';
import { createPersistedDocuments } from '../execution/persisted-documents.js';
import { paceLists } from '../graphql/paced-lists.js';
import { traceRootFields } from '../graphql/trace-fields.js';
import type { ConsoleMount } from '../http/console/console-mount.js';
import { CursorCodec, readCursor } from '../events/cursor.js';
import type { Metrics } from '../http/metrics.js';
import { CLOSE_CATALOGUE, PLAIN_CLOSES } from '../transports/close-codes.js';
import type { ConnectionFacts } from '../transports/connection-facts.js';
import { OIDC_CALLBACK_PATH } from '../http/console/console-paths.js';
import { mountConsole } from '../http/console/console-site.js';
import { importStateOf } from '../mutual-funds/mutual-fund-import.view.js';
import { WEBHOOK_PATH } from '../http/webhook-route.js';
import { READS_AT_MOST } from '../transactions/read-plan.js';
import type { Viewer } from '../viewer/viewer.js';
import type { DeliveryNotices } from '../webhooks/delivery-notices.js';
import type { RejectedDeliveries } from '../webhooks/rejected-deliveries.js';
import type { Replayer } from '../webhooks/replayer.js';
import type { Foundation } from './foundation.js';
import type { Playing } from './playing.js';
import { createLimits, type OperationRates } from './runtime.js';
import { viewerDataOf } from './viewer-data.js';

const CHECK_TIMEOUT_MS = 2_000;

/** The rates of the console: those of any mutation, and that of logins. */
export type ConsoleRates = OperationRates & Readonly<Record<'consoleLogins', RateLimiter>>;

/** The console of one app. */
export interface OperatorConsole extends ConsoleMount {
  readonly schema: GraphQLSchema;
  /** Creates a code that logs in once, as long as this process runs. */
  createLogin(owner: LoginOwner): string;
  /** Ends its subscriptions and stops a replay. */
  close(): Promise<void>;
}

/** What the console gets from the gateway. */
export interface ConsoleHost {
  readonly foundation: Foundation;
  readonly deliveries: DeliveryNotices;
  readonly replayer: Replayer;
  readonly rejected: RejectedDeliveries;
  /** The WebSockets and event streams of one viewer, or of all, as they are now. */
  readonly openConnections: (viewerId: string | null) => Iterable<ConnectionFacts>;
}

interface ConsoleChoices {
  readonly isDevelopment: boolean;
  readonly folder?: string | undefined;
  /** The emulator that it steers. Default: none. */
  readonly playing?: Playing | undefined;
}

/** Puts the console together: its sessions, the operator schema with its engine, and what serves them. */
export async function createConsole(
  host: ConsoleHost,
  rates: ConsoleRates,
  { isDevelopment, folder, playing }: ConsoleChoices,
): Promise<OperatorConsole> {
  const { foundation } = host;
  const { config, log, clock, metrics, tracing } = foundation;
  const operatorLog = new OperatorLog(foundation);
  const access = new ConsoleSessions({ ...foundation, operatorLog, isDevelopment });
  const instance = new InstanceReader(foundation);
  const settings = () => foundation.live.current.settings;
  const { schema, close } = await createOperatorSchema(servicesOf(host, operatorLog), [
    [OperatorSessionResolver, new OperatorSessionResolver()],
    [OperatorLogResolver, new OperatorLogResolver(operatorLog)],
    [DoctorResolver, new DoctorResolver(checkUpsOf(foundation), instance, settings)],
  ]);
  traceRootFields(schema, tracing);
  paceLists(schema);
  const runtime = {
    ...createLimits(foundation, schema, rates),
    schema,
    createContext: ({ viewer, requestId }: ContextInput): OperatorContext => ({
      operator: access.operatorOf(viewer),
      requestId,
    }),
    // Its documents come with its pages.
    persistedDocuments: createPersistedDocuments({
      mode: 'off',
      manifest: new Map(),
      maxTokens: config.GRAPHQL_MAX_TOKENS,
      log,
      count: () => {},
    }),
  };
  const engine = new Engine(runtime, { tracing, observer: metrics });
  const provider = await createOidcProvider(foundation);
  const otherLogins = new OtherLogins({ ...foundation, sessions: access, provider });
  const play = playing === undefined ? null : createPlayground(foundation, playing, { operatorLog, access });
  const parts = {
    ...{ config, log, clock, access, otherLogins, play, engine, folder },
    logins: rates.consoleLogins,
  };
  return {
    schema,
    async close() {
      instance.close();
      await close();
    },
    createLogin: (owner) => access.createOwnLogin(owner),
    mount: (app, server) => mountConsole(app, { ...parts, ...server }),
  };
}

/** Null where no identity provider is configured: its code is loaded only then. */
async function createOidcProvider({ config, live, clock }: Foundation): Promise<OidcProvider | null> {
  if (config.CONSOLE_OIDC_ISSUER === undefined) return null;
  const { OidcProvider: Provider } = await import('../console/login/oidc-provider.js');
  return new Provider({
    config,
    clientSecret: () => live.current.CONSOLE_OIDC_CLIENT_SECRET,
    callbackPath: OIDC_CALLBACK_PATH,
    now: () => clock.now(),
  });
}

/** What steers the emulator, as sessions of the console may. */
function createPlayground(
  { ledger, clock, moment, log }: Foundation,
  { player, ...emulator }: Playing,
  { operatorLog, access }: { readonly operatorLog: OperatorLog; readonly access: ConsoleSessions },
): Playground {
  const control = new EmulatorControl(emulator);
  const invariants = new Invariants({
    ledger,
    clock,
    control,
    watchStream: () => player.watchStream(),
    upstreamNow: () => moment().upstreamNow,
    plannedReadsMax: Object.values(READS_AT_MOST).reduce<number>((sum, reads) => sum + reads, 0),
  });
  const operatorOf = (viewer: Viewer) => access.operatorOf(viewer);
  return new Playground({ control, player, invariants, ledger, operatorLog, operatorOf, log });
}

type ContextInput = Parameters<Engine['runtime']['createContext']>[0];

/** What the operator schema reads and does. */
function servicesOf(
  { foundation, deliveries, replayer, rejected, openConnections }: ConsoleHost,
  operatorLog: OperatorLog,
): OperatorServices {
  const { ledger, clock, log, gateway, redis, metrics, moment } = foundation;
  return {
    ledger,
    clock,
    log,
    version: readVersion(),
    webhookPath: WEBHOOK_PATH,
    readiness: () => checkReadiness(foundation),
    gateway: {
      isReachable: async () => (await metrics.breakerOpen.get()).values.every(({ value }) => value === 0),
      clockOffsetMs: () => gateway.clockOffsetMs,
    },
    explain: (transactionId, options) =>
      explainTransaction(ledger.db, transactionId, { ...options, moment: moment() }),
    rejected,
    onDelivery: deliveries.on,
    player: replayer,
    eventLogs: eventLogsOf(foundation),
    connections: { open: openConnections, closes: () => closesOf(metrics) },
    record: ({ name }, act) => operatorLog.record(name, act),
    unlink: unlinkWith(operatorLog),
    viewerData: viewerDataOf(foundation, operatorLog),
    importState: (snapshot) => importStateOf(snapshot, clock.now() + gateway.clockOffsetMs),
    hasOtherInstances: redis !== undefined,
  };
}

/** Unlinks as `dwar accounts unlink` does, if the act can be recorded. */
function unlinkWith(operatorLog: OperatorLog): UnlinkAccount {
  return async ({ name }, { authId, viewerId }, reason) => {
    const act = { action: 'UNLINK_ACCOUNT', subject: maskId(authId), reason };
    try {
      await operatorLog.recordWith(name, act, async (unit) => {
        if (!(await forgetBrokerAccount(unit, viewerId, authId))) throw new NotLinked();
      });
      return true;
    } catch (error) {
      if (error instanceof NotLinked) return false;
      throw error;
    }
  };
}

/** The account is not linked to the viewer any more: nothing is recorded. */
class NotLinked extends Error {}

function eventLogsOf({ ledger, bus, config }: Foundation): EventLogSource {
  return {
    epoch: () => ledger.epoch,
    retentionDays: config.EVENT_RETENTION_DAYS,
    cursorOf: (viewerId, seq) => new CursorCodec(ledger.epoch).encode(viewerId, seq),
    readCursor,
    follow: (viewerId, listener) => bus.subscribe(viewerId, ({ head }) => listener(head)),
  };
}

/** What the counter of closed sockets says, with what each code means. */
async function closesOf({ websocketCloses }: Metrics): Promise<CountedClose[]> {
  const { values } = await websocketCloses.get();
  return values.map(({ labels, value: count }) => {
    const code = Number(labels.code);
    const ours = CLOSE_CATALOGUE[code];
    if (ours !== undefined) return { code, count, ...ours };
    const meaning = PLAIN_CLOSES[code];
    if (meaning !== undefined) return { code, count, meaning, reconnects: code === 1006 };
    return {
      code: null,
      count,
      meaning: 'The client closed the socket with another code.',
      reconnects: false,
    };
  });
}

function checkUpsOf({ live, clock, log }: Foundation): CheckUps {
  return new CheckUps({
    clock,
    log,
    async run(check) {
      const config = live.current;
      return (await runCheck(check, config)).map(secretsHider(config));
    },
  });
}

/** What `/health/ready` checks, without why it failed: that is logged there. */
async function checkReadiness({ ledger }: Foundation): Promise<readonly ReadinessCheck[]> {
  const reason = await withDeadline('ledger', CHECK_TIMEOUT_MS, ledger.check()).then(
    () => null,
    () => 'The ledger cannot be written.',
  );
  return [{ name: 'ledger', reason }];
}
