import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { expectWithin, heldBytes, percentile95 } from './measure.js';
import { openPage, untilLive } from './open-page.js';
import { type Stage, startStage } from './stage.js';
import { makeOrder } from './stage-data.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

/**
 * How long changes come while memory is watched. `npm run test:console-memory` watches for ten minutes; otherwise the
 * clock of the page is pushed.
 */
const MEMORY_SECONDS = Number(process.env.CONSOLE_MEMORY_SECONDS ?? 30);
const IS_PUSHED = process.env.CONSOLE_MEMORY_SECONDS === undefined;
const CHANGES_PER_SECOND = 50;
/** Of the page's clock, between two pushes. A list updates no more often than that. */
const PUSH_MS = 60;
const GROWTH_MAX_BYTES = 10_000_000;
const MB = 1_000_000;
const TABS = 7;

describe('a console that shows live changes', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (hasChromium) browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    if (!hasChromium) return;
    stage = await startStage();
    ({ page } = await openPage(browser, stage, '/console/orders'));
    await page.locator('.row-link').first().waitFor();
    await untilLive(page);
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    await stage?.close();
  });

  inBrowser('paints a change soon after the server sent it', async () => {
    await page.evaluate(RECORD_PAINTS);
    let number = 0;
    await expectWithin('from a change to its paint, 95 of 100', 100, async () => {
      const delays: number[] = [];
      for (let count = 0; count < 20; count += 1) {
        number += 1;
        const viewer = `seen ${number}`;
        const sentAt = performance.timeOrigin + performance.now();
        stage.change({
          __typename: 'OrderChanged',
          order: makeOrder(0, Date.now(), { revision: 10 + number, viewer }),
        });
        delays.push((await page.evaluate<number>(whenPainted(viewer))) - sentAt);
      }
      return percentile95(delays);
    });
  });

  inBrowser('answers keys and clicks soon while changes come', async () => {
    await page.evaluate(RECORD_INTERACTIONS);
    const timer = new Changes(stage, 'known').start();
    await expectWithin('from a key or click to its paint, 95 of 100', 200, async () => {
      await page.evaluate('window.interactions.clear()');
      for (const key of ['j', 'j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
      // The panel takes the focus from the list when it opens.
      await page.locator('aside').waitFor();
      for (const key of ['Escape', 'End', 'Home', 'Space', 'Space']) await page.keyboard.press(key);
      await page.locator('[data-row=order-2]').click();
      await page.locator('aside .legs').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('f');
      await page.locator('.filter-options').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.filter-options').waitFor({ state: 'detached' });
      await page.keyboard.press('?');
      await page.locator('dialog .key-groups').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      return percentile95(await page.evaluate<number[]>(INTERACTIONS));
    });
    clearInterval(timer);
  });

  inBrowser(
    'keeps its memory while changes and new orders come',
    async () => {
      const session = await page.context().newCDPSession(page);
      if (IS_PUSHED) await page.clock.install();
      const changes = new Changes(stage, 'new');
      // What the first seconds load and compile stays for as long as the page does.
      await changes.comeFor(page, 5);
      const before = await heldBytes(session);
      await changes.comeFor(page, MEMORY_SECONDS);
      const growth = (await heldBytes(session)) - before;
      await page.locator(`[data-row=${changes.newest}]`).waitFor();
      process.stdout.write(
        `figure: heap after ${MEMORY_SECONDS} s of ${CHANGES_PER_SECOND} changes a second: ` +
          `${(growth / MB).toFixed(1)} MB more than ${(before / MB).toFixed(1)} MB\n`,
      );
      expect(growth).toBeLessThanOrEqual(GROWTH_MAX_BYTES);
    },
    MEMORY_SECONDS * 1_000 + 120_000,
  );

  inBrowser('is live in seven tabs at once', async () => {
    const tabs = [page];
    while (tabs.length < TABS) {
      const tab = await page.context().newPage();
      await tab.goto(`${stage.origin}/console/orders`);
      tabs.push(tab);
    }
    await stage.untilListened(TABS);
    const order = makeOrder(900, Date.now(), { id: 'order-everywhere' });
    stage.change({ __typename: 'OrderChanged', order });
    for (const tab of tabs) await tab.locator('[data-row=order-everywhere]').waitFor();
    expect(stage.requests.filter((path) => path === '/console/graphql').length).toBeGreaterThanOrEqual(TABS);
  });
});

/** Remembers when each viewer in the first row was painted, in epoch milliseconds. */
const RECORD_PAINTS = `
window.paintedAt = new Map();
new MutationObserver(() => {
  const viewer = document.querySelector('.grid-row [data-cell=viewer]').textContent;
  if (window.paintedAt.has(viewer)) return;
  window.paintedAt.set(viewer, Number.NaN);
  requestAnimationFrame(() => setTimeout(() =>
    window.paintedAt.set(viewer, performance.timeOrigin + performance.now())));
}).observe(document.querySelector('.grid-body'), { childList: true, subtree: true, characterData: true });
0`;

/** Resolves with the time at which a viewer was painted in the first row. */
function whenPainted(viewer: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      const at = window.paintedAt.get(${JSON.stringify(viewer)});
      if (at > 0) resolve(at); else setTimeout(look, 5);
    };
    look();
  })`;
}

/** Keeps the longest event of each interaction, from the input to the next paint, in milliseconds. */
const RECORD_INTERACTIONS = `
window.interactions = new Map();
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries())
    if (interactionId) window.interactions.set(interactionId, Math.max(duration, window.interactions.get(interactionId) ?? 0));
}).observe({ type: 'event', durationThreshold: 16 });
0`;

/** The browser reports an event after the paint that follows it. */
const INTERACTIONS = `new Promise((resolve) => {
  const look = () => window.interactions.size > 0 ? resolve([...window.interactions.values()]) : setTimeout(look, 50);
  requestAnimationFrame(() => requestAnimationFrame(look));
})`;

/** Changes of known orders, or of known and new ones in turn. */
class Changes {
  #number = 0;
  /** The id of the newest new order. */
  newest = '';

  constructor(
    private readonly stage: Stage,
    private readonly kind: 'known' | 'new',
  ) {}

  send(): void {
    this.#number += 1;
    const number = this.#number;
    const isNew = this.kind === 'new' && number % 2 === 0;
    if (isNew) this.newest = `order-live-${number}`;
    const order = makeOrder(number % 40, Date.now(), {
      revision: 10 + number,
      viewer: `v${number}`,
      ...(isNew && { id: this.newest, updatedAt: new Date().toISOString() }),
    });
    if (isNew) this.stage.world.orders.unshift(order);
    this.stage.change({ __typename: 'OrderChanged', order });
  }

  /** Sends them at a steady rate. */
  start(): ReturnType<typeof setInterval> {
    return setInterval(() => this.send(), 1_000 / CHANGES_PER_SECOND);
  }

  /** Sends as many as in so many seconds, and returns when these have passed in the page. */
  async comeFor(page: Page, seconds: number): Promise<void> {
    if (!IS_PUSHED) {
      const timer = this.start();
      await page.evaluate(`new Promise((resolve) => setTimeout(resolve, ${seconds * 1_000}))`);
      return clearInterval(timer);
    }
    for (let passedMs = 0; passedMs < seconds * 1_000; passedMs += PUSH_MS) {
      for (let sent = 0; sent < (CHANGES_PER_SECOND * PUSH_MS) / 1_000; sent += 1) this.send();
      await page.clock.runFor(PUSH_MS);
    }
  }
}
