import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findProblems } from '../support/accessibility.js';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { SharedWindow, untilLive } from './open-page.js';
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
  let stocked: Stage;
  let empty: Stage;
  let browser: Browser;
  let shared: SharedWindow;

  beforeAll(async () => {
    if (!hasChromium) return;
    [stocked, empty, browser] = await Promise.all([
      startStage(),
      startStage({ orders: 0, others: 0 }),
      launchBrowser(),
    ]);
    shared = await SharedWindow.open(browser, stocked);
  });
  afterEach(async () => {
    await shared?.leave();
    for (const stage of [stocked, empty]) Object.assign(stage ?? {}, { mode: 'ok', isDeaf: false });
  });
  afterAll(async () => {
    await browser?.close();
    await stocked?.close();
    await empty?.close();
  });

  const open = async (
    stage: Stage,
    path: string,
    mark: string,
    looks?: Parameters<SharedWindow['show']>[2],
  ) => {
    const opened = await shared.show(stage, path, looks);
    await opened.page.locator(mark).first().waitFor();
    return opened;
  };

  inBrowser.each(SCREENS.map(([name, path, mark], at) => ({ name, path, mark, at })))(
    'is accessible in every state, theme and width: $name',
    async ({ name, path, mark, at }) => {
      const states = STATES.filter((state) => WITHOUT[name]?.includes(state.name) !== true);
      const others = states.length - 1;
      for (const [index, state] of states.entries()) {
        if (!IS_WHOLE && index > 0 && index !== 1 + (at % others)) continue;
        const stage = state.name === 'empty' ? empty : stocked;
        await shared.leave();
        Object.assign(stage, { mode: state.mode, isDeaf: false });
        const isLost = state.name === 'stream-lost';
        const { page, record, violations } = await open(stage, path, isLost ? mark : (state.mark ?? mark));
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
      }
    },
    WHOLE_TIMEOUT_MS,
  );

  inBrowser.each(OVERLAYS.map(([name, path, key, mark], at) => ({ name, path, key, mark, at })))(
    'is accessible with what opens over a screen: $name',
    async ({ name, path, key, mark, at }) => {
      for (const appearance of appearancesOf(at, 0)) {
        // A menu stays where the window was wide enough for it: each appearance opens it again.
        const { page, record, violations } = await open(stocked, path, '.row-link', appearance);
        if (typeof key === 'string') await page.keyboard.press(key);
        else await page.getByRole('button', { name: key.button }).click();
        await page.locator(mark).first().waitFor();
        const picture = `overlay-${name}`;
        expect([picture, await findProblems(page, picture, [appearance])]).toEqual([picture, []]);
        expect(await violations()).toEqual([]);
        expect(record.problems).toEqual([]);
      }
    },
    WHOLE_TIMEOUT_MS,
  );

  inBrowser('is accessible when no session is there, and when a link was used before', async () => {
    empty.mode = 'signed-out';
    const { page } = await open(empty, '/console/orders', '.signed-out-title');
    expect(await findProblems(page, 'signed-out', APPEARANCES)).toEqual([]);
    await open(empty, '/console/orders#console=used', '.signed-out-title + [role=alert]');
    expect(await findProblems(page, 'signed-out-refused', APPEARANCES)).toEqual([]);
  });

  inBrowser('shows the chosen colours from the first paint on', async () => {
    const { page } = await open(stocked, '/console/orders', '.row-link');
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByText('Dark', { exact: true }).click();
    await page.getByText('UTC', { exact: true }).click();
    await page.getByText('हिन्दी', { exact: true }).click();
    await page.getByRole('heading', { name: 'ऑर्डर', exact: true }).waitFor();
    stocked.mode = 'hang';
    await page.reload({ waitUntil: 'commit' });
    await page.locator('.loading').waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    stocked.mode = 'ok';
    await page.reload();
    await page.getByRole('heading', { name: 'ऑर्डर', exact: true }).waitFor();
  });
});
