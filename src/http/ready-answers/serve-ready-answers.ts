import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
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
 * that the framework would refuse. Its body is read and its answer looked up: a *hit* is sent. After a *miss*
 * the framework answers it, and what it sends is kept if the engine has marked it as an answer without errors
 * to a query. Everything else goes to the framework untouched.
 */
export class ReadyAnswerServer {
  readonly #answers: ReadyAnswers;
  readonly #reuses = new WeakMap<IncomingMessage, Reuse>();

  constructor(private readonly parts: Parts) {
    this.#answers = new ReadyAnswers(parts.maxBytes);
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
    return { viewer, holder, head, startedAt: performance.now() };
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
    const answer = this.#answers.find(key);
    const holds = answer !== undefined && this.#holds(answer, revision);
    this.parts.metrics.readyAnswers.inc({ outcome: holds ? 'hit' : answer === undefined ? 'miss' : 'stale' });
    if (holds) this.#send(answer, candidate, request, response);
    else this.#keepAnswer(key, revision, request, response);
    return holds;
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
    { headers, body, reuse }: ReadyAnswer,
    { holder, startedAt }: Candidate,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { engine, log, tracing } = this.parts;
    const requestId = requestIdOf(request.headers['x-request-id']);
    const span = tracing.isOn ? startRequestSpan(tracing, request, ROUTE) : null;
    const { queryRate } = engine.runtime;
    queryRate.charge(holder, reuse.points ?? 0);
    const rate = queryRate.headers(holder);
    response.writeHead(200, [
      ...headers,
      'x-request-id',
      requestId,
      'ratelimit',
      rate.ratelimit,
      'ratelimit-policy',
      rate['ratelimit-policy'],
    ]);
    response.end(body);
    const ms = performance.now() - startedAt;
    this.#count(ms / 1000);
    const note = () =>
      log.debug({ requestId, method: 'POST', route: ROUTE, status: 200, ms: Math.round(ms) }, 'request');
    if (span === null) note();
    else {
      // Its line carries the trace.
      tracing.run(span.context, note);
      endRequestSpan(span, 200);
    }
  }

  #count(seconds: number): void {
    const { metrics } = this.parts;
    metrics.httpRequests.inc({ method: 'POST', route: ROUTE, status: '200' });
    metrics.httpSeconds.observe({ route: ROUTE }, seconds);
    metrics.operationRun('query', 'ok', seconds);
  }

  #keepAnswer(key: string, revision: string, request: IncomingMessage, response: ServerResponse): void {
    const reuse = new Reuse();
    this.#reuses.set(request, reuse);
    captureAnswer(response, (answer) => {
      if (reuse.points === null) return;
      const headers = [...answer.headers, 'content-length', String(answer.body.length)];
      this.#answers.keep(key, { headers, body: answer.body, revision, reuse, keptAt: performance.now() });
    });
  }
}
