import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/core/secret.js';
import { verifyDelivery } from '../../../src/webhooks/stages.js';
import { AUTH_ID, BATCH_ID, ID } from '../../support/payloads.js';

const KEY = 'test-api-secret-9876543210';
const SECRETS = [new Secret(KEY)];
const TIMESTAMP = '2026-01-05T03:45:00.000Z';

const sign = (message: string, key = KEY) => createHmac('sha256', key).update(message).digest('hex');

/** An order webhook with a good checksum, changed afterwards. */
const body = (changes: Record<string, unknown> = {}) => ({
  smallcaseAuthId: AUTH_ID,
  transactionId: ID,
  timestamp: TIMESTAMP,
  checksum: sign(TIMESTAMP + AUTH_ID),
  batchId: BATCH_ID,
  status: 'PLACED',
  ...changes,
});

const raw = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const verify = (value: unknown, secrets = SECRETS) => verifyDelivery(raw(value), secrets);

const nested = (depth: number): unknown => (depth === 0 ? 1 : { deeper: nested(depth - 1) });

describe('a delivery whose proof holds', () => {
  test('comes out with its ids, its bytes and a name for both', () => {
    const text = `  ${JSON.stringify(body(), null, 1)}\n`;
    expect(verify(text)).toMatchObject({
      kind: 'ORDER',
      transactionId: ID,
      authId: AUTH_ID,
      rawBody: Buffer.from(text),
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
    });
  });

  test('is named by its bytes, and its proof by what was signed', () => {
    const [one, other] = [verify(body()), verify(body({ status: 'COMPLETED' }))];
    if (typeof one === 'string' || typeof other === 'string') throw new Error('refused');
    expect(one.sha256).not.toBe(other.sha256);
    expect(one.proof).toBe(other.proof);
  });

  test('may be signed with the previous secret while secrets are changed', () => {
    const old = body({ checksum: sign(TIMESTAMP + AUTH_ID, 'the-previous-secret') });
    expect(verify(old)).toBe('invalid');
    expect(verify(old, [...SECRETS, new Secret('the-previous-secret')])).toMatchObject({ authId: AUTH_ID });
  });

  test('keeps an id of another shape out of what is used', () => {
    expect(verify(body({ transactionId: 'TRX_short' }))).toMatchObject({ transactionId: null });
  });

  test('may be nested 32 deep', () => {
    expect(verify(body({ deeper: nested(31) }))).toMatchObject({ kind: 'ORDER' });
  });
});

describe('a delivery is malformed when it is', () => {
  test.each<[string, unknown]>([
    ['empty', ''],
    ['no JSON', '{"a":'],
    ['JSON with a comma too many', '{"a":1,}'],
    ['two values', '{}{}'],
    ['a list', [body()]],
    ['text', '"text"'],
    ['null', 'null'],
    ['a number', '12'],
    ['preceded by a byte order mark', `\uFEFF${JSON.stringify(body())}`],
    ['without a timestamp', body({ timestamp: undefined })],
    ['without an id', body({ smallcaseAuthId: undefined })],
    ['with an id that is no text', body({ smallcaseAuthId: [AUTH_ID] })],
    ['with an id of another shape', body({ smallcaseAuthId: `${AUTH_ID}0` })],
    ['nested deeper than 32', body({ deeper: nested(32) })],
    ['nested without an end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('%s', (_name, value) => {
    expect(verify(value)).toBe('malformed');
  });

  test('not UTF-8', () => {
    const bytes = raw(body());
    bytes[bytes.indexOf('PLACED')] = 0xff;
    expect(verifyDelivery(bytes, SECRETS)).toBe('malformed');
  });
});

describe('a delivery is not proven by', () => {
  test.each<[string, unknown]>([
    ['no checksum', body({ checksum: undefined })],
    ['a checksum that is no text', body({ checksum: [sign(TIMESTAMP + AUTH_ID)] })],
    ['the checksum of another time', body({ timestamp: '2026-01-05T03:45:00.001Z' })],
    ['the checksum of another account', body({ smallcaseAuthId: '611a21465fc1af22353c1395' })],
    ['a checksum in upper case', body({ checksum: sign(TIMESTAMP + AUTH_ID).toUpperCase() })],
    ['another key', body({ checksum: sign(TIMESTAMP + AUTH_ID, 'another') })],
    ['an empty key', body({ checksum: sign(TIMESTAMP + AUTH_ID, ' ') })],
    ['half a checksum', body({ checksum: sign(TIMESTAMP + AUTH_ID).slice(32) })],
  ])('%s', (_name, value) => {
    expect(verify(value)).toBe('invalid');
  });

  test('anything when there is no secret to compare with', () => {
    expect(verify(body(), [])).toBe('invalid');
  });
});
