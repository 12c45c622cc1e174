import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { AGREEING_ANSWERS } from '../../src/gateway/upstream-clock.js';
import { graphql } from '../generated/gql.js';
import type { CreateTransactionInput } from '../generated/graphql.js';
import { hasChromium, launchBrowser } from './browser.js';
import { type BuiltDev, startBuiltDev } from './built-dev.js';
import { present } from './documents.js';
import { controlOf } from './emulator.js';
import { GraphqlClient } from './graphql-client.js';
import { overlayOf } from './scdk-stage.js';
import { openShop, type ShopPage } from './shop-page.js';
import { until } from './until.js';

const LEDGER = graphql(/* GraphQL */ `
  query ShopLedger {
    orders(first: 50) {
      edges { node { id status } }
    }
    transactions(first: 50) {
      edges { node { gatewayTransactionId intent status } }
    }
  }
`);

const CREATE = graphql(/* GraphQL */ `
  mutation CreateElsewhere($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
    }
  }
`);

/** What the ledger holds of the present viewer, newest first. */
async function readLedger(url: string, token: string) {
  const { orders, transactions } = await new GraphqlClient(url, token).ask(LEDGER);
  return {
    orders: present(orders).edges.map(({ node }) => present(node)),
    transactions: present(transactions).edges.map(({ node }) => present(node)),
  };
}

/**
 * A `dwar dev`, a browser and the demo shop for the tests of a file, if there is a Chromium. Each test of a
 * block that calls `useShop` gets a page and a viewer of its own.
 */
export function shopInBrowser() {
  const on = { viewers: 0 } as {
    dev: BuiltDev;
    browser: Browser;
    shop: ShopPage;
    token: string;
    viewers: number;
  };
  beforeAll(async () => {
    if (hasChromium) [on.dev, on.browser] = await Promise.all([startBuiltDev(), launchBrowser()]);
  });
  afterAll(async () => {
    await on.browser?.close();
    await on.dev?.stop();
  });
  const ledger = () => readLedger(on.dev.url, on.token);
  return Object.assign(on, {
    ledger,
    /** Opens a page of the shop before each test of a block. */
    useShop(path: string): void {
      beforeEach(async () => {
        if (!hasChromium) return;
        on.token = await on.dev.tokenOf(`shopper-${on.viewers++}`);
        on.shop = await openShop(on.browser, `${on.dev.url}${path}`, on.token);
      });
      afterEach(async () => {
        await on.shop?.page.context().close();
      });
    },
    /** Plays the overlay to its end. */
    async playOverlay(account = 'lep-ok', broker = 'Zerodha'): Promise<void> {
      const overlay = overlayOf(on.shop.page);
      await overlay.choose(broker);
      await overlay.logIn(account);
      await overlay.confirm();
    },
    /** The page shows what the ledger holds, and one transaction for each press. */
    async expectLedger(presses: number): Promise<void> {
      const { orders, transactions } = await ledger();
      expect(await on.shop.orders()).toEqual(orders);
      expect(transactions).toHaveLength(presses);
    },
    /** Waits until the ledger holds what `isReached` looks for. */
    ledgerHas: (isReached: (found: Awaited<ReturnType<typeof ledger>>) => boolean) =>
      until('the ledger to hold it', async () => isReached(await ledger())),
    /** Waits until the page shows what the ledger holds, one transaction for each press. */
    async becomesLedger(presses: number): Promise<void> {
      await until('the page to show the ledger', async () => {
        const { orders } = await ledger();
        return isDeepStrictEqual(await on.shop.orders(), orders);
      });
      expect((await ledger()).transactions).toHaveLength(presses);
    },
    /** The same user orders the same in another tab. */
    orderElsewhere: () =>
      create(on.dev.url, on.token, {
        intent: 'TRANSACTION',
        securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }],
        allowDuplicate: true,
      }),
    /** Moves Gateway's clock. Dwar follows it after a few answers, which another viewer's calls get. */
    async passTime(milliseconds: number): Promise<void> {
      await controlOf(on.dev.emulatorUrl).clock(milliseconds);
      const other = await on.dev.tokenOf('passer-by');
      for (let call = 0; call < AGREEING_ANSWERS; call += 1)
        await create(on.dev.url, other, { intent: 'CONNECT' });
    },
  });
}

/** Creates a transaction without the page. */
async function create(
  url: string,
  token: string,
  input: Omit<CreateTransactionInput, 'idempotencyKey'>,
): Promise<void> {
  const variables = { input: { ...input, idempotencyKey: randomUUID() } };
  const { createTransaction } = await new GraphqlClient(url, token).ask(CREATE, variables);
  expect(createTransaction?.__typename).toBe('Transaction');
}
