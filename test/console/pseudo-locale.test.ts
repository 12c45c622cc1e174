import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { cutTexts, pseudoText, unmarkedTexts, usePseudoLocale } from './pseudo-locale.js';
import { OVERLAYS, SCREENS } from './screen-list.js';
import { type Stage, startStage } from './stage.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

/** Names that are the same in every language. */
const NAMES = new Set([
  'GraphiQL',
  'English',
  'IST',
  'UTC',
  'GMT+5:30',
  'dwar console open',
  'Ctrl K',
  'Esc',
]);

/** Gateway's own names of states and intents, as words, stay as they are. */
const GATEWAY_STATES = ['MARKED COMPLETE', 'UNPLACED', 'UNKNOWN', 'Mutual-fund import'];

test('the pseudo-locale makes a text longer by 40 %, and keeps its placeholders', () => {
  const text = pseudoText('{count} rows are shown');
  expect(text).toMatch(/^⟦\{count\} rówš áré šhówñ .*⟧$/);
  expect(text.length).toBeGreaterThan('{count} rows are shown'.length * 1.4);
});

describe('the console in a pseudo-locale', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  /** Every text value that the stage has answered with, as the page may show it. */
  const answered = new Set(GATEWAY_STATES.map(plain));

  beforeAll(async () => {
    if (!hasChromium) return;
    [stage, browser] = await Promise.all([startStage(), launchBrowser()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    await usePseudoLocale(page);
    page.on('response', async (response) => {
      if (!/\/console\/(?:graphql|play\/|emulator\/)/.test(response.url())) return;
      addTexts(answered, await response.json().catch(() => null));
    });
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  /** Whether the server answered with a text, which may have a code in front, and which a chart may shorten. */
  const isAnswered = (text: string) => {
    const shown = plain(text);
    if (shown.endsWith('…')) return [...answered].some((one) => one.startsWith(shown.slice(0, -1)));
    return answered.has(shown) || answered.has(plain(text.replace(/^\d+ /, '')));
  };
  /** What is shown and neither marked, nor an answer of the server, nor a name, a key or a number with its unit. */
  const leftInEnglish = async () =>
    (await unmarkedTexts(page)).filter(
      (text) =>
        !NAMES.has(text) &&
        !isAnswered(text) &&
        !/^(?:Ctrl|⌘)?\s?\w(?: \w)?$|^Space$/.test(text) &&
        !/^[\d.,:\s+-]+ ?(?:[ap]m|IST|UTC|kB|ms)?$/i.test(text),
    );

  inBrowser.each(SCREENS.map(([name, path, mark]) => ({ name, path, mark })))(
    'leaves no text in English and cuts none: $name',
    async ({ path, mark }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${stage.origin}${path}`);
      await page.locator('html[lang=hi]').waitFor();
      await page.locator(mark).first().waitFor();
      expect(await leftInEnglish()).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await cutTexts(page)).toEqual([]);
    },
  );

  inBrowser.each(OVERLAYS.map(([name, path, key, mark]) => ({ name, path, key, mark })))(
    'leaves no text in English and cuts none in what opens over a screen: $name',
    async ({ path, key, mark }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(`${stage.origin}${path}`);
      await page.locator('html[lang=hi]').waitFor();
      await page.locator('.row-link').first().waitFor();
      if (typeof key === 'string') await page.keyboard.press(key);
      else await page.getByRole('button', { name: pseudoText(key.button) }).click();
      await page.locator(mark).first().waitFor();
      expect(await leftInEnglish()).toEqual([]);
      expect(await cutTexts(page)).toEqual([]);
    },
  );
});

/** An answer's text as it is compared: names of states are shown as words. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_]/g, '');
}

function addTexts(texts: Set<string>, value: unknown): void {
  if (typeof value === 'string')
    for (const part of [value, ...value.split(/: | · | \/ |, /)]) texts.add(plain(part));
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) addTexts(texts, inner);
}
