import { describe, expect, test } from '@jest/globals';
import { functionLengths } from '../support/function-lengths.js';
import { findCircles, importsOf, readImports } from '../support/import-graph.js';
import { listFiles, PACKAGES, readProjectFile } from '../support/source-files.js';

const LINE_MAX = 110;
const FILE_MAX = 340;
const FOLDER_MAX = 25;
/** Holds a file for each root field of the schema. */
const ONE_FOR_EACH_FIELD = 'src/graphiql/examples';
const FUNCTION_MAX = 40;
/** Of all functions, the share that may be longer. */
const LONG_FUNCTIONS_MAX = 0.01;

const FOLDERS = ['src', ...PACKAGES];
const files = FOLDERS.flatMap((folder) => listFiles(folder).map((file) => `${folder}/${file}`));
const sources = files
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('/generated/'))
  .map((file) => ({ file, lines: readProjectFile(file).replace(/\n$/, '').split('\n') }));

describe('the sources', () => {
  test('have no circles of imports, types included', () => {
    expect(FOLDERS.flatMap((folder) => findCircles(readImports(folder)))).toEqual([]);
  });

  test(`have no line over ${LINE_MAX} columns, but for a pattern that cannot be divided`, () => {
    const isPattern = (line: string) => /^\s*\/\(.*\/[a-z]*;$/.test(line);
    const isLong = (line: string) => [...line].length > LINE_MAX && !isPattern(line);
    const long = sources.flatMap(({ file, lines }) =>
      lines.flatMap((line, index) => (isLong(line) ? [`${file}:${index + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });

  test(`have no file over ${FILE_MAX} lines`, () => {
    expect(sources.filter(({ lines }) => lines.length > FILE_MAX).map(({ file }) => file)).toEqual([]);
  });

  test(`have no folder of more than ${FOLDER_MAX} files`, () => {
    const counts: Record<string, number> = {};
    for (const file of files) {
      const folder = file.split('/').slice(0, -1).join('/');
      if (folder !== ONE_FOR_EACH_FIELD) counts[folder] = (counts[folder] ?? 0) + 1;
    }
    expect(Object.entries(counts).filter(([, count]) => count > FOLDER_MAX)).toEqual([]);
  });

  test(`have few functions over ${FUNCTION_MAX} lines`, () => {
    const lengths = sources.flatMap(({ file, lines }) => functionLengths(file, lines.join('\n')));
    const long = lengths.filter((one) => one.lines > FUNCTION_MAX);
    expect(long.length / lengths.length > LONG_FUNCTIONS_MAX ? long : []).toEqual([]);
  });
});

describe('the measures', () => {
  test('find a circle, also one of types', () => {
    const imports = [
      ...importsOf('a.ts', "import type { B } from './b.js';\n"),
      ...importsOf('b.ts', "import { c } from './c.js';\n"),
      ...importsOf('c.ts', "import { a } from './a.js';\nimport { d } from './d.js';\n"),
    ];
    expect(findCircles(imports)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
  });

  test('count the lines of functions of each form, behind text of any width', () => {
    const text = "const s = '₹';\nfunction f() {\n\n}\nclass C { #m() {\n} }\nconst g = () =>\n  1;\n";
    expect(functionLengths('x.ts', text)).toEqual([
      { at: 'x.ts:2', lines: 3 },
      { at: 'x.ts:5', lines: 2 },
      { at: 'x.ts:7', lines: 2 },
    ]);
  });
});
