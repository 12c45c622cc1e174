import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { startCarelessServer } from './careless-server.js';
import { getPreflighted, hasWeakness, WEAKNESSES } from './graphql-cop-checks.js';

/** Weaknesses that the development profile has on purpose. */
const OPEN_ON_PURPOSE = ['introspection', 'field suggestions', 'an IDE page for browsers'];

let closed: TestApp;
let open: TestApp;
let careless: Awaited<ReturnType<typeof startCarelessServer>>;

beforeAll(async () => {
  closed = await startApp({
    env: { NODE_ENV: 'production', GATEWAY_URL: 'https://gateway.invalid', OPS_PORT: '0' },
  });
  open = await startApp({ env: { NODE_ENV: 'development' } });
  careless = await startCarelessServer();
});

afterAll(async () => {
  careless?.close();
  for (const app of [closed, open]) await app?.close();
});

describe.each(WEAKNESSES)('%s', (weakness) => {
  test('is found at a careless server', async () => {
    expect(await hasWeakness(careless.url, weakness)).toBe(true);
  });

  test('is not found in production', async () => {
    expect(await hasWeakness(closed.url, weakness)).toBe(false);
  });

  test(`is found in development ${OPEN_ON_PURPOSE.includes(weakness) ? 'on purpose' : 'neither'}`, async () => {
    expect(await hasWeakness(open.url, weakness)).toBe(OPEN_ON_PURPOSE.includes(weakness));
  });
});

test('a query by GET is answered if a browser would have sent a preflight, and a mutation is not', async () => {
  const query = await getPreflighted(closed.url, '{ __typename }');
  expect([query.status, await query.json()]).toEqual([200, { data: { __typename: 'Query' } }]);
  expect((await getPreflighted(closed.url, 'mutation { __typename }')).status).toBe(405);
});
