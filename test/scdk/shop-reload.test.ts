import { describe, expect } from '@jest/globals';
import type { Request } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { controlOf } from '../support/emulator.js';
import { requireOrSkip } from '../support/requires.js';
import { overlayOf } from '../support/scdk-stage.js';
import { calling, completing, hold } from '../support/shop-faults.js';
import { openShop, SHOP_PATHS } from '../support/shop-page.js';
import { shopInBrowser } from '../support/shop-stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const on = shopInBrowser();
const { becomesLedger, ledger, ledgerHas, playOverlay, useShop } = on;

/** Reloads the page, and waits until it says what it knows of the press. */
async function reload(notice: string | RegExp): Promise<void> {
  await on.shop.page.reload();
  await on.shop.says(notice);
}

/** Continues the press after a reload, to one order of one transaction. */
async function continues(): Promise<void> {
  await on.shop.press('Try again');
  await playOverlay();
  await on.shop.newestIs('COMPLETED');
  await becomesLedger(1);
}

const UNFINISHED = 'What you began is not finished';
const ORDERED = /Your order (is with the broker|was sent)/;

describe.each(SHOP_PATHS)('the demo shop at %s, reloaded', (path) => {
  useShop(path);

  inBrowser.each(['request', 'answer'] as const)(
    'while the %s of the creation is on its way, continues with the same transaction',
    async (what) => {
      const { sent } = await hold(on.shop.page, calling('createTransaction'), what);
      await on.shop.press('Buy INFY');
      await sent;
      await reload(UNFINISHED);
      await continues();
    },
  );

  inBrowser('at the duplicate asks again, and orders nothing by itself', async () => {
    await on.orderElsewhere();
    await on.shop.press('Buy INFY');
    await on.shop.page.getByRole('heading', { name: 'Order it again?' }).waitFor();
    await on.shop.page.reload();
    await on.shop.page.getByRole('button', { name: 'No', exact: true }).click();
    await on.shop.says('Nothing was ordered.');
    await becomesLedger(1);
  });

  inBrowser.each([
    ['the chooser', async () => overlayOf(on.shop.page).dialog.waitFor()],
    [
      'the review',
      async () => {
        await overlayOf(on.shop.page).choose('Zerodha');
        await overlayOf(on.shop.page).logIn();
      },
    ],
  ])('at %s continues with the same transaction', async (_, proceed) => {
    await on.shop.press('Buy INFY');
    await proceed();
    await reload(UNFINISHED);
    await continues();
  });

  inBrowser('while the confirmation is on its way shows the order', async () => {
    const { sent } = await hold(on.shop.page, completing, 'answer');
    await on.shop.press('Buy INFY');
    await playOverlay();
    await sent;
    await reload(ORDERED);
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(1);
  });

  inBrowser('while the report is on its way shows the order', async () => {
    const { sent } = await hold(on.shop.page, calling('reportTransactionOutcome'), 'request');
    await on.shop.press('Buy INFY');
    await playOverlay();
    await sent;
    await on.shop.page.reload();
    await on.shop.newestIs('COMPLETED');
    await on.shop.says(ORDERED);
    await becomesLedger(1);
  });

  inBrowser('before Dwar has the login says that nothing is connected', async () => {
    // The pages link the account and report the outcome in another order.
    const isFirst = (request: Request) =>
      ['linkBrokerAccount', 'reportTransactionOutcome'].some((field) => calling(field)(request));
    const { sent } = await hold(on.shop.page, isFirst, 'request');
    await on.shop.press('Connect a broker');
    await playOverlay(`lep-ok-${on.viewers}3`, 'Upstox');
    await sent;
    await reload('Your broker was not connected. Please try again.');
    await on.shop.press('Connect a broker');
    await playOverlay(`lep-ok-${on.viewers}3`, 'Upstox');
    await on.shop.says('Your broker is connected.');
    await becomesLedger(2);
  });

  inBrowser('while an order is open shows it, and that it is filled', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay('lep-slow');
    await on.shop.newestIs('PLACED');
    await on.shop.page.reload();
    await on.shop.newestIs('PLACED');
    await controlOf(on.dev.emulatorUrl).clock(31_000);
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(1);
  });

  inBrowser('starts over where the user wants to, with another transaction', async () => {
    await on.shop.press('Buy INFY');
    await overlayOf(on.shop.page).dialog.waitFor();
    await reload(UNFINISHED);
    await on.shop.press('Start over');
    await on.shop.press('Buy TCS');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(2);
    await on.shop.page.reload();
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(2);
  });
});

describe.each(SHOP_PATHS)('the demo shop at %s, in two tabs at once,', (path) => {
  useShop(path);

  inBrowser('orders once, and asks in the other tab', async () => {
    const other = await openShop(on.browser, `${on.dev.url}${path}`, on.token);
    const tabs = [on.shop, other];
    await Promise.all(tabs.map((tab) => tab.press('Buy INFY')));
    const asked = await Promise.race(
      tabs.map(async (tab) => {
        await tab.page.getByRole('heading', { name: 'Order it again?' }).waitFor();
        return tab;
      }),
    );
    await asked.press('No');
    await asked.says('Nothing was ordered.');
    if (asked === on.shop) on.shop = other;
    await playOverlay();
    await ledgerHas(({ orders }) => orders[0]?.status === 'COMPLETED');
    await Promise.all(tabs.map((tab) => tab.newestIs('COMPLETED')));
    await becomesLedger(1);
    expect(await asked.orders()).toEqual((await ledger()).orders);
    for (const tab of tabs) await tab.page.context().close();
  });
});
