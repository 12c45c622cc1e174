import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { clearOutcome, overlayOf, press, reported, stageInBrowser } from '../support/scdk-stage.js';
import { basket, buy } from '../unit/emulator/partner.js';

/** Pages written as partners write them, for the real SDK; nothing in them is changed for the stand-in. */

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const on = stageInBrowser();
let page: Page;

/** Opens a page with a new transaction in its session. */
async function openWith(name: string, body: object, more: object = {}): Promise<string> {
  const transactionId = await on.stage.partner.begin(body);
  on.stage.session = { transactionId, ...more };
  page = await on.stage.open(on.browser, name);
  return transactionId;
}

const isLoaded = () => page.locator('body[data-loaded]').waitFor();

describe('the pages of partners', () => {
  inBrowser('A: buys with a new instance for each click, and logs out', async () => {
    await openWith('a.html', basket(buy('INFY', 2)));
    await isLoaded();
    await press(page, 'Log out');
    expect(await reported(page)).toEqual({ resolved: { logout: true } });
    await clearOutcome(page);
    await press(page, 'Buy');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn();
    await overlay.confirm();
    const { resolved } = await reported(page);
    expect(resolved).toEqual({
      rows: [
        {
          tradingsymbol: 'INFY',
          transactionType: 'BUY',
          quantity: 2,
          orderType: 'MARKET',
          averagePrice: expect.any(Number),
          exchange: 'NSE',
          status: 'COMPLETE',
        },
      ],
      token: expect.stringMatching(/^eyJ/),
      isOne: true,
    });
    expect(await overlay.dialog.count()).toBe(0);
  });

  inBrowser('B: imports mutual funds though the file ran twice', async () => {
    const transactionId = await openWith('b.html', {
      intent: 'MF_HOLDINGS_IMPORT',
      assetConfig: { pan: 'ABCDE1234F', phone: '9876543210' },
    });
    await isLoaded();
    await press(page, 'Import funds');
    const overlay = overlayOf(page);
    await overlay.logIn();
    await overlay.confirm();
    expect(await reported(page)).toEqual({ resolved: { transactionId, classes: 1 } });
  });

  inBrowser('B: reads the message of an error', async () => {
    await openWith('b.html', { intent: 'CONNECT' });
    await isLoaded();
    await press(page, 'Import funds');
    await overlayOf(page).close();
    expect(await reported(page)).toEqual({ rejected: { message: 'user_cancelled' } });
  });

  inBrowser('C: loads lazily, and an optional call of a method that is absent does nothing', async () => {
    const transactionId = await openWith('c.html', basket(buy('INFY', 1)));
    await press(page, 'Buy');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.close();
    expect((await reported(page)).rejected).toMatchObject({ code: 1011 });
    await clearOutcome(page);
    const second = await on.stage.partner.begin(basket(buy('INFY', 1)));
    on.stage.session = { transactionId: second };
    await press(page, 'Buy');
    await overlay.choose('Zerodha');
    await overlay.logIn();
    await overlay.confirm();
    const { resolved } = await reported(page);
    expect(resolved).toMatchObject({ success: true, transactionId: second, data: { transactionId: second } });
    expect((await on.stage.partner.details(transactionId)).status).toBe('ERRORED');
  });

  inBrowser('C: init alone changes the user', async () => {
    const connected = await connectedToken('lep-ok-77');
    const transactionId = await on.stage.partner.begin(basket(buy('INFY', 1)), connected);
    on.stage.session = { transactionId, freshToken: connected };
    page = await on.stage.open(on.browser, 'c.html');
    await press(page, 'Buy');
    const overlay = overlayOf(page);
    // A connected user has no chooser.
    const login = await overlay.frame();
    expect(await login.getByLabel('Account').inputValue()).toBe('lep-ok-77');
    await login.getByRole('button', { name: 'Log in' }).click();
    await overlay.confirm();
    expect((await reported(page)).resolved).toMatchObject({ broker: 'kite', transactionId });
  });

  inBrowser('D: connects without a config', async () => {
    const transactionId = await openWith('d.html', { intent: 'CONNECT' });
    await press(page, 'Connect');
    const overlay = overlayOf(page);
    await overlay.choose('Upstox');
    await overlay.logIn('lep-ok-3');
    await overlay.confirm();
    expect((await reported(page)).resolved).toMatchObject({
      transactionId,
      broker: 'upstox',
      smallcaseAuthToken: expect.stringMatching(/^eyJ/),
      success: true,
    });
  });

  inBrowser.each([['MARKET'], ['LIMIT']])(
    'E: a trigger waits for the init before it, for an order of type %s',
    async (orderType) => {
      const order = { ...buy('INFY', 1), orderType, ...(orderType === 'LIMIT' ? { price: 5_000 } : {}) };
      const transactionId = await openWith('e.html', basket(order));
      await press(page, 'Order');
      const overlay = overlayOf(page);
      await overlay.choose('Zerodha');
      await overlay.logIn();
      await overlay.confirm();
      expect((await reported(page)).resolved?.transactionId).toBe(transactionId);
    },
  );

  inBrowser('E: without amo an after-market order is refused with 4004', async () => {
    await openWith('e.html', basket(buy('INFY', 1)));
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn('lep-amo');
    await overlay.confirm();
    expect((await reported(page)).rejected).toMatchObject({ code: 4004, message: 'market_closed' });
  });

  inBrowser('F: a list of one broker skips the chooser', async () => {
    const transactionId = await openWith('f.html', { intent: 'HOLDINGS_IMPORT', version: 'v2' });
    await press(page, 'Import');
    const overlay = overlayOf(page);
    await overlay.logIn();
    expect(await overlay.dialog.getByRole('heading').textContent()).toBe('Angel One');
    await overlay.confirm();
    expect((await reported(page)).resolved).toMatchObject({
      transactionId,
      broker: 'angelbroking',
      status: true,
    });
  });

  inBrowser('F: brokers that do not support the intent are not offered', async () => {
    const transactionId = await openWith(
      'f.html',
      { intent: 'HOLDINGS_IMPORT', version: 'v2' },
      { brokers: ['axis-leprechaun'] },
    );
    await press(page, 'Import');
    expect((await reported(page)).rejected).toMatchObject({ code: 1008, message: 'no_broker' });
    expect((await on.stage.partner.details(transactionId)).error).toMatchObject({ code: 1008 });
  });

  inBrowser('G: relays the own properties of an error to the app', async () => {
    await openWith('g.html', basket(buy('INFY', 1)));
    await press(page, 'Trigger');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn('lep-closed');
    await overlay.confirm();
    expect((await reported(page)).rejected).toEqual({
      code: 4004,
      message: 'market_closed',
      data: {},
      isError: true,
      shown: 'The market is closed',
    });
  });

  inBrowser('G: archives an order, applies for an account, and opens the list of smallcases', async () => {
    const { token, iscid } = await unfilledSmallcase();
    on.stage.session = { token, iscid };
    page = await on.stage.open(on.browser, 'g.html');
    await press(page, 'Archive');
    expect(await reported(page)).toEqual({ resolved: { status: 'MARKEDCOMPLETE' } });
    await clearOutcome(page);
    await press(page, 'Sign up');
    expect(await reported(page)).toEqual({ resolved: { leadId: expect.any(String), status: 'INITIALIZED' } });
    await clearOutcome(page);
    await press(page, 'Discover');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await reported(page)).toEqual({ resolved: {} });
  });

  inBrowser('G: an order of another user cannot be archived', async () => {
    const { iscid } = await unfilledSmallcase();
    on.stage.session = { token: await connectedToken('lep-ok-78'), iscid };
    page = await on.stage.open(on.browser, 'g.html');
    await press(page, 'Archive');
    expect((await reported(page)).rejected).toMatchObject({ message: expect.stringContaining('iscid') });
  });

  inBrowser('version 1 is refused by an error that names version 2.0.0', async () => {
    page = await on.stage.open(on.browser, 'version-1.html');
    await press(page, 'Connect');
    expect((await reported(page)).rejected?.message).toContain('/scdk/2.0.0/scdk.js');
  });

  inBrowser('a call of the class instead of an instance is a TypeError', async () => {
    page = await on.stage.open(on.browser, 'misuse.html');
    await press(page, 'Static init');
    expect(await reported(page)).toMatchObject({ name: 'TypeError' });
  });
});

/** The token of a user who has connected an account. */
async function connectedToken(account: string): Promise<string> {
  const transactionId = await on.stage.partner.begin({ intent: 'CONNECT' });
  const answer = await on.stage.emulator.control.complete(transactionId, { broker: 'kite', token: account });
  return String(answer.ok ? answer.result.smallcaseAuthToken : '');
}

/** An investment whose order was not filled, and the token of its user. */
async function unfilledSmallcase() {
  const body = { intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCTR_0001' } };
  const transactionId = await on.stage.partner.begin(body);
  const part = { broker: 'kite', token: 'lep-partial' };
  const answer = await on.stage.emulator.control.complete(transactionId, part);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return { token: String(answer.result.smallcaseAuthToken), iscid: String(answer.result.iscid) };
}
