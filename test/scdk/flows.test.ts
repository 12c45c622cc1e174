import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import {
  clearOutcome,
  holdReads,
  newTestPage,
  overlayOf,
  press,
  pressToLeave,
  reported,
  stageInBrowser,
} from '../support/scdk-stage.js';
import { basket, buy } from '../unit/emulator/partner.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const ORDER = basket(buy('INFY', 1));

const on = stageInBrowser();
let page: Page;

/** Opens the page of pattern E, the shortest, with a transaction in its session. */
async function openOrder(body: object = ORDER, script = ''): Promise<string> {
  const transactionId = await on.stage.partner.begin(body);
  on.stage.session = { transactionId };
  page = await on.stage.open(on.browser, 'e.html', script);
  return transactionId;
}

const rejection = async () => (await reported(page)).rejected;
const statusOf = async (transactionId: string) => (await on.stage.partner.details(transactionId)).status;

describe('leaving', () => {
  inBrowser.each([['the button'], ['Esc']])('the chooser by %s gives 1010', async (by) => {
    const transactionId = await openOrder();
    await press(page, 'Order');
    await overlayOf(page).dialog.getByRole('button', { name: 'Zerodha' }).waitFor();
    if (by === 'Esc') await page.keyboard.press('Escape');
    else await overlayOf(page).close();
    expect(await rejection()).toEqual({ code: 1010, message: 'user_cancelled', data: null, isError: true });
    expect(await on.stage.partner.details(transactionId)).toMatchObject({
      status: 'ERRORED',
      error: { code: 1010 },
    });
  });

  inBrowser.each([['the button'], ['Esc in the frame']])('before the login by %s gives 1011', async (by) => {
    const transactionId = await openOrder();
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    const login = await overlay.frame();
    if (by === 'the button') await overlay.close();
    else await pressToLeave(login.getByLabel('Account'), 'Escape');
    expect(await rejection()).toMatchObject({ code: 1011 });
    expect(await statusOf(transactionId)).toBe('ERRORED');
  });

  inBrowser('after the login gives 1012 with the token of the login', async () => {
    const transactionId = await openOrder();
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn();
    await overlay.close();
    expect(await rejection()).toMatchObject({ code: 1012 });
    expect((await on.stage.partner.details(transactionId)).error.code).toBe(1012);
  });

  inBrowser('for a new account gives 1007', async () => {
    await openOrder();
    await press(page, 'Order');
    await overlayOf(page).dialog.getByRole('button', { name: 'I have no broker account' }).click();
    expect(await rejection()).toMatchObject({ code: 1007, message: 'no_broker' });
  });

  inBrowser('by a reload of the order window gives 1005', async () => {
    const transactionId = await openOrder();
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn();
    const review = (await overlay.frame('Confirm')).locator('body');
    // The reload may be faster than the answer of the script that asks for it.
    void review.evaluate('location.reload()').catch(() => undefined);
    expect(await rejection()).toMatchObject({ code: 1005, message: 'transaction_expired' });
    expect(await statusOf(transactionId)).toBe('ERRORED');
  });
});

