import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { chromiumPath, hasChromium, launchBrowser, recordPage } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { requireOrSkip } from '../support/requires.js';
import { newTestPage, overlayOf } from '../support/scdk-stage.js';
import { projectRoot } from '../support/source-files.js';

/** The demo shop in React, with the development build of React: its StrictMode runs effects twice, and warns. */

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

let dev: BuiltDev;
let browser: Browser;
/** The script of the shop, in one file: a part that imports another would load it by its own name once more. */
let script: string;

beforeAll(async () => {
  if (!hasChromium) return;
  [dev, browser] = await Promise.all([startBuiltDev(), launchBrowser()]);
  const folder = join(projectRoot, 'src/shop/react');
  const { output } = (await build({
    root: folder,
    configFile: join(folder, 'vite.config.mjs'),
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, minify: false, rolldownOptions: { output: { codeSplitting: false } } },
  })) as Rolldown.RolldownOutput;
  const chunks = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
  expect(chunks).toHaveLength(1);
  script = chunks.join();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
});

/** A page of the shop with that build. Lists each message of the console, and each operation that was sent. */
async function openStrictShop(viewer: string) {
  const page = await newTestPage(browser);
  const { problems } = recordPage(page);
  const said: string[] = [];
  const sent: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('request', (request) => {
    const [, operation] = /(?:query|mutation) (\w+)/.exec(request.postData() ?? '') ?? [];
    if (operation !== undefined) sent.push(operation);
  });
  await page.route('**/shop/react/assets/*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  await page.goto(`${dev.url}/shop/react#token=${await dev.tokenOf(viewer)}`);
  await page.locator('#live[data-tone="good"]').waitFor();
  const count = (operation: string) => sent.filter((one) => one === operation).length;
  return { page, problems, said, count };
}

/** What React or a library says beyond its greeting. */
const warnings = (said: readonly string[]) => said.filter((line) => /^(?:warning|error):/.test(line));

inBrowser('StrictMode sends one creation for one press, and causes no warning', async () => {
  const { page, problems, said, count } = await openStrictShop('strict');
  // The development build greets; the production build does not.
  expect(said.join('\n')).toMatch(/React DevTools/);
  await page.getByRole('button', { name: 'Buy INFY' }).dblclick();
  await overlayOf(page).choose('Zerodha');
  await overlayOf(page).logIn('lep-ok');
  await overlayOf(page).confirm();
  await page.locator('#orders li:first-child[data-status="COMPLETED"]').waitFor();
  await page.locator('#notice').filter({ hasText: 'Your order was sent' }).waitFor();
  expect(['FlowCreateTransaction', 'FlowCreateAuthToken', 'FlowReportOutcome'].map(count)).toEqual([1, 1, 1]);
  expect(count('Position')).toBe(1);
  expect([problems, warnings(said)]).toEqual([[], []]);
  await page.context().close();
});

inBrowser('StrictMode resumes one flow after a reload, with the same transaction', async () => {
  const { page, problems, said, count } = await openStrictShop('strict-reload');
  await page.getByRole('button', { name: 'Buy INFY' }).click();
  await overlayOf(page).dialog.waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Try again' }).click();
  await overlayOf(page).choose('Zerodha');
  await overlayOf(page).logIn('lep-ok');
  await overlayOf(page).confirm();
  await page.locator('#orders li:first-child[data-status="COMPLETED"]').waitFor();
  expect([count('FlowCreateTransaction'), problems, warnings(said)]).toEqual([1, [], []]);
  await page.context().close();
});
