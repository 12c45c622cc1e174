import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { startApp, type TestApp } from '../support/app.js';
import { TRANSPORTS } from '../support/any-transport.js';

/** The static cost does not cover this: introspection costs only as many fields as its text has. */
const TYPES = '{ __schema { types { name fields { name type { name } } } } }';
const REFUSED = [{ extensions: { code: 'OPERATION_LIMIT_EXCEEDED' } }];

const refusedBy = (limit: string) => ({
  data: null,
  errors: [{ extensions: { ...REFUSED[0]?.extensions, limit } }],
});

describe.each([
  ['answerFields', { GRAPHQL_MAX_ANSWER_FIELDS: '300' }],
  ['answerBytes', { GRAPHQL_MAX_ANSWER_BYTES: '4000' }],
])('the limit "%s"', (limit, env) => {
  let gateway: TestApp;
  let token: string;

  beforeAll(async () => {
    gateway = await startApp({ env });
    token = await gateway.token('alice');
  });

  afterAll(() => gateway.close());

  test.each(Object.entries(TRANSPORTS))(
    'ends an operation that produces more, as one error without data, over %s',
    async (_name, send) => {
      expect(await send(gateway.url, token, { query: TYPES })).toMatchObject(refusedBy(limit));
      const small = await send(gateway.url, token, { query: '{ __type(name: "Order") { name kind } }' });
      expect(small).toMatchObject({ data: { __type: { name: 'Order' } }, errors: [] });
    },
  );

  test('is the same for each operation: nothing is carried over from the one before', async () => {
    const alice = await gateway.as('alice');
    const most = '{ __type(name: "Order") { fields { name } } }';
    for (let n = 0; n < 20; n += 1)
      expect(await alice.sendRaw(most)).toMatchObject({ status: 200, errors: [] });
  });
});

describe('with the default limits', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    gateway = await startApp();
  });

  afterAll(() => gateway.close());

  test('the introspection of every tool passes', async () => {
    const alice = await gateway.as('alice');
    const query = getIntrospectionQuery({
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(await alice.sendRaw(query)).toMatchObject({ status: 200, errors: [] });
  });
});
