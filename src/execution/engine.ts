import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { SlotsByHolder } from '../core/slots-by-holder.js';
import type { AnsweredOperation } from '../graphql/reuse.js';
import { produceAnswer } from './answer.js';
import { CompiledOperations } from './compiled-operations.js';
import type { DocumentRequest } from './document-request.js';
import { refused } from './errors.js';
import { explainVariables, refuseIllFormedVariables } from './explain-variables.js';
import {
  type Instrumentation,
  noInstrumentation,
  type Push,
  reportOperation,
  reportPush,
} from './instrumentation.js';
import { pointsOf } from './query-rate.js';
import { DocumentReader } from './read-document.js';
import { type Caller, callContextOf, contextOf, type GraphqlRuntime } from './runtime.js';
import type { StreamTransport } from './transport-observer.js';

/** One operation as a client sends it. The types have been checked. */
export interface OperationRequest extends DocumentRequest {
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** The operation that was selected, and everything needed to execute it. */
export interface PreparedOperation {
  readonly args: ExecutionArgs;
  readonly operation: OperationDefinitionNode;
}

/** The errors of an operation that may not run. */
export interface RefusedOperation {
  readonly errors: readonly GraphQLError[];
}

/**
 * Queries of one holder that run at once; further ones wait. Operations take turns on the event loop, so
 * without this a viewer with a thousand of them would make each turn of another viewer wait for a thousand
 * turns. More at once would not be faster.
 */
const QUERIES_AT_ONCE = 4;

/**
 * Reads and runs operations, for HTTP, SSE and WebSocket alike. A request passes `prepare`; then a query or
 * mutation passes `run`, and a subscription `open` once and `push` for each of its events.
 */
export class Engine {
  readonly documents: DocumentReader;
  readonly #queries = new SlotsByHolder(QUERIES_AT_ONCE);
  readonly #compiled: CompiledOperations;

  constructor(
    readonly runtime: GraphqlRuntime,
    readonly instrumentation: Instrumentation = noInstrumentation,
  ) {
    this.documents = new DocumentReader(runtime);
    this.#compiled = new CompiledOperations(runtime.schema);
  }

  /** Whether this holder has so many queries waiting that a further operation is refused unread. */
  isBusyFor(holder: string): boolean {
    return this.#queries.expectedWaitMs(holder) > this.runtime.queryWaitMs;
  }

  /**
   * Reads the document, selects and admits the operation and creates its context. Returns errors if it may
   * not run.
   */
  async prepare(request: OperationRequest, caller: Caller): Promise<PreparedOperation | RefusedOperation> {
    const read = this.documents.find(request);
    if ('errors' in read) return read;
    const { document } = read;
    const operation = getOperationAST(document, request.operationName);
    if (!operation) return { errors: [unresolvedOperation(request.operationName)] };
    const variables = request.variables ?? {};
    const { viewer, address } = caller;
    const refusal = await this.runtime.admission({ document, operation, variables, viewer, address });
    if (refusal !== null) return { errors: [refused(refusal)] };
    const operationName = operation.name?.value ?? null;
    const context = contextOf(this.runtime, caller);
    return { args: this.argsOf(document, operationName, variables, context), operation };
  }

  /** What {@link Engine.run} takes for an operation of a valid document that was admitted. */
  argsOf(
    document: DocumentNode,
    operationName: string | null,
    variableValues: Readonly<Record<string, unknown>>,
    contextValue: object,
  ): ExecutionArgs {
    const { schema, introspection } = this.runtime;
    return {
      schema,
      document,
      operationName,
      variableValues,
      contextValue,
      hideSuggestions: !introspection,
    };
  }

  /**
   * Runs a query or mutation and charges its holder for the answer. A query of a holder that has no points
   * left is refused: its result is one error without `data`.
   */
  async run(args: ExecutionArgs): Promise<ExecutionResult> {
    if (!isQuery(args)) return await this.#runReported(args);
    return await this.#queries.run(callContextOf(args).holder, () => this.#runQuery(args));
  }

  /**
   * Opens the event stream of a subscription, or returns why it could not. Waits while the holder has no
   * points left.
   */
  async open(args: ExecutionArgs): Promise<AsyncIterable<unknown> | ExecutionResult> {
    const { queryRate } = this.runtime;
    const { holder, signal } = callContextOf(args);
    await queryRate.waitForPoint(holder, signal);
    queryRate.charge(holder, pointsOf(0));
    return await reportOperation(
      this.instrumentation,
      args,
      async () =>
        refuseIllFormedVariables(args) ??
        explainVariables(this.runtime, args, await createSourceEventStream(args)),
    );
  }

  /**
   * Executes a subscription for one of its events. A replayed event waits for a point and is charged; a live
   * one is free.
   */
  async push(args: ExecutionArgs, event: unknown, transport: StreamTransport): Promise<Push> {
    const pushArgs = { ...args, rootValue: event };
    const { holder, signal } = callContextOf(args);
    const isReplayed = (event as { readonly isReplayed?: boolean } | null)?.isReplayed === true;
    if (isReplayed) await this.runtime.queryRate.waitForPoint(holder, signal);
    return await reportPush(this.instrumentation, pushArgs, transport, async () =>
      isReplayed ? await this.#runCharged(pushArgs) : (await this.#produce(pushArgs)).result,
    );
  }

  /** Checks the points when the query holds its slot, because the queries before it may have spent them. */
  async #runQuery(args: ExecutionArgs): Promise<ExecutionResult> {
    const { holder, reuse } = callContextOf(args);
    const refusal = this.runtime.queryRate.refusal(holder);
    if (refusal !== null) return { errors: [refused(refusal)] };
    return await this.#runReported(args, (points) => reuse?.answered(points, answeredOperation(args)));
  }

  #runReported(args: ExecutionArgs, onAnswered?: (points: number) => void): Promise<ExecutionResult> {
    return reportOperation(
      this.instrumentation,
      args,
      async () => refuseIllFormedVariables(args) ?? (await this.#runCharged(args, onAnswered)),
    );
  }

  /**
   * Expects variables that were checked: those of a subscription are, once for all its events. `onAnswered`
   * is called with the points of an answer without errors.
   */
  async #runCharged(
    args: ExecutionArgs,
    onAnswered: (points: number) => void = () => {},
  ): Promise<ExecutionResult> {
    const { result, bytes } = await this.#produce(args);
    const points = pointsOf(bytes);
    this.runtime.queryRate.charge(callContextOf(args).holder, points);
    if (result.errors === undefined) onAnswered(points);
    return result;
  }

  async #produce(args: ExecutionArgs) {
    const reading = this.runtime.beforeReads?.(args);
    if (reading !== undefined) await reading;
    const { result, bytes } = await produceAnswer(args, this.#compiled, this.runtime.answerLimits);
    return { result: explainVariables(this.runtime, args, result), bytes };
  }
}

function answeredOperation({
  document,
  operationName,
  variableValues,
}: ExecutionArgs): AnsweredOperation | null {
  const source = document.loc?.source.body;
  if (source === undefined) return null;
  return { source, operationName: operationName ?? null, variableValues: variableValues ?? {} };
}

function isQuery({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === 'query';
}

function unresolvedOperation(operationName: string | null | undefined): GraphQLError {
  const message =
    operationName == null
      ? 'The document holds several operations; name one in `operationName`.'
      : 'The document holds no operation of that name.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
