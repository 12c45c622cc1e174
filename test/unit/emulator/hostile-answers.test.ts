import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { basket, buy, partnerOf } from './partner.js';

type Json = Record<string, unknown>;
let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
beforeAll(async () => {
  emulator = await startEmulator();
  partner = partnerOf(emulator);
});
beforeEach(async () => {
  await emulator.control.reset('hostile');
});
afterAll(() => emulator.close());

/** A call over plain `http`, which does not unpack, follow redirects or limit sizes. */
function call(body: unknown = { intent: 'CONNECT' }): {
  sent: ClientRequest;
  head: Promise<IncomingMessage>;
} {
  const sent = request(`${emulator.url}/gateway/${emulator.gatewayName}/transaction`, {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      'x-gateway-secret': emulator.secrets.apiSecret,
      'x-gateway-authtoken': partner.guest(),
    },
  });
  const head = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
  });
  sent.end(JSON.stringify(body));
  return { sent, head };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Applies to creations alone: the path of transaction details does not contain it. */
const rule = (more: Json) => emulator.control.faults([{ path: '/gateway/', ...more }]);
describe('a hostile answer', () => {
  test('of kind truncated announces more than it sends', async () => {
    await rule({ answer: 'truncated' });
    const message = await call().head;
    const promised = Number(message.headers['content-length']);
    let got = 0;
    message.on('data', (chunk: Buffer) => {
      got += chunk.length;
    });
    await expect(
      new Promise((resolve, reject) => message.on('end', resolve).on('error', reject)),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(got).toBe(Math.floor(promised / 2));
    expect(await emulator.control.requests()).toMatchObject([{ status: null }]);
  });

  test('of kind html is a page with status 200 unless the rule sets another', async () => {
    for (const [status, expected] of [
      [undefined, 200],
      [502, 502],
    ]) {
      await rule({ answer: 'html', status });
      const answer = await partner.create({ intent: 'CONNECT' });
      expect([answer.status, answer.headers.get('content-type')?.split(';')[0], typeof answer.body]).toEqual([
        expected,
        'text/html',
        'string',
      ]);
    }
    expect((await emulator.control.requests()).map(({ status }) => status)).toEqual([200, 502]);
  });

  test('of kind huge is valid JSON of more than 10 MiB without an announced length', async () => {
    await rule({ answer: 'huge' });
    const message = await call().head;
    expect(message.headers['content-length']).toBeUndefined();
    const bytes = await bytesOf(message);
    expect(bytes.length).toBeGreaterThan(10 * 1024 * 1024);
    expect(JSON.parse(bytes.toString())).toMatchObject({ success: true });
  });

  test('of kind huge ends when the caller closes the connection', async () => {
    await rule({ answer: 'huge' });
    const { sent, head } = call();
    const message = await head;
    await new Promise((resolve) => message.once('data', resolve));
    sent.destroy();
    expect((await partner.details(`TRX_${'0'.repeat(32)}`)).errors).toEqual(['TransactionIdNotFound']);
  });

  test('of kind drip sends byte after byte and never ends', async () => {
    await rule({ answer: 'drip' });
    const { sent, head } = call();
    const message = await head;
    const sizes: number[] = [];
    for await (const chunk of message) {
      sizes.push((chunk as Buffer).length);
      if (sizes.length === 4) break;
    }
    sent.destroy();
    expect(sizes).toEqual([1, 1, 1, 1]);
  });

  test('of kind gzip-bomb is small on the wire and a thousand times as large unpacked', async () => {
    await rule({ answer: 'gzip-bomb' });
    const message = await call().head;
    expect(message.headers['content-encoding']).toBe('gzip');
    const bytes = await bytesOf(message);
    expect(bytes.length).toBeLessThan(1024 * 1024);
    expect(() => gunzipSync(bytes, { maxOutputLength: 64 * 1024 * 1024 })).toThrow(
      expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }),
    );
  });

  test('of kind redirect points to another host and asks for the same method and body', async () => {
    await rule({ answer: 'redirect' });
    const message = await call().head;
    expect([message.statusCode, message.headers.location]).toEqual([307, 'http://elsewhere.invalid/']);
    message.resume();
    await rule({ answer: 'redirect', status: 302, location: 'http://127.0.0.1:9/x' });
    const other = await call().head;
    expect([other.statusCode, other.headers.location]).toEqual([302, 'http://127.0.0.1:9/x']);
    other.resume();
  });

  test('does not delay the closing of the emulator', async () => {
    const other = await startEmulator();
    await other.control.faults([{ path: '/transaction', answer: 'drip' }]);
    const head = await fetch(`${other.url}/gateway/x/transaction`, { method: 'POST' });
    const reading = head.text().catch((error: Error) => error.name);
    await other.close();
    expect(await reading).toBe('TypeError');
  });

  test.each([
    ['an unknown kind', { answer: 'rude' }, 'rules[0].answer'],
    [
      'a location that is not a web address',
      { answer: 'redirect', location: 'file:///etc' },
      'rules[0].location',
    ],
    ['an `after` that is not a boolean', { after: 'soon' }, 'rules[0].after'],
  ])('is refused if its rule has %s', async (_name, more, field) => {
    await expect(rule(more)).rejects.toThrow(`"field":"${field}"`);
  });
});

