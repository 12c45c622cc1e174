import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { INVALID_TOKEN_CHALLENGE } from '../core/client-contract.js';
import { describeError } from '../core/describe-error.js';
import { AppError, type ErrorCode } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { pathOf } from '../core/http/path-of.js';
import { answerRaw } from '../core/http/raw-answer.js';
import { requestIdOf } from '../core/http/request-id.js';
import { errorBody } from '../execution/errors.js';

interface Answer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
}

const BAD_REQUEST: Answer = { status: 400, code: 'BAD_REQUEST', message: 'The request could not be read.' };
const BAD_JSON: Answer = { ...BAD_REQUEST, message: 'Invalid JSON: the body could not be read.' };

/** What Fastify refuses by itself, by its codes. Its own messages may repeat the request. */
const FASTIFY_ERRORS: Readonly<Record<string, Answer>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    message: 'The body is larger than this path accepts.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The body must be application/json.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: BAD_JSON,
  FST_ERR_CTP_EMPTY_JSON_BODY: BAD_JSON,
};

/** Counts a code sent to a client. Must not throw. */
type OnShown = (code: ErrorCode) => void;

/**
 * Answers what was thrown before or in a handler, in the shape of all errors; a defect is logged and masked.
 */
export function createErrorHandler(log: Log, onShown: OnShown) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const tell = (code: ErrorCode) => {
      // A client that has closed its connection receives nothing.
      if (!request.raw.socket.destroyed) onShown(code);
    };
    if (error instanceof AppError) {
      tell(error.code);
      return answerAppError(error, request, reply, log);
    }
    const known = knownAnswer(error);
    tell(known?.code ?? 'INTERNAL_SERVER_ERROR');
    if (known !== null) return send(reply, known.status, errorBody(known.code, known.message, request.id));
    log.error({ requestId: request.id, err: describeError(error) }, 'unexpected error');
    return send(reply, 500, errorBody('INTERNAL_SERVER_ERROR', 'Internal server error', request.id));
  };
}

function knownAnswer(error: unknown): Answer | null {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? FASTIFY_ERRORS[code] : undefined;
  if (known !== undefined) return known;
  const isRefusal = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return isRefusal ? { ...BAD_REQUEST, status: statusCode } : null;
}

function answerAppError(
  error: AppError,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): FastifyReply {
  const { code, message, retryAfterSeconds, details, cause } = error;
  if (code === 'UNAUTHENTICATED') reply.header('www-authenticate', INVALID_TOKEN_CHALLENGE);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (cause !== undefined)
    log.warn({ requestId: request.id, code, err: describeError(cause) }, 'a request failed');
  const extensions = { ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }), ...details };
  return send(reply, error.status, errorBody(code, message, request.id, extensions));
}

function send(reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

/** The methods of each path. Everything else there is 405; every other path is 404. */
export type AllowedMethods = Readonly<Record<string, string>>;

/** Answers what no route took. */
export function createNotFoundHandler(allowed: AllowedMethods, onShown: OnShown) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = pathOf(request.url);
    const methods = Object.hasOwn(allowed, path) ? allowed[path] : undefined;
    if (methods === undefined) {
      onShown('ROUTE_NOT_FOUND');
      return send(reply, 404, errorBody('ROUTE_NOT_FOUND', 'Nothing is served at this path.', request.id));
    }
    onShown('METHOD_NOT_ALLOWED');
    reply.header('allow', methods);
    return send(reply, 405, errorBody('METHOD_NOT_ALLOWED', `This path takes ${methods}.`, request.id));
  };
}

const PARSER_STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers bytes that never became a request: broken HTTP, headers too large, or a head that came too slowly.
 */
export function createBrokenRequestHandler(onShown: OnShown) {
  return (error: { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
      socket.destroy();
      return;
    }
    onShown('BAD_REQUEST');
    const status = PARSER_STATUS[error.code ?? ''] ?? 400;
    answerRaw(socket, status, errorBody('BAD_REQUEST', BAD_REQUEST.message, requestIdOf(undefined)));
  };
}
