import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { untilLive } from './open-page.js';
import { shareConsole } from './shared-console.js';
import type { Stage } from './stage.js';
import { makeOrder } from './stage-data.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('the orders in the console', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path = '/console/orders') => {
    await shared.show(path);
    await page.locator('.row-link').first().waitFor();
  };
  const firstRow = () => page.locator('[role=row][aria-rowindex="2"]');
  const send = (number: number, fields: Readonly<Record<string, unknown>> = {}) =>
    stage.change({ __typename: 'OrderChanged', order: makeOrder(number, Date.now(), fields) });

  inBrowser('opens a row in a panel with an address of its own, and gives the focus back', async () => {
    await open();
    await page.locator('[data-row=order-2]').click();
    await page.getByRole('heading', { name: 'Order 5f03…0002' }).waitFor();
    expect(new URL(page.url()).search).toBe('?open=order-2');
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.dataset.row')).toBe('order-2');
  });

  inBrowser('moves by keys and opens with Enter', async () => {
    await open();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-row=order-1]:focus').waitFor();
    expect(await page.locator('.row-link[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Order 5f03…0001' }).waitFor();
  });

  inBrowser('gives every row a link that opens the same in a new tab', async () => {
    await open('/console/orders?status=COMPLETED&since=24h');
    const href = await page.locator('.row-link').nth(1).getAttribute('href');
    expect(href).toMatch(/^\/console\/orders\?status=COMPLETED&since=24h&open=order-\d+$/);
    await page.goto(`${stage.origin}${href}`);
    await page.locator('aside h2').waitFor();
  });

  inBrowser('keeps filters in the address, and time relative', async () => {
    await open();
    await page.keyboard.press('f');
    await page.getByRole('checkbox', { name: 'Unfilled' }).check();
    await page.waitForURL('**/console/orders?status=UNFILLED');
    await page.keyboard.press('Escape');
    await page.getByLabel('Since').selectOption('1h');
    await page.waitForURL('**/console/orders?status=UNFILLED&since=1h');
    await expect(statusesShown(page)).resolves.toEqual(['Unfilled']);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL(/\/console\/orders$/);
  });

  inBrowser('searches an id whole', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('TRX_5f03…0007');
    await page.keyboard.press('Enter');
    await page.getByText('1 row', { exact: true }).waitFor();
  });

  inBrowser('says which filters nothing fits', async () => {
    await shared.show('/console/orders?symbol=NONE');
    await page.getByRole('heading', { name: 'No order fits these filters' }).waitFor();
    await page.getByText('symbol = NONE').waitFor();
  });

  inBrowser('shows a new order at the top, and a change where the order is', async () => {
    await open();
    await untilLive(page);
    send(900, { id: 'order-new', updatedAt: new Date().toISOString() });
    await firstRow().locator('[data-row=order-new]').waitFor();
    send(4, { status: 'MARKEDCOMPLETE', revision: 9 });
    const changed = page.locator('[role=row]', { has: page.locator('[data-row=order-4]') });
    await changed.getByText('Marked complete').waitFor();
    expect(await changed.getAttribute('aria-rowindex')).toBe('7');
  });

  inBrowser('ignores a change of an older revision, and an order that the filter leaves out', async () => {
    await open('/console/orders?status=UNFILLED');
    await untilLive(page);
    send(4, { status: 'UNFILLED', viewer: 'mallory', revision: 2 });
    send(901, { id: 'order-placed', status: 'PLACED' });
    send(902, { id: 'order-unfilled', status: 'UNFILLED' });
    await firstRow().locator('[data-row=order-unfilled]').waitFor();
    expect(await page.locator('[data-row=order-placed]').count()).toBe(0);
    expect(await page.getByText('mallory').count()).toBe(0);
  });

  inBrowser('lets new orders wait while the list is scrolled, and shows them when asked', async () => {
    await open();
    await untilLive(page);
    await firstRow().waitFor();
    await page.evaluate("document.querySelector('[role=grid]').scrollTo(0, 900)");
    await page.locator('[data-row=order-25]').waitFor();
    send(903, { id: 'order-a' });
    send(904, { id: 'order-b' });
    await page.getByRole('button', { name: '2 new' }).click();
    await firstRow().locator('[data-row=order-b]').waitFor();
  });

  inBrowser('holds every change while it is paused', async () => {
    await open();
    await untilLive(page);
    await page.keyboard.press('Space');
    send(905, { id: 'order-held' });
    await page.getByText('Paused, 1 change waits').waitFor();
    expect(await page.locator('[data-row=order-held]').count()).toBe(0);
    await page.keyboard.press('Space');
    await firstRow().locator('[data-row=order-held]').waitFor();
  });

  inBrowser('shows code and request of a failure, and reads again when asked', async () => {
    stage.mode = 'fail';
    await shared.show('/console/orders');
    await page.getByText('Code INTERNAL_SERVER_ERROR').waitFor();
    await page.getByText('Request req-4711').waitFor();
    stage.mode = 'ok';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.row-link').first().waitFor();
  });

  inBrowser('says that the stream is lost, and reads what changed in the meantime', async () => {
    await open();
    await untilLive(page);
    stage.isDeaf = true;
    stage.cut();
    await page.getByText('Live changes stopped. This is the state of').waitFor();
    stage.world.orders.unshift(makeOrder(906, Date.now(), { id: 'order-meantime' }));
    stage.isDeaf = false;
    await page.getByRole('button', { name: 'Connect now' }).click();
    await page.locator('[data-row=order-meantime]').waitFor();
    await page.getByText('Live changes stopped').waitFor({ state: 'detached' });
  });

  inBrowser('announces new orders politely', async () => {
    ({ page } = await shared.openTimed('/console/orders'));
    await page.locator('.row-link').first().waitFor();
    await untilLive(page);
    send(907, { id: 'order-one' });
    send(908, { id: 'order-two' });
    await firstRow().locator('[data-row=order-two]').waitFor();
    const announced = page.locator('[role=status][data-announcement]', { hasText: '2 new orders' });
    while ((await announced.count()) === 0) await page.clock.runFor(500);
  });
});

async function statusesShown(page: Page): Promise<readonly string[]> {
  await page.locator('[data-row=order-4]').waitFor();
  const texts = await page.locator('.grid-row [data-cell=status] .chip-word').allTextContents();
  return [...new Set(texts)];
}
