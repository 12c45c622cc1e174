import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium, launchBrowser, recordPage } from '../support/browser.js';
import type { ConsoleApp } from '../support/console.js';
import { startOidcConsole } from '../support/oidc-login.js';
import { type OidcProviderServer, startOidcProvider } from '../support/oidc-provider.js';
import { requireOrSkip } from '../support/requires.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

describe('the sign-in page', () => {
  let provider: OidcProviderServer;
  let app: ConsoleApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (!hasChromium) return;
    provider = await startOidcProvider();
    app = await startOidcConsole(provider, {
      env: { CONSOLE_PROXY_HEADER: 'x-auth-user', TRUST_PROXY: 'false' },
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await provider?.close();
  });
  afterEach(async () => {
    provider.behaviour = {};
    await page?.context().close();
  });

  const open = async (path: string) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const record = recordPage(page);
    await page.goto(`${app.consoleUrl}${path}`);
    return record;
  };
  const link = (name: RegExp) => page.getByRole('link', { name });

  inBrowser('signs in at the identity provider, and returns to the address with its filters', async () => {
    await open('/console/orders?status=COMPLETED');
    await link(/identity provider/).click();
    await page.locator('.live[data-kind=live]').waitFor();
    expect(page.url()).toBe(`${app.consoleUrl}/console/orders?status=COMPLETED`);
    const cookies = await page.context().cookies(`${app.consoleUrl}/console/login/oidc`);
    expect(
      cookies.map(({ name, httpOnly, sameSite }) => [name.replace(/\d+/, ''), httpOnly, sameSite]),
    ).toEqual([['dwar_console_', true, 'Strict']]);
  });

  inBrowser('signs in as the user of the proxy, and refuses the session to another one', async () => {
    await open('/console/');
    await page.setExtraHTTPHeaders({ 'x-auth-user': 'asha' });
    await link(/your proxy/).click();
    await page.getByText('Ready for traffic').waitFor();
    await page.setExtraHTTPHeaders({ 'x-auth-user': 'ravi' });
    await page.reload();
    await link(/your proxy/).waitFor();
  });

  inBrowser('says why the provider did not sign in, and nothing of what the provider wrote', async () => {
    provider.behaviour = { error: 'access_denied&error_description=kanari' };
    await open('/console/log');
    await link(/identity provider/).click();
    await page.getByRole('alert').getByText('it was not proven who you are').waitFor();
    expect(page.url()).toBe(`${app.consoleUrl}/console/log`);
    expect(await page.content()).not.toContain('kanari');
    provider.behaviour = {};
    await link(/identity provider/).click();
    await page.locator('.live[data-kind=live]').waitFor();
    expect(page.url()).toBe(`${app.consoleUrl}/console/log`);
  });

  inBrowser('is accessible with each of its messages, and shows no other text of the address', async () => {
    const record = await open('/console/');
    await link(/identity provider/).waitFor();
    expect(await findProblems(page, 'sign-in')).toEqual([]);
    for (const [reason, text] of [
      ['refused', 'it was not proven'],
      ['no-role', 'none of your groups'],
      ['no-name', 'no name of yours'],
      ['unavailable', 'no usable answer'],
      ['late', 'more than ten minutes'],
      ['off', 'is not set up'],
      ['limited', 'Too many attempts'],
    ]) {
      await page.goto(`${app.consoleUrl}/console/?${reason}#login=${reason}`);
      await page
        .getByRole('alert')
        .getByText(text ?? '')
        .waitFor();
    }
    await page.goto(`${app.consoleUrl}/console/?longest#login=late`);
    await page.getByRole('alert').waitFor();
    expect(await findProblems(page, 'sign-in-failed')).toEqual([]);
    await page.goto(`${app.consoleUrl}/console/?other#login=kanari`);
    await link(/identity provider/).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(record.hosts).toEqual(new Set([new URL(app.consoleUrl).host]));
    // The answer 401 to the question who is signed in.
    expect(record.problems.filter((problem) => !problem.includes('401'))).toEqual([]);
  });

  inBrowser('is in Hindi as well', async () => {
    await open('/console/');
    await page.evaluate(`localStorage.setItem('dwar-console-preferences', '{"language":"hi"}')`);
    await page.goto(`${app.consoleUrl}/console/?hi#login=no-role`);
    await page.getByText('कंसोल में साइन इन करें').waitFor();
    expect(await findProblems(page, 'sign-in-hindi')).toEqual([]);
  });
});
