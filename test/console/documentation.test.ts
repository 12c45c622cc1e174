import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium, launchBrowser, recordPage } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { requireOrSkip } from '../support/requires.js';
import { projectRoot } from '../support/source-files.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const FILES = readdirSync(join(projectRoot, 'docs')).filter((name) => name.endsWith('.md'));

interface Entry {
  readonly page: string;
  readonly title: string;
  readonly text?: string;
  readonly anchor?: string;
}

describe('the documentation in the console', () => {
  let dev: BuiltDev;
  let browser: Browser;
  let entries: readonly Entry[];
  const pages = new Map<string, string>();

  const folder = () => `${dev.url}/console/docs/`;
  beforeAll(async () => {
    dev = await startBuiltDev();
    entries = (await (await fetch(`${folder()}entries.json`)).json()) as readonly Entry[];
    for (const { page } of entries) {
      if (!pages.has(page)) pages.set(page, await (await fetch(`${folder()}${page}.html`)).text());
    }
    if (hasChromium) browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await dev?.stop();
  });

  test('has a page for each file, and its headings', () => {
    expect([...pages.keys()].map((name) => `${name}.md`).sort()).toEqual(FILES.sort());
    expect(entries.length).toBeGreaterThan(5 * FILES.length);
    for (const { page, anchor } of entries) {
      expect(pages.get(page)).not.toContain('&lt;!--');
      if (anchor !== undefined) expect(pages.get(page)).toContain(` id="${anchor}"`);
    }
    const places = entries.map(({ page, anchor }) => `${page}#${anchor}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('links only to what is there', async () => {
    for (const [name, html] of pages) {
      for (const [, target = ''] of html.matchAll(/ (?:href|src)="([^"]+)"/g)) {
        const url = new URL(target.replaceAll('&amp;', '&'), `${folder()}${name}.html`);
        if (url.origin !== new URL(dev.url).origin) continue;
        const place = `${name}: ${target}`;
        expect([place, (await fetch(url)).status]).toEqual([place, 200]);
        const page = /docs\/([\w-]+)\.html$/.exec(url.pathname)?.[1];
        if (url.hash === '' || page === undefined || target === '#content') continue;
        expect([place, pages.get(page)?.includes(` id="${url.hash.slice(1)}"`)]).toEqual([place, true]);
      }
    }
  });

  test('comes with the policy of the console, also compressed, and says 404 for other names', async () => {
    const answer = await fetch(`${folder()}operations.html`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    for (const name of ['nothing.html', 'operations.md', '..%2findex.html', 'images/nothing.png']) {
      expect([name, (await fetch(`${folder()}${name}`)).status]).toEqual([name, 404]);
    }
  });

  inBrowser('is found by the palette, and opens in a tab of its own', async () => {
    const page = await browser.newPage();
    await page.goto(dev.consoleUrl);
    await page.locator('h1').first().waitFor();
    await page.keyboard.press('Control+k');
    const search = page.locator('input.mantine-Spotlight-search');
    await search.fill('threat');
    await page.locator('.mantine-Spotlight-action').getByText('Threat model', { exact: true }).waitFor();
    await search.fill('find something');
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.locator('.mantine-Spotlight-action').getByText('Find something').click(),
    ]);
    await opened.locator('#find-something').waitFor();
    expect(opened.url()).toBe(`${folder()}console.html#find-something`);
    await page.context().close();
  });

  inBrowser.each(['console', 'configuration', 'front-end'])(
    'reads well in both themes and at each width: %s',
    async (name) => {
      const page: Page = await browser.newPage();
      const record = recordPage(page);
      await page.goto(`${folder()}${name}.html`);
      await page.locator('main h1').waitFor();
      expect(await findProblems(page, `documentation-${name}`)).toEqual([]);
      expect(record).toEqual({ hosts: new Set([new URL(dev.url).host]), problems: [] });
      await page.context().close();
    },
  );
});
