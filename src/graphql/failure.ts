interface FailureEntry {
  /** The type of the schema that carries this code. */
  readonly typename: string;
  readonly isRetryable: boolean;
  /** Default message of the failure and description of the code. */
  readonly message: string;
}

/** Every code a {@link Failure} can carry. A code is stable and never reused. */
export const FAILURE_CATALOGUE = {
  IDEMPOTENCY_KEY_REUSED: {
    typename: 'IdempotencyKeyReused',
    isRetryable: false,
    message: 'This idempotency key was used before with different input. Use a new key for a new purpose.',
  },
  TRANSACTION_IN_PROGRESS: {
    typename: 'TransactionInProgress',
    isRetryable: true,
    message: 'Another call with this idempotency key is in progress. Retry with the same key.',
  },
  OUTCOME_UNKNOWN: {
    typename: 'OutcomeUnknown',
    isRetryable: true,
    message:
      'Gateway gave no usable answer, so a transaction may or may not exist. It has no effect until it is ' +
      'triggered; retry with the same key to get one.',
  },
  GATEWAY_UNAVAILABLE: {
    typename: 'GatewayUnavailable',
    isRetryable: true,
    message:
      'Gateway could not be reached or is limiting requests. Nothing was created; repeat the call later.',
  },
  GATEWAY_REFUSED: {
    typename: 'GatewayRefused',
    isRetryable: false,
    message: 'Gateway refused the request. Repeating it unchanged gives the same answer.',
  },
  GATEWAY_NOT_UNDERSTOOD: {
    typename: 'GatewayNotUnderstood',
    isRetryable: false,
    message:
      'Gateway answered, and Dwar cannot read the answer. What was known stays as it is; ' +
      'repeating the call does not help.',
  },
  POSSIBLE_DUPLICATE: {
    typename: 'PossibleDuplicate',
    isRetryable: false,
    message:
      'This viewer placed an identical order a moment ago under another key. ' +
      'Set `allowDuplicate` if this one is intended.',
  },
  AUTH_TOKEN_INVALID: {
    typename: 'AuthTokenInvalid',
    isRetryable: false,
    message: 'The token was not signed by Gateway for this partner, or it has expired.',
  },
  BROKER_ACCOUNT_UNPROVEN: {
    typename: 'BrokerAccountUnproven',
    isRetryable: true,
    message:
      'None of your own recent transactions was completed with this broker account. ' +
      'Create a CONNECT transaction, complete it with this account, then link again.',
  },
  BROKER_ACCOUNT_LINKED_ELSEWHERE: {
    typename: 'BrokerAccountLinkedElsewhere',
    isRetryable: false,
    message: 'This broker account is linked to another user of this app.',
  },
  HOLDINGS_NOT_IMPORTED: {
    typename: 'HoldingsNotImported',
    isRetryable: false,
    message:
      'Gateway has no holdings of this broker account yet. ' +
      'Create a HOLDINGS_IMPORT transaction and complete it.',
  },
  TRANSACTION_EXPIRED: {
    typename: 'TransactionExpired',
    isRetryable: false,
    message: 'The transaction has expired or ended. Create a new one.',
  },
  OTP_LIMIT_EXCEEDED: {
    typename: 'OtpLimitExceeded',
    isRetryable: false,
    message: 'No further code is sent for this transaction, or to this viewer for some minutes.',
  },
  OTP_INCORRECT: {
    typename: 'OtpIncorrect',
    isRetryable: false,
    message: 'The code is not the one that was sent. Ask the user for it again.',
  },
  OTP_ATTEMPTS_EXCEEDED: {
    typename: 'OtpAttemptsExceeded',
    isRetryable: false,
    message: 'Too many codes were tried for this transaction. Create a new one.',
  },
  OTP_METHOD_MISMATCH: {
    typename: 'OtpMethodMismatch',
    isRetryable: false,
    message: 'The code was sent by the other method. Pass the phone or e-mail address it was sent to.',
  },
  PAN_CONTACT_MISMATCH: {
    typename: 'PanContactMismatch',
    isRetryable: false,
    message: 'The registrars do not know this PAN together with this phone number or e-mail address.',
  },
  REGISTRAR_REFUSED: {
    typename: 'RegistrarRefused',
    isRetryable: false,
    message: 'The mutual-fund registrars refused the request. Check PAN and contact.',
  },
} as const satisfies Record<string, FailureEntry>;

/** A code of {@link FAILURE_CATALOGUE}. */
export type FailureCode = keyof typeof FAILURE_CATALOGUE;

/** The value behind a type that implements `Failure`. */
export interface Failure {
  readonly __typename: string;
  readonly code: FailureCode;
  readonly message: string;
  readonly isRetryable: boolean;
  readonly retryAfterSeconds: number | null;
}

/**
 * An expected outcome other than success, as services return it. Resolvers turn it into a {@link failure}.
 */
export interface Refusal {
  readonly refused: FailureCode;
  /** Gateway's own words, which replace the text of the catalogue. Default: null. */
  readonly upstreamMessage?: string | null | undefined;
  /** When to retry, if Gateway or the circuit breaker named a time. Default: null. */
  readonly retryAfterSeconds?: number | null | undefined;
}

/** Makes the GraphQL value of a code; everything but the details follows from {@link FAILURE_CATALOGUE}. */
export function failure(code: FailureCode, details: Omit<Refusal, 'refused'> = {}): Failure {
  const { typename, isRetryable, message } = FAILURE_CATALOGUE[code];
  return {
    __typename: typename,
    code,
    message: details.upstreamMessage ?? message,
    isRetryable,
    retryAfterSeconds: details.retryAfterSeconds ?? null,
  };
}
