import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { basket, buy, type PartnerAnswer, partnerOf } from './partner.js';

let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
beforeAll(async () => {
  emulator = await startEmulator();
  partner = partnerOf(emulator);
});
afterAll(() => emulator.close());

const get = async (path: string) => {
  const response = await fetch(`${emulator.url}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const send = async (transactionId: string, part: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${emulator.url}/broker/${transactionId}/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(part),
  });
  return { status: response.status, body: (await response.json()) as PartnerAnswer['body'] };
};

/** What the page of a transaction shows. */
const shown = async (transactionId: string) =>
  JSON.parse((await get(`/broker/${transactionId}/transaction.json`)).text) as PartnerAnswer['body'];

test('the page offers virtual brokers only, the scenario tokens and the order for review', async () => {
  const transactionId = await partner.begin(basket(buy('M&M', 3)));
  const { status, headers } = await get(`/broker/${transactionId}`);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const { brokers, scenarios, legs } = await shown(transactionId);
  const keys = brokers.map(({ key }: { key: string }) => key);
  expect([keys.includes('kite'), keys.includes('groww')]).toEqual([true, false]);
  expect(scenarios.map(({ token }: { token: string }) => token)).toContain('lep-partial');
  expect(legs).toEqual([{ ticker: 'M&M', quantity: 3, side: 'BUY', exchange: 'NSE' }]);
});

test('the page knows the account that a connected user must log in to', async () => {
  const guest = await partner.begin({ intent: 'CONNECT' });
  expect((await shown(guest)).connected).toBeNull();
  const { body } = await send(guest, { broker: 'kite', token: 'lep-ok-8' });
  const order = await partner.begin(basket(buy('INFY', 1)), body.result.smallcaseAuthToken);
  expect((await shown(order)).connected).toEqual({ broker: 'kite', token: 'lep-ok-8' });
});

test('the page loads nothing from elsewhere and runs no inline script', async () => {
  const { text, headers } = await get(`/broker/${await partner.begin({ intent: 'CONNECT' })}`);
  expect(text).not.toMatch(/https?:\/\/|<style|<script>|style=|onclick/);
  expect(headers.get('content-security-policy')).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'",
  );
  for (const path of ['/broker/assets/page.css', '/broker/assets/page.js']) {
    const asset = await get(path);
    expect([asset.status, asset.text.includes('http')]).toEqual([200, false]);
  }
});

test('the page and its files are sent again only if they have changed', async () => {
  for (const path of ['/', '/broker/assets/page.js']) {
    const { headers } = await get(path);
    expect(headers.get('cache-control')).toBe('no-cache');
    const known = { headers: { 'if-none-match': headers.get('etag') ?? '' } };
    expect((await fetch(`${emulator.url}${path}`, known)).status).toBe(304);
  }
  expect((await get('/broker/assets/other.js')).status).toBe(404);
});

test('pages of the allowed origins alone may frame it', async () => {
  const policyOf = async ({ url }: TestEmulator) =>
    (await fetch(`${url}/`)).headers.get('content-security-policy')?.split('frame-ancestors ')[1];
  const listed = ['https://*.example.com', 'capacitor://localhost'];
  const strict = await startEmulator({ allowedOrigins: listed });
  const local = await startEmulator({ allowsLoopbackPages: true });
  expect(await policyOf(emulator)).toBe("'self'");
  expect(await policyOf(strict)).toBe("'self' https://*.example.com capacitor://localhost");
  expect(await policyOf(local)).toBe("'self' http://localhost:* http://127.0.0.1:*");
  await Promise.all([strict.close(), local.close()]);
});

test('confirming with changes gives the same result as the control call', async () => {
  const transactionId = await partner.begin(basket(buy('INFY', 3)));
  const { status, body } = await send(
    transactionId,
    {
      broker: 'kite-leprechaun',
      token: 'lep-ok',
      order: { securities: [{ ticker: 'INFY', quantity: 5, type: 'SELL' }] },
    },
    { origin: emulator.url },
  );
  expect([status, body.ok]).toEqual([200, true]);
  expect(body.result.orderBatches[0].orders[0]).toMatchObject({ quantity: 5, transactionType: 'SELL' });
  expect(await shown(transactionId)).toMatchObject({ status: 'COMPLETED' });
});

test('leaving ends the transaction', async () => {
  const transactionId = await partner.begin({ intent: 'CONNECT' });
  expect((await send(transactionId, { leave: 'chooser' })).body).toMatchObject({
    ok: false,
    error: { code: 1010 },
  });
});

test('a mistyped token is reported and can be corrected', async () => {
  const transactionId = await partner.begin({ intent: 'CONNECT' });
  expect(await send(transactionId, { broker: 'kite', token: 'lep-okay' })).toMatchObject({
    status: 400,
    body: { field: 'token' },
  });
  expect((await partner.details(transactionId)).status).toBe('INITIALIZED');
  expect((await send(transactionId, { broker: 'kite', token: 'lep-ok' })).body.ok).toBe(true);
});

test('a page of another origin cannot complete a transaction', async () => {
  const transactionId = await partner.begin({ intent: 'CONNECT' });
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
    expect((await send(transactionId, { leave: 'chooser' }, headers)).status).toBe(403);
  }
  expect((await partner.details(transactionId)).status).toBe('INITIALIZED');
});

test('a transaction that expires while its page is open gives 1005', async () => {
  const transactionId = await partner.begin({ intent: 'CONNECT' });
  await emulator.control.clock(5 * 60_000);
  expect(await shown(transactionId)).toMatchObject({ isExpired: true });
  expect((await send(transactionId, { broker: 'kite', token: 'lep-ok' })).body).toMatchObject({
    ok: false,
    error: { code: 1005 },
  });
});

test('an unknown transaction gives a page with 404 for any id', async () => {
  for (const id of ['TRX_0', '%3Cscript%3E', 'a'.repeat(150)]) {
    const { status, text } = await get(`/broker/${id}`);
    expect([status, text.includes('<script>')]).toEqual([404, false]);
    expect((await get(`/broker/${id}/transaction.json`)).status).toBe(404);
  }
});

test('the index lists the endpoints and transactions, and /health answers', async () => {
  const transactionId = await partner.begin({ intent: 'CONNECT' });
  expect((await get('/')).status).toBe(200);
  const { transactions } = JSON.parse((await get('/broker/index.json')).text);
  expect(transactions).toContainEqual({ transactionId, intent: 'CONNECT', status: 'INITIALIZED' });
  expect((await get('/health')).status).toBe(200);
  expect((await fetch(`${emulator.url}/broker`, { redirect: 'manual' })).headers.get('location')).toBe('/');
});
