import type { ExecutionResult, ResponseError } from './typed-document.js';

/** Codes of errors in the responses of Dwar; its `schema/README.md` says what each means. */
export type ServerErrorCode =
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'BROKER_ACCOUNT_REQUIRED'
  | 'GATEWAY_UNAVAILABLE'
  | 'GATEWAY_REFUSED'
  | 'GATEWAY_NOT_UNDERSTOOD'
  | 'BAD_REQUEST'
  | 'ORIGIN_NOT_ALLOWED'
  | 'HOST_NOT_ALLOWED'
  | 'PAYLOAD_TOO_LARGE'
  | 'STORAGE_UNAVAILABLE'
  | 'SHUTTING_DOWN'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'CONNECTION_LIMIT_EXCEEDED'
  | 'OVERLOADED'
  | 'AUTHENTICATION_UNAVAILABLE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'PERSISTED_DOCUMENT_REQUIRED'
  | 'EMULATOR_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/**
 * Codes of errors that do not come from Dwar. In this order: there was no response; it took too long; it was
 * not a response of Dwar; the client was set up or called in a wrong way.
 */
export type ClientErrorCode = 'NETWORK_ERROR' | 'TIMEOUT' | 'INVALID_RESPONSE' | 'INVALID_USE';

/** A later version of Dwar may send further codes: keep a `default` in a switch. */
export type ErrorCode = ServerErrorCode | ClientErrorCode | (string & {});

const RETRYABLE: readonly string[] = [
  'NETWORK_ERROR',
  'TIMEOUT',
  'GATEWAY_UNAVAILABLE',
  'EMULATOR_UNAVAILABLE',
  'STORAGE_UNAVAILABLE',
  'SHUTTING_DOWN',
  'RATE_LIMITED',
  'CONNECTION_LIMIT_EXCEEDED',
  'OVERLOADED',
  'AUTHENTICATION_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] satisfies (ServerErrorCode | ClientErrorCode)[];

/** Whether the call that failed with this code may succeed later. */
export function isRetryableCode(code: unknown): boolean {
  return (RETRYABLE as readonly unknown[]).includes(code);
}

interface Details {
  readonly requestId?: string | null | undefined;
  readonly retryAfterMs?: number | null | undefined;
  readonly errors?: readonly ResponseError[];
  readonly data?: unknown;
  readonly cause?: unknown;
}

/** A failed query, mutation or subscription. Expected outcomes of a mutation are data, see `isFailure`. */
export class DwarError extends Error {
  override readonly name = 'DwarError';
  /** Build on it, never on the message. */
  readonly code: ErrorCode;
  /** Names the request in the log of the server; null if the server did not say. */
  readonly requestId: string | null;
  /** The wait that the server requested, in milliseconds; null if none. */
  readonly retryAfterMs: number | null;
  /** All errors of the response; empty if there was none. */
  readonly errors: readonly ResponseError[];
  /** The part of the response that could be given in spite of the errors; null if there is none. */
  readonly data: unknown;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.requestId = details.requestId ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.errors = details.errors ?? [];
    this.data = details.data ?? null;
  }

  /** Whether the same call may succeed later. A mutation is repeated with the same idempotency key only. */
  get isRetryable(): boolean {
    return isRetryableCode(this.code);
  }

  /** Where the code is explained, in the package of the server. */
  get docs(): string {
    return `dwar/schema/README.md, code ${this.code}`;
  }
}

/** The error of a response with at least one error. `given` is what its HTTP headers say. */
export function errorOfResponse(
  { errors = [], data }: ExecutionResult<unknown>,
  given: Pick<Details, 'requestId' | 'retryAfterMs'> = {},
): DwarError {
  const [{ message, extensions = {} } = { message: 'the response holds neither data nor errors' }] = errors;
  const { code, requestId, retryAfterSeconds } = extensions;
  return new DwarError(typeof code === 'string' ? code : 'INVALID_RESPONSE', message, {
    requestId: typeof requestId === 'string' ? requestId : given.requestId,
    retryAfterMs: typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : given.retryAfterMs,
    errors,
    data,
  });
}

/** The error of a wrong call or setting. The message says what to change. */
export function invalidUse(message: string): DwarError {
  return new DwarError('INVALID_USE', message);
}
