import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { smallPicture } from '../support/small-png.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';
import { openPage } from './open-page.js';
import { startStage } from './stage.js';

/** `npm run pictures` makes the pictures; otherwise those that are there are checked. */
const IS_MAKING = process.env.DOC_PICTURES !== undefined;
const FOLDER = 'docs/images/console';
const SIZE_MAX = 80_000;
const WIDTH_MAX = 1_280;
const SIGNATURE = '89504e470d0a1a0a';

/** Name, address, what is there when the page is complete, and the key that opens more. */
const PICTURES = [
  { name: 'overview', path: '/console/', mark: '.chart canvas' },
  { name: 'orders', path: '/console/orders?open=order-1', mark: 'aside .legs' },
  { name: 'explain', path: '/console/orders/order-1', mark: '.steps li' },
  {
    name: 'replay',
    path: '/console/inbox?verdict=APPLIED',
    mark: '.row-link',
    key: 'R',
    opened: '.replay-counts',
  },
] as const;

describe('the pictures of the documentation of the console', () => {
  let browser: Browser | undefined;
  afterAll(async () => {
    await browser?.close();
  });

  (IS_MAKING ? test : test.skip).each(PICTURES)('are made: $name', async (picture) => {
    browser ??= await launchBrowser();
    const stage = await startStage();
    const { page } = await openPage(browser, stage, picture.path, {
      viewport: { width: 1120, height: 700 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    await page.locator(picture.mark).first().waitFor();
    if ('key' in picture) {
      await page.keyboard.press(picture.key);
      await page.locator(picture.opened).waitFor();
    }
    await page.locator('.live[data-kind=live]').waitFor();
    mkdirSync(join(projectRoot, FOLDER), { recursive: true });
    writeFileSync(join(projectRoot, FOLDER, `${picture.name}.png`), await smallPicture(page));
    await page.context().close();
    await stage.close();
  });

  test.each(PICTURES)('are small, and shown with a text for those who do not see them: $name', ({ name }) => {
    const file = readFileSync(join(projectRoot, FOLDER, `${name}.png`));
    expect(file.subarray(0, 8).toString('hex')).toBe(SIGNATURE);
    expect(file.length).toBeLessThanOrEqual(SIZE_MAX);
    expect(file.readUInt32BE(16)).toBeLessThanOrEqual(WIDTH_MAX);
    expect(readProjectFile('docs/console.md')).toMatch(
      new RegExp(`!\\[.{20,}\\]\\(images/console/${name}\\.png\\)`),
    );
  });

  test('has no file that is not shown', () => {
    const names = PICTURES.map(({ name }) => `${name}.png`).sort();
    expect(readdirSync(join(projectRoot, FOLDER)).sort()).toEqual(names);
  });
});
