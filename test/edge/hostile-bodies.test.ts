import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { batch, newBatchId, signed } from '../support/webhook.js';
import { type HostileAnswer, incivility, postBytes } from './hostile-request.js';
import type { JsonBody } from './json-body.js';
import { JSON_BODIES } from './json-bodies.js';
import { expectLinesOfJson, expectService } from './still-served.js';

const ACCOUNT = 'c'.repeat(24);
const TRANSACTION = `TRX_${'c'.repeat(32)}`;
const EVENT_STREAM = { accept: 'text/event-stream' };

let emulator: TestEmulator;
let gateway: GatewayProcess;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator, { LOG_LEVEL: 'trace' });
});

afterAll(async () => {
  await gateway?.close();
  await emulator?.close();
});

/** A path that bodies are sent to, and the expected answers for good and bad ones. Other bodies must only not cause a 500. */
interface Way {
  readonly send: (bytes: Buffer) => Promise<HostileAnswer>;
  readonly accepted: RegExp;
  readonly rejected: RegExp;
}

const isUnread = /^400 .*Invalid JSON/;
const isReadAndRefused = /^400 (?!.*Invalid JSON)/;

const WAYS: Readonly<Record<string, Way>> = {
  '/graphql': {
    send: (bytes) => postBytes(`${gateway.url}/graphql`, bytes),
    accepted: isReadAndRefused,
    rejected: isUnread,
  },
  '/graphql, inside of a request that is good': {
    send: (bytes) => postBytes(`${gateway.url}/graphql`, inside({ query: '{ __typename }' }, bytes)),
    accepted: /^200 {"data":{"__typename":"Query"}}/,
    rejected: isUnread,
  },
  '/graphql/stream': {
    send: (bytes) => postBytes(`${gateway.url}/graphql/stream`, bytes, EVENT_STREAM),
    accepted: isReadAndRefused,
    rejected: isUnread,
  },
  '/webhooks/gateway, without a proof': {
    send: (bytes) => postBytes(`${gateway.url}/webhooks/gateway`, bytes),
    accepted: /^40[01] .*WEBHOOK_/,
    rejected: /^400 .*WEBHOOK_MALFORMED/,
  },
  '/webhooks/gateway, inside of a delivery with a good proof': {
    send: (bytes) => postBytes(`${gateway.url}/webhooks/gateway`, inside(delivery(), bytes)),
    accepted: /^200 {"status":"stored"}/,
    rejected: /^400 .*WEBHOOK_MALFORMED/,
  },
};

/** A JSON object with one more member, `extensions`, inserted verbatim. */
function inside(body: object, bytes: Buffer): Buffer {
  const head = JSON.stringify(body).slice(0, -1);
  return Buffer.concat([Buffer.from(`${head},"extensions":{"x":`), bytes, Buffer.from('}}')]);
}

function delivery(): object {
  return signed({ ...batch(newBatchId()), transactionId: TRANSACTION, smallcaseAuthId: ACCOUNT });
}

const CATEGORIES = [...new Set(JSON_BODIES.map(({ verdict, category }) => `${verdict}: ${category}`))];
const ofCategory = (wanted: string) =>
  JSON_BODIES.filter(({ verdict, category }) => `${verdict}: ${category}` === wanted);

function expectedOf(way: Way, verdict: JsonBody['verdict']): RegExp {
  if (verdict === 'either') return /^[24]/;
  return verdict === 'accept' ? way.accepted : way.rejected;
}

test('there are as many distinct bodies as docs/guarantees.md says', () => {
  expect(JSON_BODIES).toHaveLength(398);
  expect(new Set(JSON_BODIES.map(({ bytes }) => bytes.toString('hex'))).size).toBe(JSON_BODIES.length);
});

test.each([
  [{ status: 500, text: '{}' }],
  [{ status: 200, text: 'Error: x\n    at run (/srv/dwar/dist/main.js:1:2)' }],
  [{ status: 200, text: '{"errors":[{"extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}' }],
])('the answer %j would not pass', (answer) => {
  expect(incivility(answer)).not.toBeNull();
});

describe.each(Object.entries(WAYS))('%s', (_path, way) => {
  test.each(CATEGORIES)('%s', async (category) => {
    for (const { name, verdict, bytes } of ofCategory(category)) {
      const answer = await way.send(bytes);
      expect([name, incivility(answer)]).toEqual([name, null]);
      expect([name, `${answer.status} ${answer.text}`]).toEqual([
        name,
        expect.stringMatching(expectedOf(way, verdict)),
      ]);
    }
    await expectService(gateway.url, delivery());
  });
});

test('every line of the log is one JSON object', () => {
  expectLinesOfJson(gateway.log(), JSON_BODIES.length);
});
