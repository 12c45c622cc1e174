import { describe, expect, test } from '@jest/globals';
import { plainOperations } from '../support/plain-operations.js';
import { listFiles, readProjectFile } from '../support/source-files.js';

/** Files that hold operations of our schema as text, each with its reason. */
const ALLOWED: Readonly<Record<string, string>> = {
  'test/faults/documents.test.ts': 'documents that are made in thousands, each another',
  'test/faults/hostile-documents.test.ts': 'documents that are as large as each transport takes',
  'test/soak/genuine.mjs': 'documents of a process of its own that imports no TypeScript',
  'test/soak/hostile.mjs': 'documents that are hostile, in the same process',
  'test/faults/lists.test.ts': 'documents that nest lists in lists, and holdings under many aliases',
  'test/guards/list-bounds.test.ts': 'a document of all fields that a leg has',
  'test/edge/document-edges.test.ts': 'documents that grow up to each limit',
  'test/edge/ill-formed-text.test.ts': 'documents and variables with half a character in them',
  'test/edge/hostile-strings.test.ts': 'documents with hostile text written into them',
  'test/edge/limits.test.ts': 'documents built to be just within a limit and just beyond it',
  'test/unit/events/head-cursor.test.ts': 'documents of a small schema of its own',
  'test/integration/bad-input.test.ts': 'documents built around values that are wrong on purpose',
  'test/integration/ready-answers.test.ts': 'requests whose bytes decide whether an answer is sent again',
  'test/ready-answers/same-answers.test.ts': 'the same, most of them made by chance',
  'test/console/sockets.test.ts': 'two operations next to those of the operator schema, which has no types',
  'test/integration/console/lists.test.ts':
    'documents of the operator schema, which our schema could answer too',
  'test/integration/ended-sessions.test.ts': 'requests as raw bytes and over bare sockets',
  'test/integration/service.test.ts': 'documents of the schema of backends, which has no types',
  'test/integration/streams.test.ts': 'a document with a cursor written into it',
};

const FOLDERS = ['src', 'packages', 'test', 'scripts', 'bin'];
const sources = FOLDERS.flatMap((folder) => listFiles(folder).map((path) => `${folder}/${path}`)).filter(
  (path) => /\.(ts|mjs)$/.test(path) && !path.includes('/generated/'),
);

const findings = new Map(
  sources
    .map((path) => [path, plainOperations(readProjectFile(path))] as const)
    .filter(([, found]) => found.length > 0),
);

test('no operation of our schema is a plain string: codegen types them all', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect([...findings].filter(([path]) => !(path in ALLOWED))).toEqual([]);
});

test('no exception outlives its reason', () => {
  expect(Object.keys(ALLOWED).filter((path) => !findings.has(path))).toEqual([]);
});

describe('the search for plain operations', () => {
  test.each([
    ['a string', `ask('{ viewer { id } }')`],
    ['a named template', 'const QUERY = `query Q($id: ID!) { node(id: $id) { id } }`;'],
    ['a tagged template', 'gql`mutation { createAuthToken { token } }`'],
    ['a template with selected fields from elsewhere', `\`subscription { events { \${FIELDS} } }\``],
    ['a template with a value in it', `\`{ order(id: "\${id}") { id } }\``],
    ['a template with a number in it', `\`{ orders(first: \${count}) { edges { cursor } } }\``],
    [
      'a template of constants',
      `const FIELDS = 'id broker'; \`{ viewer { brokerAccounts { \${FIELDS} } } }\``,
    ],
    ['a sum', `const text = '{ viewer ' + '{ id } }';`],
    ['the property of an object', `const body = { query: '{ brokers { key } }' };`],
  ])('finds %s', (_form, source) => {
    expect(plainOperations(source)).toHaveLength(1);
  });

  test.each([
    ['what codegen types', 'graphql(/* GraphQL */ `{ viewer { id } }`)'],
    ['another schema', `ask('{ hello }')`],
    ['what every schema has', `ask('{ __typename __schema { types { name } } }')`],
    ['a document that is wrong', `ask('{ viewer { wrong } }')`],
    ['a fragment', 'const PART = `fragment Part on Order { id }`;'],
    ['other text', `const text = \`a { b } \${c}\`;`],
  ])('leaves out %s', (_form, source) => {
    expect(plainOperations(source)).toEqual([]);
  });
});
