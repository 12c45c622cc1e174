import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { untilLive, untilSearch } from './open-page.js';
import { shareConsole } from './shared-console.js';
import type { Stage } from './stage.js';
import { makeDelivery } from './stage-data.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('a selection in the inbox', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path = '/console/inbox') => {
    await shared.show(path);
    await page.locator('.row-link').first().waitFor();
  };
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const count = (text: string) => page.locator('.selection-bar strong', { hasText: text }).waitFor();
  const box = (id: string) => page.locator(`.cell:has([data-row="${id}"]) .row-box`);

  inBrowser('is made by x, and by Shift for a range', async () => {
    await open();
    await press('x');
    await count('1 selected');
    await press('j', 'j', 'j', 'X');
    await count('4 selected');
    for (const id of ['4000', '3999', '3998', '3997']) expect(await box(id).isChecked()).toBe(true);
    await press('k', 'x');
    await count('3 selected');
    expect(await box('3998').isChecked()).toBe(false);
    expect(await page.locator('[role=row][aria-selected=true]').count()).toBe(3);
    await press('Escape');
    await page.locator('.selection-bar').waitFor({ state: 'detached' });
  });

  inBrowser('is made by the boxes of rows, which do not open them', async () => {
    await open();
    await box('3999').click();
    await box('3995').click({ modifiers: ['Shift'] });
    await count('5 selected');
    expect(page.url()).toBe(`${stage.origin}/console/inbox`);
  });

  inBrowser('stays while rows appear and while one is open', async () => {
    await open();
    await untilLive(page);
    await press('x');
    await count('1 selected');
    stage.change({
      __typename: 'DeliveryReceived',
      delivery: { ...makeDelivery(0, Date.now()), id: '5000' },
    });
    await page.locator('[data-row="5000"]').waitFor();
    expect(await box('4000').isChecked()).toBe(true);
    await page.locator('[data-row="3998"]').click();
    await page.locator('aside').waitFor();
    await press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
    await count('1 selected');
  });

  inBrowser('is replayed after a dry run', async () => {
    await open();
    await press('x', 'j', 'X', 'r');
    const dialog = page.getByRole('dialog', { name: 'Replay the selected deliveries' });
    await dialog.getByText('2 deliveries match').waitFor();
    await dialog.getByRole('button', { name: 'Replay 2 deliveries' }).click();
    await dialog.getByText('2 of 2 played').waitFor();
    await dialog.getByText('Finished').waitFor();
  });

  inBrowser('cannot be replayed by a reader', async () => {
    stage.world.session = { ...stage.world.session, roles: ['READER'] };
    await open();
    await press('x');
    const button = page.getByRole('button', { name: 'Replay 1 selected' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    await press('r');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  inBrowser('leaves out what a filter excludes, and says so in the address', async () => {
    await open();
    await press('f');
    const menu = page.locator('.filter-options');
    await menu.getByText('is not', { exact: true }).click();
    await menu.getByRole('checkbox', { name: 'Applied' }).check();
    await untilSearch(page, { verdictNot: 'APPLIED' });
    await menu.getByRole('checkbox', { name: 'Ignored' }).check();
    await untilSearch(page, { verdictNot: 'APPLIED,IGNORED' });
    await press('Escape');
    await page.getByRole('button', { name: 'Verdict: not Applied, Ignored' }).waitFor();
    await page.locator('.row-link').first().waitFor();
    const verdicts = await page.locator('.grid-row [data-cell=verdict]').allTextContents();
    expect(verdicts.length).toBeGreaterThan(3);
    expect(verdicts.filter((verdict) => /Applied|Ignored/.test(verdict))).toEqual([]);
  });

  inBrowser('turns what is excluded into what is wanted', async () => {
    await open('/console/inbox?verdictNot=APPLIED&kindNot=ORDER');
    await press('f');
    const menu = page.locator('.filter-options');
    await menu.getByText('is', { exact: true }).click();
    await untilSearch(page, { verdict: 'APPLIED', kindNot: 'ORDER' });
    await press('Escape');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL('**/console/inbox');
  });

  inBrowser('does not show a new delivery that the filter excludes', async () => {
    await open('/console/inbox?verdictNot=APPLIED');
    await untilLive(page);
    const delivery = (id: string, verdict: string) => ({ ...makeDelivery(0, Date.now()), id, verdict });
    stage.change({ __typename: 'DeliveryReceived', delivery: delivery('5000', 'APPLIED') });
    stage.change({ __typename: 'DeliveryReceived', delivery: delivery('5001', 'DEAD') });
    await page.locator('[data-row="5001"]').waitFor();
    expect(await page.locator('[data-row="5000"]').count()).toBe(0);
  });
});
