import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** An operation of one root field with every field below it. */
export interface WholeOperation {
  readonly field: string;
  readonly query: string;
  /** The name of the type that it returns, without lists. */
  readonly returns: string;
  /** Its required arguments that are ids; the others have values in the query. */
  readonly ids: readonly string[];
}

/**
 * An operation for every field of a root type, each with every field of what it returns. An object inside
 * another one of its type is left out.
 */
export function wholeOperations(schema: GraphQLSchema, kind: 'query' | 'subscription'): WholeOperation[] {
  const root = kind === 'query' ? schema.getQueryType() : schema.getSubscriptionType();
  return Object.values(root?.getFields() ?? {}).map((field) => {
    const ids = field.args.filter((argument) => isRequiredArgument(argument) && isId(argument.type));
    const names = ids.map(({ name }) => name);
    const variables = ids.map(({ name, type }) => `$${name}: ${type}`).join(', ');
    const head = variables === '' ? kind : `${kind} (${variables})`;
    return {
      field: field.name,
      query: `${head} { ${callOf(field, names)}${selectionOf(schema, getNamedType(field.type), [])} }`,
      returns: getNamedType(field.type).name,
      ids: names,
    };
  });
}

/** An operation of one root field with its required arguments, and nothing of what it returns but its type. */
export function plainOperation(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
): string {
  const returned = getNamedType(field.type);
  const selection = isObjectType(returned) || isAbstractType(returned) ? ' { __typename }' : '';
  return `${kind} { ${callOf(field, [])}${selection} }`;
}

/** A field with its required arguments: those in `variables` by their variable, the others with a value. */
function callOf(
  { name, args }: GraphQLField<unknown, unknown>,
  variables: readonly string[],
  more: readonly string[] = [],
): string {
  const given = args
    .filter(isRequiredArgument)
    .map((argument) => `${argument.name}: ${givenTo(argument, variables)}`)
    .concat(more);
  return given.length === 0 ? name : `${name}(${given.join(', ')})`;
}

function givenTo({ name, type }: GraphQLArgument, variables: readonly string[]): string {
  return variables.includes(name) ? `$${name}` : literalOf(type);
}

/** A plausible value. */
function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`;
  }
  const literals: Readonly<Record<string, string>> = {
    Int: '5',
    Boolean: 'true',
    DateTime: '"2020-01-01T00:00:00.000Z"',
  };
  return literals[type.name] ?? '"x"';
}

function isId(type: GraphQLInputType): boolean {
  return getNamedType(type).name === 'ID' && !isListType(isNonNullType(type) ? type.ofType : type);
}

/** Everything below a type; empty for a leaf. `above` are the objects that it is in. */
function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, above: readonly string[]): string {
  if (isAbstractType(type)) {
    const members = schema.getPossibleTypes(type);
    const parts = members.map(
      (member) => `... on ${member.name} ${selectionOf(schema, member, above) || '{ __typename }'}`,
    );
    return ` { __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const inside = [...above, type.name];
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (inside.includes(inner.name)) return [];
    // The members of a union may have fields of one name and of different types.
    const alias = `${type.name}_${field.name}: `;
    // Pages of pages would cost more than an operation may.
    const page = field.args.some((argument) => argument.name === 'first') ? ['first: 2'] : [];
    return [`${alias}${callOf(field, [], page)}${selectionOf(schema, inner, inside)}`];
  });
  return ` { __typename ${fields.join(' ')} }`;
}

/** The ids in a result of {@link wholeOperations}, by the name of the type that has them. */
export function idsIn(value: unknown, found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  if (Array.isArray(value)) for (const item of value) idsIn(item, found);
  else if (typeof value === 'object' && value !== null) {
    const { __typename: type } = value as { readonly __typename?: unknown };
    for (const [name, inner] of Object.entries(value)) {
      if (typeof type === 'string' && name === `${type}_id` && typeof inner === 'string')
        found.set(type, (found.get(type) ?? new Set()).add(inner));
      else idsIn(inner, found);
    }
  }
  return found;
}
