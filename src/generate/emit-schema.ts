import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buildGraphqlSchema, schemaText } from '../graphql/schema.js';
import { describeOperatorSchema } from '../console/create-schema.js';
import { DoctorResolver } from '../console/resolvers/doctor.resolver.js';
import { OperatorLogResolver } from '../console/resolvers/operator-log.resolver.js';
import { OperatorSessionResolver } from '../console/resolvers/operator-session.resolver.js';
import { createResolvers, type Services } from '../app/resolvers.js';
import { createServiceSchema } from '../service/create-schema.js';

/**
 * Writes the schemas of viewers, of backends and of operators, or with `--check` reports whether the files
 * are up to date. Nothing is resolved here, so no service is needed.
 */
const schemas = {
  'schema/schema.graphql': await buildGraphqlSchema(createResolvers({} as Services)),
  'schema/service.graphql': await createServiceSchema(),
  'schema/operator.graphql': await describeOperatorSchema([
    [OperatorSessionResolver, null],
    [OperatorLogResolver, null],
    [DoctorResolver, null],
  ]),
};

for (const [target, schema] of Object.entries(schemas)) {
  const text = schemaText(schema);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    process.stderr.write(`${target} is out of date; run npm run schema\n`);
    process.exitCode = 1;
  }
}
