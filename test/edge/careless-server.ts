import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLError,
  MaxIntrospectionDepthRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';

const schema = buildSchema('type Query { hello: String } type Mutation { bump: Int }');

/** A deliberately insecure GraphQL server, which every check must find fault with. */
export async function startCarelessServer(): Promise<{ readonly url: string; close(): void }> {
  const server: Server = createServer(async (request, response) => {
    if (request.headers.accept?.includes('text/html')) return response.end('<title>GraphiQL</title>');
    const asked = await readQueries(request);
    const answers = await Promise.all(asked.queries.map(answer));
    return response.end(JSON.stringify(asked.isBatch ? answers : answers[0]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close().closeAllConnections(),
  };
}

async function answer(source: string): Promise<unknown> {
  const { data, errors } = await run(source);
  const shown = errors?.map((error) => ({ ...error.toJSON(), extensions: { exception: error.stack } }));
  return { data, errors: shown, extensions: { tracing: { duration: 1 } } };
}

const rules = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);

async function run(source: string): Promise<ExecutionResult> {
  try {
    const document = parse(source);
    const errors = validate(schema, document, rules);
    return errors.length > 0 ? { errors } : await execute({ schema, document });
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
}

async function readQueries(request: IncomingMessage) {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'GET') return { isBatch: false, queries: [searchParams.get('query') ?? ''] };
  const body = await text(request);
  if (!/^[[{]/.test(body)) return { isBatch: false, queries: [new URLSearchParams(body).get('query') ?? ''] };
  const parsed = JSON.parse(body) as { query: string } | { query: string }[];
  return { isBatch: Array.isArray(parsed), queries: [parsed].flat().map(({ query }) => query) };
}
