import { describe, expect, test } from '@jest/globals';
import { listFiles, readProjectFile } from '../support/source-files.js';

/** The one place that deletes what is past its time. It takes the time from `CertainTime`, which does not believe a clock that jumps. */
const DELETER = 'src/reconcile/clean-up.ts';

const sources = listFiles('src')
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `src/${path}`);

interface SourceFunction {
  readonly name: string;
  readonly text: string;
}

function functionsOf(path: string): SourceFunction[] {
  return readProjectFile(path)
    .replaceAll(/\/\*\*.*?\*\//gs, '')
    .split(/\n(?=(?:export )?(?:async )?function )/)
    .flatMap((text) => {
      const name = /^(?:export )?(?:async )?function (\w+)/.exec(text)?.[1];
      return name === undefined ? [] : [{ name, text }];
    });
}

/** Every function of a source that deletes rows, with its text. */
function deleting(path: string): SourceFunction[] {
  return functionsOf(path).filter(({ text }) => /deleteFrom\(|delete from/i.test(text));
}

/** Those, and the functions of the source that call one of them. */
function deletingOrCalling(path: string): SourceFunction[] {
  const names = deleting(path).map(({ name }) => name);
  return functionsOf(path).filter(
    ({ name, text }) => names.includes(name) || names.some((other) => text.includes(`${other}(`)),
  );
}

/** Whether rows are chosen by an age. */
const isByTime = (text: string) => /'\w*_at', '<=?'|_at\b\W{0,3}<|\b(?:before|olderThan)\b/i.test(text);

const byTime = sources.flatMap((path) =>
  deletingOrCalling(path)
    .filter(({ text }) => isByTime(text))
    .map(({ name }) => ({ path, name })),
);

describe('a deletion by age', () => {
  test('is found by this test', () => {
    expect(byTime.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['trimEvents', 'trimDeliveries', 'trimIdempotencyKeys']),
    );
  });

  test('stands in a function, so that its callers can be found', () => {
    for (const path of sources) {
      const statements = readProjectFile(path).match(/deleteFrom\(/g)?.length ?? 0;
      const inFunctions = deleting(path).reduce(
        (count, { text }) => count + (text.match(/deleteFrom\(/g)?.length ?? 0),
        0,
      );
      expect({ path, statements: inFunctions }).toEqual({ path, statements });
    }
  });

  test.each(byTime)('$name of $path is called by the clean-up alone', ({ path, name }) => {
    const callers = sources.filter(
      (source) => source !== path && new RegExp(`\\b${name}\\b`).test(readProjectFile(source)),
    );
    expect(callers).toEqual([DELETER]);
  });

  test('is judged by the certain time alone', () => {
    const text = readProjectFile(DELETER);
    expect(text).toMatch(/certain\.now\(\)/);
    expect(text).not.toMatch(/clock\.now\(\)|Date\.now\(\)|new Date\(\)/);
  });
});