describe('a fault applied after the work', () => {
  /** Loses the answer of a creation. The transaction exists, with the first id of the seed. */
  const loseAnswer = async (more: Json) => {
    const expected = await partner.begin(basket(buy('INFY', 1)));
    await emulator.control.reset('hostile');
    await rule({ after: true, times: 1, ...more });
    const outcome = await partner.create(basket(buy('INFY', 1))).catch((error: Error) => error.name);
    return { expected, outcome };
  };

  test.each<[string, Json]>([
    ['a reset', { reset: true }],
    ['an error status', { status: 500 }],
    ['a body of its own', { body: { success: true } }],
    ['a truncated answer', { answer: 'truncated' }],
    ['a page', { answer: 'html', status: 502 }],
    ['a redirect', { answer: 'redirect', location: 'http://127.0.0.1:1/' }],
  ])('loses the answer to %s while the transaction exists', async (_name, more) => {
    const { expected, outcome } = await loseAnswer(more);
    expect(JSON.stringify(outcome)).not.toContain(expected);
    expect((await partner.details(expected)).status).toBe('INITIALIZED');
  });

  test('leaves a transaction, unlike the same fault applied before', async () => {
    const { expected } = await loseAnswer({ status: 500, after: false });
    expect((await partner.details(expected)).errors).toEqual(['TransactionIdNotFound']);
  });

  test('can hang until the caller gives up, and the transaction exists', async () => {
    const expected = await partner.begin(basket(buy('INFY', 1)));
    await emulator.control.reset('hostile');
    await rule({ after: true, hang: true });
    const { sent, head } = call(basket(buy('INFY', 1)));
    while ((await partner.details(expected)).status !== 'INITIALIZED')
      await new Promise((resolve) => setImmediate(resolve));
    sent.destroy();
    await expect(head).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('can delay the genuine answer', async () => {
    const { expected, outcome } = await loseAnswer({ delayMs: 5 });
    expect(outcome).toMatchObject({ status: 200, body: { data: { transactionId: expected } } });
  });

  test('can truncate the genuine answer to half', async () => {
    const expected = await partner.begin(basket(buy('INFY', 1)));
    await emulator.control.reset('hostile');
    await rule({ after: true, answer: 'truncated' });
    const message = await call(basket(buy('INFY', 1))).head;
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Promise((resolve) => message.on('error', resolve));
    const text = Buffer.concat(chunks).toString();
    expect(text).toContain('"transactionId":"TRX_');
    expect(text).toContain(expected.slice(0, 10));
  });
});
