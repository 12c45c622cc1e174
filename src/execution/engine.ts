import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoFragmentCyclesRule,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  UniqueFragmentNamesRule,
  type ValidationRule,
  validate,
} from 'graphql';
import type { Viewer } from '../viewer/viewer.js';
import type { Admission } from './admission.js';
import { produceAnswer } from './answer.js';
import type { AnswerLimits } from '../graphql/answer-budget.js';
import { DocumentCache } from './document-cache.js';
import type { DocumentRequest } from './document-request.js';
import { exceededDocumentLimit, exceededTextLimit } from './document-limits.js';
import { refused } from './errors.js';
import type { OperationLimits } from './limits.js';
import type { PersistedDocuments } from './persisted-documents.js';
import { holderOf } from '../viewer/viewer.js';
import { pointsOf, type QueryRate } from './query-rate.js';
import { SlotsByHolder } from '../core/slots-by-holder.js';
import {
  noInstrumentation,
  type Push,
  type Instrumentation,
  reportOperation,
  reportPush,
} from './instrumentation.js';
import { singleSubscriptionFieldRule } from './subscription-root.js';
import type { StreamTransport } from './transport-observer.js';
import { illFormedVariable, variableErrors } from './variables.js';

/** What the transports run. */
export interface GraphqlRuntime {
  readonly schema: GraphQLSchema;
  /**
   * A fresh, extensible context for one operation, made when it begins. The transports add to it `lastEventId`, the
   * `Last-Event-ID` of an SSE request, which wins over the argument `after` (null everywhere else), `holder`, who is charged for the
   * answer, and `signal`, aborted when the client hangs up.
   */
  createContext(input: { readonly viewer: Viewer | null; readonly requestId: string }): object;
  /** How large an operation may be: `validate` holds to it, and `admission` where variables matter. */
  readonly limits: OperationLimits;
  /** Asked before each operation runs. */
  readonly admission: Admission;
  /** How much one operation may produce. Fields are counted where `schema` has paced lists. */
  readonly answerLimits: AnswerLimits;
  /** Charged for what is produced, and asked before each query. */
  readonly queryRate: QueryRate;
  /** While a further query of a holder would wait longer for its slot, in milliseconds, its operations are refused as OVERLOADED. */
  readonly queryWaitMs: number;
  /** Asked before each document is read. */
  readonly persistedDocuments: PersistedDocuments;
  /** Most lexical tokens in one document. */
  readonly maxTokens: number;
  /** Whether `__schema` and `__type` may be asked for. */
  readonly introspection: boolean;
}

/** Who asks, and under which name the request is logged. */
export interface Caller {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  /** The client's address, as rates are counted by. */
  readonly address: string;
  readonly lastEventId?: string | null;
  /** Aborted when the client hangs up before its answer. */
  readonly signal?: AbortSignal;
}

