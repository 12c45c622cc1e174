import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { atWallClock } from '../viewer/token-end.js';
import type { Viewer } from '../viewer/viewer.js';
import { type ErrorScope, formatErrors } from '../execution/errors.js';
import type { Engine, PreparedOperation } from '../execution/engine.js';
import { SlotsByHolder } from '../core/slots-by-holder.js';
import { holderOf } from '../viewer/viewer.js';
import { readStreamRequest } from './sse-request.js';
import { createSseWriter, type SseWriter, type SseWriterOptions } from './sse-writer.js';
import { forEachStaggered } from './drain-gradually.js';

export interface GraphqlSseOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** The viewer proven for this request before its handler runs. */
  readonly viewerOf: (request: FastifyRequest) => Viewer | null;
  /** The address that rates and streams are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Most streams of one viewer, or of one address without a token. */
  readonly maxStreams: number;
  /** Time between comments, in milliseconds. Default 15,000. */
  readonly heartbeatMs?: number;
  /** How long a reader over its bound may take nothing, in milliseconds. Default 10,000. */
  readonly stalledMs?: number;
  /** Time over which clients are sent away when draining, in milliseconds. Default 1,000. */
  readonly drainMs?: number;
}

/** The handler of `/graphql/stream`. */
export interface GraphqlSse {
  handle(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Ends every stream without `complete`, so that clients resume elsewhere, and takes no new one. */
  drain(): Promise<void>;
}

/**
 * GraphQL over server-sent events in the distinct-connections format, with the cursor of each event as its `id:` line.
 * `Last-Event-ID` reaches resolvers as `context.lastEventId`.
 */
export function createGraphqlSse(options: GraphqlSseOptions): GraphqlSse {
  const { engine, log, viewerOf, heartbeatMs = 15_000, stalledMs = 10_000 } = options;
  const streams = new Set<SseWriter>();
  const slots = new SlotsByHolder(options.maxStreams);
  let isDraining = false;
  const serve = async (request: FastifyRequest, reply: FastifyReply, address: string) => {
    const viewer = viewerOf(request);
    const over = new AbortController();
    const prepared = await engine.prepare(readStreamRequest(request), {
      viewer,
      requestId: request.id,
      address,
      lastEventId: lastEventId(request),
      signal: over.signal,
    });
    if ('operation' in prepared) refuseMutationByGet(request, reply, prepared);
    reply.headers(engine.runtime.queryRate.headers(holderOf(viewer, address)));
    const writer = openStream(reply, { over, heartbeatMs, stalledMs });
    const cancelTokenEnd = viewer === null ? () => {} : atWallClock(viewer.expiresAt, () => writer.end());
    streams.add(writer);
    const scope: ErrorScope = {
      requestId: request.id,
      log,
      onShown: engine.instrumentation.observer.errorShown,
    };
    try {
      await play(prepared, writer, { engine, scope });
    } finally {
      cancelTokenEnd();
      streams.delete(writer);
    }
  };
  return {
    async handle(request, reply) {
      if (isDraining)
        throw new AppError('SHUTTING_DOWN', 'This instance is draining.', { retryAfterSeconds: 1 });
      const address = options.addressOf(request.raw);
      const release = slots.tryAcquire(holderOf(viewerOf(request), address));
      if (release === null) throw tooManyStreams(slots.most);
      try {
        await serve(request, reply, address);
      } finally {
        release();
      }
    },
    async drain() {
      isDraining = true;
      await forEachStaggered(streams, options.drainMs ?? DRAIN_MS, (writer) => writer.end());
    },
  };
}

function tooManyStreams(most: number): AppError {
  return new AppError('CONNECTION_LIMIT_EXCEEDED', `At most ${most} event streams may be open.`, {
    retryAfterSeconds: 5,
  });
}

/** Time over which streams are ended. */
const DRAIN_MS = 1_000;

/** Longest cursor taken from `Last-Event-ID`, in characters. */
const LAST_EVENT_ID_MAX = 512;

/** What is too long cannot be a cursor of ours; it is cut, so that the resolver refuses it as malformed. */
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

/** Takes the response from Fastify: nothing after this may compress or buffer it. */
function openStream(reply: FastifyReply, options: SseWriterOptions): SseWriter {
  const headers = reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-cache, no-transform')
    .header('x-accel-buffering', 'no')
    .getHeaders();
  reply.hijack();
  reply.raw.writeHead(200, headers as Record<string, string>);
  reply.raw.flushHeaders();
  reply.raw.write(':\n\n');
  return createSseWriter(reply.raw, options);
}

interface Player {
  readonly engine: Engine;
  readonly scope: ErrorScope;
}

async function play(
  prepared: Awaited<ReturnType<Engine['prepare']>>,
  writer: SseWriter,
  player: Player,
): Promise<void> {
  try {
    if ('errors' in prepared) await writeResult(writer, player, null, { errors: prepared.errors });
    else if (prepared.operation.operation === 'subscription')
      await playSubscription(prepared.args, writer, player);
    else await writeResult(writer, player, null, await player.engine.run(prepared.args));
  } catch (error) {
    await writeResult(writer, player, null, { errors: [asGraphqlError(error)] });
  }
  if (writer.ended.aborted) return;
  await writer.event('complete', null, undefined);
  writer.end();
}

async function playSubscription(args: ExecutionArgs, writer: SseWriter, player: Player): Promise<void> {
  const { engine } = player;
  const { observer } = engine.instrumentation;
  const opened = await engine.open(args);
  if (!(Symbol.asyncIterator in opened)) return writeResult(writer, player, null, opened);
  const source = opened[Symbol.asyncIterator]();
  observer.subscriptionStarted('sse');
  try {
    await pump(source, args, writer, player);
  } finally {
    observer.subscriptionEnded('sse');
    await source.return?.();
  }
}

/** One event after the other: the source is asked again only when the reader has room. */
async function pump(
  source: AsyncIterator<unknown>,
  args: ExecutionArgs,
  writer: SseWriter,
  player: Player,
): Promise<void> {
  const stop = () => void source.return?.();
  if (writer.ended.aborted) return;
  writer.ended.addEventListener('abort', stop);
  for (
    let step = await source.next();
    step.done !== true && !writer.ended.aborted;
    step = await source.next()
  ) {
    const push = await player.engine.push(args, step.value, 'sse');
    await writeResult(writer, player, cursorOf(step.value), push.result);
    push.sent();
    player.engine.instrumentation.observer.eventPushed('sse');
    if (writer.ended.aborted) break;
  }
}

/** Source events are the root value of their execution; their cursor is known whether selected or not. */
function cursorOf(event: unknown): string | null {
  const cursor =
    typeof event === 'object' && event !== null ? (event as { cursor?: unknown }).cursor : undefined;
  return typeof cursor === 'string' ? cursor : null;
}

function writeResult(
  writer: SseWriter,
  { scope }: Player,
  id: string | null,
  result: ExecutionResult,
): Promise<void> {
  const { errors, data } = result;
  if (errors === undefined) return writer.event('next', id, { data });
  return writer.event('next', id, {
    errors: formatErrors(errors, scope),
    ...(data === undefined ? {} : { data }),
  });
}

function asGraphqlError(error: unknown): GraphQLError {
  const originalError = error instanceof AppError ? error : new Error('a stream failed', { cause: error });
  return error instanceof GraphQLError ? error : new GraphQLError('', { originalError });
}
