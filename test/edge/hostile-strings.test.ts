import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { batch, leg, newBatchId, signed } from '../support/webhook.js';
import { type HostileAnswer, incivility, postBytes, postRawHeaders } from './hostile-request.js';
import { NAUGHTY_STRINGS } from './naughty-strings.js';
import { expectLinesOfJson, expectService } from './still-served.js';

const READ_BY_TEXT = graphql(/* GraphQL */ `
  query ReadByHostileText($id: ID!, $text: String!) {
    node(id: $id) { __typename }
    transaction(id: $id) { id }
    order(id: $id) { id }
    orders(first: 1, transactionId: $id) { edges { cursor } }
    holdings(brokerAccountId: $id) { provenance }
    events(first: 1, after: $text) { edges { cursor } }
    transactions(first: 1, after: $text) { edges { cursor } }
  }
`);

const CREATE_BY_TEXT = graphql(/* GraphQL */ `
  mutation CreateByHostileText($text: String!) {
    createTransaction(
      input: {
        idempotencyKey: $text
        intent: TRANSACTION
        notes: $text
        securities: [{ ticker: $text, quantity: 1, side: BUY }]
      }
    ) { __typename ... on Failure { code message } }
    linkBrokerAccount(input: { smallcaseAuthToken: $text }) { __typename ... on Failure { code message } }
  }
`);

const REPORT_BY_TEXT = graphql(/* GraphQL */ `
  mutation ReportByHostileText($id: ID!, $text: String!) {
    reportTransactionOutcome(input: { transactionId: $id, errorMessage: $text, smallcaseAuthToken: $text }) { __typename }
    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }
    createAuthToken(input: { transactionId: $id, brokerAccountId: $id }) { kind }
  }
`);

const FOLLOW_BY_TEXT = graphql(/* GraphQL */ `
  subscription FollowByHostileText($id: ID!, $text: String!) {
    orderUpdated(orderId: $id, after: $text) { __typename }
  }
`);

const ACCOUNT = 'd'.repeat(24);
const TRANSACTION = `TRX_${'d'.repeat(32)}`;
/** Longer headers are refused before anything reads them. */
const HEADER_MAX = 4_000;
const PLAIN = JSON.stringify({ query: '{ __typename }' });

let emulator: TestEmulator;
let gateway: GatewayProcess;
let authorization: string;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator, { LOG_LEVEL: 'trace' });
  authorization = `Bearer ${await sessionToken('alice')}`;
});

afterAll(async () => {
  await gateway?.close();
  await emulator?.close();
});

const GRAPHQL = { '/graphql': 'application/json', '/graphql/stream': 'text/event-stream' } as const;
type Path = keyof typeof GRAPHQL;

/** Posts JSON as alice. */
function ask(path: Path, body: object): Promise<HostileAnswer> {
  const headers = { accept: GRAPHQL[path], authorization };
  return postBytes(`${gateway.url}${path}`, JSON.stringify(body), headers);
}

function delivery(more: object = {}): Record<string, unknown> {
  return signed({ ...batch(newBatchId()), transactionId: TRANSACTION, smallcaseAuthId: ACCOUNT, ...more });
}

/** Sends every string in some way. Expects a clean answer to each, and that requests are served afterwards. */
async function expectCivil(
  send: (text: string) => Promise<readonly HostileAnswer[]>,
  strings = NAUGHTY_STRINGS,
) {
  for (const text of strings) {
    const shown = JSON.stringify(text.slice(0, 60));
    expect([shown, ...(await send(text)).map(incivility)].filter((found) => found !== null)).toEqual([shown]);
  }
  await expectService(gateway.url, delivery());
}

test('there are as many distinct strings as docs/guarantees.md says', () => {
  expect(NAUGHTY_STRINGS).toHaveLength(116);
  expect(new Set(NAUGHTY_STRINGS).size).toBe(NAUGHTY_STRINGS.length);
});

