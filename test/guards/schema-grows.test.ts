import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

const read = (name: string) => buildSchema(readFileSync(`schema/${name}`, 'utf8'));
const baseline = read('baseline.graphql');

describe('the schema', () => {
  test('breaks no document that was valid for the baseline', () => {
    expect(findBreakingChanges(baseline, read('schema.graphql'))).toEqual([]);
  });

  test('says in the changelog what a client that knows the baseline does not expect', () => {
    const changelog = readFileSync('CHANGELOG.md', 'utf8');
    const added = unexpected(baseline, read('schema.graphql'));
    expect(added.filter((name) => !changelog.includes(`\`${name}\``))).toEqual([]);
  });

  test('is searched for new members of unions, new events and new values of enums', () => {
    const older = buildSchema(`
      interface Event { id: ID } type Bought implements Event { id: ID } union Result = Bought
      enum Code { A } type Query { event: Event result: Result code: Code }`);
    const newer = buildSchema(`
      interface Event { id: ID } type Bought implements Event { id: ID } type Sold implements Event { id: ID }
      type Failed { code: Code } union Result = Bought | Failed
      enum Code { A B } type Query { event: Event result: Result code: Code more: Int }`);
    expect(unexpected(older, newer).sort()).toEqual(['B', 'Failed', 'Sold']);
  });

  test('gives a reason and a date for each deprecation', () => {
    expect(undatedDeprecations(read('schema.graphql'))).toEqual([]);
    const undated = buildSchema('type Query { old: Int @deprecated(reason: "Use new.") new: Int }');
    expect(undatedDeprecations(undated)).toEqual(['Query.old']);
    const dated = buildSchema('type Query { old: Int @deprecated(reason: "2026-11-29: use new.") new: Int }');
    expect(undatedDeprecations(dated)).toEqual([]);
  });

  test.each([
    ['a field that is gone', /^ {2}isFinal: Boolean!$/m, '  isOver: Boolean!'],
    ['a field that became nullable', /^ {2}isFinal: Boolean!$/m, '  isFinal: Boolean'],
    ['an argument that became required', /brokerAccountId: ID$/m, 'brokerAccountId: ID!'],
  ])('would be refused with %s', (_name, pattern, replacement) => {
    const text = readFileSync('schema/baseline.graphql', 'utf8');
    expect(text).toMatch(pattern);
    const changed = buildSchema(text.replace(pattern, replacement));
    expect(findBreakingChanges(baseline, changed)).not.toEqual([]);
  });
});

/** New members of unions and interfaces, and new values of enums, that the older schema's types have gained. */
function unexpected(older: GraphQLSchema, newer: GraphQLSchema): string[] {
  return Object.values(older.getTypeMap()).flatMap((type) => {
    const now = newer.getType(type.name);
    if (isAbstractType(type) && isAbstractType(now)) {
      const known = older.getPossibleTypes(type).map(({ name }) => name);
      const members = newer.getPossibleTypes(now).map(({ name }) => name);
      // A new type can be an object with an id, or a failure of a new field: no field of the baseline returns it.
      const isReturned = !isInterfaceType(type) || type.name === 'Event';
      return isReturned ? members.filter((name) => !known.includes(name)) : [];
    }
    if (isEnumType(type) && isEnumType(now))
      return now.getValues().flatMap(({ name }) => (type.getValue(name) === undefined ? [name] : []));
    return [];
  });
}

function undatedDeprecations(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    const parts = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const values = isEnumType(type) ? type.getValues() : [];
    return [...parts, ...values].flatMap(({ name, deprecationReason }) =>
      deprecationReason == null || /\b\d{4}-\d{2}-\d{2}\b/.test(deprecationReason)
        ? []
        : [`${type.name}.${name}`],
    );
  });
}
