import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium, launchBrowser, type PageRecord, recordPage } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { requireOrSkip } from '../support/requires.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

/** The switches of webhooks and of Gateway, by the group and name on the screen, and whether a purchase ends. */
const SWITCHES = [
  ['Webhooks', 'Duplicate', 'Done'],
  ['Webhooks', 'Reordered', 'Done'],
  ['Webhooks', 'Tampered with', 'Done'],
  ['Gateway answers', 'Status 503', 'Failed'],
] as const;

/** Those with which a purchase waits ten seconds for a planned read. */
const SLOW_SWITCHES = ['Wrong checksum', 'Lost'] as const;

describe('the screens Play and Emulator of the built dwar dev', () => {
  let dev: BuiltDev;
  let browser: Browser;
  let page: Page;
  let record: PageRecord;
  /** Each has a `dwar dev` of its own, and begins before the other tests: they need not wait one after another. */
  let slowPurchases: readonly Promise<Outcome>[] = [];

  beforeAll(async () => {
    if (!hasChromium) return;
    [dev, browser] = await Promise.all([startBuiltDev(), launchBrowser()]);
    slowPurchases = SLOW_SWITCHES.map((name) => buyOnOwnDev(browser, name));
    // Its own test reports a failure.
    for (const purchase of slowPurchases) purchase.catch(() => {});
    ({ page, record } = await openPlay(browser, dev));
  });
  afterAll(async () => {
    await Promise.allSettled(slowPurchases);
    await browser?.close();
    await dev?.stop();
  });

  /** The first card of the transcript. */
  const newest = () => newestOf(page);

  inBrowser('plays a scenario by its key, step by step, and leads to its order', async () => {
    await page.getByText('Nothing was played yet.').waitFor();
    await page.keyboard.press('2');
    await newest().getByText('Done').waitFor();
    await newest().getByText('order confirmed').waitFor();
    const command = await newest().locator('.command code').textContent();
    expect(command).toMatch(/^npx dwar trigger buy --seed [\da-f]{12} --data /);
    expect(await findProblems(page, 'play-run')).toEqual([]);
    await newest()
      .getByRole('link', { name: /^Explain order/ })
      .click();
    await page.getByText('Nothing more happens: it is final.').waitFor();
    await page.goBack();
    await newest().getByRole('link', { name: 'Its webhooks in the inbox' }).click();
    await page.locator('.grid-row').first().waitFor();
    await page.goBack();
    await newest().getByText('Done').waitFor();
  });

  inBrowser.each(SWITCHES)('%s, %s: a purchase is %s, and no counter rises', async (group, name, end) => {
    await buyWhile(page, group, name, end);
    if (name === 'Tampered with') expect(await findProblems(page, 'play-chaos')).toEqual([]);
    expect(new Set(await countsAfter(page))).toEqual(new Set(['0']));
  });

  inBrowser('moves the clock, and shuts the market', async () => {
    await page.getByRole('button', { name: '+ 24 h' }).click();
    await page.getByText(/(?:24 hrs|1 day) ahead/).waitFor();
    await page.getByRole('button', { name: 'Shut' }).click();
    await page.getByRole('heading', { name: 'Chaos is on' }).waitFor();
    await page.getByRole('button', { name: 'Turn all off' }).click();
    await page.getByRole('heading', { name: 'Nothing misbehaves on purpose' }).waitFor();
  });

  inBrowser('says what a counter counts, under an address of its own', async () => {
    await page.getByRole('link', { name: /^G2/ }).click();
    await page.locator('aside').getByText('survives a kill at any instant').waitFor();
    expect(page.url()).toContain('open=G2');
    expect(await findProblems(page, 'play-guarantee')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
  });

  inBrowser('shows the calls and webhooks of the emulator with our verdicts', async () => {
    await page.getByRole('link', { name: 'Emulator', exact: true }).click();
    await page.locator('.emulator-rows a').first().waitFor();
    await page.getByLabel('Path contains').fill('/gateway/');
    await page.locator('.emulator-rows').getByText('POST /gateway/').first().waitFor();
    await page.locator('.emulator-rows a', { hasText: '200' }).first().click();
    await page.locator('aside').getByText('"intent"').waitFor();
    expect(await findProblems(page, 'emulator-call')).toEqual([]);
    await page.getByText('Webhooks', { exact: true }).click();
    await page.locator('.emulator-rows').getByText('Applied').first().waitFor();
    await page.locator('.emulator-rows a').first().click();
    await page.locator('aside .emulator-attempts').waitFor();
    expect(await findProblems(page, 'emulator-webhook')).toEqual([]);
    await page.locator('aside').getByRole('link').first().click();
    await page.waitForURL(/inbox\?open=/);
  });

  inBrowser.each(SLOW_SWITCHES.map((name, at) => ({ name, at })))(
    'Webhooks, $name: a purchase is Done, and no counter rises',
    async ({ at }) => {
      const { host, counts, record: own } = (await slowPurchases[at]) as Outcome;
      expect(new Set(counts)).toEqual(new Set(['0']));
      expect([...own.hosts]).toEqual([host]);
      expect(own.problems).toEqual([]);
    },
  );

  inBrowser('asks its own host only, and logs no other problem than refused purchases', () => {
    expect(record.hosts).toEqual(new Set([new URL(dev.url).host]));
    expect(record.problems).toEqual([]);
  });
});

const newestOf = (page: Page) => page.locator('.runs > .card').first();

/** Logs in at the console of a `dwar dev`, and opens Play. */
async function openPlay(browser: Browser, dev: BuiltDev): Promise<{ page: Page; record: PageRecord }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(30_000);
  const record = recordPage(page);
  await page.goto(dev.consoleUrl);
  await page.getByRole('link', { name: 'Play', exact: true }).click();
  await page.locator('.counter').first().waitFor();
  return { page, record };
}

/** Turns a switch on, buys, and waits until the purchase is done or failed. */
async function buyWhile(page: Page, group: string, name: string, end: string): Promise<void> {
  await page.getByRole('group', { name: group }).getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { name: 'Chaos is on' }).waitFor();
  const before = await page.locator('.runs > .card').count();
  await page.getByRole('button', { name: /^buy 2 / }).click();
  await page.locator('.runs > .card').nth(before).waitFor();
  await newestOf(page).getByText(end).waitFor();
}

/** What the counters show after all switches are turned off. */
async function countsAfter(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'Turn all off' }).click();
  await page.getByRole('heading', { name: 'Nothing misbehaves on purpose' }).waitFor();
  return await page.locator('.counter .tile-count').allTextContents();
}

interface Outcome {
  readonly host: string;
  readonly counts: readonly string[];
  readonly record: PageRecord;
}

async function buyOnOwnDev(browser: Browser, name: string): Promise<Outcome> {
  const dev = await startBuiltDev();
  try {
    const { page, record } = await openPlay(browser, dev);
    await buyWhile(page, 'Webhooks', name, 'Done');
    const counts = await countsAfter(page);
    await page.context().close();
    return { host: new URL(dev.url).host, counts, record };
  } finally {
    await dev.stop();
  }
}
