/** The promises of docs/releases.md, compared with the last release. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { git } from './commits.mjs';

const MIGRATIONS = 'src/ledger/migrations';
const MANIFESTS = ['package.json', 'packages/client/package.json', 'packages/react/package.json'];

/** A variable in `.env.example`, set or as a comment. */
const VARIABLE = /^(?:# )?([A-Z][A-Z0-9_]+)=/gm;
const variablesIn = (text) => [...text.matchAll(VARIABLE)].map(([, name]) => name);
const entriesIn = (text) => Object.keys(JSON.parse(text).exports ?? {});

/**
 * What breaks for those who use the last release. The schema is compared with `schema/baseline.graphql`, which is that
 * of the last release; variables and entries of the packages with the files of its tag. Before the first release only
 * the schema has a promise to keep.
 */
export function breakingChanges(root, tag) {
  const now = (path) => readFileSync(join(root, path), 'utf8');
  const schema = findBreakingChanges(
    buildSchema(now('schema/baseline.graphql')),
    buildSchema(now('schema/schema.graphql')),
  ).map(({ description }) => `schema: ${description}`);
  if (tag === null) return schema;
  const before = (path) => git(root, 'show', `${tag}:${path}`);
  const gone = (path, namesIn) => {
    const names = new Set(namesIn(now(path)));
    return namesIn(before(path)).filter((name) => !names.has(name));
  };
  const variables = gone('.env.example', variablesIn).map((name) => `configuration: ${name} is gone`);
  const entries = MANIFESTS.flatMap((path) =>
    gone(path, entriesIn).map((entry) => `${path}: the entry ${entry} is gone`),
  );
  return [...schema, ...variables, ...entries];
}

/** Migrations of the last release that are no longer as they were: a ledger that ran them would differ from a new one. */
export function changedMigrations(root, tag) {
  if (tag === null) return [];
  const names = git(root, 'ls-tree', '--name-only', tag, `${MIGRATIONS}/`).split('\n');
  const numbered = names.filter((name) => /\/\d{4}-[^/]*$/.test(name));
  if (numbered.length === 0) return [];
  const changed = git(root, 'diff', '--name-only', '--no-renames', tag, '--', ...numbered);
  return changed.split('\n').filter((name) => name !== '');
}
