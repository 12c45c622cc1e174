import { describe, expect, test } from '@jest/globals';
import { hostileTexts } from '../support/hostile-texts.js';
import { findExpressions } from '../support/regular-expressions.js';
import { PACKAGES } from '../support/source-files.js';

/**
 * A pattern that begins again at each of many places takes time that grows with the square of a text: 100 kB from a client then block
 * the process for seconds. Every pattern of the sources must take time that grows with the text alone, whatever it is for.
 */

const LENGTH = 20_000;
/** The length of texts for the patterns written here, which are slow with a shorter one. */
const PLANTED_LENGTH = 12_000;
/** A text that takes less is not measured twice: a square would take far more. */
const FREE_MS = 2;
/** How much longer a text of eight times the length may take; a square takes 64 times as long. */
const TIMES_LONGER = 24;
const BEST_OF = 5;

const found = ['src', ...PACKAGES].map((folder) => findExpressions(folder));
const literals = found.flatMap((one) => one.literals);
const made = found.flatMap((one) => one.made);

test('patterns are written out, so that they can be found', () => {
  expect(literals.length).toBeGreaterThan(50);
  expect(made).toEqual([]);
});

describe('a pattern takes time that grows with the text alone', () => {
  test.each(unique(literals))('$file: /$pattern/$flags', ({ pattern, flags }) => {
    const slow = hostileTexts(pattern, LENGTH).filter((text) =>
      isSuperlinear(new RegExp(pattern, flags), text),
    );
    expect(slow.map((text) => JSON.stringify(text.slice(0, 60)))).toEqual([]);
  });
});

describe('the texts find patterns that do not', () => {
  test.each([
    / Did you mean [\s\S]*\?$/,
    /argument "(\w+)" of (?:required )?type .* was not provided/,
    /\/+$/,
    /\s+$/g,
    /(?:a+)+b/,
    /^(\w+\s?)*$/,
    /x*y/,
    /\B(?=(\d{2})+$)/g,
    /[\w-]+\.[\w-]+\.[\w-]*/g,
  ])('%s', (pattern) => {
    const short = hostileTexts(pattern.source, 24);
    // One that grows without bounds must not be given more.
    const isExplosive = short.some((text) => bestMs(pattern, text) > 50);
    expect(
      isExplosive ||
        hostileTexts(pattern.source, PLANTED_LENGTH).some((text) => isSuperlinear(pattern, text)),
    ).toBe(true);
  });
});

function unique(all: typeof literals): typeof literals {
  return [...new Map(all.map((found) => [`${found.pattern}/${found.flags}`, found])).values()];
}

function isSuperlinear(pattern: RegExp, text: string): boolean {
  const once = onceMs(pattern, text);
  if (once < FREE_MS) return false;
  const most = Math.max(FREE_MS, TIMES_LONGER * bestMs(pattern, text.slice(0, text.length / 8)));
  // One slow run may be the machine's fault: only a pattern that is slow each time is.
  return once > most && bestMs(pattern, text) > most;
}

function bestMs(pattern: RegExp, text: string): number {
  return Math.min(...Array.from({ length: BEST_OF }, () => onceMs(pattern, text)));
}

/** In milliseconds of the processor. All matches are looked for, as `replace` does. */
function onceMs(pattern: RegExp, text: string): number {
  const before = process.cpuUsage();
  text.replace(pattern, '');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
