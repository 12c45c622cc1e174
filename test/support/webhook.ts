import { createHash, createHmac } from 'node:crypto';
import { TEST_KEYS } from './emulator.js';

type Json = Readonly<Record<string, unknown>>;

/** Signs by protocol section 17.6: the tests' own copy. */
export function checksum(timestamp: string | number, id: string, key: string = TEST_KEYS.apiSecret): string {
  return createHmac('sha256', key).update(`${timestamp}${id}`).digest('hex');
}

let stamps = 0;

/** Returns a timestamp that no other body was signed with. */
export function freshTimestamp(): string {
  stamps += 1;
  return new Date(1_750_000_000_000 + stamps).toISOString();
}

/** A body with timestamp and checksum, signed over the account or, for mutual funds, the transaction. */
export function signed(body: Json, key?: string): Record<string, unknown> {
  const timestamp = freshTimestamp();
  const data = (body.data ?? {}) as Json;
  const id = String(body.smallcaseAuthId ?? data.smallcaseAuthId ?? data.transactionId);
  return { ...body, timestamp, checksum: checksum(timestamp, id, key) };
}

/** The answer of the webhook route. */
export interface WebhookAnswer {
  readonly status: number;
  readonly text: string;
  /** The error's code, or with 200 the outcome of the delivery. */
  readonly outcome: string;
  readonly headers: Headers;
}

/** Posts a delivery as Gateway does; text and bytes are sent unchanged. */
export async function deliver(
  url: string,
  body: Json | string | Buffer | readonly unknown[],
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<WebhookAnswer> {
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const response = await fetch(`${url}/webhooks/gateway`, {
    method: 'POST',
    headers,
    body: isRaw ? new Uint8Array(Buffer.from(body as string)) : JSON.stringify(body),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as { status?: string; errors?: { extensions: { code: string } }[] };
  const outcome = answer.errors?.[0]?.extensions.code ?? answer.status ?? '';
  return { status: response.status, text, outcome, headers: response.headers };
}

let batches = 0;

/** Returns a new batch id. */
export function newBatchId(): string {
  batches += 1;
  return createHash('sha256').update(`batch ${batches}`).digest('hex').slice(0, 24);
}

/** A batch of section 11 with one leg. */
export function batch(batchId: string, more: Json = {}): Record<string, unknown> {
  return {
    batchId,
    status: 'PLACED',
    variety: 'regular',
    buyAmount: 0,
    sellAmount: 0,
    quantity: 1,
    filled: 0,
    orders: [leg()],
    unplaced: [],
    ...more,
  };
}

export function leg(more: Json = {}): Record<string, unknown> {
  return {
    tradingsymbol: 'INFY',
    exchange: 'NSE',
    transactionType: 'BUY',
    orderType: 'MARKET',
    product: 'CNC',
    quantity: 2,
    filledQuantity: 0,
    averagePrice: 0,
    status: 'OPEN',
    ...more,
  };
}
