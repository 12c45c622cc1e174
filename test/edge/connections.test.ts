import { request as nodeRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { Peer } from '../support/peer.js';

/** Limits of open sockets, streams and operations: N may be open, and one more only after one has ended. */
const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowWithinLimits { events { cursor } }
`).toString();

let gateway: TestApp;
let wsUrl: string;

beforeAll(async () => {
  gateway = await startApp();
  wsUrl = `${gateway.url.replace('http', 'ws')}/graphql`;
});

afterAll(async () => {
  await gateway.close();
});

async function openAs(viewer: string): Promise<Peer> {
  return await new Peer(wsUrl).init({ authorization: `Bearer ${await gateway.token(viewer)}` });
}

async function refusedAs(viewer: string | null) {
  const peer = await new Peer(wsUrl).opened();
  const payload = viewer === null ? {} : { authorization: `Bearer ${await gateway.token(viewer)}` };
  peer.send({ type: 'connection_init', payload });
  return await peer.closed;
}

const SOCKETS = 10;
const OPERATIONS = 128;
const TOO_MANY = { code: 4411, reason: 'Too many sockets' };

describe('sockets', () => {
  test('of a viewer are limited to ten by default; another viewer has ten more, and closing one frees a slot', async () => {
    const own = await Promise.all(Array.from({ length: SOCKETS }, () => openAs('sonia')));
    expect(await refusedAs('sonia')).toEqual(TOO_MANY);
    const other = await openAs('tara');
    own[0]?.socket.close();
    await own[0]?.closed;
    const again = await openAs('sonia');
    expect(await refusedAs('sonia')).toEqual(TOO_MANY);
    for (const peer of [...own, other, again]) peer.socket.close();
  });

  test('that were cut free their slots, too', async () => {
    const own = await Promise.all(Array.from({ length: SOCKETS }, () => openAs('uma')));
    for (const peer of own) peer.socket.terminate();
    await Promise.all(own.map((peer) => peer.closed));
    const again = await Promise.all(Array.from({ length: SOCKETS }, () => openAs('uma')));
    for (const peer of again) peer.socket.close();
  });

  test('without a token are counted by address', async () => {
    const own = await Promise.all(Array.from({ length: SOCKETS }, () => new Peer(wsUrl).init()));
    expect(await refusedAs(null)).toEqual(TOO_MANY);
    const viewer = await openAs('vera');
    for (const peer of [...own, viewer]) peer.socket.close();
  });

  test('keep their slot when they renew their token', async () => {
    const own = await Promise.all(Array.from({ length: SOCKETS }, () => openAs('wilma')));
    own[0]?.send({ type: 'ping', payload: { authorization: `Bearer ${await gateway.token('wilma')}` } });
    expect(await own[0]?.next()).toMatchObject({ type: 'pong', payload: { expiresAt: expect.any(String) } });
    expect(await refusedAs('wilma')).toEqual(TOO_MANY);
    for (const peer of own) peer.socket.close();
  });
});

describe('operations of a socket', () => {
  test('are limited to 128 by default; only one more is refused, and completing one frees a slot', async () => {
    const peer = await openAs('xenia');
    const ask = (id: string) => peer.send({ type: 'subscribe', id, payload: { query: FOLLOW } });
    for (let n = 0; n < OPERATIONS; n += 1) ask(String(n));
    for (let n = 0; n < OPERATIONS; n += 1) expect(await peer.next()).toMatchObject({ type: 'next' });
    ask('one-more');
    expect(await peer.next()).toMatchObject({
      type: 'error',
      id: 'one-more',
      payload: [{ extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'subscriptions' } }],
    });
    peer.send({ type: 'complete', id: '0' });
    ask('after');
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'after' });
    peer.socket.close();
  });
});

describe('messages of a socket', () => {
  const padded = (bytes: number) => {
    const message = (padding: string) =>
      JSON.stringify({ type: 'subscribe', id: '1', payload: { query: `{ __typename } #${padding}` } });
    return message('x'.repeat(bytes - message('').length));
  };

  test('may have 64 KiB', async () => {
    const peer = await openAs('yara');
    peer.send(padded(64 * 1024));
    expect(await peer.next()).toMatchObject({ type: 'next', payload: { data: { __typename: 'Query' } } });
    peer.socket.close();
  });

  test('may not have one byte more', async () => {
    const peer = await openAs('yara');
    peer.send(padded(64 * 1024 + 1));
    expect((await peer.closed).code).toBe(1009);
  });
});

describe('event streams', () => {
  const requests: ClientRequest[] = [];

  async function streamAs(viewer: string): Promise<IncomingMessage> {
    const headers = {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${await gateway.token(viewer)}`,
    };
    return await new Promise((resolve, reject) => {
      const url = `${gateway.url}/graphql/stream`;
      const sent = nodeRequest(url, { method: 'POST', headers, agent: false }, resolve);
      sent.on('error', reject);
      requests.push(sent);
      sent.end(JSON.stringify({ query: FOLLOW }));
    });
  }

  test('of a viewer are limited to the same number; one more is refused with 429 and a time to wait', async () => {
    const own = await Promise.all(Array.from({ length: OPERATIONS }, () => streamAs('zoe')));
    expect(new Set(own.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const refused = await streamAs('zoe');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '5']);
    const body = JSON.parse(String((await refused.toArray())[0]));
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'CONNECTION_LIMIT_EXCEEDED' } }] });
    expect((await streamAs('yann')).statusCode).toBe(200);
    for (const sent of requests) sent.destroy();
  });
});
