import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { disconnectSignal } from '../../core/http/disconnect-signal.js';
import { requestIdOf } from '../../core/http/request-id.js';
import { endRequestSpan, startRequestSpan } from '../../core/http/request-span.js';
import type { Log } from '../../core/log.js';
import type { Overload } from '../../core/overload.js';
import type { Tracing } from '../../core/tracing.js';
import { yieldIfLong } from '../../core/turns.js';
import type { Engine } from '../../execution/engine.js';
import { Reuse } from '../../graphql/reuse.js';
import type { Revisions } from '../../ledger/ledger.js';
import type { Authenticator } from '../../viewer/authenticator.js';
import { holderOf, type Viewer } from '../../viewer/viewer.js';
import type { Callers } from '../callers.js';
import type { GraphqlBodies } from '../graphql-body.js';
import type { Metrics } from '../metrics.js';
import { captureAnswer } from './capture-answer.js';
import { type ReadyAnswer, ReadyAnswers } from './ready-answers.js';
import { renewAnswer } from './renew-answer.js';
import { headKey, requestKey } from './request-key.js';

/** What answers are kept by. */
export interface ReadyAnswerSource {
  readonly revisions: Revisions;
  /** Names the log: an answer of another epoch is not sent. */
  readonly epoch: () => string;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
  /** Most bytes of answers that are kept. */
  readonly maxBytes: number;
  /** Calls `listener` after a viewer was erased. */
  readonly onErased: (listener: () => void) => void;
}

interface Parts extends ReadyAnswerSource {
  readonly authenticator: Authenticator;
  readonly bodies: GraphqlBodies;
  readonly callers: Callers;
  readonly engine: Engine;
  readonly isClosing: () => boolean;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly overload: Overload;
  readonly tracing: Tracing;
}

/** A request whose answer may have been kept. */
interface Candidate {
  readonly viewer: Viewer;
  /** Who is charged for the answer. */
  readonly holder: string;
  readonly head: string;
  readonly requestId: string;
  readonly startedAt: number;
}

/**
 * Longest times for which an answer is sent again, in milliseconds: one that shows an unfinished transaction
 * is brief, since planned reads are taken up again when a viewer asks for it.
 */
const KEPT_MS = 600_000;
const KEPT_BRIEFLY_MS = 30_000;

const ROUTE = '/graphql';

/**
 * Answers a query of `/graphql` that repeats an earlier one with the bytes of that answer, before the
 * framework sees it, as long as nothing has changed that the viewer can read.
 *
 * A request that is a *candidate* has a viewer whose token was verified before, a plain head, and nothing
 * that the framework would refuse. Its body is read and its answer looked up: a *hit* is sent. One that holds
 * no more is *renewed*: its operation runs again, and is sent with the same headers. After a *miss* the
 * framework answers it, and what it sends is kept if the engine has marked it as an answer without errors to
 * a query. Everything else goes to the framework untouched.
 */
export class ReadyAnswerServer {
  readonly #answers: ReadyAnswers;
  readonly #reuses = new WeakMap<IncomingMessage, Reuse>();

  constructor(private readonly parts: Parts) {
    this.#answers = new ReadyAnswers(parts.maxBytes);
    parts.onErased(() => this.#answers.clear());
    const { metrics } = parts;
    metrics.beforeScrape(async () => metrics.readyAnswerBytes.set(this.#answers.bytes));
  }

  /** Takes the place of the server's listener, and calls it for what is not a hit. */
  mount(server: Server): void {
    const [next, ...others] = server.listeners('request') as RequestListener[];
    if (next === undefined || others.length > 0) throw new Error('expected the listener of the framework');
    server.removeListener('request', next);
    server.on('request', (request, response) => {
      const candidate = this.#candidate(request);
      if (candidate === null) next(request, response);
      else
        this.#serve(candidate, request, response).then((isServed) => {
          if (!isServed) next(request, response);
        });
    });
  }

  /**
   * Where the engine notes whether the answer to this request may be sent again; undefined if it is not kept.
   */
  reuseOf(request: IncomingMessage): Reuse | undefined {
    return this.#reuses.get(request);
  }

  #candidate(request: IncomingMessage): Candidate | null {
    const { authenticator, callers, engine, isClosing, overload } = this.parts;
    const head = headKey(request);
    const { authorization } = request.headers;
    if (head === null || authorization === undefined || isClosing() || overload.isOverloaded()) return null;
    const viewer = authenticator.remembered(authorization);
    if (viewer === undefined || callers.refusalOf(request) !== null) return null;
    const holder = holderOf(viewer, '');
    if (engine.isBusyFor(holder) || !engine.runtime.queryRate.hasPoint(holder)) return null;
    const requestId = requestIdOf(request.headers['x-request-id']);
    return { viewer, holder, head, requestId, startedAt: performance.now() };
  }

