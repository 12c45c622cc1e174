import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { partnerOf } from '../unit/emulator/partner.js';
import { hasChromium, launchBrowser } from './browser.js';
import { startEmulator, type TestEmulator } from './emulator.js';

const PAGES = join(import.meta.dirname, '../scdk/pages');

/** The address that the pages load the SDK from, as on a partner's site. */
const REAL_SCRIPT = 'https://gateway.smallcase.com/scdk/**';

/** What a page under test reports: the value or the error that it got. */
export interface Reported {
  readonly resolved?: Readonly<Record<string, unknown>>;
  readonly rejected?: Readonly<Record<string, unknown>>;
}

/** A partner with its web server: pages of `test/scdk/pages`, and what their scripts ask it for. */
interface ScdkStage {
  readonly emulator: TestEmulator;
  readonly partner: ReturnType<typeof partnerOf>;
  readonly origin: string;
  /** What `/session.json` answers: gateway, token and whatever the test adds. */
  session: Readonly<Record<string, unknown>>;
  /**
   * Opens a page unchanged: its request for the real script is answered by the emulator, with `query` behind
   * the address of the tag if it is given.
   */
  open(browser: Browser, page: string, query?: string): Promise<Page>;
  close(): Promise<void>;
}

/**
 * A stage and a browser for the tests of a file, if there is a Chromium. The pages of a test are closed after
 * it.
 */
export function stageInBrowser(): { readonly stage: ScdkStage; readonly browser: Browser } {
  const on = {} as { stage: ScdkStage; browser: Browser };
  beforeAll(async () => {
    if (hasChromium) [on.stage, on.browser] = await Promise.all([startScdkStage(), launchBrowser()]);
  });
  afterAll(async () => {
    await on.browser?.close();
    await on.stage?.close();
  });
  afterEach(async () => {
    for (const context of on.browser?.contexts() ?? []) await context.close();
  });
  return on;
}

async function startScdkStage(): Promise<ScdkStage> {
  const emulator = await startEmulator({ allowsLoopbackPages: true });
  const partner = partnerOf(emulator);
  const files = new Map(
    readdirSync(PAGES).map((name) => [`/${name}`, readFileSync(join(PAGES, name), 'utf8')]),
  );
  const state = { session: {} as ScdkStage['session'] };
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/session.json') {
      const body = { gateway: emulator.gatewayName, token: partner.guest(), ...state.session };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
      return;
    }
    const text = files.get(path);
    response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.writeHead(text === undefined ? 404 : 200).end(text ?? 'no such page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    emulator,
    partner,
    origin,
    get session() {
      return state.session;
    },
    set session(session) {
      state.session = session;
    },
    async open(browser, name, query = '') {
      const page = await newTestPage(browser);
      await page.route(REAL_SCRIPT, async (route) => {
        const { pathname } = new URL(route.request().url());
        await route.fulfill({ response: await route.fetch({ url: `${emulator.url}${pathname}` }) });
      });
      // `page.html?strict` sets the query of the script's address, as a partner would for the stand-in.
      await page.goto(`${origin}/${name}${query}`);
      return page;
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await emulator.close();
    },
  };
}

/** A page whose closed shadow roots are open to the test, and whose pauses are short. */
export async function newTestPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  await page.addInitScript({ content: OPEN_SHADOW_ROOTS + SHORT_PAUSES });
  return page;
}

const OPEN_SHADOW_ROOTS = `
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    return attach.call(this, { ...options, mode: 'open' });
  };
`;

/**
 * The SDK pauses for 2 s between reads of an open transaction, and pages pause about as long before they
 * repeat a call: each such pause lasts a twentieth of its time. Longer timers are time limits, and stay.
 */
const SHORT_PAUSES = `
  for (const name of ['setTimeout', 'setInterval']) {
    const start = window[name];
    window[name] = (run, delay, ...values) =>
      start(run, delay >= 200 && delay <= 2500 ? delay / 20 : delay, ...values);
  }
`;

/** Presses a button of the page under test. */
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** The innermost element with the focus is a frame, seen from the page around it. */
const FRAME_HAS_FOCUS = `(() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.tagName === 'IFRAME';
})()`;

/**
 * Focuses a field in the overlay's frame, and waits until the browser sends keys there. The frame may be a
 * process of its own, whose focus the page learns of later.
 */
async function focusInFrame(field: Locator): Promise<void> {
  await field.focus();
  await field.page().waitForFunction(FRAME_HAS_FOCUS);
}

/** Presses a key in a field of the overlay's frame. */
export async function pressInFrame(field: Locator, key: string): Promise<void> {
  await focusInFrame(field);
  await field.press(key);
}

/**
 * Presses a key that closes the frame it is pressed in. It does not wait for the browser's answer: for a frame
 * that is gone between key down and key up there may be none.
 */
export async function pressToLeave(field: Locator, key: string): Promise<void> {
  await focusInFrame(field);
  void field.press(key).catch(() => undefined);
}

const READ_BY_SDK = /\/gateway\/[^/]+\/transaction\?/;

/**
 * Holds back the SDK's reads of its transaction, so that what it shows meanwhile stays until the returned
 * function is called.
 */
export async function holdReads(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(READ_BY_SDK, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** What the page reports in its element `#outcome`, once it does. */
export async function reported(page: Page): Promise<Reported> {
  const outcome = page.locator('#outcome:not(:empty)');
  return JSON.parse((await outcome.textContent()) ?? '') as Reported;
}

/** Empties the element `#outcome` before the next call of the page. */
export const clearOutcome = (page: Page) =>
  page.evaluate("document.querySelector('#outcome').replaceChildren()");

/** The overlay of the stand-in. */
export function overlayOf(page: Page): {
  readonly dialog: Locator;
  choose(broker: string): Promise<void>;
  /** The broker page in its frame, once it shows `button`. */
  frame(button?: string): Promise<FrameLocator>;
  logIn(account?: string): Promise<void>;
  confirm(): Promise<void>;
  close(): Promise<void>;
} {
  const dialog = page.getByRole('dialog');
  const frame = async (button = 'Log in') => {
    const content = dialog.frameLocator('iframe');
    await content.getByRole('button', { name: button }).waitFor();
    return content;
  };
  return {
    dialog,
    frame,
    choose: (broker) => dialog.getByRole('button', { name: broker, exact: true }).click(),
    async logIn(account = 'lep-ok') {
      const login = await frame();
      await login.getByLabel('Account').fill(account);
      await login.getByRole('button', { name: 'Log in' }).click();
      await login.getByRole('button', { name: 'Confirm' }).waitFor();
    },
    async confirm() {
      await (await frame('Confirm')).getByRole('button', { name: 'Confirm' }).click();
    },
    close: () => dialog.getByRole('button', { name: 'Close', exact: true }).click(),
  };
}
