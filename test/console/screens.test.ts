import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { untilLive, untilSearch } from './open-page.js';
import { shareConsole } from './shared-console.js';
import { ONE_USE_CODE, type Stage } from './stage.js';
import { makeDelivery, makeOrder } from './stage-data.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('the screens of the console', () => {
  const shared = shareConsole({ permissions: ['clipboard-read', 'clipboard-write'] });
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path: string) => {
    await shared.show(path);
  };
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();

  inBrowser('exchange the code of a link, which leaves the address, for a session', async () => {
    stage.mode = 'signed-out';
    await open(`/console/orders?status=COMPLETED#console=${ONE_USE_CODE}`);
    await page.locator('.row-link').first().waitFor();
    expect(page.url()).toBe(`${stage.origin}/console/orders?status=COMPLETED`);
  });

  inBrowser('say how to get a link when there is no session, and when a link was used before', async () => {
    stage.mode = 'signed-out';
    await open('/console/');
    await heading('Open the console with a link');
    await page.getByText('dwar console open').waitFor();
    await page.goto(`${stage.origin}/console/?again#console=used`);
    await page.getByRole('alert').getByText('This link was already used or is too old.').waitFor();
  });

  inBrowser('say so when the session ends while they are open', async () => {
    await open('/console/orders');
    await page.locator('.row-link').first().waitFor();
    stage.mode = 'signed-out';
    await page.locator('[data-row=order-1]').click();
    await heading('Open the console with a link');
  });

  inBrowser('explain an order step by step', async () => {
    await open('/console/orders/order-0');
    await page.getByText('48 secs idle').waitFor();
    await page.locator('.settlement', { hasText: '59 ms' }).waitFor();
    expect(await page.locator('.lanes .belief').last().getAttribute('data-belief')).toBe('final');
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    await page.keyboard.press('[');
    await page.locator('.steps li:focus', { hasText: 'The app created the transaction.' }).waitFor();
    await page.getByRole('checkbox', { name: 'Only anomalies' }).check();
    expect(await page.locator('.steps li').allTextContents()).toEqual([
      expect.stringContaining('Changed nothing: a late delivery said PLACED'),
    ]);
    await page.getByRole('tab', { name: 'Deliveries' }).click();
    await untilSearch(page, { tab: 'deliveries', anomalies: 'yes' });
    await page.locator('.delivery-list a').first().waitFor();
    await page.keyboard.press('c');
    await page.getByText('The story is in the clipboard').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('# 5f03…0000');
  });

  inBrowser('read an explained order again when it changes', async () => {
    await open('/console/orders/order-3');
    await page.locator('.explain-head').getByText('Placed').waitFor();
    await untilLive(page);
    const changed = makeOrder(3, Date.now(), { status: 'COMPLETED', isRetracted: true, revision: 8 });
    stage.world.orders[3] = changed;
    stage.change({ __typename: 'OrderChanged', order: changed });
    await page.locator('.explain-head').getByText('Retracted').waitFor();
    expect(await page.locator('.lanes .belief').last().getAttribute('data-belief')).toBe('retracted');
  });

  inBrowser('say that an order is not in this ledger', async () => {
    await open('/console/orders/order-none');
    await heading('This order is not in this ledger');
  });

  inBrowser('show a delivery in each of its parts', async () => {
    await open('/console/inbox?open=4000');
    await heading('Delivery 4000');
    await page.getByRole('tab', { name: 'Checksum' }).click();
    await page.getByText('smallcaseAuthId').waitFor();
    await page.waitForURL('**/console/inbox?open=4000&tab=checksum');
    await page.getByRole('tab', { name: 'Effects' }).click();
    await page.getByText('A webhook said 12 of 12 filled').waitFor();
    await page.getByRole('tab', { name: 'Siblings' }).click();
    expect(await page.locator('.delivery-list a').count()).toBe(3);
  });

  inBrowser('replay one delivery and show what became of it', async () => {
    await open('/console/inbox?open=3997');
    await page.locator('aside').getByText('Unmatched').waitFor();
    await page.keyboard.press('r');
    await page.getByText('Replayed: Applied').waitFor();
    await page.locator('aside').getByText('Applied', { exact: true }).waitFor();
  });

  inBrowser('count before they replay a filter, show progress, and stop when asked', async () => {
    stage.world.replayStep = 1;
    await open('/console/inbox?verdict=APPLIED');
    await page.locator('.row-link').first().waitFor();
    await page.keyboard.press('R');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('18 deliveries match').waitFor();
    await dialog.getByText('2 would change something').waitFor();
    await dialog.getByRole('button', { name: 'Replay 18 deliveries' }).click();
    await dialog.getByText(/^[1-9]\d* of 18 played$/).waitFor();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.getByText('Stopped').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'detached' });
  });

  inBrowser('reveal a body only with a reason', async () => {
    await open('/console/inbox?open=4000&tab=body');
    await page.getByRole('button', { name: 'Reveal' }).click();
    const confirm = page.getByRole('button', { name: 'Reveal and record' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Reason').fill('case 4711');
    await confirm.click();
    await page.getByText('"smallcaseAuthId": "5f0321b5f3743c31d95abd35"').waitFor();
    // The number keeps its digits.
    await page.getByText('"buyAmount": 1520.10').waitFor();
    expect(stage.world.revealed).toEqual([{ id: '4000', reason: 'case 4711' }]);
  });

  inBrowser('let a reader neither replay nor reveal', async () => {
    stage.world.session = { ...stage.world.session, roles: ['READER'] };
    await open('/console/inbox?open=4000&tab=body');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('Reveal').waitFor();
    for (const name of ['Reveal', 'Replay', 'Replay these'])
      expect([name, await button(name).isDisabled()]).toEqual([name, true]);
    await page.keyboard.press('r');
    await page.keyboard.press('R');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  inBrowser('show refused requests with a diagnosis, also those refused from now on', async () => {
    await open('/console/inbox?view=rejected');
    await page.locator('.rejected li').first().waitFor();
    await untilLive(page);
    stage.change({
      __typename: 'DeliveryRejected',
      rejected: { ...stage.world.rejected[0], id: 'rejected-new', reason: 'the checksum is missing' },
    });
    await page.locator('.rejected li', { hasText: 'the checksum is missing' }).click();
    await page.locator('aside').getByText('the two secrets are swapped').waitFor();
  });

  inBrowser('show a delivery when it is received', async () => {
    await open('/console/inbox');
    await page.locator('.row-link').first().waitFor();
    await untilLive(page);
    const delivery = { ...makeDelivery(0, Date.now()), id: '5000' };
    stage.change({ __typename: 'DeliveryReceived', delivery });
    await page.locator('[role=row][aria-rowindex="2"] [data-row="5000"]').waitFor();
  });

  inBrowser('lead from a count of the overview to what it counts', async () => {
    await open('/console/');
    await page.getByRole('link', { name: 'Stale transactions' }).click();
    await page.waitForURL('**/console/transactions?stale=yes');
    await page.locator('.row-link').first().click();
    await page.locator('aside').getByText('What happened').waitFor();
  });

  inBrowser('read the overview again when it changes, and show each chart as a table too', async () => {
    await open('/console/');
    const card = (name: string) =>
      page.locator('.card', { has: page.getByRole('heading', { name, exact: true }) });
    for (const [name, rows] of [
      ['From webhook to confirmation', 11],
      ['Deliveries by verdict', 30],
      ['Orders by status', 30],
    ] as const) {
      await card(name).locator('.chart canvas').waitFor();
      await card(name).getByText('Show as a table').click();
      expect([name, await card(name).locator('tbody tr').count()]).toEqual([name, rows]);
    }
    const heads = card('Deliveries by verdict').locator('thead th');
    expect(await heads.allTextContents()).toEqual(['Time', 'Applied', 'Unmatched', 'Given up']);
    await untilLive(page);
    stage.world.overview = { ...stage.world.overview, isGatewayReachable: false };
    stage.change({ __typename: 'OverviewChanged', at: new Date().toISOString() });
    await page.getByText('Gateway gives no answer.').waitFor();
  });

  inBrowser('show the operator log page by page', async () => {
    await open('/console/log');
    await page.getByText('support case 4711').first().waitFor();
    await page.getByRole('button', { name: 'Read older entries' }).click();
    await page.locator('.log tbody tr').nth(69).waitFor();
  });
});
