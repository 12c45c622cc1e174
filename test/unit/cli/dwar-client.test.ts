import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DwarClient } from '../../../src/cli/trigger/dwar-client.js';
import { EventsDocument } from '../../../src/cli/trigger/generated/graphql.js';

describe('the client of `dwar trigger`', () => {
  let server: Server;
  let client: DwarClient;

  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new DwarClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token');
  });

  afterEach(() => void server.close());

  test('can be closed while its connection is being refused', async () => {
    const upgrade = once(server, 'upgrade') as Promise<[unknown, Duplex]>;
    const feed = client.subscribe(EventsDocument);
    const [, socket] = await upgrade;
    const closed = client.close();
    socket.destroy();
    await closed;
    await expect(feed.first(() => true, 5_000, 'an event')).rejects.toThrow('the subscription');
  });
});
