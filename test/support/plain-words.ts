import { listFiles, readProjectFile } from './source-files.js';

/** Words that make a reader translate; each has a standard word of the field. */
const AVOIDED = [
  'told',
  'tells',
  'whoever',
  'whatever',
  'somebody',
  'nobody',
  'anew',
  'under way',
  'goes on',
  'came to nothing',
  'take back',
  'patience',
  'did not end well',
] as const;

const PATTERN = new RegExp(
  `\\b(?:${AVOIDED.map((words) => words.replaceAll(' ', '\\s+')).join('|')})\\b`,
  'gi',
);

/** Texts that need one of the words, by file; each with its reason. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  // The guard's own list.
  'test/support/plain-words.ts': [...AVOIDED],
  // A folder's name.
  'test/guards/machine-independence.test.ts': ['somebody'],
};

/** Where people read: sources, schema, documentation, and the names of tests. */
const READ = /^(?:src|packages|schema|docs|examples)\/.*\.(?:tsx?|graphql|md|mjs|html|css)$|^[A-Z]+\.md$/;
const TESTS = /^test\/.*\.ts$/;
/** What a test, or a group of tests, is called. */
const NAMES = /\b(?:describe|test|it)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;

/** Every avoided word that a text has, with its line. */
export function avoidedWords(text: string): readonly string[] {
  return [...text.matchAll(PATTERN)].map(
    ({ 0: words, index }) => `${text.slice(0, index).split('\n').length}: ${words.toLowerCase()}`,
  );
}

/** The names of the tests in a text, a line each. */
export function testNames(text: string): string {
  return [...text.matchAll(NAMES)].map(([, , name = '']) => name).join('\n');
}

/** Every avoided word in the project, as `file:line: word`; exceptions left out. */
export function findAvoidedWords(): readonly string[] {
  return listFiles()
    .filter((file) => !file.includes('/generated/') && file !== 'docs/licences.md')
    .flatMap((file) => {
      const isTest = TESTS.test(file);
      if (!isTest && !READ.test(file)) return [];
      const text = readProjectFile(file);
      const allowed = EXCEPTIONS[file] ?? [];
      return avoidedWords(isTest ? testNames(text) : text)
        .filter((found) => !allowed.includes(found.replace(/^\d+: /, '')))
        .map((found) => `${file}:${found}`);
    });
}
