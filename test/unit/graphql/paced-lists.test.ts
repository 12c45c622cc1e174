import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  type GraphQLError,
  getIntrospectionQuery,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { produceAnswer } from '../../../src/execution/answer.js';
import { CompiledOperations } from '../../../src/execution/compiled-operations.js';
import { paceLists } from '../../../src/graphql/paced-lists.js';
import { writeDocument } from '../../support/random-documents.js';
import { plainOperations } from '../../support/plain-operations.js';
import * as generated from '../../generated/graphql.js';
import { readProjectFile } from '../../support/source-files.js';
import { anyVariables, type Faults, madeUpSchema } from './made-up-data.js';

const SDL = readProjectFile('schema/schema.graphql');
const BOUNDLESS = { answerFields: Number.MAX_SAFE_INTEGER, answerBytes: Number.MAX_SAFE_INTEGER };

let now = performance.now();

/** A clock by which each turn is too long: everything that can yield does so. */
function hurry(): void {
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 100));
}

beforeEach(hurry);
afterEach(() => {
  jest.restoreAllMocks();
});

interface Operation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Outcomes {
  readonly expected: ExecutionResult;
  readonly actual: ExecutionResult;
  /** By generated code; the same as `actual` where none is generated. */
  readonly compiled: ExecutionResult;
  readonly isCompiled: boolean;
  /** How often the event loop turned while `actual` was produced. */
  readonly turns: number;
}

async function bothWays(
  plain: GraphQLSchema,
  paced: GraphQLSchema,
  { document, variables }: Operation,
): Promise<Outcomes> {
  const args = { document, variableValues: variables, operationName: firstName(document) };
  const expected = await execute({ ...args, schema: plain, contextValue: {} });
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const operations = new CompiledOperations(paced);
  const produce = async () => {
    const { result } = await produceAnswer(
      { ...args, schema: paced, contextValue: {} },
      operations,
      BOUNDLESS,
    );
    return result;
  };
  const actual = await produce();
  isOver = true;
  const compiled = await produce();
  const isCompiled = (await operations.find({ ...args, schema: paced })) !== null;
  return { expected, actual, compiled, isCompiled, turns };
}

function hasOperation({ definitions }: DocumentNode): boolean {
  return definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
}

function firstName({ definitions }: DocumentNode): string | null {
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return (operation as OperationDefinitionNode).name?.value ?? null;
}

/** As a client sees it, with the errors in the order of their paths. */
function shown({ data, errors = [] }: ExecutionResult): unknown {
  const texts = errors.map(({ path, message, locations }: GraphQLError) =>
    JSON.stringify([path, message, locations]),
  );
  return JSON.parse(JSON.stringify({ data, errors: texts.sort() }));
}

/** As `shown`, but of the errors only what they made null: which of several in one place is reported depends on which came first. */
function outcome({ data, errors = [] }: ExecutionResult): unknown {
  const places = new Set(errors.map(({ path = [] }) => nullPlace(data, path).join('.')));
  return JSON.parse(JSON.stringify({ data, places: [...places].sort() }));
}

/** The part of a path that leads to a null. */
function nullPlace(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  const end = path.findIndex((step) => {
    value = (value as Record<string, unknown>)[step];
    return value === null;
  });
  return data == null ? [] : path.slice(0, end + 1);
}

function schemas(faults: Faults): { plain: GraphQLSchema; paced: GraphQLSchema } {
  const paced = madeUpSchema(SDL, faults);
  paceLists(paced);
  return { plain: madeUpSchema(SDL, faults), paced };
}

/** A fixed sequence of numbers from 0 to 1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('an execution that yields', () => {
  const typed = Object.values(generated).filter((value) => value instanceof generated.TypedDocumentString);
  const plainText = ['test/edge/limits.test.ts', 'test/integration/bad-input.test.ts'].flatMap((path) =>
    plainOperations(readProjectFile(path)),
  );
  const written = [...new Set([...typed.map(String), ...plainText])].filter((text) =>
    hasOperation(parse(text)),
  );

  test('answers the operations of the tests as graphql-js does, errors included', async () => {
    const { plain, paced } = schemas({ nulls: 0.05, errors: 0.05, where: 'nullable' });
    let turnsInAll = 0;
    let compiledInAll = 0;
    let failed = 0;
    for (const query of written) {
      const operation = { document: parse(query), variables: anyVariables(plain, parse(query)) };
      const { expected, actual, compiled, isCompiled, turns } = await bothWays(plain, paced, operation);
      if (isCompiled) compiledInAll += 1;
      expect([query, shown(actual)]).toEqual([query, shown(expected)]);
      expect([query, shown(compiled)]).toEqual([query, shown(expected)]);
      turnsInAll += turns;
      if (expected.data != null && expected.errors !== undefined) failed += 1;
    }
    expect(written.length).toBeGreaterThan(100);
    expect(compiledInAll).toBeGreaterThan(written.length / 2);
    expect(turnsInAll).toBeGreaterThan(written.length);
    expect(failed).toBeGreaterThan(20);
  });

  test.each(['nullable', 'everywhere'] as const)(
    'answers operations made by chance as graphql-js does, with faults where fields are %s',
    async (where) => {
      const { plain, paced } = schemas({ nulls: 0.01, errors: 0.01, where });
      const random = sequence(9);
      const seen = where === 'nullable' ? shown : outcome;
      let failed = 0;
      for (let round = 0; round < 160; round += 1) {
        const { query, variables } = writeDocument(plain, random, []);
        const { expected, actual, compiled } = await bothWays(plain, paced, {
          document: parse(query),
          variables,
        });
        expect([query, seen(actual)]).toEqual([query, seen(expected)]);
        expect([query, seen(compiled)]).toEqual([query, seen(expected)]);
        if (expected.data != null && expected.errors !== undefined) failed += 1;
      }
      expect(failed).toBeGreaterThan(20);
    },
  );

  test('answers introspection as graphql-js does, and yields during it', async () => {
    const { plain, paced } = schemas({ nulls: 0, errors: 0, where: 'nullable' });
    const document = parse(getIntrospectionQuery());
    const { expected, actual, turns } = await bothWays(plain, paced, { document, variables: {} });
    expect(shown(actual)).toEqual(shown(expected));
    expect(turns).toBeGreaterThan(50);
  });
});
