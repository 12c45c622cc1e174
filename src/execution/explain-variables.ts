import { type ExecutionArgs, type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql';
import type { GraphqlRuntime } from './runtime.js';
import { illFormedVariable, variableErrors } from './variables.js';

/** The result that refuses variables with text that is not well-formed Unicode; null if there is none. */
export function refuseIllFormedVariables(args: ExecutionArgs): ExecutionResult | null {
  const { document, operationName, variableValues } = args;
  const operation = getOperationAST(document, operationName);
  const refusal = operation ? illFormedVariable(operation, variableValues ?? {}) : null;
  return refusal === null ? null : { errors: [refusal] };
}

/**
 * Replaces errors about variables by ones that name the variable and quote no value. Other results are
 * returned as they are.
 */
export function explainVariables<Result extends object>(
  { schema, introspection }: GraphqlRuntime,
  args: ExecutionArgs,
  result: Result,
): Result {
  const { errors } = result as ExecutionResult;
  const isAboutVariables = !('data' in result) && errors?.[0] !== undefined && isVariableError(errors[0]);
  const operation = isAboutVariables ? getOperationAST(args.document, args.operationName) : null;
  if (!operation) return result;
  const explained = variableErrors(schema, operation, args.variableValues ?? {}, introspection);
  return explained.length === 0 ? result : { ...result, errors: explained };
}

function isVariableError(error: GraphQLError): boolean {
  return error.path === undefined && error.message.startsWith('Variable "$');
}
