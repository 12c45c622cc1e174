import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestEmulator } from '../../support/emulator.js';

type Json = Record<string, unknown>;

/** Signs an auth token by hand: the tests' own copy of section 4. */
export function signToken(secret: string, claims: Json, header: Json = { alg: 'HS256', typ: 'JWT' }): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** An answer of the partner API. */
export interface PartnerAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into arbitrary answers
  readonly body: any;
}

/** Calls of a partner's server. */
export function partnerOf(emulator: TestEmulator) {
  const { url, gatewayName, secrets } = emulator;
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
  const guest = () => signToken(secrets.secret, { guest: true, exp: inAnHour() });
  const connected = (authId: string) =>
    signToken(secrets.secret, { smallcaseAuthId: authId, exp: inAnHour() });
  const call = async (
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<PartnerAnswer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'x-gateway-secret': secrets.apiSecret,
        'x-gateway-authtoken': options.token ?? guest(),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const text = await response.text();
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // left as text
    }
    return { status: response.status, headers: response.headers, body };
  };
  const create = (body: unknown, token?: string) =>
    call('POST', `/gateway/${gatewayName}/transaction`, { body, ...(token === undefined ? {} : { token }) });
  const begin = async (body: unknown, token?: string): Promise<string> => {
    const answer = await create(body, token);
    if (answer.status !== 200)
      throw new Error(`create gave ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.data.transactionId as string;
  };
  const details = async (transactionId: string, token?: string) => {
    const answer = await call(
      'GET',
      `/v1/${gatewayName}/engine/transactiondetails?transactionId=${transactionId}`,
      token === undefined ? {} : { token },
    );
    return answer.body.data?.transactionDetails ?? answer.body;
  };
  const orders = (query: string, token?: string) =>
    call('GET', `/v1/${gatewayName}/engine/user/orders?${query}`, token === undefined ? {} : { token });
  const holdings = (query: string, token: string) =>
    call('GET', `/v1/${gatewayName}/engine/user/holdings?${query}`, { token });
  return { guest, connected, call, create, begin, details, orders, holdings };
}

/** A basket of section 7.2. */
export const basket = (...securities: Json[]) => ({
  intent: 'TRANSACTION',
  orderConfig: { type: 'SECURITIES', securities },
});
export const buy = (ticker: string, quantity: number): Json => ({ ticker, quantity, type: 'BUY' });
export const sell = (ticker: string, quantity: number): Json => ({ ticker, quantity, type: 'SELL' });

/** A received webhook. */
export interface Arrived {
  readonly raw: string;
  readonly contentType: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into arbitrary bodies
  readonly body: any;
}

/** An HTTP server that records what it receives; `next` waits for the next webhook and misses none. */
export async function startReceiver(answer: () => number = () => 200) {
  const arrived: Arrived[] = [];
  const waiting: ((item: Arrived) => void)[] = [];
  const all: Arrived[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const item = { raw, contentType: request.headers['content-type'], body: JSON.parse(raw) };
      all.push(item);
      const waiter = waiting.shift();
      if (waiter === undefined) arrived.push(item);
      else waiter(item);
      const status = answer();
      response.writeHead(status, status >= 300 && status < 400 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/gateway`,
    all,
    next: () =>
      new Promise<Arrived>((resolve) => {
        const item = arrived.shift();
        if (item === undefined) waiting.push(resolve);
        else resolve(item);
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