describe('a transaction', () => {
  inBrowser('that is unknown gives 3002', async () => {
    on.stage.session = { transactionId: `TRX_${'0'.repeat(32)}` };
    page = await on.stage.open(on.browser, 'e.html');
    await press(page, 'Order');
    expect(await rejection()).toMatchObject({ code: 3002, message: 'invalid_transactionId' });
  });

  inBrowser('that is used gives 3001', async () => {
    const transactionId = await openOrder();
    await on.stage.emulator.control.complete(transactionId, { broker: 'kite', token: 'lep-ok' });
    await press(page, 'Order');
    expect(await rejection()).toMatchObject({ code: 3001 });
  });

  inBrowser('that has expired gives 3001, and 1005 if it expires in the flow', async () => {
    await openOrder();
    await on.stage.emulator.control.clock(5 * 60_000);
    await press(page, 'Order');
    expect(await rejection()).toMatchObject({ code: 3001 });
    await page.context().close();
    await openOrder();
    await press(page, 'Order');
    await overlayOf(page).dialog.waitFor();
    await on.stage.emulator.control.clock(5 * 60_000);
    expect(await rejection()).toMatchObject({ code: 1005 });
  });

  inBrowser('triggered twice at once gives 3003, and the first continues', async () => {
    const transactionId = await on.stage.partner.begin(ORDER);
    on.stage.session = { transactionId };
    page = await on.stage.open(on.browser, 'misuse.html');
    await press(page, 'Two at once');
    expect(await reported(page)).toEqual({ resolved: { second: 3003 } });
    await overlayOf(page).dialog.waitFor();
    await on.stage.emulator.control.complete(transactionId, { broker: 'kite', token: 'lep-ok' });
    await page.locator(`body[data-first="${transactionId}"]`).waitFor();
  });

  inBrowser('completed by the control API ends the flow without the overlay', async () => {
    const transactionId = await openOrder();
    await press(page, 'Order');
    await overlayOf(page).dialog.waitFor();
    await on.stage.emulator.control.complete(transactionId, { broker: 'kite', token: 'lep-reject' });
    const { resolved } = await reported(page);
    expect(resolved).toMatchObject({ transactionId, orderBatches: [{ status: 'UNFILLED' }] });
    expect(await overlayOf(page).dialog.count()).toBe(0);
  });

  inBrowser('whose order stays open is read three times, then gives 4006', async () => {
    const transactionId = await openOrder();
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn('lep-slow');
    const before = (await on.stage.emulator.control.requests('/transaction')).length;
    const release = await holdReads(page);
    await overlay.confirm();
    await overlay.dialog.getByRole('status').waitFor();
    release();
    expect(await rejection()).toMatchObject({ code: 4006, message: 'order_pending' });
    const reads = (await on.stage.emulator.control.requests('/transaction')).slice(before);
    expect(reads.filter(({ method }) => method === 'GET').length).toBeGreaterThanOrEqual(3);
    expect(await statusOf(transactionId)).toBe('PROCESSING');
  });

  inBrowser('whose order settles while it is read resolves', async () => {
    await openOrder();
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn('lep-slow');
    const release = await holdReads(page);
    await overlay.confirm();
    await overlay.dialog.getByRole('status').waitFor();
    await on.stage.emulator.control.clock(30_000);
    release();
    expect((await reported(page)).resolved).toMatchObject({ orderBatches: [{ status: 'COMPLETED' }] });
  });

  inBrowser('that hangs after the login gives 4003', async () => {
    await openOrder();
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn('lep-stuck');
    await overlay.confirm();
    expect(await rejection()).toMatchObject({ code: 4003, message: 'timed_out' });
  });
});

