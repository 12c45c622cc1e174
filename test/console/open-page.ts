import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type PageRecord, recordPage } from '../support/browser.js';
import type { Stage } from './stage.js';

/** A page of the console in a browser, with what it did. */
export interface ConsolePage {
  readonly page: Page;
  readonly record: PageRecord;
  /** The violations of the page's policy so far. */
  violations(): Promise<readonly string[]>;
}

/** Where the violations are kept: the console reads nothing of that name. */
const RECORD_VIOLATIONS = `window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.violatedDirective + ' ' + event.blockedURI));`;

/** Opens an address of the console in a window of its own. */
export async function openPage(
  browser: Browser,
  stage: Stage,
  path: string,
  options: BrowserContextOptions = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.addInitScript(RECORD_VIOLATIONS);
  const record = recordPage(page);
  await page.goto(`${stage.origin}${path}`);
  return { page, record, violations: () => page.evaluate('window.violations') };
}

/** Waits until the page shows live changes. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('.live[data-kind=live]').waitFor();
}

/** Waits until the address has exactly these search params, in any order. */
export async function untilSearch(page: Page, params: Readonly<Record<string, string>>): Promise<void> {
  const wanted = JSON.stringify(Object.entries(params).sort());
  await page.waitForURL(({ searchParams }) => JSON.stringify([...searchParams].sort()) === wanted);
}
