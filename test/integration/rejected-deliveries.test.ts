import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { TEST_KEYS } from '../support/emulator.js';
import { batch, checksum, deliver, freshTimestamp, newBatchId, signed } from '../support/webhook.js';
import type { RejectedDelivery } from '../../src/core/webhook-outcome.js';

const ACCOUNT = 'a'.repeat(24);
const PREVIOUS = 'the-previous-api-secret-123';
const UPPER_CASE = 'The checksum is in upper case; it must be in lower case.';
const FORM_ONLY = 'The checksum matches with the API secret: only its form is wrong.';
const NOTHING = expect.stringContaining('The checksum matches with none of the configured secrets');

type Json = Record<string, unknown>;

const order = (): Json =>
  signed({ ...batch(newBatchId()), transactionId: `TRX_${'d'.repeat(32)}`, smallcaseAuthId: ACCOUNT });
const hmac = (message: string, key: string = TEST_KEYS.apiSecret) =>
  createHmac('sha256', key).update(message).digest('hex');
const withChecksum = (how: (right: string) => unknown) => {
  const body = order();
  return { ...body, checksum: how(String(body.checksum)) };
};

describe('a refused delivery is remembered', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ env: { GATEWAY_API_SECRET_PREVIOUS: PREVIOUS, WEBHOOK_MAX_BYTES: '300000' } });
  });

  afterAll(() => app.close());

  /** Sends it and waits until it is diagnosed. */
  const refused = async (
    send: () => Promise<unknown>,
    { app: { rejectedDeliveries } }: TestApp = app,
  ): Promise<RejectedDelivery> => {
    const rejected = new Promise<RejectedDelivery>((resolve) => {
      const stop = rejectedDeliveries.onRejected((one) => {
        stop();
        resolve(one);
      });
    });
    await send();
    return await rejected;
  };
  const diagnosisOf = async (body: Parameters<typeof deliver>[1], headers?: Record<string, string>) => {
    // A second passes, in which others may be diagnosed.
    await app.clock.advance(1_000);
    return (await refused(() => deliver(app.url, body, headers))).diagnosis;
  };

  test.each<[fault: string, body: () => Json, diagnosis: readonly unknown[]]>([
    ['no checksum', () => withChecksum(() => undefined), ['The checksum is missing.']],
    ['a number as checksum', () => withChecksum(() => 5), ['The checksum is no text.']],
    [
      'a checksum of another length',
      () => withChecksum((right) => right.slice(0, 40)),
      ['The checksum has the wrong length: 40 characters instead of 64.'],
    ],
    [
      'a checksum that is not hex',
      () => withChecksum((right) => `z${right.slice(1)}`),
      ['The checksum is not hex: it must consist of the digits 0 to 9 and a to f.'],
    ],
    [
      'a checksum in base64',
      () => withChecksum((right) => Buffer.from(right, 'hex').toString('base64')),
      [
        'The checksum has the wrong length: 44 characters instead of 64.',
        'The checksum is not hex: it must consist of the digits 0 to 9 and a to f.',
        FORM_ONLY,
      ],
    ],
    ['a checksum in upper case', () => withChecksum((right) => right.toUpperCase()), [UPPER_CASE, FORM_ONLY]],
    [
      'a checksum made with the JWT secret',
      () => signed(order(), TEST_KEYS.secret),
      ['The checksum matches with the JWT secret: the two secrets are swapped.'],
    ],
    [
      'a checksum in upper case made with the previous secret',
      () => {
        const body = signed(order(), PREVIOUS);
        return { ...body, checksum: String(body.checksum).toUpperCase() };
      },
      [UPPER_CASE, 'The checksum matches with the previous API secret.'],
    ],
    [
      'a checksum over the body',
      () => {
        const { checksum: _, ...rest } = order();
        return { ...rest, checksum: hmac(JSON.stringify(rest)) };
      },
      ['The checksum matches over the re-serialised body; it must be made over the timestamp and the id.'],
    ],
    [
      'a checksum over the body, made with the JWT secret',
      () => {
        const { checksum: _, ...rest } = order();
        return { ...rest, checksum: hmac(JSON.stringify(rest), TEST_KEYS.secret) };
      },
      [
        'The checksum matches over the re-serialised body; it must be made over the timestamp and the id, ' +
          'and with the JWT secret: the two secrets are swapped.',
      ],
    ],
    [
      'a checksum over the timestamp under data',
      () => {
        const timestamp = freshTimestamp();
        return { ...order(), data: { timestamp }, checksum: checksum(timestamp, ACCOUNT) };
      },
      ['The checksum matches with the timestamp under `data`, but the one at top level counts.'],
    ],
    [
      'a checksum over the id and then the timestamp',
      () => {
        const body = order();
        return { ...body, checksum: checksum(ACCOUNT, String(body.timestamp)) };
      },
      ['The checksum matches over the id and then the timestamp, in the wrong order.'],
    ],
    [
      'a checksum over the timestamp alone',
      () => {
        const body = order();
        return { ...body, checksum: hmac(String(body.timestamp)) };
      },
      ['The checksum matches over the timestamp alone, without the id.'],
    ],
    ['a checksum of an unknown secret', () => signed(order(), 'some other secret'), [NOTHING]],
    [
      'no timestamp',
      () => ({ ...order(), timestamp: undefined }),
      ['The timestamp is missing, or is neither a text nor a number.'],
    ],
    [
      'no account',
      () => ({ ...order(), smallcaseAuthId: undefined }),
      ['The field smallcaseAuthId is missing, or is no text.'],
    ],
    [
      'a misshapen account',
      () => ({ ...order(), smallcaseAuthId: 'A'.repeat(24) }),
      ["The field smallcaseAuthId does not have the shape of Gateway's ids.", NOTHING],
    ],
  ])('with the diagnosis of %s', async (_fault, body, diagnosis) => {
    expect(await diagnosisOf(body())).toEqual(diagnosis);
  });

  test('with the diagnosis of what is no JSON object', async () => {
    const diagnosis = ['The body is not a JSON object in UTF-8, or is nested too deeply.'];
    for (const body of ['no JSON', '[]', `${'['.repeat(50)}${']'.repeat(50)}`])
      expect(await diagnosisOf(body, { 'content-type': 'application/json' })).toEqual(diagnosis);
  });

  test('and is not diagnosed when its body is large', async () => {
    const body = { ...signed(order(), 'some other secret'), filler: 'x'.repeat(140_000) };
    expect(await diagnosisOf(body)).toEqual(['Not diagnosed: the body is too large.']);
  });

  test('with its network, size, media type and reason, and no diagnosis, when its head is refused', async () => {
    const text = JSON.stringify(order());
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    expect(await refused(() => deliver(app.url, text, headers))).toMatchObject({
      network: '127.0.0.0/24',
      sizeBytes: Buffer.byteLength(text),
      mediaType: 'text/plain',
      reason: 'It was not sent as application/json.',
      diagnosis: [],
      body: null,
    });
    const large = JSON.stringify({ ...order(), filler: 'x'.repeat(300_000) });
    expect(await refused(() => deliver(app.url, large))).toMatchObject({
      sizeBytes: large.length,
      reason: 'It is larger than WEBHOOK_MAX_BYTES.',
      diagnosis: [],
      body: null,
    });
  });

  test('when its connection ends before the body is whole', async () => {
    const send = () =>
      new Promise<void>((resolve) => {
        const socket = connect(app.port, '127.0.0.1', () => {
          const head = 'POST /webhooks/gateway HTTP/1.1\r\nhost: dwar\r\ncontent-type: application/json\r\n';
          socket.write(`${head}content-length: 100\r\n\r\n{"half`, () => socket.destroy());
        });
        socket.on('close', () => resolve());
      });
    expect(await refused(send)).toMatchObject({
      sizeBytes: 100,
      reason: 'The connection ended before the body was whole.',
      diagnosis: [],
    });
  });

  test('newest first; an accepted one is not among them', async () => {
    await app.clock.advance(1_000);
    const [one, other] = [
      await refused(() =>
        deliver(
          app.url,
          withChecksum(() => undefined),
        ),
      ),
      await refused(() =>
        deliver(
          app.url,
          withChecksum(() => 5),
        ),
      ),
    ];
    expect((await deliver(app.url, order())).status).toBe(200);
    expect(app.app.rejectedDeliveries.list().slice(0, 2)).toEqual([other, one]);
  });

  test('with its body in development, and without it in production', async () => {
    const body = withChecksum(() => undefined);
    const kept = await refused(() => deliver(app.url, body));
    expect(JSON.parse(kept.body ?? '')).toEqual(JSON.parse(JSON.stringify(body)));
    const emulator = app.emulator;
    const env = { NODE_ENV: 'production', GATEWAY_URL: 'https://gateway.invalid', OPS_PORT: '0' };
    const production = await startApp({ emulator, env });
    try {
      const rejected = await refused(() => deliver(production.url, body), production);
      expect(rejected).toMatchObject({ diagnosis: ['The checksum is missing.'], body: null });
      expect(JSON.stringify(production.app.rejectedDeliveries.list())).not.toContain(ACCOUNT);
    } finally {
      await production.close();
    }
  });

  test('and a flood of them is answered as before, diagnosed up to ten a second', async () => {
    const clock = app.clock;
    await clock.advance(1_000);
    const before = clock.now();
    const bodies = Array.from({ length: 40 }, () => withChecksum(() => undefined));
    const answers = await Promise.all(bodies.map((body) => deliver(app.url, body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const seconds = Math.floor((clock.now() - before) / 1_000) + 1;
    const kept = app.app.rejectedDeliveries.list().slice(0, 40);
    const diagnosed = kept.filter(({ diagnosis }) => diagnosis[0] === 'The checksum is missing.');
    expect(diagnosed.length).toBeGreaterThanOrEqual(10);
    expect(diagnosed.length).toBeLessThanOrEqual(10 * seconds);
    const rest = kept.filter((one) => !diagnosed.includes(one)).map(({ diagnosis }) => diagnosis);
    for (const diagnosis of rest)
      expect(diagnosis).toEqual(['Not diagnosed: too many refused deliveries at once.']);
  });
});
