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
} from 'graphql';
import { BROKERS } from '../../src/gateway/wire.js';
import { LIST_BOUNDS, type ListBound } from '../../src/graphql/page-size.js';
import { readProjectFile } from '../support/source-files.js';

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

test('the brokers fit into their cap', () => {
  expect(BROKERS.length).toBeLessThanOrEqual(LIST_BOUNDS['Query.brokers'].most);
});
