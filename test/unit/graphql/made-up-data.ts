import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNamedType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  Kind,
  type NamedTypeNode,
  responsePathAsArray,
  typeFromAST,
} from 'graphql';

/** How often something goes wrong, from 0 to 1. */
export interface Faults {
  readonly nulls: number;
  readonly errors: number;
  /** Whether also where the schema promises a value. */
  readonly where: 'nullable' | 'everywhere';
}

/** A schema of this SDL whose fields give values made from their path: always the same, some at once and some as promises. */
export function madeUpSchema(sdl: string, faults: Faults): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (_source, _args, _context, info) => resolved(info, schema, faults);
    }
  }
  return schema;
}

function resolved(info: GraphQLResolveInfo, schema: GraphQLSchema, faults: Faults): unknown {
  const path = responsePathAsArray(info.path).join('.');
  const value = () => {
    if (canFail(info.returnType, faults) && chance(`${path} error`) < faults.errors)
      throw new GraphQLError(`made up at ${path}`);
    return made(info.returnType, path, schema, faults);
  };
  // graphql-js leaves promises behind without a handler when another required value is missing.
  const isLater = faults.where === 'everywhere' || chance(`${path} promise`) < 0.2;
  return isLater ? Promise.resolve().then(value) : value();
}

function canFail(type: GraphQLOutputType, { where }: Faults): boolean {
  return where === 'everywhere' || !isNonNullType(type);
}

function made(wanted: GraphQLOutputType, path: string, schema: GraphQLSchema, faults: Faults): unknown {
  if (canFail(wanted, faults) && chance(`${path} null`) < faults.nulls) return null;
  const type = getNullableType(wanted);
  if (isListType(type)) {
    const depth = path.split('.').length;
    const length = Math.floor(chance(`${path} length`) * (depth < 4 ? 30 : 12));
    const itemFaults = { ...faults, where: 'nullable' } as const;
    return Array.from({ length }, (_, index) => made(type.ofType, `${path}.${index}`, schema, itemFaults));
  }
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    return { __typename: possible[Math.floor(chance(`${path} type`) * possible.length)]?.name };
  }
  if (isObjectType(type)) return {};
  if (isEnumType(type)) return type.getValues()[0]?.value;
  return { Int: 7, Float: 0.5, Boolean: true }[type.name] ?? path;
}

/** Values for the required variables of a document's operations. */
export function anyVariables(schema: GraphQLSchema, { definitions }: DocumentNode): Record<string, unknown> {
  const variables = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  );
  return Object.fromEntries(
    variables
      .filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined)
      .map(({ variable, type }) => [
        variable.name.value,
        anyInput(typeFromAST(schema, type as NamedTypeNode)),
      ]),
  );
}

function anyInput(type: GraphQLType | undefined): unknown {
  if (isListType(type)) return [];
  if (isNonNullType(type)) return anyInput(type.ofType);
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return isNamedType(type) && type.name === 'Int' ? 7 : 'text';
  const required = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(required.map((field) => [field.name, anyInput(field.type)]));
}

/** A number from 0 to 1 that depends on the text alone (FNV-1a). */
function chance(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
