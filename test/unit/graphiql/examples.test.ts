import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, getOperationAST, parse, validate } from 'graphql';
import { listFiles, readProjectFile } from '../../support/source-files.js';

const FOLDER = 'src/graphiql/examples';
const schema = buildSchema(readProjectFile('schema/schema.graphql'));
const files = listFiles(FOLDER);

function fieldsOf(kind: string, type: GraphQLObjectType | null | undefined): readonly string[] {
  return Object.keys(type?.getFields() ?? {}).map((field) => `${kind}-${field}.graphql`);
}

describe('the examples of GraphiQL', () => {
  test('cover each root field once', () => {
    const wanted = [
      ...fieldsOf('query', schema.getQueryType()),
      ...fieldsOf('mutation', schema.getMutationType()),
      ...fieldsOf('subscription', schema.getSubscriptionType()),
    ];
    expect(files).toEqual(wanted.sort());
  });

  test.each(files)('%s is valid and selects the field of its name', (file) => {
    const document = parse(readProjectFile(`${FOLDER}/${file}`));
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
    const operation = getOperationAST(document);
    const [root] = operation?.selectionSet.selections ?? [];
    const field = root?.kind === 'Field' ? root.name.value : undefined;
    expect(`${operation?.operation}-${field}.graphql`).toBe(file);
  });
});
