import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Message } from '../../src/console-pages/messages/message.js';
import { english } from '../support/every-text.js';
import { projectRoot } from '../support/source-files.js';

const ASSETS = join(projectRoot, 'dist/console/assets');
const [OPEN, CLOSE] = ['⟦', '⟧'];
const ACCENTS = new Map(
  [...'aáeéiíoóuúcçnñsšyýzžAÁEÉIÍOÓUÚCÇNÑSŠYÝZŽ'].flatMap((letter, at, all) =>
    at % 2 === 0 ? [[letter, all[at + 1] ?? letter] as const] : [],
  ),
);
/** A text becomes longer by this part. */
const LONGER = 0.4;
const PADDING = 'ŵide ŵider ';

/** Marks a text, accents it and makes it longer by 40 %. Placeholders stay. */
export function pseudoText(text: string): string {
  const accented = text.replace(/\{\w+\}|[\s\S]/g, (part) => ACCENTS.get(part) ?? part);
  const missing = Math.ceil(text.length * LONGER);
  const padding = PADDING.repeat(Math.ceil(missing / PADDING.length)).slice(0, missing);
  return `${OPEN}${accented} ${padding.trim()}${CLOSE}`;
}

const pseudoMessage = (message: Message): Message =>
  typeof message === 'string'
    ? pseudoText(message)
    : { one: pseudoText(message.one), other: pseudoText(message.other) };

/** Lets a page load the pseudo-locale in place of Hindi, whose formats of numbers and times it keeps. */
export async function usePseudoLocale(page: Page): Promise<void> {
  const file = readdirSync(ASSETS).find((name) => /^hindi-.*\.js$/.test(name)) ?? '';
  const [, exported] = /export\s*\{\s*\w+ as (\w+)/.exec(readFileSync(join(ASSETS, file), 'utf8')) ?? [];
  if (exported === undefined) throw new Error('the build has no script of the Hindi texts');
  const texts = Object.fromEntries(
    Object.entries(english as Readonly<Record<string, Message>>).map(([key, message]) => [
      key,
      pseudoMessage(message),
    ]),
  );
  await page.route(`**/assets/${file}`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `const texts = ${JSON.stringify(texts)};\nexport { texts as ${exported} };`,
    }),
  );
  await page.addInitScript(
    `localStorage.setItem('dwar-console-preferences', JSON.stringify({ language: 'hi', zone: 'IST' }))`,
  );
}

/** Every text and label that a page shows, without commands, ids and documents, and without what is marked as English. */
const TEXTS = `(() => {
  const skipped = 'code, pre, kbd, script, style, noscript, option[value=""], [lang=en]';
  const isShown = (element) => element.checkVisibility() && element.closest(skipped) === null;
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.parentElement && isShown(node.parentElement)) texts.push(node.data);
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    if (isShown(element))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        texts.push(element.getAttribute(name) ?? '');
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
})()`;

/** Returns what a page shows now that no catalogue has: texts in Latin letters outside the marks. */
export async function unmarkedTexts(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate<readonly string[]>(TEXTS);
  const outside = texts.flatMap((text) => withoutMarked(text).split(/\n|: | · | \/ |, /));
  return [...new Set(outside.map((text) => text.trim()).filter((text) => /[A-Za-z]{2}/.test(text)))];
}

/** A text of the catalogue may hold another one, such as `not {words}`. */
function withoutMarked(text: string): string {
  const less = text.replace(/⟦[^⟦⟧]*⟧/g, '\n');
  return less === text ? text : withoutMarked(less);
}

/** Texts that are cut without an ellipsis, and elements that stand out of the window where nothing scrolls. */
const CUT = `(() => {
  const problems = [];
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
    return false;
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || element.closest('.hidden-text, [aria-hidden=true], svg, .grid-head')) continue;
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!hasText) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width <= 2 || scrolls(element)) continue;
    const isCut = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    if (isCut && style.textOverflow !== 'ellipsis') problems.push('cut: ' + element.outerHTML.slice(0, 160));
    if (box.right > innerWidth + 1 || box.left < -1) problems.push('outside: ' + element.outerHTML.slice(0, 160));
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) problems.push('the page scrolls sideways');
  return problems;
})()`;

/** Returns what a page cuts off or pushes out of its window. */
export function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(CUT);
}
