import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { clearRecord, type PageRecord, recordPage } from '../support/browser.js';
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

/** How a window is when nothing else is said. */
const LOOKS: WindowLooks = {
  width: 1280,
  height: 800,
  colorScheme: 'light',
  reducedMotion: 'no-preference',
};

interface WindowLooks {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  readonly reducedMotion: 'reduce' | 'no-preference';
}

/** Opens an address of the console in a window of its own. */
export async function openPage(
  browser: Browser,
  stage: Stage,
  path: string,
  options: BrowserContextOptions = {},
): Promise<ConsolePage> {
  const { width, height } = LOOKS;
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.addInitScript(RECORD_VIOLATIONS);
  const record = recordPage(page);
  await page.goto(`${stage.origin}${path}`);
  return { page, record, violations: () => page.evaluate('window.violations') };
}

/**
 * A window that the tests of a file use one after another: what the browser has loaded and compiled for the first
 * is there for the others.
 */
export class SharedWindow {
  /** The stage whose console it shows; null while it shows none. */
  #stage: Stage | null = null;

  private constructor(private readonly shown: ConsolePage) {}

  get page(): Page {
    return this.shown.page;
  }

  static async open(browser: Browser, stage: Stage, options?: BrowserContextOptions): Promise<SharedWindow> {
    return new SharedWindow(await openPage(browser, stage, NO_SCREEN, options));
  }

  /** Opens an address of the console, as a new window does. */
  async show(stage: Stage, path: string, looks: Partial<WindowLooks> = {}): Promise<ConsolePage> {
    await this.leave();
    const { page } = this.shown;
    const { width, height, ...media } = { ...LOOKS, ...looks };
    await page.setViewportSize({ width, height });
    await page.emulateMedia(media);
    this.#stage = stage;
    await page.goto(`${stage.origin}${path}`);
    return this.shown;
  }

  /** Leaves the console, and forgets what it has stored, and what was recorded of it. */
  async leave(): Promise<void> {
    const { page, record } = this.shown;
    if (this.#stage === null) return;
    await page.mouse.move(0, 0);
    // Requests without an answer would take all connections that a browser opens to one host.
    await page.evaluate('window.stop()');
    await page.goto(`${this.#stage.origin}${NO_SCREEN}`);
    await page.evaluate('localStorage.clear(), sessionStorage.clear()');
    this.#stage = null;
    clearRecord(record);
  }
}

/** An address of the stage at which no script runs. */
export const NO_SCREEN = '/console/icon.svg';

/** Waits until the page shows live changes. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('.live[data-kind=live]').waitFor();
}

/** Waits until the address has exactly these search params, in any order. */
export async function untilSearch(page: Page, params: Readonly<Record<string, string>>): Promise<void> {
  const wanted = JSON.stringify(Object.entries(params).sort());
  await page.waitForURL(({ searchParams }) => JSON.stringify([...searchParams].sort()) === wanted);
}
