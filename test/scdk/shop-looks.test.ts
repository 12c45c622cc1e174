import { describe, expect } from '@jest/globals';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { overlayOf } from '../support/scdk-stage.js';
import { calling, loseRequests } from '../support/shop-faults.js';
import { SHOP_PATHS } from '../support/shop-page.js';
import { shopInBrowser } from '../support/shop-stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const on = shopInBrowser();
const { passTime, playOverlay, useShop } = on;

describe.each(SHOP_PATHS)('the demo shop at %s is accessible and fits a phone', (path) => {
  const name = path.slice(1).replace('/', '-');

  useShop(path);

  inBrowser('without a network, and where a press was not answered', async () => {
    await loseRequests(on.shop.page, calling('createTransaction'));
    await on.shop.press('Buy INFY');
    await on.shop.says('nothing is ordered twice');
    expect(await findProblems(on.shop.page, `${name}-8-unclear`)).toEqual([]);
    await on.shop.page.context().setOffline(true);
    await on.shop.page.locator('#offline:not(:empty)').waitFor();
    expect(await findProblems(on.shop.page, `${name}-9-offline`)).toEqual([]);
  });

  inBrowser('where a reload has interrupted a press, and where it has expired since', async () => {
    await on.shop.press('Buy INFY');
    await overlayOf(on.shop.page).dialog.waitFor();
    await on.shop.page.reload();
    await on.shop.says('What you began is not finished');
    expect(await findProblems(on.shop.page, `${name}-10-unfinished`)).toEqual([]);
    await passTime(5 * 60_000 + 1_000);
    await on.shop.page.reload();
    await on.shop.says(/has expired|took too long/);
    expect(await findProblems(on.shop.page, `${name}-11-expired`)).toEqual([]);
  });

  inBrowser('where the outcome is unknown', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay('lep-stuck');
    await on.shop.says('We have not heard from your broker yet');
    expect(await findProblems(on.shop.page, `${name}-12-unknown`)).toEqual([]);
  });
});
