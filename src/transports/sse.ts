import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STREAM_TYPE } from '../core/client-contract.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { SlotsByHolder } from '../core/slots-by-holder.js';
import { type Clock, monotonicMs, systemClock } from '../core/time/clock.js';
import type { Engine, PreparedOperation } from '../execution/engine.js';
import { givenUpTo } from '../graphql/log-reader.js';
import { untilTokenEnds, type UntilEnd } from '../viewer/token-end.js';
import { holderOf, type Viewer } from '../viewer/viewer.js';
import type { ConnectionFacts } from './connection-facts.js';
import { forEachStaggered } from './drain-gradually.js';
import { readStreamRequest } from './sse-request.js';
import { sendResults } from './sse-results.js';
import { createSseWriter, type SseWriter, type SseWriterOptions } from './sse-writer.js';

export interface SseServerOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** The viewer proven for this request before its handler runs. */
  readonly viewerOf: (request: FastifyRequest) => Viewer | null;
  /** The address that rates and streams are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** When a viewer may no longer use their stream. Default: when the token is no longer accepted. */
  readonly untilEnd?: UntilEnd;
  /** Most streams of one viewer, or of one address without a token. */
  readonly maxStreams: number;
  /** Time between comments, in milliseconds. Default 15,000. */
  readonly heartbeatMs?: number;
  /** How long a reader with a full buffer may read nothing, in milliseconds. Default 10,000. */
  readonly stalledMs?: number;
  /** By which the age of a stream is known. Default: the machine's. */
  readonly clock?: Clock;
  /** Time over which streams are ended when draining, in milliseconds. Default 1,000. */
  readonly drainMs?: number;
}

/** What is known of a stream besides its writer. */
interface OpenStream {
  readonly viewerId: string | null;
  /** In milliseconds of the clock's monotonic time. */
  readonly openedAt: number;
  /** The events of its subscription; null before they are followed. */
  source: unknown;
}

const HEARTBEAT_MS = 15_000;
const STALLED_MS = 10_000;
const DRAIN_MS = 1_000;

/** Longest cursor accepted in `Last-Event-ID`, in characters. */
const LAST_EVENT_ID_MAX = 512;

/**
 * The handler of `/graphql/stream`: GraphQL over server-sent events in the distinct-connections format, with
 * the cursor of each event as its `id:` line. `Last-Event-ID` reaches resolvers as `context.lastEventId`.
 */
export class SseServer {
  readonly #options: SseServerOptions;
  readonly #streams = new Map<SseWriter, OpenStream>();
  readonly #slots: SlotsByHolder;
  #isDraining = false;

  constructor(options: SseServerOptions) {
    this.#options = options;
    this.#slots = new SlotsByHolder(options.maxStreams);
  }

  /**
   * Streams the results of one operation. Throws SHUTTING_DOWN while draining, CONNECTION_LIMIT_EXCEEDED if
   * the viewer or address has no stream left, METHOD_NOT_ALLOWED for a mutation by GET, and what
   * `readStreamRequest` throws.
   */
  async handle(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.#isDraining)
      throw new AppError('SHUTTING_DOWN', 'This instance is draining.', { retryAfterSeconds: 1 });
    const address = this.#options.addressOf(request.raw);
    const release = this.#slots.tryAcquire(holderOf(this.#options.viewerOf(request), address));
    if (release === null) throw tooManyStreams(this.#slots.most);
    try {
      await this.#serve(request, reply, address);
    } finally {
      release();
    }
  }

  /** The open streams of one viewer, or all, as they are now. */
  *connections(viewerId: string | null): Generator<ConnectionFacts> {
    const now = monotonicMs(this.#options.clock ?? systemClock);
    for (const [writer, open] of this.#streams)
      if (viewerId === null || open.viewerId === viewerId)
        yield {
          transport: 'sse',
          viewerId: open.viewerId,
          ageMs: now - open.openedAt,
          subscriptions: open.source === null ? [] : [givenUpTo(open.source)],
          unsentBytes: writer.unsentBytes,
        };
  }

  /**
   * Ends every stream without `complete`, so that clients resume at another instance, and accepts no new one.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await forEachStaggered(this.#streams.keys(), this.#options.drainMs ?? DRAIN_MS, (writer) => writer.end());
  }

  async #serve(request: FastifyRequest, reply: FastifyReply, address: string): Promise<void> {
    const { engine, log, heartbeatMs = HEARTBEAT_MS, stalledMs = STALLED_MS } = this.#options;
    const { clock = systemClock, untilEnd = untilTokenEnds } = this.#options;
    const viewer = this.#options.viewerOf(request);
    const requestId = request.id;
    const ended = new AbortController();
    const prepared = await engine.prepare(readStreamRequest(request), {
      viewer,
      requestId,
      address,
      lastEventId: lastEventId(request),
      signal: ended.signal,
    });
    if ('operation' in prepared) refuseMutationByGet(request, reply, prepared);
    reply.headers(engine.runtime.queryRate.headers(holderOf(viewer, address)));
    const writer = openStream(reply, { ended, heartbeatMs, stalledMs });
    const cancelTokenEnd = viewer === null ? () => {} : untilEnd(viewer, () => writer.end());
    const open: OpenStream = { viewerId: viewer?.id ?? null, openedAt: monotonicMs(clock), source: null };
    this.#streams.set(writer, open);
    const onSource = (source: unknown) => {
      open.source = source;
    };
    const scope = { requestId, log, onShown: engine.instrumentation.observer.errorShown };
    try {
      await sendResults(prepared, { engine, writer, scope, onSource });
    } finally {
      cancelTokenEnd();
      this.#streams.delete(writer);
    }
  }
}

function tooManyStreams(most: number): AppError {
  return new AppError('CONNECTION_LIMIT_EXCEEDED', `At most ${most} event streams may be open.`, {
    retryAfterSeconds: 5,
  });
}

/**
 * A header that is too long cannot be one of our cursors. It is cut, so that the resolver refuses it as
 * malformed.
 */
function lastEventId(request: FastifyRequest): string | null {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && header !== '' ? header.slice(0, LAST_EVENT_ID_MAX) : null;
}

function refuseMutationByGet(
  request: FastifyRequest,
  reply: FastifyReply,
  { operation }: PreparedOperation,
): void {
  if (request.method !== 'GET' || operation.operation !== 'mutation') return;
  reply.header('allow', 'POST');
  throw new AppError('METHOD_NOT_ALLOWED', 'Mutations are sent by POST.');
}

/** Takes the response over from Fastify, so that nothing compresses or buffers it. */
function openStream(reply: FastifyReply, options: SseWriterOptions): SseWriter {
  const headers = reply
    .header('content-type', `${STREAM_TYPE}; charset=utf-8`)
    .header('cache-control', 'no-store, no-transform')
    .header('x-accel-buffering', 'no')
    .getHeaders();
  reply.hijack();
  reply.raw.writeHead(200, headers as Record<string, string>);
  reply.raw.flushHeaders();
  reply.raw.write(':\n\n');
  return createSseWriter(reply.raw, options);
}
