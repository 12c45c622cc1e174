import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { VARIABLES } from '../../src/config/variables.js';
import { BROKERS } from '../../src/gateway/brokers.js';
import { operationCost } from '../../src/execution/cost.js';
import { LIST_BOUNDS, type ListBound } from '../../src/graphql/page-size.js';
import { listFiles, readProjectFile } from '../support/source-files.js';

const schema = buildSchema(readProjectFile('schema/schema.graphql'));

interface FieldOfSchema {
  readonly name: string;
  readonly type: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Every field of every object and interface of the schema, introspection left out. */
const fields: readonly FieldOfSchema[] = Object.values(schema.getTypeMap())
  .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
  .flatMap((type) =>
    Object.values((isObjectType(type) || isInterfaceType(type) ? type : null)?.getFields() ?? {}).map(
      (field) => ({ name: `${type.name}.${field.name}`, type: type.name, field }),
    ),
  );
const byName = new Map(fields.map((found) => [found.name, found]));
const bounds = Object.entries<ListBound>(LIST_BOUNDS);
const pagedBy = (way: ListBound['pagedBy']) =>
  bounds.filter(([, bound]) => bound.pagedBy === way).map(([name, bound]) => [name, bound] as const);

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type);
}

const argument = (name: string, argumentName: string) =>
  byName.get(name)?.field.args.find((found) => found.name === argumentName);

/** The fields that give a type. */
const giving = (type: string) => fields.filter(({ field }) => getNamedType(field.type).name === type);

test('every list of the schema has a bound, or is the edges of a connection whose every field has one', () => {
  const lists = fields.filter(({ field }) => isList(field.type));
  expect(lists.length).toBeGreaterThan(10);
  const unbound = lists.filter(({ name, type, field }) => {
    const isConnection = type.endsWith('Connection') && field.name === 'edges';
    const names = isConnection ? giving(type).map((found) => found.name) : [name];
    return names.length === 0 || names.some((found) => !(found in LIST_BOUNDS));
  });
  expect(unbound.map(({ name }) => name)).toEqual([]);
});

test('every bound is that of a field, and its page is not larger than it may be', () => {
  for (const [name, { byDefault, most }] of bounds) {
    expect([name, byName.has(name)]).toEqual([name, true]);
    expect(byDefault).toBeGreaterThan(0);
    expect(byDefault).toBeLessThanOrEqual(most);
  }
});

describe.each(pagedBy('offset'))('the list %s', (name, { byDefault, most }) => {
  test('takes first and offset, with its default and its maximum', () => {
    expect(argument(name, 'first')).toMatchObject({ defaultValue: byDefault });
    expect(argument(name, 'first')?.description).toContain(`1 to ${most}.`);
    expect(argument(name, 'offset')).toMatchObject({ defaultValue: 0 });
  });

  test('says in its description how long a page is and how to go on, and has a count next to it', () => {
    const field = name.slice(name.indexOf('.') + 1);
    const description = byName.get(name)?.field.description ?? '';
    for (const part of [`page of ${byDefault} `, `most ${most};`, `\`${field}Count\``, '`offset`'])
      expect(description).toContain(part);
    expect(String(byName.get(`${name}Count`)?.field.type).replace('!', '')).toBe('Int');
  });
});

describe.each(pagedBy('cursor'))('the connection %s', (name, { byDefault, most }) => {
  test('takes first and after, with its default and its maximum', () => {
    expect(argument(name, 'first')).toMatchObject({ defaultValue: byDefault });
    expect(argument(name, 'first')?.description).toContain(`1 to ${most}.`);
    expect(argument(name, 'after')).toBeDefined();
  });
});

describe.each(pagedBy('whole'))('the list %s', (name, { most }) => {
  test('says its cap and is never cut', () => {
    expect(byName.get(name)?.field.args).toEqual([]);
    expect(byName.get(name)?.field.description).toContain(`at most ${most}.`);
  });
});

describe('the default limit on cost', () => {
  const most = Number(VARIABLES.GRAPHQL_MAX_COST.fallback);
  const examples = listFiles('src/graphiql/examples').map(
    (file) => [file, readProjectFile(`src/graphiql/examples/${file}`)] as const,
  );
  const guides = ['README.md', 'docs/front-end.md', 'docs/graphql-clients.md', 'docs/flows.md'].flatMap(
    (file) =>
      documentsIn(readProjectFile(file)).map((text, index) => [`${file} ${index + 1}`, text] as const),
  );

  test.each([...examples, ...guides])('admits %s', (_name, text) => {
    const document = parse(text);
    for (const operation of document.definitions)
      if (operation.kind === Kind.OPERATION_DEFINITION)
        expect(operationCost(schema, document, operation, {})).toBeLessThanOrEqual(most);
  });

  test('admits a page of 20 orders with all that legs have', () => {
    const leg = fields.filter(({ type }) => type === 'OrderLeg').map(({ field }) => field);
    const selected = leg.map(({ name, type }) =>
      isObjectType(getNamedType(type)) ? `${name} { amount currency }` : name,
    );
    const document = parse(
      `{ orders { edges { cursor node { id batchId status legs { ${selected.join(' ')} } } } } }`,
    );
    const [operation] = document.definitions;
    expect(operationCost(schema, document, operation as OperationDefinitionNode, {})).toBeLessThanOrEqual(
      most,
    );
  });
});

/** The GraphQL operations of a guide: of its `graphql` blocks, and of the template literals in its code. */
function documentsIn(markdown: string): string[] {
  const found = [
    ...markdown.matchAll(/```graphql\n([^`]+)```|`\s*((?:query|mutation|subscription)\b[^`]+\{[^`]+)`/g),
  ];
  return found.map(([, block, literal]) => block ?? literal ?? '');
}

test('the brokers fit into their cap', () => {
  expect(BROKERS.length).toBeLessThanOrEqual(LIST_BOUNDS['Query.brokers'].most);
});
