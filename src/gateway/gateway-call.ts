import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, monotonicMs } from '../core/time/clock.js';
import { createAgents, type EgressProxies } from '../core/http/egress.js';
import type { Log } from '../core/log.js';
import type { SecretKeys } from '../core/secret.js';
import { type Span, type TraceContext, traceparentOf, type Tracing } from '../core/tracing.js';
import { readEnvelope } from './answer.js';
import { tracedAttempt } from './attempt-span.js';
import { GatewayError } from './gateway-error.js';
import { createGuard } from './guard.js';
import { exchange } from './http-exchange.js';
import type { JsonObject } from '../core/json.js';
import { UpstreamClock } from './upstream-clock.js';
import { HEADER_AUTH_TOKEN, HEADER_SECRET } from './wire.js';

/**
 * One call of the partner API. With a `body` it is a POST and made once; without, a GET and repeatable unless
 * it is to be made `once`.
 */
export interface GatewayCall {
  readonly operation: string;
  readonly path: string;
  /** A parameter with several values is sent once for each of them. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly authToken: string;
  readonly signal?: AbortSignal | undefined;
  readonly once?: boolean;
}

/** What every call shares; times in milliseconds. */
export interface CallerOptions {
  readonly baseUrl: string;
  readonly apiSecret: SecretKeys;
  readonly connectTimeoutMs: number;
  readonly responseTimeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly maxClockOffsetMs: number;
  readonly proxies: EgressProxies;
  readonly log: Log;
  readonly clock: Clock;
  readonly tracing: Tracing;
  readonly observer?: CallObserver;
}

/** What calls tell about themselves, for metrics. Must not throw. */
export interface CallObserver {
  /** An attempt has ended: with `ok`, the kind of its failure, or `refused_here` when it was not made. */
  attempted(operation: string, outcome: string, seconds: number): void;
  /** From now on calls are refused here, or are made again. */
  breakerChanged(isOpen: boolean): void;
}

/** Makes calls; throws GatewayError (anything else is a defect). */
export interface Caller {
  call(call: GatewayCall): Promise<JsonObject>;
  readonly upstreamClock: UpstreamClock;
  close(): void;
}

/** Waits before the first and the second repetition of a read, before jitter. */
const RETRY_AFTER_MS = [100, 300] as const;
/**
 * Idle connections end before the usual 5 s of servers, so that a request rarely meets one that is being
 * closed.
 */
const IDLE_MS = 4_000;

/** Calls over kept connections, with time-outs, retries of reads, and the upstream's clock watched. */
export function createCaller(options: CallerOptions): Caller {
  const { apiSecret, log, clock, tracing } = options;
  const base = new URL(options.baseUrl);
  const kept = { keepAlive: true, timeout: IDLE_MS };
  const agent = createAgents(options.baseUrl, options.proxies, kept, options.connectTimeoutMs);
  const guard = createGuard((isOpen) => options.observer?.breakerChanged(isOpen));
  const upstreamClock = new UpstreamClock({
    clock,
    log,
    maxOffsetMs: options.maxClockOffsetMs,
  });
  let isClosed = false;

  /** One attempt, and nothing but one attempt. */
  async function attempt(call: GatewayCall, span: Span, totalTimeoutMs: number): Promise<JsonObject> {
    if (isClosed)
      throw new GatewayError('unavailable', `${call.operation}: the client is closed`, { sent: false });
    const sentAt = monotonicMs(clock);
    const secret = apiSecret.current.reveal();
    const request = requestOf(call, base, secret, span.context);
    const answer = await exchange({ ...options, ...request, agent, totalTimeoutMs });
    const receivedAt = monotonicMs(clock);
    span.set({ 'http.response.status_code': answer.status });
    return readEnvelope(answer, {
      operation: call.operation,
      secrets: [secret, call.authToken],
      now: clock.now(),
      onOwnAnswer: () => upstreamClock.observe(answer.date, sentAt, receivedAt),
    });
  }

  async function call(request: GatewayCall): Promise<JsonObject> {
    const deadline = performance.now() + options.totalTimeoutMs;
    // Read here: a call that waits for a slot resumes in the context of the call before it.
    const parent = tracing.current();
    for (let repetition = 0; ; repetition += 1) {
      const startedAt = performance.now();
      const tell = (outcome: string) =>
        options.observer?.attempted(request.operation, outcome, (performance.now() - startedAt) / 1000);
      try {
        const described = { method: methodOf(request), url: urlOf(request, base), repetition, parent };
        const makeAttempt = () =>
          tracedAttempt(tracing, described, (span) =>
            attempt(request, span, Math.max(1, deadline - performance.now())),
          );
        const answer = await guard.run(
          request.operation,
          makeAttempt,
          () => request.signal?.aborted !== true,
        );
        tell('ok');
        return answer;
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        tell(error.isRefusedHere ? 'refused_here' : error.kind);
        const waitMs = retryWaitMs(request, error, repetition, deadline - performance.now());
        if (waitMs === null) throw error;
        log.debug({ operation: request.operation, kind: error.kind, waitMs }, 'repeating a read of upstream');
        await waitFor(waitMs, request.signal);
      }
    }
  }

  return {
    call,
    upstreamClock,
    close() {
      isClosed = true;
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

/** Waits, or until the caller gives up; the attempt that follows finds that out. */
async function waitFor(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}

function requestOf(call: GatewayCall, base: URL, apiSecret: string, trace: TraceContext | null) {
  const url = urlOf(call, base);
  url.search = searchOf(call).toString();
  const headers = {
    accept: 'application/json',
    'user-agent': 'dwar',
    [HEADER_SECRET]: apiSecret,
    [HEADER_AUTH_TOKEN]: call.authToken,
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(trace === null ? {} : { traceparent: traceparentOf(trace) }),
  };
  const { operation, body, signal } = call;
  return { operation, method: methodOf(call), url, headers, body, signal };
}

function searchOf({ query = {} }: GatewayCall): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) search.append(name, one);
  }
  return search;
}

function methodOf({ body }: GatewayCall): 'GET' | 'POST' {
  return body === undefined ? 'GET' : 'POST';
}

/** Without the query. */
function urlOf({ path }: GatewayCall, base: URL): URL {
  const url = new URL(base);
  url.pathname = base.pathname.replace(/(?<!\/)\/+$/, '') + path;
  return url;
}

/**
 * How long to wait before repeating; null to give up. Only reads are repeated, and only while an answer can
 * still come in time.
 */
function retryWaitMs(
  call: GatewayCall,
  failure: GatewayError,
  repetition: number,
  leftMs: number,
): number | null {
  const base = RETRY_AFTER_MS[repetition];
  if (call.body !== undefined || call.once === true || base === undefined || call.signal?.aborted === true)
    return null;
  if (failure.isRefusedHere) return null;
  const askedMs = failure.retryAfterSeconds === null ? null : failure.retryAfterSeconds * 1000;
  if (failure.kind !== 'unavailable' && !(failure.kind === 'throttled' && askedMs !== null)) return null;
  const waitMs = (askedMs ?? 0) + base * (0.5 + Math.random() / 2);
  return waitMs < leftMs ? waitMs : null;
}
