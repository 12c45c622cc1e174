import type { FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.js';
import { isRecord } from '../core/json.js';
import { readDocumentRequest, searchOf, searchParameters } from '../execution/document-request.js';
import type { OperationRequest } from '../execution/engine.js';
import { acceptsStream } from './accepted-types.js';
import { refuseSimpleRequest } from './simple-request.js';

/**
 * Reads the operation of a request for a stream. Throws NOT_ACCEPTABLE unless `Accept` contains
 * `text/event-stream`, BAD_REQUEST for a request that a browser could send across sites without a preflight
 * or with parameters of a wrong type.
 */
export function readStreamRequest(request: FastifyRequest): OperationRequest {
  if (!acceptsStream(request.headers.accept)) {
    throw new AppError('NOT_ACCEPTABLE', 'This path answers with text/event-stream only.');
  }
  refuseSimpleRequest(request);
  return request.method === 'GET' ? check(searchParameters(searchOf(request.url))) : fromBody(request.body);
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
