import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { until } from '../support/until.js';
import { untilLive } from './open-page.js';
import { shareConsole } from './shared-console.js';
import { type Stage, startStage } from './stage.js';
import { makeAccount } from './stage-holdings.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('holdings and accounts', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path: string, mark = '.row-link') => {
    const opened = await shared.show(path);
    await page.locator(mark).first().waitFor();
    return opened;
  };
  const rows = () =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('.row-link')].map((link) => link.getAttribute('data-row'))`,
    );
  const untilRows = (expected: readonly string[]) =>
    until(`the rows ${expected.join(', ')}`, async () => String(await rows()) === String(expected));

  inBrowser('say what to run while nothing is imported and no account is linked', async () => {
    const empty = await startStage({ orders: 0, others: 0 });
    for (const [path, title, command] of [
      ['/console/holdings', 'No import yet', 'npx dwar trigger holdings'],
      ['/console/holdings?view=investments', 'No investments yet', 'npx dwar trigger smallcase'],
      ['/console/holdings?view=funds', 'No mutual funds imported yet', 'npx dwar trigger mutual-funds'],
      ['/console/holdings?view=subscriptions', 'No SIP and no subscription yet', 'npx dwar trigger sip'],
      ['/console/accounts', 'No account is linked yet', 'npx dwar trigger connect'],
    ] as const) {
      await shared.showOther(empty, path);
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      await page.getByText(command, { exact: true }).waitFor();
    }
  });

  inBrowser('show one view after the other, and keep it in the address', async () => {
    await open('/console/holdings?viewer=bob');
    await page.getByText('Investments', { exact: true }).click();
    await page.waitForURL('**/console/holdings?viewer=bob&view=investments');
    await page.locator('.row-link').first().waitFor();
    await page.getByText('Mutual funds', { exact: true }).click();
    await page.waitForURL('**/console/holdings?viewer=bob&view=funds');
    await untilRows(
      stage.world.transactions
        .filter(({ intent, viewer }) => intent === 'MF_HOLDINGS_IMPORT' && viewer === 'bob')
        .map(({ id }) => id),
    );
  });

  inBrowser('filter by symbol, viewer and account, and say which filters fit nothing', async () => {
    await open('/console/holdings');
    await page.keyboard.press('/');
    await page.keyboard.type('stock499');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/holdings?symbol=STOCK499');
    await untilRows(['account-1']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL('**/console/holdings');
    await page.goto(`${stage.origin}/console/holdings?account=account-3`);
    await untilRows(['account-3']);
    await page.goto(`${stage.origin}/console/holdings?account=account-3&viewer=bob&symbol=NONE`);
    await page.getByText('account = account-3 · viewer = bob · symbol = NONE').waitFor();
  });

  inBrowser('show 500 securities in pages, the shares as bars that say what the table says', async () => {
    await open('/console/holdings?open=account-1', 'aside .share');
    const lines = page.locator('aside .held tbody tr');
    expect(await lines.count()).toBe(100);
    for (let shown = 200; shown <= 500; shown += 100) {
      await page.getByRole('button', { name: 'Read more' }).click();
      await until(`${shown} securities`, async () => (await lines.count()) === shown);
    }
    expect(await page.getByRole('button', { name: 'Read more' }).count()).toBe(0);
    expect(await lines.nth(1).locator('td').last().textContent()).toBe('₹48,955.2526.00%');
    expect(await lines.nth(1).locator('.share > span').getAttribute('style')).toBe('width: 26%;');
    expect(await lines.last().textContent()).toContain('unknown');
    expect(await lines.last().locator('.share').count()).toBe(0);
    expect(await lines.first().textContent()).toContain('NSE today 5 · BSE today -2');
  });

  inBrowser('change a row where it is, and read the list again for a new account', async () => {
    await open('/console/holdings');
    await untilLive(page);
    await stage.untilListened();
    const known = stage.world.accounts[2]?.holdings as Readonly<Record<string, unknown>>;
    stage.change({ __typename: 'HoldingsChanged', holdings: { ...known, isStale: true, revision: 5 } });
    await page
      .locator('.grid-row', { has: page.locator('[data-row=account-2]') })
      .getByText('Stale')
      .waitFor();
    const added = makeAccount(900, Date.now() + 900 * 180_000);
    stage.world.accounts = [added, ...stage.world.accounts];
    stage.change({ __typename: 'HoldingsChanged', holdings: added.holdings });
    await until('the new account is first', async () => (await rows())[0] === 'account-900');
    expect((await rows()).filter((id) => id === 'account-900')).toHaveLength(1);
  });

  inBrowser('say that an account has no holdings, or is not linked any more', async () => {
    await open('/console/holdings?open=account-5', 'aside .state');
    await page.getByRole('heading', { name: 'No holdings of this account are known' }).waitFor();
    await page.goto(`${stage.origin}/console/accounts?open=account-none`);
    await page.getByRole('heading', { name: 'This account is not linked' }).waitFor();
  });

  inBrowser('say what an unlink does before it is done, and record why', async () => {
    await open('/console/accounts?open=account-2', 'aside .account-entries');
    await page.keyboard.press('u');
    await page.locator('dialog .unlink-effects').waitFor();
    expect(await findProblems(page, 'unlink-dialog')).toEqual([]);
    expect(await page.locator('.unlink-effects li').allTextContents()).toEqual([
      'It is unlinked from carol.',
      'Deleted for good: holdings of 3 securities, 2 investments, 2 pending actions, and the events that carried them.',
      'Orders and transactions stay with the viewer.',
      'A viewer who proves control of it can link it then. These have tried: alice, bob.',
      'The operator log records who unlinked it, when and why.',
    ]);
    const confirm = page.getByRole('button', { name: 'Unlink and record' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Reason').fill('support case 4711');
    stage.mode = 'fail';
    await confirm.click();
    await page.locator('dialog').getByText('Internal server error').waitFor();
    expect(stage.world.unlinked).toEqual([]);
    stage.mode = 'ok';
    await confirm.click();
    await page.getByText('Unlinked 5f03…0002').waitFor();
    await page.locator('aside').waitFor({ state: 'detached' });
    await page.locator('[data-row=account-2]').waitFor({ state: 'detached' });
    expect(stage.world.unlinked).toEqual([{ id: 'account-2', reason: 'support case 4711' }]);
  });

  inBrowser('let only an operator unlink', async () => {
    stage.world.session = { ...stage.world.session, roles: ['READER'] };
    await open('/console/accounts?open=account-2', 'aside .account-entries');
    const button = page.locator('aside').getByRole('button', { name: 'Unlink' });
    expect([await button.isDisabled(), await button.getAttribute('title')]).toEqual([
      true,
      'This needs the role operator.',
    ]);
    await page.keyboard.press('u');
    expect(await page.locator('dialog').count()).toBe(0);
  });

  inBrowser('read the accounts again when asked', async () => {
    await open('/console/accounts');
    stage.world.accounts = stage.world.accounts.slice(0, 2);
    await page.keyboard.press('r');
    await untilRows(['account-0', 'account-1']);
  });
});
