import { HeaderMap } from '@apollo/server';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { AppError } from '../core/errors.js';
import { appErrorIn } from '../execution/errors.js';

// Apollo takes the HTTP status of an error from `extensions.http`, and does not send that to the client.

/** A refusal with its own HTTP status and `Retry-After`. */
export function withStatus(refusal: AppError): GraphQLError {
  const headers = new HeaderMap();
  if (refusal.retryAfterSeconds !== undefined) headers.set('retry-after', String(refusal.retryAfterSeconds));
  const http = { status: refusal.status, headers };
  return new GraphQLError(refusal.message, { originalError: refusal, extensions: { http } });
}

/** A result whose refusals carry their HTTP status, unless it has data: then the answer is 200. */
export function withStatuses(result: ExecutionResult): ExecutionResult {
  if ('data' in result || result.errors === undefined) return result;
  const errors = result.errors.map((error) => {
    const refusal = appErrorIn(error);
    return refusal === undefined ? error : withStatus(refusal);
  });
  return { ...result, errors };
}

/** A validation error, answered with 400. */
export function asBadRequest(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    originalError: error,
    extensions: { ...error.extensions, http: { status: 400, headers: new HeaderMap() } },
  });
}
