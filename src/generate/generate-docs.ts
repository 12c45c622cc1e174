import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  brokerTable,
  closeTable,
  configurationTable,
  environmentExample,
  errorTable,
  failureTable,
  fillSection,
  metricsTable,
} from './doc-tables.js';
import { licencesPage } from './licences-page.js';

/** `npm run docs`: writes the generated parts of the documentation; with `--check` reports outdated ones. */

const generated: readonly { readonly path: string; readonly make: (old: string, root: string) => string }[] =
  [
    { path: 'docs/configuration.md', make: (old) => fillSection(old, 'configuration', configurationTable()) },
    { path: '.env.example', make: () => environmentExample() },
    {
      path: 'schema/README.md',
      make: (old) =>
        fillSection(
          fillSection(fillSection(old, 'errors', errorTable()), 'closes', closeTable()),
          'failures',
          failureTable(),
        ),
    },
    { path: 'docs/flows.md', make: (old) => fillSection(old, 'brokers', brokerTable()) },
    { path: 'docs/operations.md', make: (old) => fillSection(old, 'metrics', metricsTable()) },
    {
      path: 'docs/licences.md',
      make: (_old, root) => licencesPage(readFileSync(join(root, 'package-lock.json'), 'utf8')),
    },
  ];

/** The files of the project at `root` with outdated generated parts, and the text each should have. */
export function outdatedDocs(root: string): readonly { readonly path: string; readonly text: string }[] {
  return generated.flatMap(({ path, make }) => {
    const old = readIfThere(join(root, path));
    const text = make(old, root);
    return text === old ? [] : [{ path, text }];
  });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function run(isCheck: boolean): number {
  const root = resolve(import.meta.dirname, '..', '..');
  const outdated = outdatedDocs(root);
  for (const { path, text } of outdated) {
    if (!isCheck) writeFileSync(join(root, path), text);
    process.stderr.write(`${path} ${isCheck ? 'is out of date; run npm run docs' : 'written'}\n`);
  }
  return isCheck && outdated.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = run(process.argv.includes('--check'));
}
