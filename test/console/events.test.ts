import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { untilLive } from './open-page.js';
import { shareConsole } from './shared-console.js';
import type { Stage } from './stage.js';
import { makeEvent } from './stage-events.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const LOG = '/console/events?viewer=viewer-1';
/** How often the connections are read. */
const WATCHED_MS = 2_000;

describe('the screens of events and connections', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path: string) => {
    await shared.show(path);
  };
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  const find = async (text: string) => {
    await page.keyboard.press('/');
    await page.locator('.find-form input:focus').fill(text);
    await page.keyboard.press('Enter');
  };
  const row = (place: number, id: string) =>
    page.locator('.grid-row').nth(place).locator(`[data-row="${id}"]`).waitFor();
  const firstRow = (id: string) => row(0, id);
  const address = () => page.url().slice(stage.origin.length);

  inBrowser('find a log by what is typed, which does not get into the address', async () => {
    await open('/console/events');
    await heading('Whose events?');
    await find('nobody-0000');
    await page.getByRole('alert').getByText('No log here fits this text.').waitFor();
    await find('alice-0017');
    await page.locator('.row-link').first().waitFor();
    expect(address()).toBe(LOG);
    await page.getByText('Events 161 to 240, kept for 30 days, epoch 5f03a1c9').waitFor();
    await page
      .getByText('2 subscriptions follow at this instance · the slowest is 3 events behind')
      .waitFor();
    await page.locator('.row-link').first().focus();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await heading('Connections');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await heading('Whose events?');
  });

  inBrowser('show what an app knew that stopped at a cursor, and travel from there', async () => {
    await open('/console/events');
    await heading('Whose events?');
    await find('cursor-230');
    await heading('Event 230');
    await page.getByText('What the app knew once it had received the events up to 230').waitFor();
    await page.getByText('The client with this cursor resumes after the open event.').waitFor();
    expect(address()).toBe(`${LOG}&open=230&cursor=KEPT&tab=state`);
    await page.keyboard.press('[');
    await page.getByText('What the app knew once it had received the events up to 229').waitFor();
    await page.getByText('Objects that changed longest ago are left out').waitFor();
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    await page.getByText('What the app knew once it had received the events up to 231').waitFor();
    await page.locator('.state-list a').first().click();
    await page.locator('aside .json').waitFor();
    await page.goBack();
    await page.getByText('What the app knew once it had received the events up to 231').waitFor();
  });

  inBrowser.each([
    ['cursor-old', 'events after it are older than the log is kept'],
    ['cursor-of-another-epoch', 'the database was replaced by another state of it since'],
  ])('explain why a client with %s gets ResyncRequired', async (text, reason) => {
    await open(LOG);
    await page.locator('.row-link').first().waitFor();
    await find(text);
    await page.getByText(reason).waitFor();
  });

  inBrowser('show the snapshot of an event, what it changed, and the events of its object', async () => {
    await open(`${LOG}&open=236`);
    await page.locator('aside').getByText('A webhook said placed.').waitFor();
    await page.locator('aside').getByText('hidden: it could be used to guess whose it is').waitFor();
    await page.keyboard.press('d');
    await page.waitForURL('**&open=236&tab=changes');
    await page.getByText('Compared with event 222').waitFor();
    const change = page.locator('.changes > div', { hasText: 'legs › INFY › filledQuantity' });
    expect([await change.locator('del').textContent(), await change.locator('ins').textContent()]).toEqual([
      '6',
      '8',
    ]);
    await page.keyboard.press('d');
    await page.getByRole('button', { name: 'Only this object' }).click();
    await page.getByRole('button', { name: 'One object only. Show all' }).waitFor();
    await row(0, '236');
    await row(1, '222');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await firstRow('240');
  });

  inBrowser('show new events at the top, and only those that fit the filter', async () => {
    await open(`${LOG}&type=FUNDS`);
    await firstRow('239');
    await untilLive(page);
    await stage.untilFollowed();
    stage.append(makeEvent(241, Date.now(), { type: 'ORDER' }));
    stage.append(makeEvent(242, Date.now(), { type: 'FUNDS', status: null, provenance: null }));
    await firstRow('242');
    expect(await page.locator('[data-row="241"]').count()).toBe(0);
  });

  inBrowser('say that a log, or an event of it, is not there', async () => {
    await open('/console/events?viewer=forged');
    await heading('This log is not in this ledger');
    await find('alice-0017');
    await firstRow('240');
    await page.goto(`${stage.origin}${LOG}&open=3`);
    await heading('The log has no event of this number');
    await page.goto(`${stage.origin}${LOG}&open=3&tab=state`);
    await page.getByText('Nothing is known of this time: the events up to 160 are no longer kept.').waitFor();
  });

  inBrowser('are reached from an order, a transaction and a step of its story', async () => {
    await open('/console/orders?open=order-1');
    await page.getByRole('link', { name: 'Events of this viewer' }).click();
    await firstRow('240');
    await page.goto(`${stage.origin}/console/transactions?open=transaction-1`);
    await page.getByRole('link', { name: 'Events of this viewer' }).click();
    await firstRow('240');
    expect(address()).toBe(LOG);
    await page.goto(`${stage.origin}/console/orders/order-1`);
    await page
      .locator('.step-links')
      .getByRole('link', { name: /^Event/ })
      .first()
      .click();
    await page.waitForURL('**/console/events?viewer=viewer-1&open=*');
  });

  inBrowser(
    'show the connections by transport, those of which read slowly, and why sockets closed',
    async () => {
      ({ page } = await shared.openTimed('/console/'));
      await page.getByRole('link', { name: 'Connections' }).first().click();
      await page.getByText('14 open').waitFor();
      await page.getByText('Only the connections of this instance are shown.').waitFor();
      const first = page.locator('.connection-table tbody tr').first();
      await first.getByText('41 events').waitFor();
      await first.getByText('183.2 kB').waitFor();
      await page.getByRole('row', { name: '4410' }).getByText('The token expired.').waitFor();
      await page.getByLabel('Transport').selectOption('SSE');
      await page.getByText('3 open').waitFor();
      expect(address()).toBe('/console/connections?transport=SSE');
      stage.world.events.connections = [];
      stage.world.events.hasOtherInstances = false;
      await page.clock.runFor(WATCHED_MS);
      await heading('No connection has this transport');
      expect(await page.getByText('Only the connections of this instance').count()).toBe(0);
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.clock.runFor(WATCHED_MS);
      await heading('No viewer is connected to this instance');
    },
  );
});
