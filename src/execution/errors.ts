import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DOCUMENT_MISTAKES } from '../core/client-contract.js';
import { describeError } from '../core/describe-error.js';
import { AppError, type ErrorCode } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { cutText, hidePrivate } from '../core/private-text.js';
import { isTooManyTokens } from './limits.js';
import { argumentAt } from './error-argument.js';

/** The request whose errors are formatted. */
export interface ErrorScope {
  readonly requestId: string;
  readonly log: Log;
  /** Called for each error that a client sees. */
  readonly onShown?: (code: ErrorCode) => void;
}

/** The `extensions` of every error, on every transport. */
export interface ErrorExtensions {
  readonly code: ErrorCode;
  readonly requestId?: string;
  readonly argument?: string;
  readonly retryAfterSeconds?: number;
  readonly [name: string]: unknown;
}

interface ShownError {
  readonly message: string;
  readonly extensions: ErrorExtensions;
}

/**
 * Formats errors for the client. An {@link AppError} and a mistake in the GraphQL request keep their message
 * and get their code. Any other error is unexpected: it is logged here, once, with its cause, and masked as
 * INTERNAL_SERVER_ERROR.
 */
export function formatErrors(errors: readonly GraphQLError[], scope: ErrorScope): GraphQLFormattedError[] {
  return errors.map((error) => formatError(error, scope));
}

/** Formats one error as {@link formatErrors} does. Also accepts errors that are not GraphQL errors. */
export function formatError(error: unknown, scope: ErrorScope): GraphQLFormattedError {
  const located = error instanceof GraphQLError ? error : undefined;
  const { message, extensions } =
    appErrorShown(error, scope) ?? requestErrorShown(located) ?? mask(error, scope);
  scope.onShown?.(extensions.code);
  return {
    message,
    ...(located?.locations === undefined ? {} : { locations: located.locations }),
    ...(located?.path === undefined ? {} : { path: located.path }),
    extensions,
  };
}

/** The body of an HTTP answer that refuses the whole request. */
export function errorBody(
  code: ErrorCode,
  message: string,
  requestId: string,
  extensions: Omit<Partial<ErrorExtensions>, 'code' | 'requestId'> = {},
): { readonly errors: readonly GraphQLFormattedError[] } {
  return { errors: [{ message, extensions: { code, requestId, ...extensions } }] };
}

/** Wraps a refusal as the error of a result, for {@link formatErrors}. */
export function refused(refusal: AppError): GraphQLError {
  return new GraphQLError(refusal.message, { originalError: refusal });
}

/** The {@link AppError} that GraphQL errors were wrapped around; undefined if there is none. */
export function appErrorIn(error: unknown): AppError | undefined {
  let current = error;
  for (let depth = 0; current instanceof GraphQLError && depth < 8; depth++) current = current.originalError;
  return current instanceof AppError ? current : undefined;
}

function appErrorShown(error: unknown, scope: ErrorScope): ShownError | undefined {
  const app = appErrorIn(error);
  if (app === undefined) return undefined;
  const { code, message, argument, retryAfterSeconds, details, cause } = app;
  if (cause !== undefined) {
    scope.log.warn({ requestId: scope.requestId, code, err: describeError(cause) }, 'a request failed');
  }
  return {
    message,
    extensions: {
      code,
      ...(argument === undefined ? {} : { argument }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...details,
    },
  };
}

/** Codes of mistakes that are found before execution, by Apollo or when we read a request. */
const REQUEST_CODES: readonly unknown[] = ['BAD_REQUEST', ...DOCUMENT_MISTAKES];

function requestErrorShown(error: GraphQLError | undefined): ShownError | undefined {
  const code = error === undefined ? undefined : requestCode(error);
  if (error === undefined || code === undefined) return undefined;
  // The parser reports too many tokens as a syntax error, but it is an exceeded limit.
  if (isTooManyTokens(error)) {
    return { message: error.message, extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'tokens' } };
  }
  const argument = (error.extensions.argument as string | undefined) ?? argumentAt(error);
  return {
    message: presentable(error.message),
    extensions: { code, ...(argument === undefined ? {} : { argument }) },
  };
}

/** The code that an error of an execution is shown with. */
export function codeOf(error: GraphQLError): ErrorCode {
  return appErrorIn(error)?.code ?? requestCode(error) ?? 'INTERNAL_SERVER_ERROR';
}

/**
 * An error with a path comes from execution. There, only GraphQL's refusal of an argument is the caller's
 * mistake.
 */
function requestCode(error: GraphQLError): ErrorCode | undefined {
  if (error.path !== undefined) return isArgumentRefusal(error) ? 'BAD_USER_INPUT' : undefined;
  const { code } = error.extensions;
  return REQUEST_CODES.includes(code) ? (code as ErrorCode) : undefined;
}

/** An error thrown by a resolver, or for a value that does not fit its type, has no nodes of its own. */
function isArgumentRefusal(error: GraphQLError): boolean {
  const thrown = error.originalError;
  return thrown instanceof GraphQLError && thrown.nodes !== undefined && /^Argument "/.test(thrown.message);
}

const MESSAGE_MAX = 300;
/**
 * Characters of a message that patterns are matched against. GraphQL's own words before a quote are always
 * shorter.
 */
const MATCHED_MAX = 1_000;

/**
 * GraphQL's message without the values and operation names that it quotes from the caller, and without
 * private data. A quote may have any length, so the message is cut before patterns are matched.
 */
export function presentable(message: string): string {
  const start = cutText(withoutEnumValue(message), MATCHED_MAX);
  const shown = hidePrivate(start)
    .replace(/^(Unknown operation) named [\s\S]*$/, '$1.')
    .replace(/^([^:]{0,100} cannot represent [^:]*):[\s\S]*$/, '$1.')
    .replace(/^(Expected value of type "[^"]*"), found [\s\S]*$/, '$1.')
    .replace(/^(Argument "\w+") has invalid value [\s\S]*$/, '$1 has an invalid value.');
  return shown.length > MESSAGE_MAX ? `${shown.slice(0, MESSAGE_MAX)}…` : shown;
}

const NOT_IN_ENUM = '" does not exist in ';

/**
 * Keeps a quoted enum value that has the form of one, because it may be a typo worth seeing.
 */
function withoutEnumValue(message: string): string {
  if (!message.startsWith('Value "') || /^Value "\w{1,64}"/.test(message.slice(0, 100))) return message;
  const end = message.lastIndexOf(NOT_IN_ENUM);
  return end === -1 ? message : `The value${message.slice(end + 1)}`;
}

function mask(error: unknown, scope: ErrorScope): ShownError {
  const { requestId, log } = scope;
  const thrown = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const path = error instanceof GraphQLError ? error.path?.join('.') : undefined;
  log.error({ requestId, path, err: describeError(thrown) }, 'unexpected error');
  return { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } };
}
