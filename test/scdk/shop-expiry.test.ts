import { describe, expect } from '@jest/globals';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { holdReads, overlayOf } from '../support/scdk-stage.js';
import { calling, hold } from '../support/shop-faults.js';
import { SHOP_PATHS } from '../support/shop-page.js';
import { shopInBrowser } from '../support/shop-stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const on = shopInBrowser();
const { becomesLedger, ledger, playOverlay, useShop } = on;

/** The time of a transaction is over at Gateway. */
const expire = () => on.passTime(5 * 60_000 + 1_000);
const EXPIRED = /has expired|took too long/;

/** The press has ordered nothing, and the next one works. */
async function hasExpired(): Promise<void> {
  await on.shop.says(EXPIRED);
  await becomesLedger(1);
  expect((await ledger()).orders).toEqual([]);
  const startOver = on.shop.page.getByRole('button', { name: 'Start over' });
  if (await startOver.isVisible()) await startOver.click();
  await on.shop.press('Buy TCS');
  await playOverlay();
  await on.shop.newestIs('COMPLETED');
  await becomesLedger(2);
}

describe.each(SHOP_PATHS)('the demo shop at %s, whose transaction expires', (path) => {
  useShop(path);

  inBrowser('during the creation says so', async () => {
    const { sent, release } = await hold(on.shop.page, calling('createTransaction'), 'answer');
    await on.shop.press('Buy INFY');
    await sent;
    await expire();
    release();
    await hasExpired();
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
  ])('at %s says so', async (_, proceed) => {
    await on.shop.press('Buy INFY');
    await proceed();
    await expire();
    await hasExpired();
  });

  inBrowser('during a lost connection says so', async () => {
    const context = on.shop.page.context();
    await on.shop.press('Buy INFY');
    await overlayOf(on.shop.page).dialog.waitFor();
    await context.setOffline(true);
    await on.shop.page.locator('#offline:not(:empty)').waitFor();
    await expire();
    await context.setOffline(false);
    await hasExpired();
  });

  inBrowser('before it is continued after a reload says so', async () => {
    await on.shop.press('Buy INFY');
    await overlayOf(on.shop.page).dialog.waitFor();
    // Otherwise the SDK may end the press before the reload.
    const release = await holdReads(on.shop.page);
    await expire();
    await on.shop.page.reload();
    release();
    await hasExpired();
  });

  inBrowser('between the order and its report shows the order', async () => {
    const { sent, release } = await hold(on.shop.page, calling('reportTransactionOutcome'), 'request');
    await on.shop.press('Buy INFY');
    await playOverlay();
    await sent;
    await expire();
    release();
    await on.shop.says('Your order was sent');
    await on.shop.newestIs('COMPLETED');
    await becomesLedger(1);
  });

  inBrowser('while its outcome is unknown promises nothing', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay('lep-stuck');
    await on.shop.says('We have not heard from your broker yet');
    await expire();
    await on.shop.says(/We have not heard from your broker yet|took too long/);
    await becomesLedger(1);
    expect((await ledger()).orders).toEqual([]);
  });
});
