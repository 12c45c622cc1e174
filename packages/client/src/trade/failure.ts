import type { FlowTransactionFragment } from '../generated/graphql.js';
import { fieldsOf, type SdkFailure } from './gateway-sdk.js';
import type { SdkErrorKind } from './sdk-errors.js';

/** Why a step of a flow failed. */
export interface FlowFailure {
  /**
   * A `FailureCode` or error code of Dwar, or Gateway's number of an SDK error, known or not; null if there
   * is none, as without a network.
   */
  readonly code: string | number | null;
  /** Explanation for a developer. */
  readonly message: string;
  /** What to do after an error of the SDK; null for a failure of Dwar or of the network. */
  readonly kind: SdkErrorKind | null;
  /** Whether the same step, or a new flow after one that ended, may succeed. */
  readonly isRetryable: boolean;
  /** Seconds to wait before that; null if unknown. */
  readonly retryAfterSeconds: number | null;
}

/** A member of a result union that implements `Failure`. */
export interface FailureMember {
  readonly code: string;
  readonly message: string;
  readonly isRetryable: boolean;
  readonly retryAfterSeconds?: number | null;
}

export function fromMember({ code, message, isRetryable, retryAfterSeconds }: FailureMember): FlowFailure {
  return { code, message, kind: null, isRetryable, retryAfterSeconds: retryAfterSeconds ?? null };
}

/** A failure of the SDK to start. */
export function fromSdk({ code, key, message, kind }: SdkFailure): FlowFailure {
  return { code: code ?? key, message, kind, isRetryable: true, retryAfterSeconds: null };
}

/** The error of a transaction, as Dwar has it. */
export function fromTransaction({ error, status }: FlowTransactionFragment): FlowFailure {
  if (error === null) {
    const needsRepair = status === 'ACTION_REQUIRED';
    const message = needsRepair
      ? 'another order, such as a repair, has to come first'
      : 'it failed without a reason';
    return { code: status, message, kind: 'OTHER', isRetryable: false, retryAfterSeconds: null };
  }
  const { code, key, message, kind, isRetryable } = error;
  const text = message ?? key ?? 'Gateway gave no reason';
  return { code: code ?? key, message: text, kind, isRetryable, retryAfterSeconds: null };
}

/** Codes with which Dwar, or the client before it, has refused a call without doing anything. */
const REFUSED_UNSEEN: readonly unknown[] = [
  'INVALID_USE',
  'BAD_USER_INPUT',
  'BROKER_ACCOUNT_REQUIRED',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'BAD_REQUEST',
  'ORIGIN_NOT_ALLOWED',
  'HOST_NOT_ALLOWED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_LIMIT_EXCEEDED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_DOCUMENT_REQUIRED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
];

/**
 * A call that rejected. It is retryable unless Dwar is known to have refused it: an answer that did not
 * arrive says nothing.
 */
export function fromRejection(reason: unknown): FlowFailure {
  const { code, message, retryAfterMs } = fieldsOf(reason);
  return {
    code: typeof code === 'string' || typeof code === 'number' ? code : null,
    message: typeof message === 'string' ? message : String(reason),
    kind: null,
    isRetryable: !REFUSED_UNSEEN.includes(code),
    retryAfterSeconds: typeof retryAfterMs === 'number' ? retryAfterMs / 1_000 : null,
  };
}
