import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../../src/core/secret.js';
import { SMALL_BYTES, WebhookReader } from '../../../src/webhooks/reader.js';
import { readBody, verifyAndRead } from '../../../src/webhooks/stages.js';
import { AUTH_ID, BATCH_ID, ID } from '../../support/payloads.js';

const KEY = 'test-api-secret-9876543210';
const SECRETS = [new Secret(KEY), new Secret('the-previous-secret')];
const reader = new WebhookReader({ accepted: SECRETS }, 2 ** 21);

afterAll(() => reader.close());

const sign = (message: string) => createHmac('sha256', KEY).update(message).digest('hex');

/** Blanks before a body make it large enough for the thread, and mean nothing. */
const padded = (text: string) => Buffer.from(' '.repeat(SMALL_BYTES) + text);

async function expectSame(text: string): Promise<void> {
  const body = padded(text);
  const inThread = await reader.verify(body);
  const here = verifyAndRead(body, SECRETS);
  expect(inThread).toEqual(typeof here === 'string' ? here : { ...here, rawBody: body });
  if (typeof here === 'string') return;
  expect(await reader.read(here.kind, body)).toEqual(readBody(here.kind, body.toString()));
}

/** A text as JSON, some of its characters as escapes. */
const escaped = (text: string, seed: number) =>
  `"${[...text]
    .map((one, index) =>
      ((seed >> (index % 30)) & 1) === 1 && one.length === 1
        ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
        : JSON.stringify(one).slice(1, -1),
    )
    .join('')}"`;

const TIMESTAMPS = ['"2026-01-05T03:45:00.000Z"', '1767584700000', '1.767584700000e12', '""', 'null', '[1]'];

/**
 * The fields that prove or name something, right or spoilt, in any order, repeated, spelt with escapes, at
 * the top or under `data`.
 */
const field = fc.oneof(
  fc.constantFrom<[string, string]>(
    ['smallcaseAuthId', `"${AUTH_ID}"`],
    ['smallcaseAuthId', `"${AUTH_ID}0"`],
    ['transactionId', `"${ID}"`],
    ['transactionId', '"TRX_short"'],
    ['batchId', `"${BATCH_ID}"`],
    ['batchId', '7'],
    ['iscid', `"${'c'.repeat(24)}"`],
    ['securities', '[]'],
    ['status', '"COMPLETED"'],
    ['buyAmount', '1575.0900000000001'],
    ['orders', '[{"tradingsymbol":"INFY","quantity":1e0}]'],
    ['payload', '{"dtSummary":[{"folio":12345678901234567890}]}'],
    ['gateway', '"g"'],
    ['checksum', `"${'0'.repeat(64)}"`],
  ),
  fc.tuple(fc.constant('timestamp'), fc.constantFrom(...TIMESTAMPS)),
  fc.tuple(
    fc.constant('checksum'),
    fc.constantFrom(
      `"${sign(`2026-01-05T03:45:00.000Z${AUTH_ID}`)}"`,
      `"${sign(`1767584700000${AUTH_ID}`)}"`,
      `"${sign(`1.767584700000e12${AUTH_ID}`)}"`,
      `"${sign(`2026-01-05T03:45:00.000Z${ID}`)}"`,
    ),
  ),
  fc.tuple(fc.string({ unit: 'binary', maxLength: 8 }), fc.json({ maxDepth: 3 })),
);

const object = fc
  .array(fc.tuple(field, fc.nat(), fc.constantFrom('', ' ', '\n\t')), { maxLength: 14 })
  .map(
    (fields) =>
      `{${fields.map(([[name, value], seed, blank]) => `${blank}${escaped(name, seed)}:${blank}${value}`).join(',')}}`,
  );

const body = fc.oneof(
  object,
  fc.tuple(object, object).map(([outer, data]) => `{"data":${data},${outer.slice(1)}`),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** A good order, so that the comparison does not live on refusals alone. */
const good = (extra: string) =>
  `{"smallcaseAuthId":"${AUTH_ID}","transactionId":"${ID}","timestamp":"t","checksum":"${sign(`t${AUTH_ID}`)}","batchId":"${BATCH_ID}"${extra}}`;

describe('a large delivery', () => {
  test('is decoded in the thread exactly as in the main thread', async () => {
    await fc.assert(fc.asyncProperty(body, expectSame), { numRuns: 300 });
  });

  test.each([
    ['a good order', good('')],
    ['one whose proof is in escapes', good('').replace('"checksum"', '"\\u0063hecksum"')],
    ['one with a second checksum that is wrong', good(`,"checksum":"${'0'.repeat(64)}"`)],
    ['one with a second account', good(`,"smallcaseAuthId":"${'f'.repeat(24)}"`)],
    ['one that is unreadable', good(',"orders":7')],
    ['one that holds too much', good(`,"orders":[${'{},'.repeat(200)}{}]`)],
    ['one that is nested too deeply', good(`,"x":${'['.repeat(32)}${']'.repeat(32)}`)],
    ['one with brackets in a text', good(`,"x":"${'['.repeat(99)}\\"${'{'.repeat(99)}"`)],
    ['one that names a prototype', good(',"__proto__":{"status":"COMPLETED"}')],
    ['one with half a surrogate', good(',"status":"\\ud800"')],
  ])('is: %s', async (_name, text) => {
    await expectSame(text);
  });

  test('that is no UTF-8 is malformed there too', async () => {
    expect(await reader.verify(Buffer.concat([padded(good('')), Buffer.from([0xff])]))).toBe('malformed');
  });

  test('is given to the thread, and a small one is not', async () => {
    const own = new WebhookReader({ accepted: SECRETS }, 2 ** 21);
    await own.close();
    await expect(own.verify(padded(good('')))).rejects.toMatchObject({ name: 'NoAnswer' });
    expect(await own.verify(Buffer.from(good('')))).toMatchObject({ kind: 'ORDER' });
  });
});
