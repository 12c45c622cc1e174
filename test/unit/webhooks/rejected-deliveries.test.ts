import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/core/secret.js';
import { VirtualClock } from '../../../src/core/time/clock.js';
import type { RefusedRequest } from '../../../src/core/webhook-outcome.js';
import { RejectedDeliveries } from '../../../src/webhooks/rejected-deliveries.js';

const SECRETS = { api: new Secret('api'), previousApi: undefined, jwt: new Secret('jwt') };

function ring(keepsBodies = true) {
  const clock = new VirtualClock({ frozen: true });
  return { clock, rejected: new RejectedDeliveries({ clock, secrets: () => SECRETS, keepsBodies }) };
}

const request = (changes: Partial<RefusedRequest> = {}): RefusedRequest => ({
  address: '203.0.113.7',
  sizeBytes: 10,
  contentType: 'application/json',
  reason: 'too-slow',
  body: null,
  ...changes,
});

describe('refused deliveries', () => {
  test('are forgotten after 200 others', () => {
    const { rejected } = ring();
    for (let sizeBytes = 1; sizeBytes <= 250; sizeBytes += 1) rejected.add(request({ sizeBytes }));
    const sizes = rejected.list().map((one) => one.sizeBytes);
    expect(sizes).toEqual(Array.from({ length: 200 }, (_, index) => 250 - index));
  });

  test('keep 64 KiB of a body, and of all bodies the newest 2 MiB', () => {
    const { rejected } = ring();
    const body = Buffer.alloc(100_000, 'x');
    for (let n = 0; n < 100; n += 1) rejected.add(request({ reason: 'invalid', body }));
    const lengths = rejected.list().map((one) => one.body?.length ?? null);
    expect(lengths).toEqual([...Array(32).fill(65_536), ...Array(68).fill(null)]);
  });

  test('keep no body at all in production', () => {
    const { rejected } = ring(false);
    rejected.add(request({ reason: 'invalid', body: Buffer.from('{}') }));
    expect(rejected.list().map(({ body }) => body)).toEqual([null]);
  });

  test.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['::ffff:192.0.2.9', '192.0.2.0/24'],
    ['unknown', 'unknown'],
    ['1.2.3.4, <script>', 'unknown'],
  ])('from %s show the network %s', (address, network) => {
    const { rejected } = ring();
    rejected.add(request({ address }));
    expect(rejected.list()[0]?.network).toBe(network);
  });

  test.each([
    ['Application/JSON; charset=utf-8', 'application/json'],
    [null, null],
    ['alice@example.com', null],
    [`text/${'x'.repeat(1_000)}`, null],
  ])('of content type %s show the media type %s', (contentType, mediaType) => {
    const { rejected } = ring();
    rejected.add(request({ contentType }));
    expect(rejected.list()[0]?.mediaType).toBe(mediaType);
  });

  test('are diagnosed after the turn in which they arrive, ten a second', async () => {
    const { clock, rejected } = ring();
    const seen: string[] = [];
    const stop = rejected.onRejected(({ diagnosis }) => void seen.push(...diagnosis));
    const body = Buffer.from('{"timestamp":"1","smallcaseAuthId":"aaaaaaaaaaaaaaaaaaaaaaaa"}');
    const add = (count: number) => {
      for (let n = 0; n < count; n += 1) rejected.add(request({ reason: 'invalid', body }));
    };
    add(12);
    expect(seen).toEqual(Array(2).fill('Not diagnosed: too many refused deliveries at once.'));
    await new Promise(setImmediate);
    expect(seen.slice(2)).toEqual(Array(10).fill('The checksum is missing.'));
    await clock.advance(1_000);
    add(1);
    stop();
    await new Promise(setImmediate);
    expect(seen).toHaveLength(12);
    expect(rejected.list()[0]?.diagnosis).toEqual(['The checksum is missing.']);
  });

  test('of many large bodies are diagnosed up to 256 KiB a second', async () => {
    const { rejected } = ring();
    const body = Buffer.from(JSON.stringify({ filler: 'x'.repeat(100_000) }));
    for (let n = 0; n < 4; n += 1) rejected.add(request({ reason: 'invalid', body }));
    await new Promise(setImmediate);
    const skipped = rejected.list().filter(({ diagnosis }) => diagnosis[0]?.startsWith('Not diagnosed'));
    expect(skipped).toHaveLength(2);
  });
});