describe.each(Object.keys(GRAPHQL) as Path[])('%s survives hostile strings', (path) => {
  const url = () => `${gateway.url}${path}`;
  const accept = { accept: GRAPHQL[path] };

  test('as the body', async () => {
    await expectCivil(async (text) => [
      await postBytes(url(), text, accept),
      await postBytes(url(), text, { ...accept, 'content-type': 'text/plain' }),
      await postBytes(url(), JSON.stringify(text), accept),
      await postBytes(url(), JSON.stringify({ [text]: text, query: '{ __typename }' }), accept),
    ]);
  });

  test('as the document and within it', async () => {
    await expectCivil(async (text) => [
      await ask(path, { query: text }),
      await ask(path, { query: `# ${text}\n{ __typename }` }),
      await ask(path, { query: `{ node(id: ${JSON.stringify(text)}) { __typename } }` }),
      await ask(path, { query: `query Q($a: ID = """${text}""") { node(id: $a) { ${text} } }` }),
    ]);
  });

  test('as variables and their names', async () => {
    await expectCivil(async (text) => [
      await ask(path, { query: READ_BY_TEXT.toString(), variables: { id: text, text } }),
      await ask(path, { query: '{ __typename }', variables: { [text]: text } }),
      await ask(path, { query: '{ __typename }', variables: text }),
    ]);
  });

  test('as the input of mutations', async () => {
    await expectCivil(async (text) => [
      await ask(path, { query: CREATE_BY_TEXT.toString(), variables: { text } }),
      await ask(path, { query: REPORT_BY_TEXT.toString(), variables: { id: text, text } }),
    ]);
  });

  test('as the name of the operation', async () => {
    await expectCivil(async (text) => [
      await ask(path, { query: 'query A { __typename }', operationName: text }),
      await ask(path, { query: `query ${text} { __typename }`, operationName: text }),
    ]);
  });

  test('as the value of a header', async () => {
    await expectCivil(
      async (text) => [
        await postRawHeaders(url(), { ...accept, ...everyHeader(text) }, PLAIN),
        await postRawHeaders(url(), { ...accept, authorization: text }, PLAIN),
        await postRawHeaders(url(), { ...accept, authorization: `Bearer ${text}` }, PLAIN),
        await postRawHeaders(url(), { accept: text }, PLAIN),
        await postRawHeaders(url(), { ...accept, 'content-type': text }, PLAIN),
        await postRawHeaders(url(), { ...accept, host: text }, PLAIN),
      ],
      NAUGHTY_STRINGS.filter((text) => text.length < HEADER_MAX / 10),
    );
  });

  test('in the URL', async () => {
    await expectCivil(
      async (text) => {
        const search = new URLSearchParams({ query: '{ __typename }', operationName: text, variables: text });
        const headers = { ...accept, 'apollo-require-preflight': 'true' };
        const response = await fetch(`${url()}?${search}`, { headers });
        return [{ status: response.status, text: await response.text() }];
      },
      NAUGHTY_STRINGS.filter((text) => text.length < HEADER_MAX / 10),
    );
  });
});

/** Headers that do not affect whether the request is served. */
function everyHeader(text: string): Record<string, string> {
  const names = [
    'x-request-id',
    'user-agent',
    'origin',
    'last-event-id',
    'cookie',
    'x-forwarded-for',
    'x-apollo-operation-name',
  ];
  return Object.fromEntries(names.map((name) => [name, text]));
}

test('a subscription survives hostile strings as its cursor and id', async () => {
  await expectCivil(async (text) => [
    await ask('/graphql/stream', { query: FOLLOW_BY_TEXT.toString(), variables: { id: text, text } }),
  ]);
});

describe('/webhooks/gateway survives hostile strings', () => {
  const url = () => `${gateway.url}/webhooks/gateway`;
  const send = (body: object) => postBytes(url(), JSON.stringify(body));

  test('as the body', async () => {
    await expectCivil(async (text) => [
      await postBytes(url(), text),
      await postBytes(url(), JSON.stringify(text)),
      await postBytes(url(), text, { 'content-type': 'text/plain' }),
    ]);
  });

  test('in a delivery with a correct checksum', async () => {
    await expectCivil(async (text) => [
      await send(delivery({ status: text, variety: text, label: text, [text]: text })),
      await send(delivery({ batchId: text })),
      await send(
        delivery({
          orders: [leg({ tradingsymbol: text, status: text, statusMessage: text, exchangeOrderId: text })],
        }),
      ),
      await send(delivery({ buyAmount: text, quantity: text, filled: text, orders: text })),
      await send(signed({ ...batch(newBatchId()), transactionId: text, smallcaseAuthId: text })),
      await send(signed({ iscid: text, smallcaseAuthId: ACCOUNT, action: text })),
      await send(
        signed({ securities: [{ ticker: text, holdings: { quantity: text } }], smallcaseAuthId: ACCOUNT }),
      ),
    ]);
  });

  test('in a delivery with a wrong checksum', async () => {
    await expectCivil(async (text) => [
      await send({ ...delivery(), checksum: text }),
      await send({ ...delivery(), timestamp: text }),
      await send({ ...delivery(), smallcaseAuthId: text }),
      await send({ ...delivery({ transactionId: text }), checksum: 'f'.repeat(64) }),
    ]);
  });

  test('as the value of a header', async () => {
    await expectCivil(
      async (text) => [
        await postRawHeaders(url(), everyHeader(text), JSON.stringify(delivery())),
        await postRawHeaders(url(), { 'content-type': text }, JSON.stringify(delivery())),
        await postRawHeaders(url(), { host: text }, JSON.stringify(delivery())),
      ],
      NAUGHTY_STRINGS.filter((text) => text.length < HEADER_MAX / 10),
    );
  });
});

test('every line of the log is one JSON object', () => {
  expectLinesOfJson(gateway.log(), 1_000);
});
