import { readFileSync, writeFileSync } from 'node:fs';
import { buildGraphqlSchema, schemaText } from '../graphql/schema.js';
import { createResolvers, type Services } from '../app/resolvers.js';

/**
 * Writes the schema to `schema/schema.graphql`, or with `--check` reports whether the file is up to date.
 * Nothing is resolved here, so no service is needed.
 */
const target = 'schema/schema.graphql';
const text = schemaText(await buildGraphqlSchema(createResolvers({} as Services)));

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(`${target} is out of date; run npm run schema\n`);
  process.exitCode = 1;
}
