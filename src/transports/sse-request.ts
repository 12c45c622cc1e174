import type { FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.js';
import { isRecord } from '../core/json.js';
import { readDocumentRequest, searchOf, searchParameters } from '../execution/document-request.js';
import type { OperationRequest } from '../execution/engine.js';

/**
 * One of these headers must be sent with a request that a browser sends without a preflight. The names are
 * Apollo's.
 */
const PREFLIGHT_HEADERS = ['x-apollo-operation-name', 'apollo-require-preflight'];
const SIMPLE_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/**
 * Reads the operation of a request for a stream. Throws NOT_ACCEPTABLE unless `Accept` contains
 * `text/event-stream`, BAD_REQUEST for a request that a browser could send across sites without a preflight
 * or with parameters of a wrong type.
 */
export function readStreamRequest(request: FastifyRequest): OperationRequest {
  if (request.headers.accept?.toLowerCase().includes('text/event-stream') !== true) {
    throw new AppError('NOT_ACCEPTABLE', 'This path answers with text/event-stream only.');
  }
  refuseSimpleRequest(request);
  return request.method === 'GET' ? check(searchParameters(searchOf(request.url))) : fromBody(request.body);
}

function refuseSimpleRequest({ headers }: FastifyRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const isPreflighted = type !== undefined && type !== '' && !SIMPLE_TYPES.includes(type);
  if (isPreflighted || PREFLIGHT_HEADERS.some((name) => (headers[name] ?? '') !== '')) return;
  throw new AppError(
    'BAD_REQUEST',
    'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). ' +
      `Send a content-type such as application/json, or one of the headers ${PREFLIGHT_HEADERS.join(', ')}.`,
  );
}

function fromBody(body: unknown): OperationRequest {
  if (!isRecord(body)) throw new AppError('BAD_REQUEST', 'The body must be one JSON object.');
  return check(body);
}

function check(parameters: Readonly<Record<string, unknown>>): OperationRequest {
  const { operationName, variables } = parameters;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw new AppError('BAD_REQUEST', '`operationName` must be a string.');
  }
  if (variables !== undefined && variables !== null && !isRecord(variables)) {
    throw new AppError('BAD_REQUEST', '`variables` must be an object.');
  }
  return { ...readDocumentRequest(parameters), operationName, variables };
}
