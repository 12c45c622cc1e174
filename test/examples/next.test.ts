import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, hasChromium, launchBrowser, recordPage } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { type BuyPage, buyPageOf } from '../support/buy-page.js';
import { requireOrSkip } from '../support/requires.js';
import { newTestPage, overlayOf } from '../support/scdk-stage.js';
import { buyAs } from './buy-as.js';
import { installedExample } from './installed.js';
import { findPort, type NextServer, startNext } from './next-server.js';

/** Checks, builds and runs `examples/next` with the packages of this repository. */

const example = installedExample('next');
const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const installed = example.installed === test ? inBrowser : example.installed;
const COOKIE = 'example-session';

let port: number;
let dev: BuiltDev;
let site: NextServer;
let browser: Browser;

beforeAll(async () => {
  if (installed !== test) return;
  port = await findPort();
  dev = await startBuiltDev({ env: { CORS_ORIGINS: `http://localhost:${port}` } });
  browser = await launchBrowser();
  await example.script('build');
  site = await startNext(example.folder, port, {
    DWAR_URL: `${dev.url}/graphql`,
    SCDK_URL: `${dev.emulatorUrl}/scdk/2.0.0/scdk.js`,
  });
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await dev?.stop();
});

/** Fills in the form of a browser that has no session. */
async function signIn(page: Page, token: string): Promise<void> {
  await page.goto(site.origin);
  await page.waitForURL(`${site.origin}/sign-in`);
  await page.getByLabel('Session token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs a new viewer in, and closes the browser's session after the test. */
async function visit(work: (shop: BuyPage, token: string) => Promise<void>): Promise<void> {
  const token = await dev.tokenOf(randomUUID());
  const page = await newTestPage(browser);
  const record = recordPage(page);
  try {
    await signIn(page, token);
    await work(await buyPageOf(page, record), token);
    expect(record.problems).toEqual([]);
  } finally {
    await page.context().close();
  }
}

const askWith = (token: string) => fetch(site.origin, { headers: { cookie: `${COOKIE}=${token}` } });

function signInBy(body: URLSearchParams, from: string): Promise<Response> {
  const headers = { 'sec-fetch-site': from };
  return fetch(`${site.origin}/api/session`, { method: 'POST', headers, body, redirect: 'manual' });
}

describe('the example next', () => {
  installed('passes the check of its types', async () => {
    await example.script('check');
  });

  installed('buys a share, and lists the order until it is filled', async () => {
    await visit(async (shop) => {
      await shop.buy();
      await shop.says('Bought.');
      await shop.lists('BUY 1 of 1 INFY: COMPLETED');
    });
  });

  installed('says that a rejected order was not filled', async () => {
    await visit(async (shop) => {
      await shop.buy('lep-reject');
      await shop.says('Not all was bought.');
      await shop.lists('BUY 0 of 1 INFY: UNFILLED');
    });
  });

  installed('says that nothing was ordered when the user leaves', async () => {
    await visit(async (shop) => {
      await shop.page.getByRole('button', { name: 'Buy 1 INFY' }).click();
      await overlayOf(shop.page).close();
      await shop.says('Nothing was ordered.');
      await shop.lists();
    });
  });

  installed('has the orders in its HTML, and adopts that without a problem', async () => {
    await visit(async (shop, token) => {
      await buyAs(dev, token);
      await shop.lists('BUY 2 of 2 TCS: COMPLETED');
      const html = await (await askWith(token)).text();
      expect(html.replaceAll('<!-- -->', '')).toContain('<li>BUY 2 of 2 TCS: COMPLETED</li>');
      await shop.page.reload();
      await shop.lists('BUY 2 of 2 TCS: COMPLETED');
      await buyAs(dev, token);
      await shop.lists('BUY 2 of 2 TCS: COMPLETED', 'BUY 2 of 2 TCS: COMPLETED');
    });
  });

  installed('sends the token to the page by its session endpoint only', async () => {
    const token = await dev.tokenOf(randomUUID());
    const context = await browser.newContext();
    await context.addCookies([{ name: COOKIE, value: token, url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    const answers: Promise<[path: string, text: string]>[] = [];
    page.on('response', (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin === site.origin) answers.push(response.text().then((text) => [pathname, text]));
    });
    await page.goto(site.origin);
    await buyAs(dev, token);
    await page.locator('#orders li').waitFor();
    const read = await Promise.all(answers);
    const holders = read.flatMap(([path, text]) => (text.includes(token) ? [path] : []));
    expect([read.length > 5, [...new Set(holders)]]).toEqual([true, ['/api/session']]);
    expect(await page.evaluate('document.cookie')).toBe('');
    await context.close();
  });

  installed('has nothing of the session, and no address of one environment, in the code for browsers', () => {
    const folder = join(example.folder, 'dist/static');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    const withText = (text: string) => texts.filter((one) => one.includes(text)).length;
    expect(withText('/api/session')).toBeGreaterThan(0);
    expect([withText(COOKIE), withText(new URL(dev.url).host)]).toEqual([0, 0]);
  });
});

describe('the session of the example next', () => {
  installed('is needed to see the page', async () => {
    const response = await fetch(site.origin, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([307, '/sign-in']);
  });

  installed('is needed to get a token', async () => {
    const response = await fetch(`${site.origin}/api/session`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([401, 'no-store']);
    expect(await response.json()).toEqual({ error: 'not signed in' });
  });

  installed('ends at the form when Dwar refuses its token', async () => {
    expect((await askWith('no-token')).url).toBe(`${site.origin}/sign-in`);
  });

  installed('begins by the form, with a cookie that scripts cannot read', async () => {
    const response = await signInBy(new URLSearchParams({ token: 'x' }), 'same-origin');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(response.headers.get('set-cookie')).toMatch(
      /^example-session=x;.*Secure; HttpOnly; SameSite=lax$/,
    );
  });

  installed.each(['cross-site', 'same-site', 'none'])('is not begun by a form of a %s page', async (from) => {
    const response = await signInBy(new URLSearchParams({ token: 'x' }), from);
    expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
  });

  installed.each([[{}], [{ token: '' }]])('is not begun by %j', async (fields) => {
    const response = await signInBy(new URLSearchParams(fields), 'same-origin');
    expect([response.status, response.headers.get('set-cookie')]).toEqual([400, null]);
  });
});
