import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, extendSchema, type GraphQLSchema, type OperationTypeNode, parse } from 'graphql';
import { CALL, type ConsoleApp, send, startConsole } from '../support/console.js';
import { Peer } from '../support/peer.js';
import { SERVICE_ENV, serviceToken } from '../support/service-client.js';
import { readProjectFile } from '../support/source-files.js';
import { plainOperation } from '../support/whole-operations.js';
import { type Caller, CALLERS, PATHS, ROWS, type SchemaName } from './caller-rows.js';

/** Every operation of every schema, for each kind of caller: exactly those that may call it pass. */
const NAMES = Object.keys(ROWS) as readonly SchemaName[];
const SCHEMAS = Object.fromEntries(
  NAMES.map((name) => [name, buildSchema(readProjectFile(`schema/${name}.graphql`))]),
) as Record<SchemaName, GraphQLSchema>;
const KINDS = ['query', 'mutation', 'subscription'] as const;

let app: ConsoleApp;
let headersOf: Readonly<Record<Caller, Readonly<Record<string, string>>>>;

beforeAll(async () => {
  app = await startConsole({ env: SERVICE_ENV });
  headersOf = {
    viewer: { authorization: `Bearer ${await app.token('asha')}` },
    service: { authorization: `Bearer ${await serviceToken()}` },
    operator: { cookie: await app.logIn() },
    reader: { cookie: await app.logIn(['READER']) },
    none: {},
  };
});
afterAll(() => app.close());

interface RootField {
  readonly name: string;
  readonly kind: (typeof KINDS)[number];
  readonly query: string;
}

function rootFields(schema: GraphQLSchema): readonly RootField[] {
  return KINDS.flatMap((kind) => {
    const type = schema.getRootType(kind as OperationTypeNode);
    return Object.values(type?.getFields() ?? {}).map((field) => ({
      name: `${type?.name}.${field.name}`,
      kind,
      query: plainOperation(kind, field),
    }));
  });
}

/** The codes that say that a caller may not call. */
const REFUSED = /UNAUTHENTICATED|FORBIDDEN/;

/** Whether an operation passes; what it then answers does not matter. */
async function passes(schema: SchemaName, { kind, query }: RootField, caller: Caller): Promise<boolean> {
  if (kind === 'subscription') return await passesOverSocket(PATHS[schema], query, headersOf[caller]);
  const { status, text } = await send(app.url, {
    method: 'POST',
    path: PATHS[schema],
    headers: { ...CALL, ...headersOf[caller] },
    body: JSON.stringify({ query }),
  });
  expect([query, status, text]).toEqual([
    query,
    expect.any(Number),
    expect.stringMatching(/"(?:data|errors)"/),
  ]);
  expect(text).not.toMatch(/GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED|INTERNAL_SERVER_ERROR/);
  return status !== 401 && !REFUSED.test(text);
}

async function passesOverSocket(
  path: string,
  query: string,
  { authorization, ...headers }: Readonly<Record<string, string>>,
): Promise<boolean> {
  const url = `${app.url.replace('http', 'ws')}${path}`;
  const peer = new Peer(url, { headers: { ...headers, origin: app.url } });
  const isOpen = await peer.opened().then(
    () => true,
    () => false,
  );
  if (!isOpen) return false;
  peer.send({ type: 'connection_init', payload: authorization === undefined ? {} : { authorization } });
  const outcome = await Promise.race([refusalIn(peer, query), peer.closed.then(() => true)]);
  peer.socket.close();
  return !outcome;
}

/** Whether the subscription was refused by the time that two operations after it were answered. */
async function refusalIn(peer: Peer, query: string): Promise<boolean> {
  await peer.next();
  peer.send({ type: 'subscribe', id: 'followed', payload: { query } });
  let isRefused = false;
  for (const id of ['first', 'second']) {
    peer.send({ type: 'subscribe', id, payload: { query: '{ __typename }' } });
    for (let answered = false; !answered; ) {
      const { type, id: of, payload } = await peer.next();
      if (of === 'followed') isRefused ||= REFUSED.test(JSON.stringify(payload));
      answered = of === id && (type === 'complete' || type === 'error');
    }
  }
  return isRefused;
}

describe.each(NAMES)('the table of callers of %s.graphql', (name) => {
  test('has a row for each root field, and no other', () => {
    const fields = rootFields(SCHEMAS[name]).map((field) => field.name);
    expect(Object.keys(ROWS[name]).sort()).toEqual([...fields].sort());
  });

  test.each(['Query', 'Mutation', 'Subscription'])('notices a new field of %s', (type) => {
    const changed = extendSchema(SCHEMAS[name], parse(`extend type ${type} { somethingNew: Int }`));
    const missing = rootFields(changed).filter((field) => !(field.name in ROWS[name]));
    expect(missing.map((field) => field.name)).toEqual([`${type}.somethingNew`]);
  });
});

describe.each(NAMES)('of %s.graphql', (schema) => {
  test.each(rootFields(SCHEMAS[schema]).map((field) => [field.name, field] as const))(
    '%s can be called by those in its row only',
    async (name, field) => {
      const passing: Caller[] = [];
      for (const caller of CALLERS) if (await passes(schema, field, caller)) passing.push(caller);
      expect([name, passing]).toEqual([name, ROWS[schema][name] ?? []]);
    },
  );
});

test('no resolver of a root field is part of two schemas', () => {
  const { app: parts } = app;
  const [service, operator] = [parts.service?.schema, parts.console?.schema];
  const resolversOf = (schema: GraphQLSchema | undefined) =>
    KINDS.flatMap((kind) =>
      Object.values(schema?.getRootType(kind as OperationTypeNode)?.getFields() ?? {}).map(
        ({ resolve, subscribe }) => subscribe ?? resolve,
      ),
    );
  const own = resolversOf(service);
  expect(own.length).toBe(5);
  expect(own.filter((resolver) => resolversOf(operator).includes(resolver))).toEqual([]);
});
