import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import type { AnswerLimits } from '../graphql/answer-budget.js';
import type { Reuse } from '../graphql/reuse.js';
import { holderOf, type Viewer } from '../viewer/viewer.js';
import type { Admission } from './admission.js';
import type { OperationLimits } from './limits.js';
import type { PersistedDocuments } from './persisted-documents.js';
import type { QueryRate } from './query-rate.js';

/** What the transports execute, and within which limits. */
export interface GraphqlRuntime {
  readonly schema: GraphQLSchema;
  /**
   * Creates a fresh, extensible context when an operation begins; see {@link contextOf} for what is added to
   * it.
   */
  createContext(input: { readonly viewer: Viewer | null; readonly requestId: string }): object;
  /**
   * Called before each execution, and awaited: reads what must be read before anything else. Never rejects.
   */
  beforeReads?(args: ExecutionArgs): Promise<void> | undefined;
  /** How large an operation may be. Validation checks the document, `admission` what depends on variables. */
  readonly limits: OperationLimits;
  /** Decides on each operation before it runs. */
  readonly admission: Admission;
  /** How much one operation may produce. Fields are counted in the paced lists of `schema`. */
  readonly answerLimits: AnswerLimits;
  /** Charges each holder for what it is sent, and refuses queries of one that has no points left. */
  readonly queryRate: QueryRate;
  /**
   * Operations of a holder are refused as OVERLOADED while its next query would wait longer than this, in
   * milliseconds.
   */
  readonly queryWaitMs: number;
  /** Finds the document that each request names. */
  readonly persistedDocuments: PersistedDocuments;
  /** Most lexical tokens in one document. */
  readonly maxTokens: number;
  /** Whether `__schema` and `__type` may be queried. */
  readonly introspection: boolean;
}

/** Who sends an operation, and the id under which the request is logged. */
export interface Caller {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  /** The client's address, as rates are counted by. */
  readonly address: string;
  /** The `Last-Event-ID` of an SSE request. */
  readonly lastEventId?: string | null;
  /** Aborted when the client disconnects before it has its answer. */
  readonly signal?: AbortSignal;
  /** Where it is noted whether the answer may be sent again; absent if it is not kept. */
  readonly reuse?: Reuse | undefined;
}

/** The part of each context that execution itself reads. */
export interface CallContext {
  readonly caller: Caller;
  /** The viewer or address that is charged for the answer. */
  readonly holder: string;
  readonly signal?: AbortSignal;
  readonly reuse?: Reuse;
}

/**
 * The context of one operation, the same on every transport. Adds to that of the runtime: `caller`, `holder`,
 * `signal` and `reuse` if the transport has them, and `lastEventId`, which wins over the argument `after` and
 * is null except on SSE.
 */
export function contextOf(runtime: GraphqlRuntime, caller: Caller): CallContext {
  const { viewer, requestId, address, lastEventId = null, signal, reuse } = caller;
  const holder = holderOf(viewer, address);
  const context = Object.assign(runtime.createContext({ viewer, requestId }), {
    lastEventId,
    holder,
    caller,
  });
  if (signal !== undefined) Object.assign(context, { signal });
  return reuse === undefined ? context : Object.assign(context, { reuse });
}

/** What {@link contextOf} added to the context of an operation. */
export function callContextOf({ contextValue }: ExecutionArgs): CallContext {
  return contextValue as CallContext;
}
