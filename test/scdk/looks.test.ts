import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import {
  holdReads,
  newTestPage,
  overlayOf,
  press,
  pressInFrame,
  pressToLeave,
  stageInBrowser,
} from '../support/scdk-stage.js';
import { basket, buy, sell } from '../unit/emulator/partner.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const ORDER = basket(buy('INFY', 2), sell('M&M', 1));

const on = stageInBrowser();
let page: Page;

describe('the overlay is accessible, and fits a phone', () => {
  inBrowser('at each step', async () => {
    on.stage.session = { transactionId: await on.stage.partner.begin(ORDER) };
    page = await on.stage.open(on.browser, 'e.html');
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.dialog.getByRole('button', { name: 'Zerodha' }).waitFor();
    expect(await findProblems(page, 'overlay-1-chooser')).toEqual([]);
    await overlay.choose('Zerodha');
    const login = await overlay.frame();
    expect(await findProblems(page, 'overlay-2-login')).toEqual([]);
    await login.getByLabel('Account').fill('lep-slo');
    await login.getByRole('button', { name: 'Log in' }).click();
    await login.getByRole('alert').waitFor();
    expect(await findProblems(page, 'overlay-3-unknown-account')).toEqual([]);
    await overlay.logIn('lep-slow');
    expect(await findProblems(page, 'overlay-4-review')).toEqual([]);
    await holdReads(page);
    await overlay.confirm();
    await overlay.dialog.getByText('Waiting for the broker').waitFor();
    expect(await findProblems(page, 'overlay-5-waiting')).toEqual([]);
  });

  inBrowser('for consent', async () => {
    on.stage.session = { transactionId: await on.stage.partner.begin({ intent: 'CONNECT' }) };
    page = await on.stage.open(on.browser, 'e.html');
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Upstox');
    await overlay.logIn();
    expect(await findProblems(page, 'overlay-6-consent')).toEqual([]);
  });

  inBrowser('and works by the keyboard alone', async () => {
    on.stage.session = { transactionId: await on.stage.partner.begin({ intent: 'CONNECT' }) };
    page = await on.stage.open(on.browser, 'e.html');
    await page.getByRole('button', { name: 'Order' }).focus();
    await page.keyboard.press('Enter');
    const overlay = overlayOf(page);
    const focused = page.locator(':focus');
    await overlay.dialog.getByRole('heading', { name: 'Choose your broker' }).and(focused).waitFor();
    await page.keyboard.press('Tab');
    await overlay.dialog.getByRole('button', { name: 'Close' }).and(focused).waitFor();
    await page.keyboard.press('Tab');
    await overlay.dialog.getByRole('listitem').first().getByRole('button').and(focused).waitFor();
    await page.keyboard.press('Enter');
    const login = await overlay.frame();
    await pressInFrame(login.getByLabel('Account'), 'Enter');
    await pressToLeave(login.getByRole('button', { name: 'Confirm' }), 'Enter');
    await page.locator('#outcome:not(:empty)').waitFor();
    expect(await page.locator('#outcome').textContent()).toMatch(/fivepaisa|aliceblue/);
  });
});

describe('the broker page of its own', () => {
  inBrowser('is accessible before and after, and shows what the SDK resolves with', async () => {
    page = await newTestPage(on.browser);
    await page.goto(`${on.stage.emulator.url}/broker/${await on.stage.partner.begin(ORDER)}`);
    await page.getByRole('button', { name: 'Confirm' }).waitFor();
    expect(await findProblems(page, 'broker-1-form')).toEqual([]);
    await page.getByLabel('Quantity of INFY').fill('5');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'The SDK resolves' }).waitFor();
    expect(JSON.parse((await page.locator('#outcome pre').textContent()) ?? '')).toMatchObject({
      orderBatches: [{ orders: [{ tradingsymbol: 'INFY', quantity: 5 }, { tradingsymbol: 'M&M' }] }],
    });
    expect(await findProblems(page, 'broker-2-resolved')).toEqual([]);
    await page.reload();
    await page.getByText('cannot be used again').waitFor();
  });

  inBrowser.each([
    ['Close the chooser', 1010],
    ['Leave before login', 1011],
    ['Leave after login', 1012],
  ])('ends by "%s" with %d', async (button, code) => {
    page = await newTestPage(on.browser);
    await page.goto(`${on.stage.emulator.url}/broker/${await on.stage.partner.begin({ intent: 'CONNECT' })}`);
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: 'The SDK rejects' }).waitFor();
    expect(JSON.parse((await page.locator('#outcome pre').textContent()) ?? '')).toMatchObject({ code });
  });

  inBrowser('lets a person correct a mistyped account', async () => {
    page = await newTestPage(on.browser);
    await page.goto(`${on.stage.emulator.url}/broker/${await on.stage.partner.begin({ intent: 'CONNECT' })}`);
    await page.getByLabel('Account').fill('lep-okay');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Please check your input' }).waitFor();
    await page.getByLabel('Account').fill('lep-ok');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'The SDK resolves' }).waitFor();
  });

  inBrowser('shows the name and the logo of an order as text', async () => {
    const meta = { orderName: 'Diwali <b>basket</b>', orderLogo: 'https://example.com/a.png' };
    const order = { ...ORDER, orderConfig: { ...ORDER.orderConfig, meta } };
    page = await newTestPage(on.browser);
    await page.goto(`${on.stage.emulator.url}/broker/${await on.stage.partner.begin(order)}`);
    await page.getByText('Review the order: Diwali <b>basket</b>').waitFor();
    await page.getByText('https://example.com/a.png').waitFor();
    expect(await page.locator('main img, main b').count()).toBe(0);
  });

  inBrowser('and the index are accessible; an unknown transaction is named as such', async () => {
    page = await newTestPage(on.browser);
    await page.goto(on.stage.emulator.url);
    await page.getByRole('heading', { name: 'Latest transactions' }).waitFor();
    expect(await findProblems(page, 'broker-3-index')).toEqual([]);
    await page.goto(`${on.stage.emulator.url}/broker/TRX_0`);
    await page.getByRole('heading', { name: 'Unknown transaction' }).waitFor();
    expect(await findProblems(page, 'broker-4-unknown')).toEqual([]);
  });
});
