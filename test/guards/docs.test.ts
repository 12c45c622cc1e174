import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { VARIABLES } from '../../src/config/variables.js';
import { ERROR_CATALOGUE } from '../../src/core/errors.js';
import { INTENTS } from '../../src/gateway/wire.js';
import { fillSection } from '../../src/generate/doc-tables.js';
import { outdatedDocs } from '../../src/generate/generate-docs.js';
import { FAILURE_CATALOGUE } from '../../src/graphql/failure.js';
import { runInProcess } from '../support/cli.js';

const root = resolve(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'docs/backend.md',
  'docs/backup.md',
  'docs/concepts.md',
  'docs/configuration.md',
  'docs/console.md',
  'docs/contract.md',
  'docs/flows.md',
  'docs/front-end.md',
  'docs/graphql-clients.md',
  'docs/guarantees.md',
  'docs/kubernetes.md',
  'docs/operations.md',
  'docs/outgoing-webhooks.md',
  'docs/performance.md',
  'docs/privacy.md',
  'docs/releases.md',
  'docs/runbook.md',
  'docs/scale.md',
  'docs/secrets.md',
  'docs/slo.md',
  'docs/threat-model.md',
  'examples/README.md',
  'schema/README.md',
  'src/README.md',
];

const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the documentation', () => {
  test('holds what the code says (npm run docs)', () => {
    expect(outdatedDocs(root)).toEqual([]);
  });

  test('has every variable, error and failure', () => {
    for (const name of Object.keys(VARIABLES)) {
      expect(read('docs/configuration.md')).toContain(`| \`${name}\``);
      expect(read('.env.example')).toMatch(new RegExp(`^(?:# )?${name}=`, 'm'));
    }
    for (const code of [...Object.keys(ERROR_CATALOGUE), ...Object.keys(FAILURE_CATALOGUE)]) {
      expect(read('schema/README.md')).toContain(`| \`${code}\` |`);
    }
  });

  test('says what each intent leads to', () => {
    const table = read('docs/flows.md').split('## Invest')[0] ?? '';
    const named = [...table.matchAll(/`([A-Z_]{6,})`/g)].map(([, name]) => name);
    expect(INTENTS.filter((intent) => !named.includes(intent))).toEqual([]);
  });

  test('offers no value for a secret', () => {
    for (const line of read('.env.example').split('\n')) {
      if (/SECRET/.test(line) && line.includes('=')) expect(line).toMatch(/=$/);
    }
  });

  test.each(PAGES)('of %s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(
      ([, target = '']) => target,
    );
    const missing = links.filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });

  test.each(PAGES)('of %s names only scripts there are', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test.each(PAGES)('of %s names only commands there are', async (page) => {
    const named = [
      ...read(page).matchAll(
        /(?:npx dwar|`dwar) ((?:trigger |deliveries |accounts |console |contract |viewers |webhooks )?[a-z-]+)/g,
      ),
    ].map(([, name = '']) => name);
    for (const name of new Set(named)) {
      expect([name, (await runInProcess([...name.split(' '), '--help'])).code]).toEqual([name, 0]);
    }
  });

  test('proves every guarantee by a test there is', () => {
    const rows = [...read('docs/guarantees.md').matchAll(/^\| (G\d+) \| .+ \| (.+) \| .+ \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(Array.from({ length: 14 }, (_, index) => `G${index + 1}`));
    for (const [, name, proofs = ''] of rows) {
      const files = [...proofs.matchAll(/\]\(([^)]+)\)/g)].map(([, file = '']) => file);
      expect([name, files.length > 0]).toEqual([name, true]);
      const missing = files.filter(
        (file) => !/^\.\.\/test\/.+\.test\.ts$/.test(file) || !existsSync(join(root, 'docs', file)),
      );
      expect([name, missing]).toEqual([name, []]);
    }
  });

  test('of src names only files there are, and has a row for each folder', () => {
    const page = read('src/README.md');
    const named = [...page.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file = '']) => file);
    const missing = named.filter(
      (file) => !existsSync(join(root, 'src', file)) && !existsSync(join(root, file)),
    );
    expect([missing, named.length > 30]).toEqual([[], true]);
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.filter(({ name }) => !page.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  });

  test('greets with at most 1,500 words', () => {
    expect(read('README.md').split(/\s+/).length).toBeLessThanOrEqual(1_500);
  });

  test('names only folders there are', () => {
    const folders = [...read('README.md').matchAll(/`((?:src|test|docs|schema)(?:\/[a-z-]+)*)`/g)];
    const missing = folders
      .map(([, folder = '']) => folder)
      .filter((folder) => !existsSync(join(root, folder)));
    expect(missing).toEqual([]);
  });
});

/** Every GraphQL document of a page: its graphql blocks, and the texts in its scripts that begin as one. */
function documentsOf(page: string): string[] {
  const blocks = [...read(page).matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const inScripts = [
    ...read(page).matchAll(/[`'"]\s*((?:query|mutation|subscription|\{ viewer)\b[^`'"]*)[`'"]/g),
  ];
  return [...blocks, ...inScripts.map(([, text = '']) => text)].filter((text) => text.includes('{'));
}

describe('the GraphQL in the documentation', () => {
  const schema = buildSchema(read('schema/schema.graphql'));

  test.each([
    ['README.md', 5],
    ['docs/front-end.md', 1],
    ['docs/graphql-clients.md', 3],
    ['docs/flows.md', 5],
  ])('of %s fits the schema', (page, atLeast) => {
    const documents = documentsOf(page);
    expect(documents.length).toBeGreaterThanOrEqual(atLeast);
    for (const text of documents) expect([text, validate(schema, parse(text))]).toEqual([text, []]);
  });
});

describe('a generated section', () => {
  test('replaces what was between its markers and nothing else', () => {
    const page = 'a\n<!-- begin:x -->\nold\n<!-- end:x -->\nb\n';
    expect(fillSection(page, 'x', 'new')).toBe('a\n<!-- begin:x -->\n\nnew\n\n<!-- end:x -->\nb\n');
  });

  test('is refused without its markers', () => {
    expect(() => fillSection('a', 'x', 'new')).toThrow('markers');
  });
});
