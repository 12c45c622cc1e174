import 'reflect-metadata';
import { afterEach, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp | undefined;

afterEach(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('APOLLO_')) delete process.env[name];
  await app?.close();
});

// With these variables and without a key, Apollo Server refuses to start unless its reports are turned off.
test("variables of Apollo's own turn none of its reports on", async () => {
  process.env.APOLLO_SCHEMA_REPORTING = 'true';
  app = await startApp();
  expect(await app.anonymous().sendRaw('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
});
