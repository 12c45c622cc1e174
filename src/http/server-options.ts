import type { RateLimiter } from '../cache/rate-limits.js';
import type { Config } from '../config/variables.js';
import type { Log } from '../core/log.js';
import type { Clock } from '../core/time/clock.js';
import type { Overload } from '../core/overload.js';
import type { Tracing } from '../core/tracing.js';
import type { RefusedRequest, WebhookOutcome } from '../core/webhook-outcome.js';
import type { GraphqlRuntime } from '../execution/runtime.js';
import type { Authenticator } from '../viewer/authenticator.js';
import type { SessionEnds } from '../viewer/session-ends.js';
import type { UntilEnd } from '../viewer/token-end.js';
import type { ConsoleMount } from './console/console-mount.js';
import type { Metrics } from './metrics.js';
import type { IdleLimits } from './idle-connections.js';
import type { ReadyAnswerSource } from './ready-answers/serve-ready-answers.js';
import type { ServiceMount } from './service/service-mount.js';
import type { Phase } from './shutdown.js';

/**
 * Times of the streaming transports, in milliseconds, and the clock of silent sockets; the transports
 * document the defaults. Tests shorten them.
 */
export interface StreamTimes {
  readonly initTimeoutMs?: number;
  readonly keepAliveMs?: number;
  readonly stalledMs?: number;
  readonly heartbeatMs?: number;
  readonly drainMs?: number;
  readonly clock?: Clock;
}

export interface HttpServerOptions {
  readonly config: Config;
  readonly log: Log;
  readonly authenticator: Authenticator;
  /** When a viewer may no longer use what they keep open. Default: when their token expires. */
  readonly untilEnd?: UntilEnd;
  /** Which sessions end before their tokens expire. Default: none. */
  readonly sessionEnds?: Pick<SessionEnds, 'isEnded'>;
  readonly graphql: GraphqlRuntime;
  /** Receives the unverified bytes of one webhook delivery. If it rejects, the response is 503. */
  readonly receiveWebhook: (rawBody: Buffer) => Promise<WebhookOutcome>;
  /** Called with each refused delivery. Must not throw or take long. */
  readonly onRejectedWebhook?: (refused: RefusedRequest) => void;
  /** Limits deliveries without a valid checksum, by address. */
  readonly badWebhooks: RateLimiter;
  /** The checks of `/health/ready`, by the name that is shown if one fails. */
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
  /** What answers are kept by. Default: none are kept. */
  readonly readyAnswers?: ReadyAnswerSource;
  /** Passed in if other parts count too. Default: new metrics. */
  readonly metrics?: Metrics;
  /** Default: watches the event loop. Closed with the server. */
  readonly overload?: Overload;
  /** Default: no tracing. */
  readonly tracing?: Tracing;
  /** Shutdown phases after the last request, in order. */
  readonly closers?: readonly Phase[];
  readonly times?: StreamTimes;
  /** Most idle connections. Tests lower it. */
  readonly idleConnections?: IdleLimits;
  /** Serves the demo shop, which loads the browser SDK from the emulator at this URL. Default: no shop. */
  readonly shopEmulatorUrl?: string;
  /** Serves the console. Default: no console. */
  readonly console?: ConsoleMount;
  /** Serves the partner's backends. Default: they are not served. */
  readonly service?: ServiceMount;
  /** The folder of the built GraphiQL. Default: next to the built server. */
  readonly graphiqlFolder?: string;
}
