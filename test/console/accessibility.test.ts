import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { openPage, untilLive } from './open-page.js';
import { APPEARANCES, OVERLAYS, SCREENS, STATES, WITHOUT } from './screen-list.js';
import { type Stage, startStage } from './stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

/**
 * `npm run screenshots` looks at every screen, state and appearance. Otherwise each screen is looked at when it is
 * full and in one of its other states, in turn, each in one appearance.
 */
const IS_WHOLE = process.env.SCREENSHOT_DIR !== undefined;
const WHOLE_TIMEOUT_MS = 600_000;

const appearancesOf = (screen: number, state: number) =>
  APPEARANCES.filter((_, index) => IS_WHOLE || index === (screen + state) % APPEARANCES.length);

/** What the browser says of a WebSocket that was refused, which the page shows by its banner. */
const isOfStream = (problem: string) => problem.includes('WebSocket connection');

/** What the browser says of an answer of the paths that are not GraphQL. */
const isOfRefusal = (problem: string) => problem.includes('responded with a status of 502');

describe('the console', () => {
  const stages: Stage[] = [];
  let stage: Stage;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (hasChromium) browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    for (const one of stages.splice(0)) await one.close();
  });

  const raise = async (...size: Parameters<typeof startStage>) => {
    const started = await startStage(...size);
    stages.push(started);
    return started;
  };
  const open = async (path: string, mark: string) => {
    const opened = await openPage(browser, stage, path);
    page = opened.page;
    await page.locator(mark).first().waitFor();
    return opened;
  };

  inBrowser.each(SCREENS.map(([name, path, mark], at) => ({ name, path, mark, at })))(
    'is accessible in every state, theme and width: $name',
    async ({ name, path, mark, at }) => {
      const stocked = await raise();
      const empty = await raise({ orders: 0, others: 0 });
      const states = STATES.filter((state) => WITHOUT[name]?.includes(state.name) !== true);
      const others = states.length - 1;
      for (const [index, state] of states.entries()) {
        if (!IS_WHOLE && index > 0 && index !== 1 + (at % others)) continue;
        stage = state.name === 'empty' ? empty : stocked;
        Object.assign(stage, { mode: state.mode, isDeaf: false });
        const isLost = state.name === 'stream-lost';
        const { record, violations } = await open(path, isLost ? mark : (state.mark ?? mark));
        if (isLost) {
          await untilLive(page);
          stage.isDeaf = true;
          stage.cut();
          await page.locator(state.mark ?? mark).waitFor();
        }
        const picture = `${name}-${state.name}`;
        expect([picture, await findProblems(page, picture, appearancesOf(at, index))]).toEqual([picture, []]);
        expect([picture, await violations()]).toEqual([picture, []]);
        expect([...record.hosts]).toEqual([new URL(stage.origin).host]);
        const isExpected = (problem: string) =>
          (isLost && isOfStream(problem)) || (state.name === 'failed' && isOfRefusal(problem));
        expect(record.problems.filter((problem) => !isExpected(problem))).toEqual([]);
        await page.context().close();
      }
    },
    WHOLE_TIMEOUT_MS,
  );

  inBrowser.each(OVERLAYS.map(([name, path, key, mark], at) => ({ name, path, key, mark, at })))(
    'is accessible with what opens over a screen: $name',
    async ({ name, path, key, mark, at }) => {
      stage = await raise();
      for (const appearance of appearancesOf(at, 0)) {
        const { width, height, colorScheme } = appearance;
        // A menu stays where the window was wide enough for it: each appearance opens it again.
        const { record, violations } = await openPage(browser, stage, path, {
          viewport: { width, height },
          colorScheme,
        });
        page = browser.contexts().at(-1)?.pages()[0] as Page;
        await page.locator('.row-link').first().waitFor();
        if (typeof key === 'string') await page.keyboard.press(key);
        else await page.getByRole('button', { name: key.button }).click();
        await page.locator(mark).first().waitFor();
        const picture = `overlay-${name}`;
        expect([picture, await findProblems(page, picture, [appearance])]).toEqual([picture, []]);
        expect(await violations()).toEqual([]);
        expect(record.problems).toEqual([]);
        await page.context().close();
      }
    },
    WHOLE_TIMEOUT_MS,
  );

  inBrowser('is accessible when no session is there, and when a link was used before', async () => {
    stage = await raise({ orders: 0, others: 0 });
    stage.mode = 'signed-out';
    await open('/console/orders', '.signed-out-title');
    expect(await findProblems(page, 'signed-out', APPEARANCES)).toEqual([]);
    await open('/console/orders#console=used', '.signed-out-title + [role=alert]');
    expect(await findProblems(page, 'signed-out-refused', APPEARANCES)).toEqual([]);
  });

  inBrowser('shows the chosen colours from the first paint on', async () => {
    stage = await raise();
    await open('/console/orders', '.row-link');
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByText('Dark', { exact: true }).click();
    await page.getByText('UTC', { exact: true }).click();
    await page.getByText('हिन्दी', { exact: true }).click();
    await page.getByRole('heading', { name: 'ऑर्डर', exact: true }).waitFor();
    stage.mode = 'hang';
    await page.reload({ waitUntil: 'commit' });
    await page.locator('.loading').waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    stage.mode = 'ok';
    await page.reload();
    await page.getByRole('heading', { name: 'ऑर्डर', exact: true }).waitFor();
  });
});
