import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { AppError } from '../core/errors.js';
import type { Engine, PreparedOperation, RefusedOperation } from '../execution/engine.js';
import { type ErrorScope, formatErrors } from '../execution/errors.js';
import type { SseWriter } from './sse-writer.js';

/** An open stream and what is needed to fill it. */
export interface SseStream {
  readonly engine: Engine;
  readonly writer: SseWriter;
  readonly scope: ErrorScope;
  /** Called with the events of a subscription when they are followed. */
  readonly onSource: (source: unknown) => void;
}

/**
 * Runs an operation and sends its results, or the errors that refused it, then `complete`. Resolves when the
 * stream has ended; does not reject for a failed operation: its error is sent.
 */
export async function sendResults(
  prepared: PreparedOperation | RefusedOperation,
  stream: SseStream,
): Promise<void> {
  const { writer } = stream;
  try {
    await sendAll(prepared, stream);
  } catch (error) {
    await sendResult(stream, null, { errors: [asGraphqlError(error)] });
  }
  if (writer.ended.aborted) return;
  await writer.event('complete', null, undefined);
  writer.end();
}

async function sendAll(prepared: PreparedOperation | RefusedOperation, stream: SseStream): Promise<void> {
  if ('errors' in prepared) return await sendResult(stream, null, { errors: prepared.errors });
  const { args, operation } = prepared;
  if (operation.operation === 'subscription') return await sendSubscription(args, stream);
  await sendResult(stream, null, await stream.engine.run(args));
}

async function sendSubscription(args: ExecutionArgs, stream: SseStream): Promise<void> {
  const { observer } = stream.engine.instrumentation;
  const opened = await stream.engine.open(args);
  if (!(Symbol.asyncIterator in opened)) return await sendResult(stream, null, opened);
  const source = opened[Symbol.asyncIterator]();
  stream.onSource(source);
  observer.subscriptionStarted('sse');
  try {
    await sendEvents(source, args, stream);
  } finally {
    observer.subscriptionEnded('sse');
    await source.return?.();
  }
}

/** Sends one event after another: the next is read only when the client can be sent more. */
async function sendEvents(
  source: AsyncIterator<unknown>,
  args: ExecutionArgs,
  stream: SseStream,
): Promise<void> {
  const { engine, writer } = stream;
  if (writer.ended.aborted) return;
  writer.ended.addEventListener('abort', () => void source.return?.());
  for (
    let step = await source.next();
    step.done !== true && !writer.ended.aborted;
    step = await source.next()
  ) {
    const push = await engine.push(args, step.value, 'sse');
    await sendResult(stream, cursorOf(step.value), push.result);
    push.sent();
    engine.instrumentation.observer.eventPushed('sse');
    if (writer.ended.aborted) break;
  }
}

/**
 * Source events are the root value of their execution, so their cursor is known even if it is not selected.
 */
function cursorOf(event: unknown): string | null {
  const cursor =
    typeof event === 'object' && event !== null ? (event as { cursor?: unknown }).cursor : undefined;
  return typeof cursor === 'string' ? cursor : null;
}

function sendResult(
  { writer, scope }: SseStream,
  id: string | null,
  { errors, data }: ExecutionResult,
): Promise<void> {
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
