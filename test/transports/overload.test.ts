import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Peer } from '../support/peer.js';
import { closeServers, type Started, startServer, until } from '../support/test-server.js';

/** What clients get while the server is overloaded, which `isOverloaded` sets. */
let started: Started;
let isOverloaded = false;

beforeAll(async () => {
  started = await startServer({ overload: { isOverloaded: () => isOverloaded, close: () => {} } });
});

afterAll(closeServers);

beforeEach(() => {
  isOverloaded = true;
  started.probe.executed.length = 0;
});

const ask = (path: string, accept = 'application/json') =>
  fetch(`${started.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query: '{ hello }' }),
  });

describe('while the server is overloaded', () => {
  test.each([
    ['/graphql', 'application/json'],
    ['/graphql/stream', 'text/event-stream'],
  ])('%s answers 503 with a time to wait and executes nothing', async (path, accept) => {
    const response = await ask(path, accept);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'OVERLOADED', retryAfterSeconds: 2 } }],
    });
    expect(started.probe.executed).toEqual([]);
  });

  test('sockets are refused', async () => {
    await expect(new Peer(started.wsUrl).opened()).rejects.toThrow('503');
  });

  test('an open socket starts no operation, and keeps those it has', async () => {
    isOverloaded = false;
    const peer = await new Peer(started.wsUrl).init();
    const begin = (id: string, query: string) => peer.send({ type: 'subscribe', id, payload: { query } });
    begin('1', 'subscription { ticks(to: 1) { count } }');
    expect(await peer.next()).toMatchObject({ type: 'next', id: '1' });
    isOverloaded = true;
    begin('2', '{ hello }');
    expect(await peer.next()).toMatchObject({
      type: 'error',
      id: '2',
      payload: [{ extensions: { code: 'OVERLOADED', retryAfterSeconds: 2 } }],
    });
    expect(started.probe.openSources).toBe(1);
    isOverloaded = false;
    begin('2', '{ hello }');
    expect(await peer.next()).toMatchObject({ id: '2', payload: { data: { hello: 'hello world' } } });
    peer.socket.close();
    await until(() => started.probe.openSources === 0);
  });

  test.each(['/health/live', '/health/ready', '/metrics'])('%s is still answered', async (path) => {
    const response = await fetch(`${started.url}${path}`);
    expect([response.status, (await response.text()).length > 0]).toEqual([200, true]);
  });

  test('webhooks are still accepted', async () => {
    const response = await fetch(`${started.url}/webhooks/gateway`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(200);
  });
});

test('requests are served again afterwards', async () => {
  isOverloaded = false;
  expect(await (await ask('/graphql')).json()).toEqual({ data: { hello: 'hello world' } });
});
