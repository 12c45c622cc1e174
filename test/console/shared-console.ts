import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { hasChromium, launchBrowser } from '../support/browser.js';
import { type ConsolePage, NO_SCREEN, openPage, SharedWindow } from './open-page.js';
import { type Stage, startStage } from './stage.js';

/** A stage and a window, which the tests of a block use one after another. */
export interface SharedConsole {
  readonly stage: Stage;
  readonly page: Page;
  /** Opens an address of the stage as a new window does. */
  readonly show: (path: string, looks?: Parameters<SharedWindow['show']>[2]) => Promise<ConsolePage>;
  /** The same for another stage, which is closed after the test. */
  readonly showOther: (stage: Stage, path: string) => Promise<ConsolePage>;
  /** Opens an address of the stage in a window that closes with the test, which may push its clock. */
  readonly openTimed: (path: string) => Promise<ConsolePage>;
  /** The same, with the clock of the machine. */
  readonly openApart: (path: string) => Promise<ConsolePage>;
}

/**
 * Starts both before the tests of a block, and closes them after the last. After each test the window has left the
 * console and forgotten what it stored, and the stage is as it was when it started.
 */
export function shareConsole(options: BrowserContextOptions = {}): SharedConsole {
  let browser: Browser;
  let stage: Stage;
  let window: SharedWindow;
  const apart: Page[] = [];
  const others = new Set<Stage>();
  beforeAll(async () => {
    if (!hasChromium) return;
    [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
    window = await SharedWindow.open(browser, stage, options);
  });
  afterEach(async () => {
    await window?.leave();
    for (const page of apart.splice(0)) await page.context().close();
    for (const other of others) await other.close();
    others.clear();
    stage?.reset();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });
  const openApart = async (path: string) => {
    const opened = await openPage(browser, stage, path, options);
    apart.push(opened.page);
    return opened;
  };
  return {
    get stage() {
      return stage;
    },
    get page() {
      return window.page;
    },
    show: (path, looks) => window.show(stage, path, looks),
    showOther(other, path) {
      others.add(other);
      return window.show(other, path);
    },
    openApart,
    async openTimed(path) {
      const opened = await openApart(NO_SCREEN);
      await opened.page.clock.install();
      await opened.page.goto(`${stage.origin}${path}`);
      return opened;
    },
  };
}
