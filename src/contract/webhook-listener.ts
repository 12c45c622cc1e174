import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseObject } from './partner-http.js';
import type { Delivery, WebhookFeed } from './target.js';

/** Largest webhook that is taken, and how many are kept; more are answered and dropped. */
const BODY_MAX_BYTES = 10 * 1024 * 1024;
const KEPT_MAX = 1_000;
/** Longest time for a request, so that a sender that stalls holds nothing open. */
const REQUEST_TIMEOUT_MS = 10_000;

/** A running listener. */
export interface WebhookListener extends WebhookFeed {
  readonly url: string;
  close(): Promise<void>;
}

type Matches = (delivery: Delivery) => boolean;

/**
 * Takes webhooks at any path of a port, answers each with 200, and keeps them for the checks. Nothing is
 * verified: that is what the checks look at. Rejects if the port is in use; 0 picks a free one.
 */
export async function startWebhookListener(host: string, port: number): Promise<WebhookListener> {
  const deliveries: Delivery[] = [];
  const watchers = new Set<() => void>();
  const refusals = new Set<{ readonly matches: Matches; readonly status: number }>();
  const take = (delivery: Delivery): number => {
    if (deliveries.length < KEPT_MAX) deliveries.push(delivery);
    for (const look of watchers) look();
    return [...refusals].find(({ matches }) => matches(delivery))?.status ?? 200;
  };
  const server = createServer((request, response) => {
    readDelivery(request)
      .then((delivery) => response.writeHead(delivery === null ? 413 : take(delivery)).end())
      .catch(() => response.destroy());
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/webhooks/gateway`,
    deliveries,
    waitFor: (matches, count, timeoutMs) => waitFor(deliveries, watchers, { matches, count, timeoutMs }),
    refuse(matches, status) {
      const refusal = { matches, status };
      refusals.add(refusal);
      return { stop: () => void refusals.delete(refusal) };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Wait {
  readonly matches: Matches;
  readonly count: number;
  readonly timeoutMs: number;
}

function waitFor(all: readonly Delivery[], watchers: Set<() => void>, wait: Wait): Promise<Delivery[]> {
  return new Promise((resolve) => {
    const found = () => all.filter(wait.matches);
    const end = () => {
      clearTimeout(timer);
      watchers.delete(look);
      resolve(found());
    };
    const look = () => found().length >= wait.count && end();
    const timer = setTimeout(end, wait.timeoutMs);
    watchers.add(look);
    look();
  });
}

/** Null for a body that is too long. */
async function readDelivery(request: IncomingMessage): Promise<Delivery | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > BODY_MAX_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  const raw = Buffer.concat(chunks).toString('utf8');
  const { method = '', headers } = request;
  return { method, contentType: headers['content-type'] ?? null, raw, body: parseObject(raw) };
}
