import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** Names of `String` arguments that are cursors, which point into a viewer's list. */
const CURSORS: readonly string[] = ['after', 'before'];

/** Cursors that point into a list of the catalogue, which is the same for every viewer. */
const PUBLIC: readonly string[] = [
  'Query.smallcases(after)',
  'Query.smallcaseNews(after)',
  'Smallcase.news(after)',
];

/**
 * Every argument of a schema through which something can be named, as `Type.field(path.to.id)`: what is of type `ID` and what is a
 * cursor, input objects looked through. An `ID` that answers an interface is listed once for each type behind it, as `… as Type`.
 */
export function idArguments(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter((type) => !type.name.startsWith('__'))
    .flatMap((type) => fieldsOf(schema, type))
    .filter((name) => !PUBLIC.includes(name))
    .sort();
}

function fieldsOf(schema: GraphQLSchema, type: GraphQLObjectType | GraphQLInterfaceType): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const answered = getNamedType(field.type);
    const behind = isInterfaceType(answered) ? schema.getPossibleTypes(answered) : [];
    return field.args.flatMap((argument) => {
      const isGlobalId = behind.length > 0 && getNamedType(argument.type).name === 'ID';
      const kinds = isGlobalId ? behind.map(({ name }) => ` as ${name}`) : [''];
      return pathsTo(argument, []).flatMap((path) =>
        kinds.map((kind) => `${type.name}.${field.name}(${path})${kind}`),
      );
    });
  });
}

/** Paths to the ids in an argument or input field. A recursive input object is searched once. */
function pathsTo(input: GraphQLArgument | GraphQLInputField, seen: readonly string[]): string[] {
  const type = getNamedType(input.type);
  if (type.name === 'ID' || (type.name === 'String' && CURSORS.includes(input.name))) return [input.name];
  if (!isInputObjectType(type) || seen.includes(type.name)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    pathsTo(field, [...seen, type.name]).map((path) => `${input.name}.${path}`),
  );
}
