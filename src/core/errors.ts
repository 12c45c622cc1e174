/**
 * Every error code of Dwar's responses. A code is stable and never reused; messages may change.
 * The error catalogue in `schema/README.md` is generated from this table.
 */
export const ERROR_CATALOGUE = {
  UNAUTHENTICATED: {
    status: 401,
    retry: false,
    meaning:
      'No session token was sent, or the token is malformed, badly signed, expired or not for this service.',
  },
  NOT_FOUND: {
    status: 200,
    retry: false,
    meaning:
      'The id names nothing this viewer owns. The response is the same for what belongs to another viewer.',
  },
  BAD_USER_INPUT: {
    status: 200,
    retry: false,
    meaning: 'An argument is outside what is accepted. `extensions.argument` names it.',
  },
  BROKER_ACCOUNT_REQUIRED: {
    status: 200,
    retry: false,
    meaning: 'The call needs a linked broker account and the viewer has none.',
  },
  GATEWAY_UNAVAILABLE: {
    status: 200,
    retry: true,
    meaning: 'smallcase Gateway could not be reached, or asked for a pause.',
  },
  GATEWAY_REFUSED: {
    status: 200,
    retry: false,
    meaning: 'smallcase Gateway refused the request; repeating it unchanged gives the same answer.',
  },
  GATEWAY_NOT_UNDERSTOOD: {
    status: 200,
    retry: false,
    meaning:
      'smallcase Gateway answered, and Dwar cannot read the answer. Repeating the call does not help; ' +
      'the log says what was wrong.',
  },
  FORBIDDEN: {
    status: 200,
    retry: false,
    meaning: 'Console only: the operator does not have the role that the operation needs.',
  },
  METHOD_NOT_ALLOWED: { status: 405, retry: false, meaning: 'The path does not take this HTTP method.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retry: false, meaning: 'The body must be `application/json`.' },
  NOT_ACCEPTABLE: {
    status: 406,
    retry: false,
    meaning: 'The `Accept` header excludes what this path answers with.',
  },
  BAD_REQUEST: { status: 400, retry: false, meaning: 'The HTTP request or its JSON could not be read.' },
  HOST_NOT_ALLOWED: {
    status: 421,
    retry: false,
    meaning: 'Outside production: the URL names a host that is neither loopback nor in `DEV_ALLOWED_HOSTS`.',
  },
  ORIGIN_NOT_ALLOWED: {
    status: 403,
    retry: false,
    meaning:
      'Web pages of this origin may not call; see `CORS_ORIGINS`, outside production also ' +
      '`DEV_ALLOWED_HOSTS`.',
  },
  PAYLOAD_TOO_LARGE: { status: 413, retry: false, meaning: 'The body is larger than this path accepts.' },
  ROUTE_NOT_FOUND: { status: 404, retry: false, meaning: 'Nothing is served at this path.' },
  WEBHOOK_MALFORMED: {
    status: 400,
    retry: false,
    meaning:
      'The delivery is not a JSON object of acceptable depth, or a field needed for its proof is missing ' +
      'or misshapen.',
  },
  WEBHOOK_CHECKSUM_INVALID: {
    status: 401,
    retry: false,
    meaning: 'The delivery carries no checksum, or one that does not match. Nothing was stored.',
  },
  WEBHOOK_LIMITED: {
    status: 429,
    retry: true,
    meaning:
      'Too many distinct bodies for one proof, too many unverified bytes in flight, or a body that arrived ' +
      'too slowly.',
  },
  STORAGE_UNAVAILABLE: {
    status: 503,
    retry: true,
    meaning: 'The change could not be stored; nothing was acknowledged.',
  },
  SHUTTING_DOWN: {
    status: 503,
    retry: true,
    meaning: 'This instance is draining; use another or retry shortly.',
  },
  GRAPHQL_PARSE_FAILED: { status: 400, retry: false, meaning: 'The GraphQL document has a syntax error.' },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    retry: false,
    meaning: 'The GraphQL document does not fit the schema.',
  },
  OPERATION_LIMIT_EXCEEDED: {
    status: 400,
    retry: false,
    meaning: 'The operation is larger than accepted. `extensions.limit` names the limit.',
  },
  RATE_LIMITED: {
    status: 429,
    retry: true,
    meaning:
      'Too many mutations were sent in the last minute, or queries asked for more than ' +
      '`QUERY_COST_PER_SECOND` allows. `extensions.retryAfterSeconds` and `resetAt` say when to try again.',
  },
  CONNECTION_LIMIT_EXCEEDED: {
    status: 429,
    retry: true,
    meaning: 'This viewer has too many event streams open. Close one, or retry later.',
  },
  OVERLOADED: {
    status: 503,
    retry: true,
    meaning: 'This instance is overloaded; nothing was executed. Retry after `Retry-After`.',
  },
  AUTHENTICATION_UNAVAILABLE: {
    status: 503,
    retry: true,
    meaning:
      'The keys that verify session tokens could not be fetched; the token may be valid. ' +
      'Nothing was executed.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    retry: false,
    meaning: 'The document holds no operation of the given name, or several and no name was given.',
  },
  // Status and message of these two are fixed: see PERSISTED_QUERY_MESSAGES.
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    retry: false,
    meaning: 'No document of the manifest has this id. Send the text, or deploy the manifest that has it.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 200,
    retry: false,
    meaning: 'An id was sent where `PERSISTED_DOCUMENTS` is `off`. Send the text.',
  },
  PERSISTED_DOCUMENT_REQUIRED: {
    status: 400,
    retry: false,
    meaning:
      'The text is not in the manifest, and only documents of the manifest run here. Send the id of one.',
  },
  EMULATOR_UNAVAILABLE: {
    status: 502,
    retry: true,
    meaning: 'Console of `dwar dev` only: the emulator gave no answer that could be passed on.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    retry: true,
    meaning: 'A defect on our side. Quote `extensions.requestId`; the log has the details.',
  },
} as const satisfies Record<string, { status: number; retry: boolean; meaning: string }>;

/** A code from the closed list of {@link ERROR_CATALOGUE}. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;

interface AppErrorOptions {
  /** The underlying error; logged, never shown. */
  cause?: unknown;
  /** The argument at fault, as a path such as `input.securities[1].ticker`. */
  argument?: string;
  /** Seconds after which a retry makes sense. */
  retryAfterSeconds?: number;
  /** Further fields for the client, shown in `extensions`. */
  details?: Readonly<Record<string, string>>;
}

/**
 * A caller's mistake, denied access or a failed dependency, with a stable code and a message that is safe to
 * show. Any other error that is thrown is a defect and is masked.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly argument: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.argument = options.argument;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details ?? {};
  }

  /** The HTTP status this code has where it ends a whole request. */
  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }
}

/** The one error for an id the viewer does not own (guarantee G7: foreign and unknown ids look the same). */
export function notFound(what: string): AppError {
  return new AppError('NOT_FOUND', `No such ${what}.`);
}

/** The error for a bad argument, named by its path. */
export function badInput(argument: string, message: string): AppError {
  return new AppError('BAD_USER_INPUT', `${argument}: ${message}`, { argument });
}

/** The error for input that exceeds a limit. */
export function limitError(limit: string, most: number, advice = ''): AppError {
  const message = `This exceeds the limit "${limit}" of ${most}. ${advice}`.trim();
  return new AppError('OPERATION_LIMIT_EXCEEDED', message, { details: { limit } });
}
