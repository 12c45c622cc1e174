import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { figure, randomStream, seed } from '../support/faults.js';
import { startApp, type TestApp } from '../support/app.js';
import { buying, globalId, Player } from '../support/player.js';
import { makeRequest, playDocuments, schema } from '../support/play-documents.js';

/** The fault test of the same name sends ten times as many to a built process. */
const DOCUMENTS = 1_000;

let gateway: TestApp;
let ids: string[];

beforeAll(async () => {
  gateway = await startApp();
  const alice = await Player.of(gateway, 'alice');
  const { id } = await alice.connect('lep-ok-2');
  const { transactionId, order } = await alice.bought(buying());
  ids = [id, transactionId, globalId('Transaction', transactionId), order.id, order.batchId];
});

afterAll(async () => {
  await gateway.close();
});

test('documents generated as valid are valid, and most of those generated as broken are not', () => {
  const random = randomStream(1);
  const requests = Array.from({ length: 500 }, () => makeRequest(random, ids));
  const isValid = (query: string) => {
    try {
      return validate(schema, parse(query)).length === 0;
    } catch {
      return false;
    }
  };
  const invalid = requests.filter(({ fate, query }) => fate === 'valid' && !isValid(query));
  expect(invalid).toEqual([]);
  const valid = requests.filter(({ fate, query }) => fate !== 'valid' && isValid(query));
  expect(valid.length).toBeLessThan(requests.length / 10);
});

test(`${DOCUMENTS} documents made by chance get answers of the right shape`, async () => {
  figure('random documents: seed', seed);
  const { problems, outcomes } = await playDocuments({
    url: gateway.url,
    token: await gateway.token('alice'),
    random: randomStream(2),
    count: DOCUMENTS,
    ids,
  });
  expect(problems).toEqual([]);
  expect(outcomes).toMatchObject({
    'valid: data': expect.any(Number),
    'valid: data and errors': expect.any(Number),
    'mutated: GRAPHQL_PARSE_FAILED': expect.any(Number),
    'mutated: GRAPHQL_VALIDATION_FAILED': expect.any(Number),
    'cut: GRAPHQL_PARSE_FAILED': expect.any(Number),
  });
});
