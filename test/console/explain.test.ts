import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { untilSearch } from './open-page.js';
import { shareConsole } from './shared-console.js';
import type { Stage } from './stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('the explanation of an order', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path: string) => {
    await shared.show(path);
    await page.locator('.explain-head').waitFor();
  };
  const hints = () => page.locator('.diffs > li');

  inBrowser('sets each webhook next to the read, with equal fields folded', async () => {
    await open('/console/orders/order-1?tab=diff');
    await page.getByText('1 corrected by a read').waitFor();
    expect(await hints().count()).toBe(3);
    const tampered = hints().nth(1);
    expect(await tampered.locator('.diff-mark').textContent()).toBe('Corrected');
    await tampered.getByText('Compared with the next confirmed read, 59 ms later.').waitFor();
    const rows = tampered.locator('[data-different=true]');
    expect(await rows.locator('code').allTextContents()).toEqual(['status', 'averagePrice', 'statusMessage']);
    expect(await rows.nth(1).locator('td').allTextContents()).toEqual(['7.00', '1520.35']);
    expect(await rows.nth(2).locator('td').last().textContent()).toBe('not said');
    expect(await tampered.getByText('variety').isVisible()).toBe(false);
    await tampered.getByText('4 equal fields').click();
    expect(await tampered.getByText('variety').isVisible()).toBe(true);
    const honest = hints().nth(2);
    expect(await honest.locator('.diff-mark').textContent()).toBe('Agrees');
    // The amounts are equal as numbers, and shown as they were sent.
    await honest.getByText('6 equal fields').click();
    expect(await honest.getByText('1520.350').isVisible()).toBe(true);
    expect(await hints().first().locator('table').count()).toBe(0);
    await hints().first().getByText('No read has confirmed the order since.').waitFor();
  });

  inBrowser('opens the diff by d and steps through the webhooks', async () => {
    await open('/console/orders/order-1');
    await page.keyboard.press('d');
    await page.waitForURL('**/console/orders/order-1?tab=diff');
    await hints().first().waitFor();
    const untilFocused = (index: number) =>
      page.locator(`.diffs > li:nth-child(${index + 1}):focus`).waitFor();
    await page.keyboard.press(']');
    await untilFocused(0);
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    await untilFocused(2);
    await page.keyboard.press('[');
    await untilFocused(1);
    await page.keyboard.press('d');
    await page.waitForURL('**/console/orders/order-1');
    await page.locator('.steps li').first().waitFor();
  });

  inBrowser('leads from a webhook of the diff to its delivery', async () => {
    await open('/console/orders/order-1?tab=diff');
    await hints().nth(1).getByRole('link', { name: 'Delivery' }).click();
    await page.waitForURL('**/console/inbox?open=3997');
  });

  inBrowser('says that no webhook was about the order', async () => {
    await open('/console/orders/order-5?tab=diff');
    await page.getByRole('heading', { name: 'No webhook was about this order' }).waitFor();
  });

  inBrowser('says that the diff could not be read, and reads it again', async () => {
    await open('/console/orders/order-1');
    await page.locator('.steps li').first().waitFor();
    stage.mode = 'fail';
    await page.keyboard.press('d');
    await page.getByRole('alert').getByText('req-4711').waitFor();
    stage.mode = 'ok';
    await page.getByRole('button', { name: 'Try again' }).click();
    await hints().first().waitFor();
  });

  inBrowser('keeps its filters in the address', async () => {
    await open('/console/orders/order-1');
    const sentences = () => page.locator('.steps .step-text > span:first-child').allTextContents();
    await page.locator('.steps li').first().waitFor();
    expect(await sentences()).toHaveLength(9);
    await page.getByRole('checkbox', { name: 'Hide repeats' }).check();
    await untilSearch(page, { repeats: 'no' });
    expect(await sentences()).not.toContain('A webhook reported nothing new.');
    await page.getByRole('checkbox', { name: 'Only failed' }).check();
    await untilSearch(page, { failed: 'yes', repeats: 'no' });
    expect(await sentences()).toEqual([
      'A webhook could not be applied in five attempts; the log has the reason.',
    ]);
    await page.getByRole('checkbox', { name: 'Only anomalies' }).check();
    await untilSearch(page, { anomalies: 'yes', failed: 'yes', repeats: 'no' });
    expect(await sentences()).toHaveLength(2);
    await page.reload();
    await page.locator('.steps li').first().waitFor();
    expect(await sentences()).toHaveLength(2);
    // The keys step through what is shown.
    await page.keyboard.press(']');
    await page.locator('.steps li:focus', { hasText: 'A late webhook' }).waitFor();
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    await page.locator('.steps li:focus', { hasText: 'five attempts' }).waitFor();
  });

  inBrowser('lists the reads with what they changed, and the next one', async () => {
    await open('/console/orders/order-1?tab=reads');
    const reads = page.locator('.reads > li');
    await reads.first().waitFor();
    expect(await reads.count()).toBe(1);
    expect(await reads.locator('li').allTextContents()).toEqual([
      'The read agreed, 59 ms later: the order is final.',
      'The order is completed and final.',
    ]);
    await reads.getByText('settled after 59 ms').waitFor();
    await page.getByRole('region', { name: 'Next read' }).locator('time').waitFor();
    await page.getByText('A read that changes nothing is not recorded.').waitFor();
  });

  inBrowser('shows the order and its facts as JSON', async () => {
    await open('/console/orders/order-1?tab=raw');
    const text = await page.locator('.json pre').textContent();
    const raw = JSON.parse(text ?? '') as { id: string; explanation: { facts: unknown[] } };
    expect(raw.id).toBe('order-1');
    expect(raw.explanation.facts).toHaveLength(9);
  });
});
