import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { partnerOf } from './partner.js';

let emulator: TestEmulator;
let transactionId: string;

beforeAll(async () => {
  emulator = await startEmulator({ allowedHosts: ['10.0.2.2'], controlToken: 'printed-token' });
  transactionId = await partnerOf(emulator).begin({ intent: 'CONNECT' });
});
afterAll(() => emulator.close());

/** A call over plain `http`, as fetch cannot set `Host`. */
function call(method: string, path: string, headers: Record<string, string>) {
  const url = `${emulator.url}${path.replace(':id', transactionId)}`;
  const body = method === 'POST' ? '{"broker":"kite","token":"lep-ok"}' : undefined;
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = httpRequest(
      url,
      { method, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const GUARDED: [method: string, path: string][] = [
  ['GET', '/'],
  ['GET', '/broker'],
  ['GET', '/broker/:id'],
  ['GET', '/broker/assets/page.js'],
  ['POST', '/broker/:id/complete'],
  ['GET', '/__emulator/requests'],
  ['GET', '/__emulator/deliveries'],
  ['POST', '/__emulator/transactions/:id/complete'],
  ['POST', '/__emulator/faults'],
  ['POST', '/__emulator/clock'],
  ['POST', '/__emulator/reset'],
  ['OPTIONS', '/__emulator/reset'],
  ['GET', '/nothing'],
];

describe.each(GUARDED)('%s %s', (method, path) => {
  test.each(['evil.example', 'evil.example:4010', 'localhost.evil.example', 'u@localhost', '.', ':::%%'])(
    'is refused under the name "%s", also with the control token',
    async (host) => {
      for (const authorization of ['', 'Bearer printed-token']) {
        const { status, text } = await call(method, path, { host, authorization });
        expect([status, Object.keys(JSON.parse(text))]).toEqual([421, ['error']]);
        expect(text).toContain('DEV_ALLOWED_HOSTS');
      }
    },
  );

  test.each(['https://evil.example', 'null', 'http://localhost.evil.example:5173'])(
    'is refused for a page of %s',
    async (origin) => {
      const { status, text } = await call(method, path, { origin });
      expect([status, text.includes('DEV_ALLOWED_HOSTS')]).toEqual([403, true]);
    },
  );
});

test('refused calls have no effect', async () => {
  expect((await partnerOf(emulator).details(transactionId)).status).toBe('INITIALIZED');
});

test('loopback names, pages on loopback and listed hosts are admitted', async () => {
  const { port } = new URL(emulator.url);
  for (const headers of [
    { host: `localhost:${port}`, origin: 'http://localhost:5173' },
    { host: `[::1]:${port}` },
    { host: 'emulator.localhost', origin: emulator.url },
    { host: '10.0.2.2:4010', origin: 'http://10.0.2.2:3000' },
  ] as Record<string, string>[]) {
    expect((await call('GET', '/broker/:id', headers)).status).toBe(200);
    expect((await call('GET', '/__emulator/requests', headers)).status).toBe(200);
  }
  const completed = await call('POST', '/broker/:id/complete', { origin: 'http://localhost:5173' });
  expect(JSON.parse(completed.text)).toMatchObject({ ok: true });
});

test('the partner API, which has its secret, and the health check accept any name', async () => {
  const foreign = { host: 'emulator:4010', origin: 'https://evil.example' };
  expect((await call('GET', '/health', foreign)).status).toBe(200);
  const { status, text } = await call('POST', `/gateway/${emulator.gatewayName}/transaction`, foreign);
  expect([status, text.includes('secret')]).toEqual([401, true]);
});
