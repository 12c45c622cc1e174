import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { graphql } from '../generated/gql.js';
import type { CreateForGraphiqlMutationVariables } from '../generated/graphql.js';
import { chromiumPath, hasChromium, launchBrowser, type PageRecord, recordPage } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { openGraphiql } from '../support/graphiql-page.js';
import { requireOrSkip } from '../support/requires.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('GraphiQL in a browser, on the built dev instance', () => {
  let dev: BuiltDev;
  let browser: Browser;
  let page: Page;
  let record: PageRecord;

  beforeAll(async () => {
    if (!hasChromium) return;
    [dev, browser] = await Promise.all([startBuiltDev(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await dev?.stop();
  });
  beforeEach(async () => {
    if (!hasChromium) return;
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    record = recordPage(page);
  });
  afterEach(async () => {
    await page?.context().close();
  });

  const address = () => `${dev.url}/graphql#token=${dev.token}`;
  const ownHost = () => new Set([new URL(dev.url).host]);

  inBrowser('moves the token from the address to the headers', async () => {
    const graphiql = await openGraphiql(page, address());
    expect(page.url()).toBe(`${dev.url}/graphql`);
    expect(await graphiql.headers()).toContain(dev.token.slice(0, 16));
  });

  inBrowser('runs a query with the token of the viewer', async () => {
    const graphiql = await openGraphiql(page, address());
    await graphiql.openExample('Queries', 'brokers');
    await graphiql.run();
    await graphiql.waitForResponse('"key"');
    expect(record).toMatchObject({ hosts: ownHost(), problems: [] });
  });

  inBrowser('shows an event of a subscription over WebSocket', async () => {
    const graphiql = await openGraphiql(page, address());
    await graphiql.openExample('Subscriptions', 'events');
    const opened = page.waitForEvent('websocket');
    await graphiql.run();
    expect(new URL((await opened).url()).pathname).toBe('/graphql');
    await graphiql.waitForResponse('"StreamPosition"');
    await createTransaction(dev);
    await graphiql.waitForResponse('"TransactionEvent"');
    await graphiql.run();
    expect(record).toMatchObject({ hosts: ownHost(), problems: [] });
  });

  inBrowser('shows why a subscription without a token is refused', async () => {
    const graphiql = await openGraphiql(page, `${dev.url}/graphql`);
    await graphiql.openExample('Subscriptions', 'events');
    await graphiql.run();
    await graphiql.waitForResponse('UNAUTHENTICATED');
  });

  inBrowser('does not run scripts injected into the page', async () => {
    await openGraphiql(page, address());
    const planted =
      'const s = document.createElement("script"); s.text = "window.planted = 1"; document.body.append(s);';
    await page.evaluate(planted);
    expect(await page.evaluate('typeof window.planted')).toBe('undefined');
  });
});

const CREATE = graphql(/* GraphQL */ `
  mutation CreateForGraphiql($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
    }
  }
`);

/** A guest order of the dev viewer: its creation is an event. */
async function createTransaction(dev: BuiltDev): Promise<void> {
  const input: CreateForGraphiqlMutationVariables['input'] = {
    idempotencyKey: 'graphiql-test',
    intent: 'TRANSACTION',
    asGuest: true,
    securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }],
  };
  const response = await fetch(`${dev.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${dev.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: String(CREATE), variables: { input } }),
  });
  expect(await response.json()).toEqual({ data: { createTransaction: { __typename: 'Transaction' } } });
}
