import { describe, expect } from '@jest/globals';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { controlOf } from '../support/emulator.js';
import { requireOrSkip } from '../support/requires.js';
import { overlayOf } from '../support/scdk-stage.js';
import { openShop, SHOP_PATHS } from '../support/shop-page.js';
import { shopInBrowser } from '../support/shop-stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const on = shopInBrowser();
const { expectLedger, ledger, orderElsewhere, playOverlay, useShop } = on;

describe.each(SHOP_PATHS)('the demo shop at %s', (path) => {
  const name = path.slice(1).replace('/', '-');

  useShop(path);

  inBrowser('buys a share, and shows the order live until it is filled', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay();
    await on.shop.says('Your order was sent');
    await on.shop.newestIs('COMPLETED');
    expect(await on.shop.page.locator('#orders .legs').textContent()).toMatch(/^Buy 1 of 1 INFY at ₹/);
    await expectLedger(1);
    expect(on.shop.record.problems).toEqual([]);
    const hosts = new Set([new URL(on.dev.url).host, new URL(on.dev.emulatorUrl).host]);
    expect(on.shop.record.hosts).toEqual(hosts);
  });

  inBrowser('shows that an order was rejected', async () => {
    await on.shop.press('Sell TCS');
    await playOverlay('lep-reject');
    await on.shop.newestIs('UNFILLED');
    expect(await on.shop.page.locator('#orders .state').textContent()).toContain('Rejected');
    await expectLedger(1);
  });

  inBrowser('shows what was not sent to the exchange', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay('lep-unplaced');
    await on.shop.newestIs('UNPLACED');
    expect(await on.shop.page.locator('#orders .legs').textContent()).toBe('Buy 0 of 1 INFY');
    await expectLedger(1);
  });

  inBrowser('orders a basket as one order', async () => {
    await on.shop.press('To basket: INFY');
    await on.shop.press('To basket: TCS');
    await on.shop.press('Order the basket');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    expect(await on.shop.page.locator('#orders .legs').textContent()).toMatch(/INFY.*TCS/);
    await on.shop.page.getByText('Put shares into it').waitFor();
    await expectLedger(1);
  });

  inBrowser.each([
    ['the chooser', async () => undefined],
    ['the login', async () => overlayOf(on.shop.page).choose('Zerodha')],
    [
      'the review',
      async () => {
        await overlayOf(on.shop.page).choose('Zerodha');
        await overlayOf(on.shop.page).logIn();
      },
    ],
  ])('left at %s says that nothing was ordered, and sells nothing', async (_, proceed) => {
    await on.shop.press('Buy INFY');
    await proceed();
    await overlayOf(on.shop.page).close();
    await on.shop.says('You closed the window. Nothing was ordered.');
    await expectLedger(1);
    expect((await ledger()).orders).toEqual([]);
    await on.shop.page
      .getByRole('button', { name: 'Buy INFY' })
      .and(on.shop.page.locator(':enabled'))
      .waitFor();
  });

  inBrowser('makes one transaction of a double click', async () => {
    await on.shop.page.getByRole('button', { name: 'Buy INFY' }).dblclick();
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    await expectLedger(1);
  });

  inBrowser('asks before an order is placed that was just placed elsewhere', async () => {
    await orderElsewhere();
    await on.shop.press('Buy INFY');
    await on.shop.page.getByRole('button', { name: 'No', exact: true }).click();
    await on.shop.says('Nothing was ordered.');
    expect((await ledger()).transactions).toHaveLength(1);
    await orderElsewhere();
    await on.shop.press('Buy INFY');
    await on.shop.press('Yes, order again');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    await expectLedger(3);
  });

  inBrowser('repeats a press whose answer was lost, under its key', async () => {
    let isLost = false;
    await on.shop.page.route('**/graphql', async (route) => {
      const isCreation = route.request().postData()?.includes('createTransaction(') === true;
      if (!isCreation || isLost) return route.fallback();
      isLost = true;
      await route.fetch();
      await route.abort();
    });
    await on.shop.press('Buy INFY');
    await on.shop.says('nothing is ordered twice');
    await on.shop.press('Try again');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    await expectLedger(1);
  });

  inBrowser('connects a broker, then imports holdings from it without the chooser', async () => {
    await on.shop.press('Connect a broker');
    await playOverlay(`lep-ok-${on.viewers}0`, 'Upstox');
    await on.shop.says('Your broker is connected.');
    await on.shop.page.getByText('Connected: Upstox').waitFor();
    await on.shop.press('Import holdings');
    const overlay = overlayOf(on.shop.page);
    const login = await overlay.frame();
    expect(await login.getByLabel('Account').inputValue()).toBe(`lep-ok-${on.viewers}0`);
    await overlay.logIn(`lep-ok-${on.viewers}0`);
    await overlay.confirm();
    await on.shop.page.locator('#holdings tbody tr').first().waitFor();
    await on.shop.says('Your holdings are being imported.');
    expect((await ledger()).transactions.map(({ intent }) => intent)).toEqual(['HOLDINGS_IMPORT', 'CONNECT']);
  });

  inBrowser('says that an order was sent though its account is connected by another user', async () => {
    const account = `lep-ok-${on.viewers}2`;
    await on.shop.press('Connect a broker');
    await playOverlay(account, 'Upstox');
    await on.shop.says('Your broker is connected.');
    await on.shop.page.context().close();
    on.token = await on.dev.tokenOf(`shopper-${on.viewers++}`);
    on.shop = await openShop(on.browser, `${on.dev.url}${path}`, on.token);
    await on.shop.press('Buy INFY');
    await playOverlay(account, 'Upstox');
    await on.shop.says('Your order was sent');
    await on.shop.says('Your broker could not be connected: ');
    await on.shop.page.getByText('No broker connected').waitFor();
    await on.shop.newestIs('COMPLETED');
    await expectLedger(1);
  });

  inBrowser('links an order to its timeline in GraphiQL', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    const opened = on.shop.page.context().waitForEvent('page');
    await on.shop.page.getByRole('link', { name: /^Timeline/ }).click();
    const graphiql = await opened;
    await graphiql.locator('.graphiql-execute-button').waitFor();
    await graphiql
      .locator('.graphiql-query-editor .view-line')
      .filter({ hasText: 'Timeline' })
      .first()
      .waitFor();
    await graphiql.locator('.graphiql-execute-button').click();
    await graphiql.locator('.graphiql-response .view-lines').filter({ hasText: '"COMPLETED"' }).waitFor();
    expect(graphiql.url()).toBe(`${on.dev.url}/graphql`);
  });

  inBrowser('keeps the token out of the address and of what it shows', async () => {
    expect(on.shop.page.url()).toBe(`${on.dev.url}${path}`);
    await on.shop.press('Buy INFY');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    const answer = await on.shop.page.locator('#answer').inputValue();
    expect([answer.includes('(hidden)'), answer.includes('eyJ')]).toEqual([true, false]);
  });

  inBrowser('links to the other page, which needs no other token', async () => {
    await on.shop.page.getByRole('link', { name: /^The same page in/ }).click();
    await on.shop.page.waitForURL(`${on.dev.url}${SHOP_PATHS.find((other) => other !== path)}`);
    await on.shop.page.locator('#live[data-tone="good"]').waitFor();
  });

  inBrowser('asks for a token when it has none, and for another when that is refused', async () => {
    const page = await on.browser.newPage();
    await page.goto(`${on.dev.url}${path}`);
    await page.getByLabel('Session token').fill('not-a-token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The shop is not connected').waitFor();
    await page.getByLabel('Session token').fill(on.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#live[data-tone="good"]').waitFor();
    await page.context().close();
  });

  inBrowser('is accessible and fits a phone in each state', async () => {
    expect(await findProblems(on.shop.page, `${name}-1-empty`)).toEqual([]);
    await on.shop.press('Connect a broker');
    await overlayOf(on.shop.page).dialog.getByRole('button', { name: 'Zerodha' }).waitFor();
    expect(await findProblems(on.shop.page, `${name}-2-chooser`)).toEqual([]);
    await playOverlay(`lep-ok-${on.viewers}1`);
    await on.shop.says('Your broker is connected.');
    await on.shop.press('Import holdings');
    await overlayOf(on.shop.page).logIn(`lep-ok-${on.viewers}1`);
    await overlayOf(on.shop.page).confirm();
    await on.shop.page.locator('#holdings tbody tr').first().waitFor();
    await on.shop.press('To basket: INFY');
    await on.shop.press('To basket: RELIANCE');
    expect(await findProblems(on.shop.page, `${name}-3-holdings`)).toEqual([]);
    await on.shop.press('Order the basket');
    const login = await overlayOf(on.shop.page).frame();
    await login.getByLabel('What should happen').selectOption('lep-reject');
    await login.getByRole('button', { name: 'Log in' }).click();
    await overlayOf(on.shop.page).confirm();
    await on.shop.newestIs('UNFILLED');
    await on.shop.press('Buy INFY');
    await overlayOf(on.shop.page).logIn(`lep-ok-${on.viewers}1`);
    await overlayOf(on.shop.page).confirm();
    await on.shop.newestIs('COMPLETED');
    expect(await findProblems(on.shop.page, `${name}-4-orders`)).toEqual([]);
  });

  inBrowser('is accessible where it asks, and where it reports a problem', async () => {
    await orderElsewhere();
    await on.shop.press('Buy INFY');
    await on.shop.page.getByRole('heading', { name: 'Order it again?' }).waitFor();
    expect(await findProblems(on.shop.page, `${name}-5-duplicate`)).toEqual([]);
    await on.shop.press('Yes, order again');
    await overlayOf(on.shop.page).close();
    await on.shop.says('You closed the window');
    expect(await findProblems(on.shop.page, `${name}-6-left`)).toEqual([]);
    await on.shop.page.evaluate('sessionStorage.clear()');
    await on.shop.page.reload();
    await on.shop.page.getByLabel('Session token').waitFor();
    expect(await findProblems(on.shop.page, `${name}-7-sign-in`)).toEqual([]);
  });
});

describe('the demo shop in React', () => {
  useShop('/shop/react');

  inBrowser('continues after a reload with the same transaction', async () => {
    await on.shop.press('Buy INFY');
    await overlayOf(on.shop.page).dialog.waitFor();
    await on.shop.page.reload();
    await on.shop.says('What you began is not finished');
    await on.shop.press('Try again');
    await playOverlay();
    await on.shop.newestIs('COMPLETED');
    await expectLedger(1);
  });
});

/** Last: from here on Gateway's clock is ahead of Dwar's, and useHoldingsImport compares the two. */
describe.each(SHOP_PATHS)('the demo shop at %s, as time passes,', (path) => {
  useShop(path);

  inBrowser('shows an order that is still open, and then that it is filled', async () => {
    await on.shop.press('Buy INFY');
    await playOverlay('lep-slow');
    await on.shop.newestIs('PLACED');
    await on.shop.says('Your order is with the broker');
    await expectLedger(1);
    await controlOf(on.dev.emulatorUrl).clock(31_000);
    await on.shop.newestIs('COMPLETED');
    await expectLedger(1);
  });
});
