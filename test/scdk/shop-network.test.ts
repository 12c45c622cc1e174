import { describe, expect } from '@jest/globals';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { controlOf } from '../support/emulator.js';
import { requireOrSkip } from '../support/requires.js';
import { newTestPage, overlayOf } from '../support/scdk-stage.js';
import { calling, completing, loseAnswer, loseRequests } from '../support/shop-faults.js';
import { SHOP_PATHS } from '../support/shop-page.js';
import { shopInBrowser } from '../support/shop-stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const on = shopInBrowser();
const { becomesLedger, ledger, playOverlay, useShop } = on;

const goOffline = () => on.shop.page.context().setOffline(true);
const goOnline = () => on.shop.page.context().setOffline(false);

/** The page says that it has no connection, and goes on to show so until it has one. */
const saysOffline = () => on.shop.page.locator('#offline:not(:empty)').waitFor();
const isLive = async () => {
  await on.shop.page.locator('#live[data-tone="good"]').waitFor();
  await on.shop.page.locator('#offline:empty').waitFor({ state: 'attached' });
};

/** A further press works as the first one did. */
async function buysAgain(presses: number): Promise<void> {
  await on.shop.press('Buy TCS');
  await playOverlay();
  await on.shop.newestIs('COMPLETED');
  await becomesLedger(presses);
}

describe.each(SHOP_PATHS)('the demo shop at %s without a network', (path) => {
  useShop(path);

  inBrowser('before the press orders nothing, and repeats the press when it is back', async () => {
    await goOffline();
    await saysOffline();
    await on.shop.press('Buy INFY');
    await on.shop.says('nothing is ordered twice');
    await goOnline();
    await isLive();
    await on.shop.press('Try again');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(1);
  });

  inBrowser.each([['createTransaction'], ['createAuthToken']])(
    'during %s continues with the same transaction',
    async (field) => {
      await loseAnswer(on.shop.page, calling(field), goOffline);
      await on.shop.press('Buy INFY');
      await on.shop.page.getByRole('button', { name: 'Try again' }).waitFor();
      await saysOffline();
      await goOnline();
      await on.shop.press('Try again');
      await playOverlay();
      await on.shop.newestIs('COMPLETED');
      await becomesLedger(1);
    },
  );

  inBrowser('gives up a press that cannot be sent, and starts over', async () => {
    await loseRequests(on.shop.page, calling('createTransaction'));
    await on.shop.press('Buy INFY');
    await on.shop.says('nothing is ordered twice');
    await on.shop.press('Start over');
    await buysAgain(1);
  });

  inBrowser('while the SDK is open orders nothing, and says so when it is back', async () => {
    await on.shop.press('Buy INFY');
    const overlay = overlayOf(on.shop.page);
    await overlay.dialog.getByRole('button', { name: 'Zerodha' }).waitFor();
    await goOffline();
    await overlay.close();
    await saysOffline();
    await goOnline();
    await on.shop.says('You closed the window. Nothing was ordered.');
    await becomesLedger(1);
    expect((await ledger()).orders).toEqual([]);
    await buysAgain(2);
  });

  inBrowser('after the user has confirmed shows the order when it is back', async () => {
    await loseAnswer(on.shop.page, completing, goOffline);
    await on.shop.press('Buy INFY');
    await playOverlay();
    const frame = overlayOf(on.shop.page).dialog.frameLocator('iframe');
    await frame.getByText('did not answer').waitFor();
    await overlayOf(on.shop.page).close();
    await overlayOf(on.shop.page).dialog.waitFor({ state: 'detached' });
    await saysOffline();
    await goOnline();
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(1);
    await buysAgain(2);
  });

  inBrowser.each([
    ['before Dwar has it', loseRequests],
    ['after Dwar has it', loseAnswer],
  ])('reports the outcome again that was lost %s', async (_, lose) => {
    await lose(on.shop.page, calling('reportTransactionOutcome'));
    await on.shop.press('Buy INFY');
    await playOverlay();
    await on.shop.says('Your order was sent');
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(1);
    await buysAgain(2);
  });

  inBrowser('links the account that was proven while it was lost', async () => {
    await loseRequests(on.shop.page, calling('linkBrokerAccount'), 2);
    await on.shop.press('Connect a broker');
    await playOverlay(`lep-ok-${on.viewers}2`, 'Upstox');
    await on.shop.says('Your broker is connected.');
    await on.shop.page.getByText('Connected: Upstox').waitFor();
    await becomesLedger(1);
  });

  inBrowser('shows an order that was filled meanwhile', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay('lep-slow');
    await on.shop.newestIs('PLACED');
    await on.shop.says('Your order is with the broker');
    await goOffline();
    await saysOffline();
    await controlOf(on.dev.emulatorUrl).clock(31_000);
    await becomes('COMPLETED');
    await goOnline();
    await on.shop.newestIs('COMPLETED');
    await isLive();
    await becomesLedger(1);
  });

  inBrowser('shows an order whose event arrived while reads were lost', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay('lep-slow');
    await on.shop.newestIs('PLACED');
    await on.shop.says('Your order is with the broker');
    await loseRequests(on.shop.page, (request) => request.url().endsWith('/graphql'), 2);
    await controlOf(on.dev.emulatorUrl).clock(31_000);
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(1);
  });

  inBrowser('while it opens waits until Dwar answers', async () => {
    const page = await newTestPage(on.browser);
    await loseRequests(page, (request) => request.url().endsWith('/graphql'), 2);
    await page.goto(`${on.dev.url}${path}#token=${on.token}`);
    await page.locator('#live[data-tone="good"]').waitFor();
    await page.getByRole('button', { name: 'Buy INFY' }).and(page.locator(':enabled')).waitFor();
    await page.context().close();
  });
});

/** The order of the viewer has this status in the ledger. */
async function becomes(status: string): Promise<void> {
  await on.ledgerHas(({ orders }) => orders[0]?.status === status);
}
