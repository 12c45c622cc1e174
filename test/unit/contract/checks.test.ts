import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_CHECKS, QUICK_CHECKS } from '../../../src/contract/checks/all-checks.js';
import { byNumber, SECTION_IDS, SECTIONS, type SectionId } from '../../../src/contract/sections.js';
import { listFiles, projectRoot, readProjectFile } from '../../support/source-files.js';

/** The numbered headings of the protocol reference, as its table of contents has them. */
const HEADINGS =
  '0 1 2 3 4 4.1 4.2 5 6 7 7.1 7.2 7.3 7.4 7.5 8 9 10 11 12 12.1 12.2 13 14 15 16 ' +
  '17 17.1 17.2 17.3 17.4 17.5 17.6 17.7 18 18.1 18.2 18.3 19 20 21 22 23 24 25';

/** The number of questions in section 22. */
const CONFLICTS = 26;

/** Rows of section 22 that no answer of Gateway settles, each with its reason. */
const UNSETTLED: Readonly<Record<number, string>> = {
  18: 'one code with three meanings: the SDK of each platform would have to be made to send it',
};

/** Whether a source declares a symbol, and the property of it that is named. */
function declares(text: string, [name = '', property]: readonly string[]): boolean {
  const isDeclared = new RegExp(`\\b(?:const|function\\*?|class|interface|type)\\s+${name}\\b`).test(text);
  const hasProperty = property === undefined || new RegExp(`\\b${property}\\b\\s*(?::|\\()`).test(text);
  return isDeclared && hasProperty;
}

describe('the sections', () => {
  test('are those of the protocol reference, in its order', () => {
    expect(SECTION_IDS.join(' ')).toBe(HEADINGS);
  });

  test('include every one that the sources cite', () => {
    const sources = listFiles('src').filter((file) => /^(?:gateway|emulator|contract)\/.*\.ts$/.test(file));
    const cited = sources.flatMap((file) =>
      [...readProjectFile(join('src', file)).matchAll(/(?<!design )\b[Ss]ections? (\d+(?:\.\d+)?)\b/g)].map(
        ([, id = '']) => id,
      ),
    );
    const known: readonly string[] = SECTION_IDS;
    expect([...new Set(cited)].filter((id) => !known.includes(id)).sort(byNumber)).toEqual([]);
  });

  test.each(SECTION_IDS)('%s has a check, or a reason why it has none', (id: SectionId) => {
    const checks = ALL_CHECKS.filter(({ section }) => section === id);
    const reason = 'unchecked' in SECTIONS[id] ? SECTIONS[id].unchecked : null;
    expect(checks.length > 0).toBe(reason === null);
  });

  test('have a check for every conflict that can be settled', () => {
    const settled = ALL_CHECKS.map(({ conflict }) => conflict);
    const rows = Array.from({ length: CONFLICTS }, (_, index) => index + 1);
    expect(rows.filter((row) => !settled.includes(row) && UNSETTLED[row] === undefined)).toEqual([]);
  });
});

describe('the checks', () => {
  test('have an id each, which begins with their section', () => {
    const ids = ALL_CHECKS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ALL_CHECKS.filter(({ id, section }) => !id.startsWith(`${section}/`))).toEqual([]);
  });

  test('claim something else each', () => {
    const claims = ALL_CHECKS.map(({ section, claim }) => `${section} ${claim}`);
    expect(claims.filter((claim, index) => claims.indexOf(claim) !== index)).toEqual([]);
  });

  test('name files and symbols to change that there are', () => {
    const missing = [...new Set(ALL_CHECKS.map(({ change }) => change))].filter((change) => {
      const [file = '', symbol = ''] = change.split('#');
      const isThere = existsSync(join(projectRoot, file));
      return !isThere || !declares(readProjectFile(file), symbol.split('.'));
    });
    expect(missing).toEqual([]);
  });

  test('would find a symbol that is not there', () => {
    expect(declares('export const A = { b: 1 };', ['A', 'b'])).toBe(true);
    expect(declares('export const A = { b: 1 };', ['B'])).toBe(false);
    expect(declares('export const A = { b: 1 };', ['A', 'c'])).toBe(false);
  });

  test('of the short form need no person and few calls', () => {
    expect(QUICK_CHECKS.filter(({ level }) => level !== 0)).toEqual([]);
    expect(QUICK_CHECKS.length).toBeGreaterThanOrEqual(8);
    expect(QUICK_CHECKS.length).toBeLessThanOrEqual(15);
  });
});
