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

/** Runs an operation, or opens a subscription, in its own span, and reports its outcome and time. */
export async function reportOperation<Result extends object>(
  { tracing, observer }: Instrumentation,
  args: ExecutionArgs,
  run: () => Promise<Result>,
): Promise<Result> {
  const operation = getOperationAST(args.document, args.operationName);
  if (!operation) return await run();
  const kind = operation.operation;
  const startedAt = performance.now();
  // The span is named by the kind alone, because clients choose the names of operations.
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

/** The result of one event for one subscriber, ready to be sent. */
export interface Push {
  readonly result: ExecutionResult;
  /** Must be called once the connection has accepted the result, or will not be sent it. */
  sent(): void;
}

/**
 * Executes a subscription for one event. Its span belongs to the trace in which the event was received. An
 * event that was read from the log has no such trace, and gets no span.
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

/** Source events are the root value of their execution. One that was just committed carries its trace. */
function traceOf(event: unknown): TraceContext | null {
  return (event as { readonly trace?: TraceContext } | null | undefined)?.trace ?? null;
}

function attributesOf({ operation, name }: OperationDefinitionNode): Attributes {
  const safeName = name === undefined ? null : safeNameOf(name.value);
  return {
    'graphql.operation.type': operation,
    ...(safeName === null ? {} : { 'graphql.operation.name': safeName }),
  };
}

const NAME_MAX = 100;

/** Clients choose the names of operations: one that may contain personal data is left out (guarantee G8). */
function safeNameOf(name: string): string | null {
  const isSafe = name.length <= NAME_MAX && !/\d{5}/.test(name) && hidePrivate(name) === name;
  return isSafe ? name : null;
}