/** One operation as a client sends it; the types were checked already. */
export interface OperationRequest extends DocumentRequest {
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Everything that `execute` needs, and the operation that was chosen. */
export interface PreparedOperation {
  readonly args: ExecutionArgs;
  readonly operation: OperationDefinitionNode;
}

/** A parsed and valid document, or why it is none, with the code of each error set. */
export type ReadDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** The one way by which HTTP, SSE and WebSocket read and run operations. Made once for a runtime. */
export interface Engine {
  readonly runtime: GraphqlRuntime;
  readonly instrumentation: Instrumentation;
  /** The valid documents that need not be read again. */
  readonly documents: DocumentCache;
  /**
   * What is wrong with a document: the first limit that it exceeds, else the errors by all rules, each with its code; none when it is valid.
   * A document that is known is not looked at again.
   */
  validate(document: DocumentNode): readonly GraphQLError[];
  readDocument(query: string): ReadDocument;
  /** Finds and reads the document, selects and admits the operation and creates its context. Returns errors if it may not run. */
  prepare(
    request: OperationRequest,
    caller: Caller,
  ): Promise<PreparedOperation | { readonly errors: readonly GraphQLError[] }>;
  /** Whether so many queries of this holder wait that a further operation is refused, before anything of it is read. */
  isBusyFor(holder: string): boolean;
  /**
   * Runs a query or mutation and charges its viewer for the answer. A query of a viewer that has no point left is refused: a result of one
   * error without `data`.
   */
  run(args: ExecutionArgs): Promise<ExecutionResult>;
  /** Opens the events of a subscription, or returns why it could not. Waits while the viewer has no point left. */
  open(args: ExecutionArgs): Promise<AsyncIterable<unknown> | ExecutionResult>;
  /** Executes a subscription for one of its events. A replayed event waits for a point and is charged; a live one is free. */
  push(args: ExecutionArgs, event: unknown, transport: StreamTransport): Promise<Push>;
}

/**
 * Queries of one holder that run at once; further ones wait. Operations take turns on the event loop, so without this a viewer with a
 * thousand of them would make each turn of another viewer wait for a thousand of its own. More at once would not be faster.
 */
const QUERIES_AT_ONCE = 4;

/** Makes the {@link Engine} of a runtime. */
export function createEngine(
  runtime: GraphqlRuntime,
  instrumentation: Instrumentation = noInstrumentation,
): Engine {
  const validateDocument = createValidator(runtime);
  const documents = new DocumentCache();
  const readDocument = (query: string) => readKnown(documents, runtime, validateDocument, query);
  const slots = new SlotsByHolder(QUERIES_AT_ONCE);
  return {
    runtime,
    instrumentation,
    documents,
    validate: validateDocument,
    readDocument,
    prepare: (request, caller) => prepare(runtime, readDocument, request, caller),
    isBusyFor: (holder) => slots.expectedWaitMs(holder) > runtime.queryWaitMs,
    run: (args) =>
      isQuery(args)
        ? slots.run(callOf(args).holder, () => runQuery(runtime, instrumentation, args))
        : runWatched(runtime, instrumentation, args),
    open: (args) => open(runtime, instrumentation, args),
    push: (args, event, transport) =>
      push(runtime, instrumentation, { ...args, rootValue: event }, transport),
  };
}

/** What a context says of the call that it was made for; see {@link contextOf}. */
interface Call {
  /** Who is charged. */
  readonly holder: string;
  readonly signal?: AbortSignal;
}

function callOf({ contextValue }: ExecutionArgs): Call {
  return contextValue as Call;
}

function isQuery({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === 'query';
}

/** Asked when its turn has come: what ran before it may have spent the points. */
async function runQuery(
  runtime: GraphqlRuntime,
  instrumentation: Instrumentation,
  args: ExecutionArgs,
): Promise<ExecutionResult> {
  const refusal = runtime.queryRate.refusal(callOf(args).holder);
  if (refusal !== null) return { errors: [refused(refusal)] };
  return await runWatched(runtime, instrumentation, args);
}

function runWatched(
  runtime: GraphqlRuntime,
  instrumentation: Instrumentation,
  args: ExecutionArgs,
): Promise<ExecutionResult> {
  return reportOperation(
    instrumentation,
    args,
    async () => refuseIllFormed(args) ?? (await runCharged(runtime, args)),
  );
}

/** For arguments that were checked: those of a subscription are, once for all its events. */
async function runCharged(runtime: GraphqlRuntime, args: ExecutionArgs): Promise<ExecutionResult> {
  const { result, bytes } = await produceAnswer(args, runtime.answerLimits);
  runtime.queryRate.charge(callOf(args).holder, pointsOf(bytes));
  return explainVariables(runtime, args, result);
}

async function open(
  runtime: GraphqlRuntime,
  instrumentation: Instrumentation,
  args: ExecutionArgs,
): ReturnType<Engine['open']> {
  const { holder, signal } = callOf(args);
  await runtime.queryRate.waitForPoint(holder, signal);
  runtime.queryRate.charge(holder, pointsOf(0));
  return await reportOperation(
    instrumentation,
    args,
    async () => refuseIllFormed(args) ?? explainVariables(runtime, args, await createSourceEventStream(args)),
  );
}

async function push(
  runtime: GraphqlRuntime,
  instrumentation: Instrumentation,
  args: ExecutionArgs,
  transport: StreamTransport,
): Promise<Push> {
  const { holder, signal } = callOf(args);
  const isReplayed = (args.rootValue as { readonly isReplayed?: boolean } | null)?.isReplayed === true;
  if (isReplayed) await runtime.queryRate.waitForPoint(holder, signal);
  return await reportPush(instrumentation, args, transport, async () => {
    if (isReplayed) return await runCharged(runtime, args);
    return explainVariables(runtime, args, (await produceAnswer(args, runtime.answerLimits)).result);
  });
}

/** The context of one operation, the same on every transport. */
export function contextOf(runtime: GraphqlRuntime, caller: Caller): object {
  const { viewer, requestId, address, lastEventId = null, signal } = caller;
  const holder = holderOf(viewer, address);
  const context = Object.assign(runtime.createContext({ viewer, requestId }), { lastEventId, holder });
  return signal === undefined ? context : Object.assign(context, { signal });
}

function readKnown(
  documents: DocumentCache,
  runtime: GraphqlRuntime,
  validateDocument: Engine['validate'],
  query: string,
): ReadDocument {
  const document = documents.get(query);
  if (document !== undefined) return { document };
  const read = readFresh(runtime, validateDocument, query);
  if ('document' in read) documents.keep(query, read.document);
  return read;
}

function readFresh(
  { maxTokens }: GraphqlRuntime,
  validateDocument: Engine['validate'],
  query: string,
): ReadDocument {
  const tooLong = exceededTextLimit(query, maxTokens);
  if (tooLong !== null) return { errors: [refused(tooLong)] };
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
  const errors = validateDocument(document);
  return errors.length === 0 ? { document } : { errors };
}

/** Validation stops after so many errors: a document of nothing but mistakes is not answered at length. */
const VALIDATION_ERRORS_MAX = 5;

/** What must hold before the limits can be counted. Each takes time linear in the document. */
const FRAGMENT_RULES = [UniqueFragmentNamesRule, NoFragmentCyclesRule];

function createValidator({ schema, introspection, limits }: GraphqlRuntime): Engine['validate'] {
  const rules = [
    ...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule),
    singleSubscriptionFieldRule,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
  const options = { maxErrors: VALIDATION_ERRORS_MAX, hideSuggestions: !introspection };
  const violations = (document: DocumentNode, of: readonly ValidationRule[]) =>
    validate(schema, document, of, options).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  // Some rules compare everything with everything: the limits come before them.
  const check = (document: DocumentNode) => {
    const unfit = violations(document, FRAGMENT_RULES);
    if (unfit.length > 0) return unfit;
    const refusal = exceededDocumentLimit(document, limits);
    return refusal === null ? violations(document, rules) : [refused(refusal)];
  };
  const known = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  return (document) => {
    const before = known.get(document);
    if (before !== undefined) return before;
    const errors = check(document);
    known.set(document, errors);
    return errors;
  };
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    originalError: error,
    extensions: { ...extensions, code },
  });
}

