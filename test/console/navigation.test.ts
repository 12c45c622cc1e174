import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { shareConsole } from './shared-console.js';
import type { Stage } from './stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const PHONE = { width: 320, height: 640 };

describe('the navigation of the console', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path: string, looks = {}) => {
    await shared.show(path, looks);
    await page.locator('h1').first().waitFor();
  };
  /** Address and keys of each link. */
  const screens = async () =>
    await Promise.all(
      (await page.locator('.nav .nav-link').all()).map(
        async (link) => [await link.getAttribute('href'), await link.getAttribute('title')] as const,
      ),
    );

  inBrowser('opens each of its screens, also by the keys that it names', async () => {
    await open('/console/');
    const inside = (await screens()).filter(([href]) => href?.startsWith('/console'));
    expect(inside.length).toBeGreaterThan(4);
    expect(new Set(inside.map(([, keys]) => keys)).size).toBe(inside.length);
    for (const [href, keys] of inside) {
      for (const key of (keys ?? '').split(' ')) await page.keyboard.press(key);
      await page.waitForURL(`${stage.origin}${href}`);
      const current = page.locator('.nav [aria-current=page]');
      await page.locator(`.nav [aria-current=page][href="${href}"]`).waitFor();
      expect(await current.count()).toBe(1);
      await page.locator('.content h1').waitFor();
    }
  });

  inBrowser('names the same screens and keys in the palette and in the sheet of shortcuts', async () => {
    await open('/console/orders');
    const names = await page.locator('.nav .nav-link span').allTextContents();
    const keys = (await screens()).map(([, own]) => own);
    await page.keyboard.press('?');
    const section = page.locator('.key-groups section', { has: page.locator('h3', { hasText: 'Screens' }) });
    await section.waitFor();
    expect(await section.locator('dt').allTextContents()).toEqual(names);
    expect(await section.locator('dd').allTextContents()).toEqual(keys);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.locator('input.mantine-Spotlight-search').waitFor();
    const actions = await page.locator('.mantine-Spotlight-action').allTextContents();
    for (const [index, name] of names.entries()) expect(actions).toContain(`${name}${keys[index]}`);
  });

  inBrowser('leaves out in production what only development has', async () => {
    stage.world.session = { ...stage.world.session, isDevelopment: false };
    await open('/console/orders');
    expect(await page.locator('.nav a[href="/graphql"]').count()).toBe(0);
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.keyboard.press('?');
    await page.locator('dialog .key-groups').waitFor();
    expect(await page.locator('.key-groups').getByText('GraphiQL').count()).toBe(0);
    expect(page.url()).toBe(`${stage.origin}/console/orders`);
  });

  inBrowser('has five entries on a phone, of which the last shows the other screens', async () => {
    await open('/console/orders', PHONE);
    const bar = page.locator('.bottom-bar');
    expect(await bar.locator('.nav-link').count()).toBe(5);
    const more = bar.getByRole('button', { name: 'More' });
    await more.click();
    const sheet = page.getByRole('dialog', { name: 'More' });
    await sheet.waitFor();
    expect(await more.getAttribute('aria-expanded')).toBe('true');
    expect(await findProblems(page, 'more-screens')).toEqual([]);
    await page.setViewportSize(PHONE);
    await sheet.getByRole('link', { name: 'Operator log' }).click();
    await page.waitForURL('**/console/log');
    await sheet.waitFor({ state: 'detached' });
    expect(await more.getAttribute('data-active')).toBe('true');
  });

  inBrowser('closes the sheet by Escape, and gives the focus back', async () => {
    await open('/console/orders', PHONE);
    const more = page.locator('.bottom-bar').getByRole('button', { name: 'More' });
    await more.click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.bottom-bar button:focus').waitFor();
  });

  inBrowser('finds what an id names, and leads to it', async () => {
    await open('/console/');
    const order = stage.world.orders[7];
    const find = async (text: string) => {
      await page.keyboard.press('Control+k');
      await page.locator('input.mantine-Spotlight-search').fill(text);
    };
    const hit = (name: string) =>
      page.locator('.mantine-Spotlight-action').filter({ hasText: new RegExp(`^${name}`) });
    await find(String(order?.legs[0]?.exchangeOrderId));
    await hit(`Order ${order?.batchId}`).click();
    await page.waitForURL(`**/console/orders/${order?.id}`);
    await page.locator('.steps li').first().waitFor();
    await find(String(order?.transactionId));
    await hit('Transaction TRX_').waitFor();
    expect(await hit('Order ').count()).toBe(1);
    await hit('Transaction TRX_').click();
    await page.waitForURL('**/console/transactions?open=transaction-7');
    await find('delivery-1');
    await hit('Search orders for delivery-1').waitFor();
    await page.locator('input.mantine-Spotlight-search').fill('3997 x');
    await page.getByText('Nothing fits. An id is searched whole.').waitFor();
  });

  inBrowser('says so when the search fails', async () => {
    await open('/console/orders');
    await page.locator('.row-link').first().waitFor();
    stage.mode = 'fail';
    await page.keyboard.press('Control+k');
    await page.locator('input.mantine-Spotlight-search').fill('unknown-4711');
    await page.locator('.mantine-Spotlight-action', { hasText: 'Search orders for' }).waitFor();
    expect(
      await page.locator('.mantine-Spotlight-action', { hasText: /^(?:Order|Transaction) / }).count(),
    ).toBe(0);
  });
});
