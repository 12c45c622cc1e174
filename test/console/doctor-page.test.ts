import { beforeEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { shareConsole } from './shared-console.js';
import type { Stage } from './stage.js';
import { VARIABLE_COUNT } from './stage-doctor.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('the screen of the doctor', () => {
  const shared = shareConsole();
  let stage: Stage;
  let page: Page;
  beforeEach(() => {
    ({ stage, page } = shared);
  });

  const open = async (path: string, mark = '.settings') => {
    const opened = await shared.show(path);
    await page.locator(mark).first().waitFor();
    return opened;
  };
  const check = (name: string) => page.locator(`.doctor-checks [data-check=${name}]`);
  const runChecks = () => page.getByRole('button', { name: 'Run the checks' });
  const asked = () => stage.requests.filter((url) => url.startsWith('/console/graphql')).length;

  inBrowser('runs the checks when asked, and says what each has found and what to do', async () => {
    const { violations } = await open('/console/doctor');
    expect(await check('NODE').getAttribute('data-outcome')).toBe('waiting');
    await page.getByText('Not run yet.').waitFor();
    await runChecks().click();
    await page.getByText('7 in order, 1 to change, 1 failed').waitFor();
    await check('UPSTREAM').getByText('are swapped').waitFor();
    await check('UPSTREAM').getByText('GATEWAY_SECRET signs tokens').waitFor();
    expect(await check('UPSTREAM').getAttribute('data-outcome')).toBe('failure');
    expect(await check('SECRETS').getAttribute('data-outcome')).toBe('warning');
    await check('REDIS').getByText('not used').waitFor();
    expect(await findProblems(page, 'doctor-run')).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  inBrowser('shows which checks are still running, and starts none twice', async () => {
    await open('/console/doctor');
    stage.mode = 'hang';
    await page.keyboard.press('r');
    await page.getByText('0 of 9 done').waitFor();
    const sent = asked();
    await page.keyboard.press('r');
    expect(await check('STORAGE').getAttribute('data-outcome')).toBe('running');
    expect(await findProblems(page, 'doctor-running')).toEqual([]);
    expect(asked()).toBe(sent);
  });

  inBrowser('says which check could not be run, and runs it again', async () => {
    await open('/console/doctor');
    stage.mode = 'fail';
    await runChecks().click();
    await page.getByText('0 in order, 0 to change, 9 failed').waitFor();
    await check('STORAGE').getByText('Internal server error').waitFor();
    stage.mode = 'ok';
    stage.world.findings.UPSTREAM = [];
    await runChecks().click();
    await page.getByText('8 in order, 1 to change, 0 failed').waitFor();
  });

  inBrowser('keeps what was found while another screen is open', async () => {
    await open('/console/doctor');
    await runChecks().click();
    await page.getByText('7 in order').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.locator('.log').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByText('7 in order').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Operator log' }).click();
    await page.locator('.log').waitFor();
  });

  inBrowser('shows every variable, and in the address which of them', async () => {
    await open('/console/doctor');
    const rows = page.locator('.settings tbody tr');
    expect(await rows.count()).toBe(VARIABLE_COUNT);
    const row = (name: string) =>
      rows.filter({ has: page.locator('th > code', { hasText: new RegExp(`^${name}$`) }) });
    await row('GATEWAY_API_SECRET').getByText('set, not shown').waitFor();
    await row('DATABASE_URL').getByText('postgres://***@db.internal:5432/ledger?***').waitFor();
    await row('AUTH_JWT_SECRET').getByText('not set', { exact: true }).waitFor();
    await page.locator('#doctor-instance').scrollIntoViewIfNeeded();
    await page.getByText('4 migrations').click();
    await page.locator('.settings tbody tr').nth(3).scrollIntoViewIfNeeded();
    expect(await findProblems(page, 'doctor-settings')).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('searchbox', { name: 'Find a variable' }).fill('redis');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/doctor?setting=redis');
    await page.getByText('Set', { exact: true }).click();
    await page.waitForURL('**/console/doctor?setting=redis&set=yes');
    expect(await rows.count()).toBe(1);
    await page.getByText('rediss://***@cache.internal:6380/0').waitFor();
    await page.reload();
    await page.getByText('rediss://***@cache.internal:6380/0').waitFor();
  });

  inBrowser('says that no variable fits, and clears the filter', async () => {
    await open('/console/doctor?setting=nothing-has-this', '.doctor .state');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('.settings').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  inBrowser('is accessible while it is read and when it cannot be read', async () => {
    for (const [mode, mark] of [
      ['hang', '.loading'],
      ['fail', '.state[role=alert]'],
    ] as const) {
      stage.mode = mode;
      await open('/console/doctor', mark);
      expect([mode, await findProblems(page, `doctor-${mode}`)]).toEqual([mode, []]);
    }
  });

  inBrowser('speaks Hindi', async () => {
    await open('/console/doctor');
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByText('हिन्दी', { exact: true }).click();
    await page.getByRole('heading', { name: 'जाँच और सेटिंग', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'जाँच चलाएँ' }).click();
    await page.getByText('7 ठीक, 1 बदलने लायक, 1 विफल').waitFor();
    expect(await findProblems(page, 'doctor-hindi')).toEqual([]);
  });
});
