import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OperationSocket } from '../support/operation-socket.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { BLOCK_FAILS_MS, longestTurn } from '../support/longest-turn.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';

/**
 * Documents and variables that any client can send without a token, as large as each transport accepts.
 * Quoting or searching them must not take quadratic time.
 */

interface Request {
  readonly query: string;
  readonly variables?: object;
  readonly operationName?: string;
}

/** A part as often as it fits. */
const fill = (part: string, bytes: number) =>
  part.repeat(Math.floor(bytes / JSON.stringify(part).slice(1, -1).length));

const CREATE = 'mutation ($i: CreateTransactionInput!) { createTransaction(input: $i) { __typename } }';

/** Builds each request for a given number of bytes. */
const REQUESTS: Readonly<Record<string, (bytes: number) => Request>> = {
  'a string for a name': (bytes) => ({ query: `{"${fill(' Did you mean ', bytes)}"}` }),
  'a block string for a name': (bytes) => ({ query: `{"""${fill('argument "a" of type ', bytes)}"""}` }),
  'a string for an argument': (bytes) => ({
    query: `{ orders(first: "${fill(' Did you mean ', bytes)}") { __typename } }`,
  }),
  'a block string for an argument': (bytes) => ({
    query: `{ orders(first: """${fill('argument "a" of type ', bytes)}""") { __typename } }`,
  }),
  'lines in a string': (bytes) => ({ query: `{ orders(first: "${fill('\\n', bytes)}") { __typename } }` }),
  'a value of an enum': (bytes) => ({
    query: 'query ($s: [TransactionStatus!]) { transactions(status: $s) { __typename } }',
    variables: { s: fill(' Did you mean " does not exist in ', bytes) },
  }),
  'names of variables': (bytes) => ({
    query: `query ($${fill('Didyoumean', bytes / 2)}: Int) { orders(first: "${fill(' Did you mean ', bytes / 2)}") { __typename } }`,
  }),
  'values of variables': (bytes) => ({
    query: 'query ($n: Int) { orders(first: $n) { __typename } }',
    variables: { n: fill('argument "a" of type ', bytes) },
  }),
  'names of fields': (bytes) => ({ query: `{ ${fill('Didyoumean', bytes)} }` }),
  'fields of an input': (bytes) => ({
    query: CREATE,
    variables: { i: { [fill(' Did you mean ', bytes)]: 1 } },
  }),
  'a list of mistakes': (bytes) => ({
    query: CREATE,
    variables: { i: { securities: Array.from({ length: Math.floor(bytes / 2) }, () => 1) } },
  }),
  'objects that lack everything': (bytes) => ({
    query: CREATE,
    variables: { i: { securities: Array.from({ length: Math.floor(bytes / 3) }, () => ({})) } },
  }),
  'private data in a message': (bytes) => ({
    query: `{ orders(first: "${fill('eyJ9.a@98765 a.', bytes)}") { __typename } }`,
  }),
  'lines before mistakes': (bytes) => ({ query: `{${fill('\n', bytes)} a b c d e f }` }),
  'an operation that is not there': (bytes) => ({
    query: '{ __typename }',
    operationName: fill('Unknown operation named ', bytes),
  }),
  'pairs of fields': () => ({ query: `{ ${'viewer { id } '.repeat(248)} }` }),
};

type Send = (request: Request) => Promise<unknown>;

const PRODUCTION = {
  NODE_ENV: 'production',
  GATEWAY_URL: 'https://127.0.0.1:9',
  AUTH_JWT_SECRET: 'a-session-secret-of-the-fault-tests-0123456789',
  OPS_PORT: '0',
  // What is measured here must not be refused for what other processes of the machine do.
  OVERLOAD_LAG_MS: '10000',
};

describe.each([
  ['production', PRODUCTION],
  ['development', { NODE_ENV: 'development' }],
])('in the profile of %s', (profile, env) => {
  let emulator: TestEmulator;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    emulator = await startEmulator({ webhookUrl: 'http://127.0.0.1:9/webhooks/gateway' });
    gateway = await startGatewayProcess(emulator, env);
    for (const make of Object.values(REQUESTS)) await overPost(gateway.url)(make(2_000));
  });

  afterAll(async () => {
    await gateway.close();
    await emulator.close();
  });

  test.each<[string, number, (url: string) => Send]>([
    ['POST', 98_000, overPost],
    ['GET', 4_500, overGet],
    ['server-sent events', 98_000, overSse],
    ['WebSocket', 63_000, overSocket],
  ])('none that is sent by %s holds the process up', async (transport, bytes, over) => {
    const send = over(gateway.url);
    const takenMs = new Map<string, number>();
    const { blockMs } = await longestTurn(
      `hostile documents by ${transport} in ${profile}`,
      gateway.url,
      async () => {
        for (const [name, make] of Object.entries(REQUESTS)) {
          for (let n = 0; n < 3; n += 1) {
            const request = make(bytes - n);
            const startedAt = performance.now();
            const answer = await send(request);
            takenMs.set(name, Math.max(takenMs.get(name) ?? 0, performance.now() - startedAt));
            expect(JSON.stringify(answer)).toContain('errors');
          }
        }
      },
    );
    const [[slowest, ms] = ['none', 0]] = [...takenMs].sort(([, left], [, right]) => right - left);
    process.stdout.write(`the slowest was ${slowest} with ${ms.toFixed(0)} ms\n`);
    expect(blockMs).toBeLessThan(BLOCK_FAILS_MS);
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };

function overPost(url: string): Send {
  return async (request) => {
    const init = { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(request) };
    return await (await fetch(`${url}/graphql`, init)).text();
  };
}

function overGet(url: string): Send {
  return async ({ query, variables = {}, operationName }) => {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    if (operationName !== undefined) search.set('operationName', operationName);
    const init = { headers: { ...JSON_TYPE, 'apollo-require-preflight': 'true' } };
    return await (await fetch(`${url}/graphql?${search}`, init)).text();
  };
}

function overSse(url: string): Send {
  return async (request) => {
    const headers = { ...JSON_TYPE, accept: 'text/event-stream' };
    const init = { method: 'POST', headers, body: JSON.stringify(request) };
    return await (await fetch(`${url}/graphql/stream`, init)).text();
  };
}

function overSocket(url: string): Send {
  return async (request) => {
    const socket = await OperationSocket.open(url, null);
    try {
      return await socket.ask(request);
    } finally {
      socket.close();
    }
  };
}
