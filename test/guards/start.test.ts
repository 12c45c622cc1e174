import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { validateSchema } from 'graphql';
import { buildGraphqlSchema } from '../../src/graphql/schema.js';
import { createResolvers, type Services } from '../../src/app/resolvers.js';
import { readImports } from '../support/import-graph.js';
import { projectRoot } from '../support/source-files.js';

const imports = readImports();

/** The files of src and the packages that are loaded with `entries`, before anything is asked for. */
function loadedWith(entries: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(entries);
  for (const file of loaded) {
    for (const { from, to, isTypeOnly, isDynamic } of imports) {
      if (from === file && !isTypeOnly && !isDynamic) loaded.add(to);
    }
  }
  return loaded;
}

describe('a start of dwar serve', () => {
  const loaded = [...loadedWith(['main.ts', 'cli/serve.ts', 'app.ts'])];

  test('loads nothing of the emulator, of the other commands, or of the client library', () => {
    expect(loaded).toContain('transports/graphql-http.ts');
    // What the help of the other commands needs.
    const forHelp = ['cli/dev/profile.ts', 'cli/ledger/commands.ts', 'cli/trigger/scenarios.ts'];
    expect(loaded).toEqual(expect.arrayContaining(forHelp));
    const others = loaded.filter((file) =>
      /^(?:emulator|client|cli\/(?:dev|doctor|ledger|trigger|emulator-command))\b/.test(file),
    );
    expect(others.sort()).toEqual(forHelp);
  });

  test('loads no package that only other commands or configurations need', () => {
    const needless = ['listr2', 'picocolors', 'pg', '@redis/client', '@keyv/redis'];
    expect(loaded.filter((name) => needless.includes(name))).toEqual([]);
    expect(loaded.filter((name) => name.startsWith('@graphql-codegen') || name === 'vite')).toEqual([]);
  });

  test('loads nothing of the SDK for traces, neither by itself nor through a package', () => {
    expect(loaded.filter((name) => name.startsWith('@opentelemetry/'))).toEqual([]);
    const script = `
      import { _cache } from 'node:module';
      await import(process.argv[1]);
      console.log(JSON.stringify(Object.keys(_cache)));`;
    const output = execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', script, join(projectRoot, 'dist', 'app.js')],
      { encoding: 'utf8' },
    );
    const files = JSON.parse(output) as string[];
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => /@opentelemetry[\\/](?!api[\\/])/.test(file))).toEqual([]);
  });
});

test('the schema is valid, which a start takes for granted', async () => {
  const schema = await buildGraphqlSchema(createResolvers({} as Services));
  expect(validateSchema(schema)).toEqual([]);
});
