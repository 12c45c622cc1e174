import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startApp, type TestApp } from '../support/app.js';

/** Audits of the installed version of graphql-http. A version with more of them must be reviewed. */
const AUDITS = 61;

let gateway: TestApp;

beforeAll(async () => {
  gateway = await startApp({ env: { INTROSPECTION: 'true' } });
});

afterAll(async () => {
  await gateway.close();
});

/** Dwar refuses requests that a browser could send without a preflight, so every audit sends the header that requires one. */
const preflighted: typeof fetch = (url, init) =>
  fetch(url, { ...init, headers: { ...(init?.headers as object), 'apollo-require-preflight': 'true' } });

const audits = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: preflighted });

test('there are as many audits as were reviewed', () => {
  expect(audits).toHaveLength(AUDITS);
});

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  'audit %s: %s',
  async (_id, _name, audit) => {
    const result = await audit.fn();
    expect([result.status, 'reason' in result ? result.reason : null]).toEqual(['ok', null]);
  },
);
