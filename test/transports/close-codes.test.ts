import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import { CLOSE, CLOSE_CATALOGUE } from '../../src/transports/close-codes.js';

/** Whether the stock client opens a second socket after its first was closed with this code. */
async function reconnects(code: number): Promise<boolean> {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: () => 'graphql-transport-ws',
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const again = new Promise<boolean>((resolve) => {
    server.once('connection', (first) => {
      first.once('message', () => first.close(code, 'for the test'));
      server.once('connection', (second) => {
        second.once('message', () => second.send('{"type":"connection_ack"}'));
        resolve(true);
      });
    });
  });
  const client = createClient({
    url: `ws://127.0.0.1:${port}`,
    webSocketImpl: WebSocket,
    retryAttempts: 1,
    retryWait: async () => {},
  });
  const gaveUp = new Promise<boolean>((resolve) => {
    client.subscribe({ query: '{ a }' }, { next: () => {}, error: () => resolve(false), complete: () => {} });
  });
  const outcome = await Promise.race([again, gaveUp]);
  await client.dispose();
  await new Promise((resolve) => server.close(resolve));
  return outcome;
}

test.each(Object.entries(CLOSE_CATALOGUE))(
  'after %s the stock client does what the catalogue says',
  async (code, row) => {
    expect(await reconnects(Number(code))).toBe(row.reconnects);
  },
);

test('every code that we use is in the catalogue', () => {
  for (const [code] of Object.values(CLOSE)) expect(CLOSE_CATALOGUE[code]).toBeDefined();
});
