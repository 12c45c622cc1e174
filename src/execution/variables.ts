import {
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { findIllFormed } from '../core/well-formed.js';
import { presentable } from './errors.js';

type Values = Readonly<Record<string, unknown>>;

/** The name of a missing field ends within this many characters of the message. */
const NAME_WITHIN = 500;

/** Most errors reported for the variables of one request. */
const ERRORS_MAX = 10;

/**
 * The errors of the variables, each as BAD_USER_INPUT with the path of the value
 * (`input.securities[1].ticker`). GraphQL's own errors quote the whole value, which may contain a token.
 */
export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Values,
  introspection: boolean,
): GraphQLError[] {
  const errors: GraphQLError[] = [];
  try {
    for (const definition of operation.variableDefinitions ?? []) {
      checkVariable({ schema, introspection }, definition, values, (argument, reason) => {
        errors.push(refusal(definition, argument, presentable(reason)));
        if (errors.length === ERRORS_MAX) throw ENOUGH;
      });
    }
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return errors;
}

/**
 * Refuses the first variable with text that is not well-formed Unicode; null if there is none. Any text of a
 * call may be stored or become part of a key.
 */
export function illFormedVariable(operation: OperationDefinitionNode, values: Values): GraphQLError | null {
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const path = Object.hasOwn(values, name) ? findIllFormed(values[name]) : null;
    if (path !== null)
      return refusal(definition, describePath(name, path), 'The text is not well-formed Unicode.');
  }
  return null;
}

/** Thrown to stop coercing a list full of mistakes, since GraphQL has no other way to stop. */
const ENOUGH = Symbol('enough errors');

type Report = (argument: string, reason: string) => void;

function checkVariable(
  { schema, introspection }: { readonly schema: GraphQLSchema; readonly introspection: boolean },
  definition: VariableDefinitionNode,
  values: Values,
  report: Report,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) return;
  if (!Object.hasOwn(values, name)) {
    if (isNonNullType(type) && definition.defaultValue === undefined)
      report(name, `A value of type "${type}" is required.`);
    return;
  }
  const onError = (path: readonly (string | number)[], value: unknown, error: GraphQLError) => {
    const missing = /^Field "(\w+)" of required type /.exec(error.message.slice(0, NAME_WITHIN))?.[1];
    report(
      describePath(name, missing === undefined ? path : [...path, missing]),
      quotes(error.message, value) ? 'The value is not acceptable.' : error.message,
    );
  };
  coerceInputValue(values[name], type, onError, !introspection);
}

/**
 * Whether the message of a custom scalar quotes the value in a form that {@link presentable} does not
 * recognise.
 */
function quotes(message: string, value: unknown): boolean {
  return typeof value === 'string' && value.length > 8 && presentable(message).includes(value);
}

function describePath(name: string, path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${key}`), name);
}

function refusal(definition: VariableDefinitionNode, argument: string, reason: string): GraphQLError {
  return new GraphQLError(`Variable "$${argument}": ${reason}`, {
    nodes: definition,
    extensions: { code: 'BAD_USER_INPUT', argument },
  });
}
