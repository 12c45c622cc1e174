import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, hasChromium, launchBrowser, recordPage } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { requireOrSkip } from '../support/requires.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
const run = promisify(execFile);
const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('the console of the built dwar dev', () => {
  let dev: BuiltDev;
  let browser: Browser;
  let page: Page;
  let record: ReturnType<typeof recordPage>;

  beforeAll(async () => {
    if (!hasChromium) return;
    [dev, browser] = await Promise.all([startBuiltDev(), launchBrowser()]);
    page = await browser.newPage();
    record = recordPage(page);
    await page.goto(dev.consoleUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await dev?.stop();
  });

  inBrowser('logs in by its link, shows an order live, and explains it', async () => {
    await page.getByText('Ready for traffic').waitFor();
    expect(page.url()).not.toContain('#console');
    await page.getByRole('link', { name: 'Orders' }).first().click();
    await page.getByText('Live', { exact: true }).waitFor();
    await run(process.execPath, [MAIN, 'trigger', 'buy', '--data', dev.dataDir]);
    await page.locator('.grid-row').first().waitFor();
    await page.locator('.grid-row').getByText('Confirmed').waitFor();
    await page.locator('.row-link').first().click();
    await page.getByRole('link', { name: 'Explain this order' }).click();
    await page.locator('.steps').getByText('The app created the transaction').waitFor();
    await page.getByText('Nothing more happens: it is final.').waitFor();
  });

  inBrowser('shows a refused webhook with its diagnosis', async () => {
    await page.getByRole('link', { name: 'Inbox' }).first().click();
    await page.getByText('Rejected', { exact: true }).click();
    const body = JSON.stringify({ transactionId: `TRX_${'0'.repeat(32)}`, timestamp: '1', orders: [] });
    const answer = await fetch(`${dev.url}/webhooks/gateway`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.ok).toBe(false);
    const row = page.locator('.rejected a').first();
    expect(await row.locator('.rejected-diagnosis').textContent()).toContain('smallcaseAuthId');
    await row.click();
    await page.locator('aside .facts').waitFor();
  });

  inBrowser('asks its own host only, logs no problem, and takes a link once', async () => {
    expect(record).toEqual({ hosts: new Set([new URL(dev.url).host]), problems: [] });
    const second = await browser.newPage();
    await second.goto(dev.consoleUrl);
    await second.getByText('dwar console open').first().waitFor();
    await second.context().close();
  });
});
