import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';

/** Where pictures of pages go, to be looked at; no folder, no pictures. */
const PICTURES = process.env.SCREENSHOT_DIR;

/** A size of the window and a colour scheme. */
export interface Appearance {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

/** The widths and colour schemes in which pages are checked. */
const APPEARANCES: readonly Appearance[] = [
  { name: 'phone-light', width: 320, height: 640, colorScheme: 'light' },
  { name: 'phone-dark', width: 320, height: 640, colorScheme: 'dark' },
  { name: 'desktop-light', width: 1280, height: 800, colorScheme: 'light' },
  { name: 'desktop-dark', width: 1280, height: 800, colorScheme: 'dark' },
];

/**
 * Colours on their way to those of another scheme would be judged otherwise. A page hears of the scheme with one of
 * the next frames, and its transitions begin with the one after it: waits for three frames without any.
 */
const TRANSITIONS_END = `(async () => {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = document.getAnimations()
      .filter(({ effect, playState }) =>
        playState === 'running' && effect.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished);
    await Promise.allSettled(moving);
    if (moving.length > 0) quiet = -1;
  }
})()`;

/** The script of axe for browsers, in its short form: to parse it is much of the cost of a check. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Of the elements that a rule is content with, axe then prepares none for a report. */
const OPTIONS = "{ iframes: false, resultTypes: ['violations'], rules: { region: { enabled: false } } }";

/**
 * What axe finds wrong with a page or frame, as `rule: element`. Its script comes by the debugger, which no
 * Content-Security-Policy refuses, and once for each document.
 */
async function violations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(TRANSITIONS_END);
  if (!(await frame.evaluate<boolean>("typeof window.axe?.run === 'function'"))) await frame.evaluate(AXE);
  return await frame.evaluate(`axe.run(document, ${OPTIONS}).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))),
  )`);
}

/** Whether a page or frame is wider than its window: at 320 pixels nothing may need scrolling sideways. */
async function overflows(frame: Frame): Promise<boolean> {
  return await frame.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

/** Everything wrong with what a page shows now, in each appearance. Takes a picture of each if asked to. */
export async function findProblems(
  page: Page,
  picture: string,
  appearances: readonly Appearance[] = APPEARANCES,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { name, width, height, colorScheme } of appearances) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const frame of page.frames()) {
      for (const problem of await violations(frame)) problems.push(`${name}: ${problem}`);
      if (await overflows(frame)) problems.push(`${name}: ${new URL(frame.url()).pathname} scrolls sideways`);
    }
    if (PICTURES === undefined) continue;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${picture}-${name}.png`), fullPage: true });
  }
  return problems;
}
