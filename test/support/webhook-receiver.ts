import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from './until.js';

/** The content of a webhook, as its receiver reads it after verifying it. */
export interface Payload {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly viewerId: string;
    readonly seq: number;
    readonly cursor: string;
    readonly occurredAt: string;
    readonly [field: string]: unknown;
  };
}

/** A webhook that has arrived. */
export interface Received {
  readonly id: string;
  readonly payload: Payload;
  readonly headers: IncomingMessage['headers'];
  /** Which of the receiver's secrets have signed it. */
  readonly signedBy: readonly string[];
}

/** What the receiver does with one webhook; it answers itself, or never. */
export type Behaviour = (received: Received, answer: ServerResponse) => void;

export const accept: Behaviour = (_received, answer) => void answer.writeHead(204).end();

/** A backend of the partner that verifies each webhook with the library. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Webhooks whose signature none of the secrets has made. */
  readonly unverified: number;
  secrets: readonly string[];
  behaviour: Behaviour;
  untilReceived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a receiver on loopback. */
export async function startReceiver(port = 0): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const state = { secrets: [] as readonly string[], behaviour: accept, unverified: 0 };
  const server = createServer(async (request, answer) => {
    const body = await textOf(request);
    const signedBy = state.secrets.filter((secret) => isSignedBy(secret, body, request.headers));
    if (signedBy.length === 0) {
      state.unverified += 1;
      answer.writeHead(401).end();
      return;
    }
    const one = {
      id: String(request.headers['webhook-id']),
      payload: JSON.parse(body) as Payload,
      headers: request.headers,
      signedBy,
    };
    received.push(one);
    state.behaviour(one, answer);
  });
  await new Promise<void>((settle) => server.listen(port, '127.0.0.1', settle));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    untilReceived: (count: number) =>
      until(`${count} webhooks, of which ${received.length} came`, () => received.length >= count),
    async close() {
      server.closeAllConnections();
      await new Promise((settle) => server.close(settle));
    },
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function isSignedBy(secret: string, body: string, headers: IncomingMessage['headers']): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
