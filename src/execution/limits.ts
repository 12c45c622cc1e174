import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { type AppError, limitError } from '../core/errors.js';
import { operationCost, upstreamCalls } from './cost.js';
import type { DocumentLimits } from './document-limits.js';

/** How large an operation may be. An operation exactly at a limit passes. */
export interface OperationLimits extends DocumentLimits {
  /**
   * Fields that it may produce, those of a list counted once for each item of its page; see `operationCost`.
   */
  readonly cost: number;
}

/** Calls of Gateway that one operation may need: so many wait for it at once at most. */
const UPSTREAM_CALLS_MAX = 10;

/**
 * Checks the cost of one operation of a valid document. It depends on variables, so it is checked for each
 * request, even if the document is cached. Returns an error if the operation costs too much, or may need too
 * many calls of Gateway, else null.
 */
export function exceededLimit(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: OperationLimits,
): AppError | null {
  const cost = operationCost(schema, document, operation, variables);
  const advice = 'ask for fewer items with `first`, or for fewer fields.';
  if (cost > limits.cost) return limitError('cost', limits.cost, `The operation costs ${cost}: ${advice}`);
  const calls = upstreamCalls(schema, document, operation, variables);
  if (calls <= UPSTREAM_CALLS_MAX) return null;
  const needed = `The operation may need ${calls} calls of smallcase Gateway: ${advice}`;
  return limitError('upstreamCalls', UPSTREAM_CALLS_MAX, needed);
}

/** Whether a document could not be parsed because it has too many lexical tokens. */
export function isTooManyTokens(error: GraphQLError): boolean {
  return error.message.startsWith('Syntax Error: Document contains more tha');
}
