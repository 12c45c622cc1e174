import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { openPage } from './open-page.js';
import { type Stage, type StageMode, startStage } from './stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

/** Screens with rows: the address, and what is there when the screen is complete. */
const SCREENS = [
  ['orders', '/console/orders', '.row-link'],
  ['order-panel', '/console/orders?open=order-1', 'aside .legs'],
  ['explain', '/console/orders/order-1', '.steps li'],
  ['explain-deliveries', '/console/orders/order-1?tab=deliveries', '.delivery-list a'],
  ['explain-raw', '/console/orders/order-1?tab=raw', '.json pre'],
  ['inbox', '/console/inbox', '.row-link'],
  ['delivery-panel', '/console/inbox?open=3997', 'aside .facts'],
  ['delivery-body', '/console/inbox?open=3997&tab=body', 'aside .json'],
  ['delivery-checksum', '/console/inbox?open=3997&tab=checksum', 'aside ol'],
  ['rejected', '/console/inbox?view=rejected&open=rejected-1', 'aside .facts'],
  ['overview', '/console/', '.chart canvas'],
  ['transactions', '/console/transactions', '.row-link'],
  ['transaction-panel', '/console/transactions?open=transaction-1', 'aside .steps li'],
  ['operator-log', '/console/log', '.log'],
  ['play', '/console/play', '.counter'],
  ['play-guarantee', '/console/play?open=G5', 'aside .facts'],
  ['emulator', '/console/emulator', '.emulator-rows a'],
  ['emulator-call', '/console/emulator?open=1', 'aside .json'],
  ['emulator-webhooks', '/console/emulator?view=webhooks&open=dlv_1', 'aside .emulator-attempts'],
] as const;

/** The states of a screen of a list that has no rows to show. */
const STATES: readonly (readonly [name: string, mode: StageMode, mark: string])[] = [
  ['loading', 'hang', '.loading'],
  ['failed', 'fail', '.state[role=alert]'],
  ['empty', 'ok', '.state h2, .first-cards'],
  ['signed-out', 'signed-out', '.signed-out-title'],
];
const LISTS = [
  '/console/orders',
  '/console/inbox',
  '/console/transactions',
  '/console/',
  '/console/log',
  '/console/emulator',
  '/console/emulator?view=webhooks',
];

describe('the console', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (hasChromium) browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(() => {
    stage = undefined as never;
  });
  afterEach(async () => {
    await page?.context().close();
    await stage?.close();
  });

  const open = async (path: string, mark: string) => {
    const opened = await openPage(browser, stage, path);
    page = opened.page;
    await page.locator(mark).first().waitFor();
    return opened;
  };

  inBrowser.each(SCREENS)(
    'is accessible in light and dark, narrow and wide: %s',
    async (name, path, mark) => {
      stage = await startStage();
      const { record, violations } = await open(path, mark);
      expect(await findProblems(page, name)).toEqual([]);
      expect(await violations()).toEqual([]);
      expect(record).toEqual({ hosts: new Set([new URL(stage.origin).host]), problems: [] });
    },
  );

  inBrowser.each(STATES)('is accessible when a screen is %s', async (state, mode, mark) => {
    stage = await startStage({ orders: 0, others: 0 });
    for (const path of LISTS) {
      stage.mode = mode;
      const { violations } = await open(path, mark);
      const name = `${path.split('/')[2] || 'overview'}-${state}`;
      expect([path, await findProblems(page, name)]).toEqual([path, []]);
      expect(await violations()).toEqual([]);
      await page.context().close();
    }
  });

  inBrowser('is accessible with the stream lost, and with each dialog and menu open', async () => {
    stage = await startStage();
    await open('/console/inbox', '.row-link');
    stage.isDeaf = true;
    stage.cut();
    await page.locator('.banner').waitFor();
    expect(await findProblems(page, 'stream-lost')).toEqual([]);
    for (const [key, mark] of [
      ['?', 'dialog .key-groups'],
      ['R', 'dialog .replay-counts'],
      ['Control+k', 'input.mantine-Spotlight-search'],
      ['f', '.filter-options'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(mark).waitFor();
      expect([key, await findProblems(page, `overlay-${mark.replace(/\W+/g, '-')}`)]).toEqual([key, []]);
      // The narrow window had no room for the menu, which lost the focus.
      if (key === 'f') await page.locator('.filter-options input').first().focus();
      await page.keyboard.press('Escape');
      await page.locator(mark).waitFor({ state: 'detached' });
    }
  });

  inBrowser('shows the chosen colours from the first paint on', async () => {
    stage = await startStage();
    await open('/console/orders', '.row-link');
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByText('Dark', { exact: true }).click();
    await page.getByText('UTC', { exact: true }).click();
    await page.getByText('हिन्दी', { exact: true }).click();
    await page.getByRole('heading', { name: 'ऑर्डर', exact: true }).waitFor();
    stage.mode = 'hang';
    await page.reload({ waitUntil: 'commit' });
    await page.locator('.loading').waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    stage.mode = 'ok';
    await page.reload();
    await page.getByRole('heading', { name: 'ऑर्डर', exact: true }).waitFor();
  });
});