async function prepare(
  runtime: GraphqlRuntime,
  readDocument: Engine['readDocument'],
  request: OperationRequest,
  caller: Caller,
): ReturnType<Engine['prepare']> {
  const found = runtime.persistedDocuments.find(request);
  if ('refusal' in found) return { errors: [refused(found.refusal)] };
  const read = readDocument(found.text);
  if ('errors' in read) return read;
  const { document } = read;
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return { errors: [unresolved(request.operationName)] };
  const variables = request.variables ?? {};
  const { viewer, address } = caller;
  const refusal = await runtime.admission({ document, operation, variables, viewer, address });
  if (refusal !== null) return { errors: [refused(refusal)] };
  const args: ExecutionArgs = {
    schema: runtime.schema,
    document,
    operationName: operation.name?.value ?? null,
    variableValues: variables,
    contextValue: contextOf(runtime, caller),
    hideSuggestions: !runtime.introspection,
  };
  return { args, operation };
}

function unresolved(operationName: string | null | undefined): GraphQLError {
  const message =
    operationName == null
      ? 'The document holds several operations; name one in `operationName`.'
      : 'The document holds no operation of that name.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

function refuseIllFormed({ document, operationName, variableValues }: ExecutionArgs): ExecutionResult | null {
  const operation = getOperationAST(document, operationName);
  const refusal = operation ? illFormedVariable(operation, variableValues ?? {}) : null;
  return refusal === null ? null : { errors: [refusal] };
}

/** A result whose errors about variables say which one, and quote no value. Others are left as they are. */
function explainVariables<Result extends object>(
  runtime: GraphqlRuntime,
  args: ExecutionArgs,
  result: Result,
): Result {
  const { errors } = result as ExecutionResult;
  const isAboutVariables = !('data' in result) && errors?.[0] !== undefined && isVariableError(errors[0]);
  const operation = isAboutVariables ? getOperationAST(args.document, args.operationName) : null;
  if (!operation) return result;
  const explained = variableErrors(
    runtime.schema,
    operation,
    args.variableValues ?? {},
    runtime.introspection,
  );
  return explained.length === 0 ? result : { ...result, errors: explained };
}

function isVariableError(error: GraphQLError): boolean {
  return error.path === undefined && error.message.startsWith('Variable "$');
}
