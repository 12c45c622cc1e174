import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { shareConsole } from './shared-console.js';
import type { Stage } from './stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const SMALL_WINDOWS = [
  [320, 640],
  [320, 400],
  [700, 300],
] as const;

describe('popovers and notices of the console', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path: string) => {
    await shared.show(path);
    await page.locator('.row-link').first().waitFor();
  };
  const button = (name: RegExp | string) => page.getByRole('button', { name });
  const closed = () => page.locator('.popover').waitFor({ state: 'detached' });
  const focused = () => page.evaluate<string>('document.activeElement.outerHTML');

  inBrowser('opens at its button, takes the focus, and gives it back on Escape', async () => {
    await open('/console/orders?open=order-1');
    await page.locator('aside .legs').waitFor();
    const status = button(/^Status/);
    expect(await status.getAttribute('aria-expanded')).toBe('false');
    await status.click();
    await page.getByRole('dialog', { name: 'Status' }).waitFor();
    expect(await status.getAttribute('aria-expanded')).toBe('true');
    expect(await focused()).toContain('type="checkbox"');
    await page.keyboard.press('Escape');
    await closed();
    expect(await status.getAttribute('aria-expanded')).toBe('false');
    expect(await focused()).toContain('Status');
    // The panel of the order is closed by the next Escape, not by the same.
    expect(await page.locator('aside .legs').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
  });

  inBrowser('stays open while something in it is used', async () => {
    await open('/console/orders');
    await button('Display').click();
    await page.locator('.popover').getByText('UTC', { exact: true }).click();
    await page.locator('.popover').getByText('Times in', { exact: true }).click();
    expect(await page.locator('.popover').count()).toBe(1);
    await button('Display').click();
    await closed();
  });

  inBrowser('closes when something else is pressed or has the focus', async () => {
    await open('/console/orders');
    await button('Display').click();
    await page.locator('.popover .soft').first().waitFor();
    await button('Session').click();
    await page.getByRole('dialog', { name: 'Session' }).waitFor();
    expect(await page.locator('.popover').count()).toBe(1);
    await page.getByRole('heading', { name: 'Orders', exact: true }).click();
    await closed();
    await button(/^Status/).click();
    await page.locator('.popover').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await closed();
  });

  inBrowser('stays in the window, however small it is', async () => {
    await open('/console/inbox');
    await page.setViewportSize({ width: 320, height: 640 });
    await page.locator('.filters-toggle').click();
    expect(await page.locator('.filters-toggle').getAttribute('aria-expanded')).toBe('true');
    for (const [width, height] of SMALL_WINDOWS) {
      await page.setViewportSize({ width, height });
      for (const name of ['Verdict', 'Kind', 'Display', 'Session']) {
        await button(new RegExp(`^${name}`)).click();
        await page.locator('.popover').locator('label, .roles').first().waitFor();
        const box = await page.locator('.popover').boundingBox();
        expect(box).not.toBeNull();
        const { x = -1, y = -1, width: wide = 0, height: high = 0 } = box ?? {};
        const isInside = x >= 0 && x + wide <= width && y >= 0 && y + high <= height && high > 40;
        expect([name, width, height, isInside]).toEqual([name, width, height, true]);
        await page.keyboard.press('Escape');
        await closed();
      }
    }
  });

  inBrowser('shows a notice for some seconds, unless it has the focus', async () => {
    ({ page } = await shared.openApart('/console/inbox?open=3997'));
    await page.locator('aside').getByText('Unmatched').waitFor();
    await page.clock.install();
    await page.keyboard.press('r');
    const notice = page.getByRole('status').getByText('Replayed: Applied');
    await notice.waitFor();
    await page.locator('.notice button').focus();
    await page.clock.fastForward(60_000);
    expect(await notice.count()).toBe(1);
    await page.getByRole('heading', { name: 'Inbox', exact: true }).click();
    while ((await notice.count()) > 0) await page.clock.fastForward(2_000);
  });

  inBrowser('shows what failed until it is closed', async () => {
    ({ page } = await shared.openApart('/console/inbox?open=3997'));
    await page.locator('aside').getByText('Unmatched').waitFor();
    await page.clock.install();
    stage.mode = 'fail';
    await page.keyboard.press('r');
    const notice = page.getByRole('status').getByText('Not replayed');
    await notice.waitFor();
    await page.clock.fastForward(60_000);
    expect(await notice.count()).toBe(1);
    await page.locator('.notice').getByRole('button', { name: 'Close' }).click();
    await notice.waitFor({ state: 'detached' });
  });
});
