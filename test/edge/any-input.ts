import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** A call of one root field whose argument at `path` can be set to any value. */
export interface OpenCall {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly path: string;
  /** The document with variables, and their values with `value` inserted. */
  readonly withVariables: (value: unknown) => {
    readonly query: string;
    readonly variables: Record<string, unknown>;
  };
}

/** Every leaf of every argument of every root field, with plausible values for required arguments. */
export function openCalls(schema: GraphQLSchema): OpenCall[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) => {
      const isLeaf = !('getFields' in getNamedType(field.type)) && !('getTypes' in getNamedType(field.type));
      return field.args.flatMap((argument) =>
        leavesOf(argument, []).map((path) => ({
          kind,
          path: `${field.name}(${path.join('.')})`,
          withVariables: (value: unknown) => ({
            query: document(kind, field.name, field.args, isLeaf),
            variables: variablesOf(field.args, path, value),
          }),
        })),
      );
    }),
  );
}

function document(kind: string, name: string, args: readonly GraphQLArgument[], isLeaf: boolean): string {
  const variables = args.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  return `${kind} (${variables}) { ${name}(${given})${isLeaf ? '' : ' { __typename }'} }`;
}

function variablesOf(args: readonly GraphQLArgument[], path: readonly string[], value: unknown) {
  const variables: Record<string, unknown> = {};
  for (const argument of args) {
    const isOpen = argument.name === path[0];
    if (isOpen) variables[argument.name] = filled(argument.type, path.slice(1), value);
    else if (isNonNullType(argument.type)) variables[argument.name] = filled(argument.type, null, value);
  }
  return variables;
}

/** A value of a type, with the given value at the end of `path`. A null path inserts nothing. */
function filled(type: GraphQLInputType, path: readonly string[] | null, value: unknown): unknown {
  if (path?.length === 0) return value;
  if (isNonNullType(type)) return filled(type.ofType, path, value);
  if (isListType(type)) return [filled(type.ofType, path, value)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => field.name === path?.[0] || isRequiredInputField(field),
    );
    return Object.fromEntries(
      fields.map((field) => [
        field.name,
        filled(field.type, field.name === path?.[0] ? path.slice(1) : null, value),
      ]),
    );
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return { Int: 1, Boolean: true, Decimal: '1.00' }[(type as { name: string }).name] ?? 'x';
}

function leavesOf(input: GraphQLArgument | GraphQLInputField, above: readonly string[]): string[][] {
  const path = [...above, input.name];
  const type = getNamedType(input.type);
  if (!isInputObjectType(type)) return [path];
  return [path, ...Object.values(type.getFields()).flatMap((field) => leavesOf(field, path))];
}
