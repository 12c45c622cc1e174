import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { hidePrivate } from '../core/private-text.js';
import {
  type Attributes,
  noSpan,
  noTracing,
  type Span,
  type TraceContext,
  traced,
  type Tracing,
} from '../core/tracing.js';
import { codeOf } from './errors.js';
import { noObserver, type StreamTransport, type TransportObserver } from './transport-observer.js';

/** Where executed operations are reported: traces and metrics. */
export interface Instrumentation {
  readonly tracing: Tracing;
  readonly observer: TransportObserver;
}

/** Reports nothing. */
export const noInstrumentation: Instrumentation = { tracing: noTracing, observer: noObserver };

/** Runs an operation, or opens a subscription, in a span of its own, and counts it. */
export async function reportOperation<Result extends object>(
  { tracing, observer }: Instrumentation,
  args: ExecutionArgs,
  run: () => Promise<Result>,
): Promise<Result> {
  const operation = getOperationAST(args.document, args.operationName);
  if (!operation) return await run();
  const kind = operation.operation;
  const startedAt = performance.now();
  // The name is chosen by the client, so the span goes by the kind alone.
  const attributes = tracing.isOn ? attributesOf(operation) : {};
  return await traced(tracing, kind, { attributes }, async (span) => {
    const result = await run();
    const failure = (result as ExecutionResult).errors?.[0];
    if (failure !== undefined) span.fail(codeOf(failure));
    observer.operationRun(
      kind,
      failure === undefined ? 'ok' : 'error',
      (performance.now() - startedAt) / 1000,
    );
    return result;
  });
}

/** One event for one subscriber, ready to be sent. */
export interface Push {
  readonly result: ExecutionResult;
  /** To be called when the connection has taken it, or will not. */
  sent(): void;
}

/**
 * Runs a subscription for one event. Its span is part of the trace in which the event became known; an event that was read from the log
 * has no such trace any more, and no span.
 */
export async function reportPush(
  { tracing }: Instrumentation,
  args: ExecutionArgs,
  transport: StreamTransport,
  run: () => Promise<ExecutionResult>,
): Promise<Push> {
  const span = tracing.isOn ? startPush(tracing, args, transport) : noSpan;
  try {
    const result = await tracing.run(span.context, run);
    const failure = result.errors?.[0];
    if (failure !== undefined) span.fail(codeOf(failure));
    return { result, sent: () => span.end() };
  } catch (error) {
    span.end();
    throw error;
  }
}

function startPush(tracing: Tracing, args: ExecutionArgs, transport: StreamTransport): Span {
  const operation = getOperationAST(args.document, args.operationName);
  const parent = traceOf(args.rootValue);
  if (!operation || parent === null) return noSpan;
  const attributes = { ...attributesOf(operation), 'dwar.transport': transport };
  return tracing.start('push', { kind: 'producer', parent, attributes });
}

/** Source events are the root value of their execution, and carry their trace while it is known. */
function traceOf(event: unknown): TraceContext | null {
  return (event as { readonly trace?: TraceContext } | null | undefined)?.trace ?? null;
}

function attributesOf({ operation, name }: OperationDefinitionNode): Attributes {
  const shown = name === undefined ? null : fitName(name.value);
  return {
    'graphql.operation.type': operation,
    ...(shown === null ? {} : { 'graphql.operation.name': shown }),
  };
}

const NAME_MAX = 100;

/** A name is text of the client's: one that may say something of a person is left out (guarantee G8). */
function fitName(name: string): string | null {
  const isFit = name.length <= NAME_MAX && !/\d{5}/.test(name) && hidePrivate(name) === name;
  return isFit ? name : null;
}