  /** Whether the request was answered. Never rejects. */
  async #serve(candidate: Candidate, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    // Read before the answer is looked up, and before another is produced.
    const [revision, body] = await Promise.all([
      this.#revisionOf(candidate.viewer),
      this.#bodyOf(request, response),
    ]);
    // The framework comes upon the same fault, and answers it.
    if (revision === null || body === null) return false;
    const key = requestKey(candidate.viewer.id, candidate.head, body);
    const known = this.#answers.find(key);
    const isHit = known !== undefined && this.#holds(known, revision);
    if (isHit) this.#charge(known, candidate);
    const answer = isHit ? known : await this.#renewed(known, key, revision, candidate, response);
    const missed = known === undefined ? 'miss' : answer === null ? 'stale' : 'renewed';
    this.parts.metrics.readyAnswers.inc({ outcome: isHit ? 'hit' : missed });
    // Its session may have ended meanwhile: then the framework refuses the token.
    if (answer !== null && !this.#isStillAccepted(request)) return false;
    if (answer === null) this.#keepAnswer(key, revision, request, response);
    else this.#send(answer, candidate, request, response);
    return answer !== null;
  }

  #isStillAccepted({ headers: { authorization = '' } }: IncomingMessage): boolean {
    return this.parts.authenticator.remembered(authorization) !== undefined;
  }

  /** What the engine does for an answer that it produces. */
  #charge({ reuse }: ReadyAnswer, { holder, startedAt }: Candidate): void {
    const { engine, metrics } = this.parts;
    engine.runtime.queryRate.charge(holder, reuse.points ?? 0);
    metrics.operationRun('query', 'ok', (performance.now() - startedAt) / 1000);
  }

  /**
   * The answer as it is now; null if the framework is to produce it, as where each operation has a trace or
   * if it has errors now.
   */
  async #renewed(
    old: ReadyAnswer | undefined,
    key: string,
    revision: string,
    { viewer, requestId }: Candidate,
    response: ServerResponse,
  ): Promise<ReadyAnswer | null> {
    const { engine, tracing } = this.parts;
    if (old === undefined || tracing.isOn) return null;
    const reuse = new Reuse();
    const signal = disconnectSignal(response);
    const keptAt = performance.now();
    try {
      const renewed = await renewAnswer(engine, old, { viewer, requestId, address: '', signal, reuse });
      if (renewed === null) return null;
      const answer = { ...renewed, revision, reuse, keptAt };
      if (reuse.points !== null) this.#answers.keep(key, answer);
      return answer;
    } catch {
      // The framework comes upon the same fault, and reports it.
      return null;
    }
  }

  async #revisionOf(viewer: Viewer): Promise<string | null> {
    const { epoch, revisions } = this.parts;
    try {
      return `${epoch()} ${await revisions.of(viewer.id)}`;
    } catch {
      return null;
    }
  }

  async #bodyOf(request: IncomingMessage, response: ServerResponse): Promise<Buffer | null> {
    try {
      const body = await this.parts.bodies.read(request);
      response.once('close', () => body.release());
      return body.bytes;
    } catch {
      return null;
    }
  }

  #holds({ revision, reuse, keptAt }: ReadyAnswer, current: string): boolean {
    const ageMs = performance.now() - keptAt;
    return (
      revision === current &&
      ageMs < (reuse.isBrief ? KEPT_BRIEFLY_MS : KEPT_MS) &&
      reuse.holdsAt(this.parts.upstreamNow())
    );
  }

  #send(
    { headers, body }: ReadyAnswer,
    { holder, requestId, startedAt }: Candidate,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { engine, log, metrics, tracing } = this.parts;
    const span = tracing.isOn ? startRequestSpan(tracing, request, ROUTE) : null;
    const rate = engine.runtime.queryRate.headers(holder);
    response.writeHead(200, [
      ...headers,
      'content-length',
      String(body.length),
      'x-request-id',
      requestId,
      'ratelimit',
      rate.ratelimit,
      'ratelimit-policy',
      rate['ratelimit-policy'],
    ]);
    response.end(body);
    const ms = performance.now() - startedAt;
    metrics.httpRequests.inc({ method: 'POST', route: ROUTE, status: '200' });
    metrics.httpSeconds.observe({ route: ROUTE }, ms / 1000);
    const note = () =>
      log.debug({ requestId, method: 'POST', route: ROUTE, status: 200, ms: Math.round(ms) }, 'request');
    if (span === null) note();
    else {
      // Its line carries the trace.
      tracing.run(span.context, note);
      endRequestSpan(span, 200);
    }
  }

  #keepAnswer(key: string, revision: string, request: IncomingMessage, response: ServerResponse): void {
    const reuse = new Reuse();
    this.#reuses.set(request, reuse);
    captureAnswer(response, (answer) => {
      if (reuse.points === null) return;
      this.#answers.keep(key, { ...answer, revision, reuse, keptAt: performance.now() });
    });
  }
}
