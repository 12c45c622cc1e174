/** Lints the emitted schema only; TypeScript is Biome's. */
import graphqlPlugin from '@graphql-eslint/eslint-plugin';

const { 'flat/schema-recommended': recommended, 'flat/schema-relay': relay } = graphqlPlugin.configs;

/** What the catalogue lists is named by Gateway's own ids; news and rows of a statement have no id. */
const nodesWithoutId = { shouldImplementNode: false };
/** Types that are values or outcomes of one answer: nothing refers to them, so they have no id. */
const typesWithoutId = 'off';

const describeAll = [
  'error',
  {
    types: true,
    FieldDefinition: true,
    InputValueDefinition: true,
    EnumValueDefinition: true,
    rootField: true,
  },
];

/** How one file is read, with the schema that it is a part of. */
function reading(file) {
  return {
    files: [file],
    plugins: { '@graphql-eslint': graphqlPlugin },
    languageOptions: { parser: graphqlPlugin.parser, parserOptions: { graphQLConfig: { schema: file } } },
  };
}

export default [
  {
    ...reading('schema/schema.graphql'),
    rules: {
      ...recommended.rules,
      ...relay.rules,
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, ...nodesWithoutId },
      ],
      '@graphql-eslint/strict-id-in-types': typesWithoutId,
      '@graphql-eslint/require-description': describeAll,
    },
  },
  {
    // The console's own: its lists have no edges, because no client of Relay reads them.
    ...reading('schema/operator.graphql'),
    rules: {
      ...recommended.rules,
      // `Transaction.transactionId` is Gateway's id, and `id` an opaque one.
      '@graphql-eslint/no-typename-prefix': 'off',
      '@graphql-eslint/strict-id-in-types': typesWithoutId,
      '@graphql-eslint/require-description': describeAll,
    },
  },
  {
    // That of backends: its pages have no edges, because each event has its cursor.
    ...reading('schema/service.graphql'),
    rules: {
      ...recommended.rules,
      '@graphql-eslint/strict-id-in-types': typesWithoutId,
      '@graphql-eslint/require-description': describeAll,
    },
  },
];
