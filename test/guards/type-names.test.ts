import { expect, test } from '@jest/globals';
import { listFiles, readProjectFile } from '../support/source-files.js';

/** The decorators by which type-graphql names a type of the schema: without a name, after its class. */
const NAMING = /@(?:ObjectType|InputType|InterfaceType)\(\s*(\S+)/g;
/** A name of its own: a literal, or a template in a function that makes several types. */
const NAME = /^['"`]/;

/** What stands where the name of each type should be, in one file's text. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(NAMING)].map(([, first = '']) => first);
}

// The bundler renames a class of which another file has one of the same name.
test('no type of the schema is named after its class', () => {
  const names = listFiles('src').flatMap((file) => namesIn(readProjectFile(`src/${file}`)));
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !NAME.test(name))).toEqual([]);
});

test.each(['@ObjectType()', "@InputType({ description: 'x' })", '@InterfaceType(\n  { implements: Node })'])(
  'the rule finds %j',
  (code) => {
    expect(namesIn(code).some((name) => !NAME.test(name))).toBe(true);
  },
);
