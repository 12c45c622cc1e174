import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLError } from 'graphql';
import { systemClock } from '../../src/core/time/clock.js';
import { silentLog } from '../../src/core/log.js';
import { formatErrors } from '../../src/execution/errors.js';
import { Engine } from '../../src/execution/engine.js';
import { createPersistedDocuments } from '../../src/execution/persisted-documents.js';
import { QueryRate } from '../../src/execution/query-rate.js';
import { testConfig } from '../support/test-server.js';

/**
 * What reading a document takes at the edge of each default limit. Each family of documents grows by a number; the largest that is not over
 * a limit is read, and the next one that is.
 */

/** Target for one document, in milliseconds of CPU time, which other processes do not affect. A test fails at five times this. */
const AIM_MS = 10;
const FAILS_MS = 5 * AIM_MS;
const BEST_OF = 5;

const config = testConfig();
const times = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');
const fragments = (count: number, type: string, body: (n: number) => string) =>
  times(count, (n) => `fragment f${n} on ${type} { ${body(n)} }`);
/** Fragments that each use the next one. */
const chain = (length: number, uses: number) =>
  fragments(length, 'Query', (n) => (n === length - 1 ? '__typename' : `...f${n + 1} `.repeat(uses)));

const FAMILIES: Readonly<Record<string, (n: number) => string>> = {
  'root fields': (n) => `{ ${times(n, () => 'viewer { id }')} }`,
  aliases: (n) => `{ viewer { ${times(n, (i) => `a${i}: id`)} } }`,
  directives: (n) => `{ viewer { id ${times(n, () => '@include(if: true)')} } }`,
  depth: (n) => `{ ${'viewer { '.repeat(n)} id ${'} '.repeat(n)} }`,
  'names of operations': (n) => `query ${'n'.repeat(n)} { __typename }`,
  'pairs of leaves': (n) => `{ viewer { ${'id '.repeat(n)} } }`,
  'pairs of objects': (n) => `{ viewer { ${'orders { totalCount } '.repeat(n)} } }`,
  'pairs of objects with leaves': (n) => `{ ${'viewer { id id id } '.repeat(n)} }`,
  'pairs with arguments': (n) => `{ viewer { ${'orders(first: 5) { __typename } '.repeat(n)} } }`,
  'pairs in conflict': (n) => `{ viewer { ${times(n, (i) => `orders(first: ${i}) { __typename }`)} } }`,
  'pairs below pairs': (n) => `{ ${'orders { edges { node { legs { symbol } } } } '.repeat(n)} }`,
  'pairs of fragments': (n) =>
    `{ ${times(n, (i) => `...f${i}`)} } ${fragments(n, 'Query', () => '__typename')}`,
  'pairs of fragments below': (n) =>
    `{ ${`viewer { ${times(n, (i) => `...f${i}`)} } `.repeat(5)} } ${fragments(n, 'Viewer', () => 'id')}`,
  'fragments that double': (n) => `{ ...f0 } ${chain(n, 2)}`,
  'operations over a chain': (n) => `${times(n, (i) => `query q${i} { ...f0 }`)} ${chain(n, 1)}`,
  'operations over variables': (n) =>
    `${times(n, (i) => `query q${i}($a: Int) { ...f }`)} fragment f on Query { ${times(n, (i) => `a${i % 15}: orders(first: $a) { __typename }`)} }`,
  'fragments within themselves': (n) =>
    `{ ...f0 } ${fragments(n, 'Query', () => times(n, (i) => `...f${i}`))}`,
  'fragments of one name': (n) => `{ ...f0 } ${'fragment f0 on Query { ...f0 } '.repeat(n)}`,
  'introspection in fragments': (n) =>
    `{ __schema { types { ...f0 } } } ${fragments(n, '__Type', (i) => `ofType { ...f${(i + 1) % (n + 1)} ...f${(i + 1) % (n + 1)} }`)} fragment f${n} on __Type { name }`,
  'fields that are not there': (n) => `{ viewer { ${times(n, (i) => `ordr${i}`)} } }`,
  variables: (n) => `query (${times(n, (i) => `$a${i}: Int`)}) { __typename }`,
  'variables of one name': (n) => `query (${'$a: Int '.repeat(n)}) { __typename }`,
  'arguments of one name': (n) => `{ orders(${'first: 1 '.repeat(n)}) { __typename } }`,
  'lists in lists': (n) => `{ node(id: ${'['.repeat(n)}${']'.repeat(n)}) { id } }`,
  'objects in objects': (n) => `{ node(id: ${'{a: '.repeat(n)}1${'}'.repeat(n)}) { id } }`,
  'fragments of other types': (n) => `{ viewer { ${'... on Order { id } '.repeat(n)} } }`,
  'lines before mistakes': (n) => `{${'\n'.repeat(n)}a b c d e f }`,
};

