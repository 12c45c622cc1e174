import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { expectWithin, restingFrame, scrolledFrame, slowDown, timeToRows } from './measure.js';
import { openPage, untilLive } from './open-page.js';
import { type Stage, startStage } from './stage.js';
import { makeOrder } from './stage-data.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const ROWS_MAX = 40;
const UPDATES_PER_SECOND = 100;
const SECONDS = 2;
const RESTING_SECONDS = 1;
/** Two hundred pages are read one after another. */
const PAGES_TIMEOUT_MS = 300_000;

describe('the orders of the console, of which there are 10,000', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (!hasChromium) return;
    [stage, browser] = await Promise.all([startStage({ orders: 10_000, others: 20 }), launchBrowser()]);
    ({ page } = await openPage(browser, stage, '/console/orders'));
    await page.locator('.row-link').first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  inBrowser.each([
    { rate: 1, aimMs: 800 },
    { rate: 4, aimMs: 2_000 },
  ])('are painted soon with a processor $rate times as slow', async ({ rate, aimMs }) => {
    await expectWithin(`largest paint and first row, processor ${rate} times as slow`, aimMs, async () => {
      // Each attempt has a new cache, as a first visit has.
      const { page: fresh } = await openPage(browser, stage, '/console/icon.svg');
      const at = await timeToRows(fresh, `${stage.origin}/console/orders`, rate);
      await fresh.context().close();
      return at;
    });
  });

  inBrowser.each([
    { rate: 1, updates: 0, aimMs: 17 },
    { rate: 1, updates: UPDATES_PER_SECOND, aimMs: 17 },
    { rate: 4, updates: UPDATES_PER_SECOND, aimMs: 34 },
  ])(
    'scroll with few rows in the page, $updates changes a second, processor $rate times as slow',
    async ({ rate, updates, aimMs }) => {
      await untilLive(page);
      const machineMs = await restingFrame(page, RESTING_SECONDS);
      const slow = await slowDown(page, rate);
      let number = 0;
      const send = () => {
        const order = makeOrder(number % 400, Date.now(), { revision: 10 + number, viewer: `v${number}` });
        stage.change({ __typename: 'OrderChanged', order });
        number += 1;
      };
      const timer = updates === 0 ? undefined : setInterval(send, 1_000 / updates);
      const name = `95 of 100 frames, ${updates} changes a second, processor ${rate} times as slow`;
      await expectWithin(
        name,
        aimMs,
        async () => {
          await page.evaluate("document.querySelector('[role=grid]').scrollTo(0, 0)");
          return await scrolledFrame(page, SECONDS);
        },
        machineMs,
      );
      clearInterval(timer);
      await slow.free();
      if (updates > 0) expect(number).toBeGreaterThan(updates / 2);
      expect(await page.evaluate('window.rowsMax')).toBeLessThanOrEqual(ROWS_MAX);
    },
  );

  inBrowser(
    'are read page by page to the last one, still with few rows in the page',
    async () => {
      // Without the rows that changes have put at the top.
      await page.reload();
      await page.locator('.row-link').first().waitFor();
      await page.locator('.row-link[tabindex="0"]').focus();
      for (let shown = await countOtherThan(page, ''); shown !== '10,000 rows'; ) {
        await page.keyboard.press('End');
        shown = await countOtherThan(page, shown);
      }
      await page.keyboard.press('End');
      await page.locator('[data-row=order-9999]').waitFor();
      expect(await page.locator('.grid-row').count()).toBeLessThanOrEqual(ROWS_MAX);
      expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('10001');
    },
    PAGES_TIMEOUT_MS,
  );
});

/** The number of rows as the page shows it, as soon as it is another one. A locator would look less often. */
async function countOtherThan(page: Page, shown: string): Promise<string> {
  return await page.evaluate<string>(`new Promise((resolve) => {
    const look = () => {
      const { textContent } = document.querySelector('.screen-head .number');
      if (textContent === ${JSON.stringify(shown)}) requestAnimationFrame(look); else resolve(textContent);
    };
    look();
  })`);
}