describe('the session', () => {
  inBrowser('is asked for: a trigger without a token gives 3004', async () => {
    on.stage.session = { transactionId: 'TRX_0' };
    page = await on.stage.open(on.browser, 'misuse.html');
    await press(page, 'Not initialised');
    expect(await rejection()).toMatchObject({ code: 3004, message: 'init_sdk' });
  });

  inBrowser('with a null token gives internal_error, with a bad one invalid_jwt', async () => {
    page = await on.stage.open(on.browser, 'misuse.html');
    await press(page, 'Null token');
    expect(await rejection()).toMatchObject({ code: 2000, message: 'internal_error' });
    await page.context().close();
    on.stage.session = { token: 'x.y.z', transactionId: 'TRX_0' };
    page = await on.stage.open(on.browser, 'e.html');
    await press(page, 'Order');
    expect(await rejection()).toMatchObject({ code: null, message: 'invalid_jwt' });
  });

  inBrowser('of another gateway gives invalid_gateway', async () => {
    on.stage.session = { gateway: 'another', transactionId: 'TRX_0' };
    page = await on.stage.open(on.browser, 'e.html');
    await press(page, 'Order');
    expect(await rejection()).toMatchObject({ code: null, message: 'invalid_gateway' });
  });

  inBrowser('has no methods but the documented ones; those of version 1 name their replacement', async () => {
    on.stage.session = {};
    page = await on.stage.open(on.browser, 'misuse.html');
    await press(page, 'Old methods');
    expect((await reported(page)).resolved).toEqual({
      texts: [
        expect.stringContaining('intent CONNECT and triggerTransaction'),
        expect.stringContaining('triggerTransaction({ transactionId })'),
      ],
      absent: ['undefined', 'undefined', 'undefined', 'undefined'],
    });
  });

  inBrowser('forgets who logged in when it logs out', async () => {
    await openOrder();
    await press(page, 'Order');
    const overlay = overlayOf(page);
    await overlay.choose('Zerodha');
    await overlay.logIn('lep-ok-9');
    await overlay.close();
    await rejection();
    const accountOfNextFlow = async () => {
      await clearOutcome(page);
      on.stage.session = { transactionId: await on.stage.partner.begin(ORDER) };
      await press(page, 'Order');
      await overlay.choose('Zerodha');
      const account = await (await overlay.frame()).getByLabel('Account').inputValue();
      await overlay.close();
      await rejection();
      return account;
    };
    expect(await accountOfNextFlow()).toBe('lep-ok-9');
    await page.evaluate('new scDK({}).brokerLogout()');
    expect(await accountOfNextFlow()).toBe('lep-ok');
  });
});

describe('the script tag', () => {
  /** A page of the emulator's own with the tag as a partner writes it for tests. */
  async function openTag(query: string, auto: string | null): Promise<string[]> {
    const logged: string[] = [];
    page = await newTestPage(on.browser);
    page.on('console', (message) => logged.push(`${message.type()}: ${message.text()}`));
    await page.goto(`${on.stage.origin}/report.html`);
    const attribute = auto === null ? '' : `tag.dataset.auto = ${JSON.stringify(auto)};`;
    await page.evaluate(`new Promise((resolve) => {
      const tag = document.createElement('script');
      tag.src = ${JSON.stringify(`${on.stage.emulator.url}/scdk/2.0.0/scdk.js${query}`)};
      ${attribute}
      tag.onload = resolve;
      document.head.append(tag);
    })`);
    return logged;
  }

  async function trigger(): Promise<Record<string, unknown>> {
    const transactionId = await on.stage.partner.begin(ORDER);
    const options = { gateway: on.stage.emulator.gatewayName, smallcaseAuthToken: on.stage.partner.guest() };
    return page.evaluate(
      `new scDK(${JSON.stringify(options)}).triggerTransaction({ transactionId: '${transactionId}' })`,
    );
  }

  inBrowser('with data-auto completes each flow without the overlay', async () => {
    await openTag('', 'lep-reject');
    expect(await trigger()).toMatchObject({ success: true, orderBatches: [{ status: 'UNFILLED' }] });
    expect(await page.locator('[data-dwar-stand-in]').count()).toBe(0);
  });

  inBrowser('with ?strict gives the documented fields alone', async () => {
    await openTag('?strict', 'lep-ok');
    const value = await trigger();
    expect(['success', 'data'].filter((name) => name in value)).toEqual([]);
    expect(value.orderBatches).toHaveLength(1);
  });

  inBrowser('with ?explain logs each call, and no token', async () => {
    const logged = await openTag('?explain', 'lep-ok');
    await trigger();
    const calls = logged.filter((text) => text.includes('/gateway/'));
    expect(calls.map((text) => text.replace(/^.*\/gateway\/[^/]+\/(\w+(?:\/\w+)?).*$/s, '$1'))).toEqual([
      'initSession',
      'transaction',
      'transaction/complete',
    ]);
    expect(logged.join()).not.toContain('eyJ');
  });

  inBrowser('says what it is, and what the real SDK would refuse', async () => {
    const logged = await openTag('', 'lep-ok');
    await trigger();
    expect(logged[0]).toContain("Dwar's stand-in");
    expect(logged.find((text) => text.startsWith('warning'))).toContain(`would refuse ${on.stage.origin}`);
  });
});