describe('reading a document', () => {
  test.each(Object.entries(FAMILIES))('of %s takes little time at the edge of the limits', (name, make) => {
    const n = largest((count) => !isOverLimit(read(make(count))));
    const [accepted, refused] = [bestMs(make(n)), bestMs(make(n + 1))];
    const limit = read(make(n + 1))[0]?.extensions?.limit;
    process.stdout.write(
      `${name}: ${n} in ${accepted.toFixed(1)} ms, one more over "${limit}" in ${refused.toFixed(1)} ms (aim ${AIM_MS})\n`,
    );
    expect(Math.max(accepted, refused)).toBeLessThan(FAILS_MS);
  });

  test('a quadratic document of 1,000 tokens is refused as fast', () => {
    const ms = bestMs(`{ ${'viewer { id } '.repeat(248)} }`);
    process.stdout.write(`248 times a field: ${ms.toFixed(1)} ms (aim ${AIM_MS})\n`);
    expect(ms).toBeLessThan(FAILS_MS);
  });
});

function createTestEngine(): Engine {
  return new Engine({
    schema: buildSchema(readFileSync('schema/schema.graphql', 'utf8')),
    createContext: (input) => input,
    limits: {
      depth: config.GRAPHQL_MAX_DEPTH,
      aliases: config.GRAPHQL_MAX_ALIASES,
      rootFields: config.GRAPHQL_MAX_ROOT_FIELDS,
      directives: config.GRAPHQL_MAX_DIRECTIVES,
      operationName: config.GRAPHQL_MAX_OPERATION_NAME,
      selections: config.GRAPHQL_MAX_SELECTIONS,
      fieldPairs: config.GRAPHQL_MAX_FIELD_PAIRS,
      cost: config.GRAPHQL_MAX_COST,
    },
    admission: async () => null,
    answerLimits: {
      answerFields: config.GRAPHQL_MAX_ANSWER_FIELDS,
      answerBytes: config.GRAPHQL_MAX_ANSWER_BYTES,
    },
    queryRate: new QueryRate({ pointsPerSecond: config.QUERY_COST_PER_SECOND, clock: systemClock }),
    queryWaitMs: 10_000_000,
    persistedDocuments: createPersistedDocuments({
      mode: 'off',
      manifest: new Map(),
      maxTokens: config.GRAPHQL_MAX_TOKENS,
      log: silentLog,
      count: () => {},
    }),
    maxTokens: config.GRAPHQL_MAX_TOKENS,
    introspection: true,
  });
}

const engine = createTestEngine();

/** Formats the errors as for a client, which is part of the measured work. */
function read(text: string) {
  const found = engine.documents.read(text);
  const errors: readonly GraphQLError[] = 'errors' in found ? found.errors : [];
  return formatErrors(errors, { requestId: '', log: silentLog });
}

function isOverLimit(errors: ReturnType<typeof read>): boolean {
  return errors.some(({ extensions }) => extensions?.code === 'OPERATION_LIMIT_EXCEEDED');
}

/** The largest number that a condition holds for, if it holds for all smaller ones. */
function largest(holds: (count: number) => boolean): number {
  let [low, high] = [1, 2];
  while (holds(high)) [low, high] = [high, 2 * high];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function bestMs(text: string): number {
  const each = Array.from({ length: BEST_OF }, (_, n) => {
    const before = process.cpuUsage();
    // Another text of the same document, so that it is not cached.
    read(text + ' '.repeat(n + 1));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...each);
}
