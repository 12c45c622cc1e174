import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { EventSource } from 'eventsource';
import { nginxTest as test, startNginx, type TestNginx } from '../support/nginx.js';
import { Peer } from '../support/peer.js';
import { closeServers, makeToken, type Started, startServer, until } from '../support/test-server.js';

/** Clients behind Debian's nginx with the configuration of deploy/nginx.conf. */

let started: Started;
let nginx: TestNginx | undefined;
let authorization: string;

beforeAll(async () => {
  started = await startServer({ env: { TRUST_PROXY: '1' } });
  authorization = `Bearer ${await makeToken()}`;
});

afterAll(async () => {
  await nginx?.close();
  await closeServers();
});

/** Started by the first test that is not skipped. */
async function front(): Promise<string> {
  nginx ??= await startNginx(Number(new URL(started.url).port));
  return nginx.url;
}

const search = (query: string) => `?${new URLSearchParams({ query })}`;

async function ask(path: string, headers: Record<string, string>, init: RequestInit = {}) {
  const response = await fetch(`${await front()}${path}`, { redirect: 'manual', ...init, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('behind nginx', () => {
  test.each(['/graphql', '/graphql/', '/graphql/stream', '/graphql/stream/'])(
    'a bearer token is served by GET at %s',
    async (path) => {
      const accept = path.startsWith('/graphql/stream') ? 'text/event-stream' : 'application/json';
      const { status, headers, text } = await ask(`${path}${search('{ me }')}`, { accept, authorization });
      expect([status, text]).toEqual([200, expect.stringContaining('{"data":{"me":"alice"}}')]);
      expect(headers.get('cache-control')).toContain('no-store');
    },
  );

  test.each(['/webhooks/gateway', '/webhooks/gateway/'])('a delivery to %s arrives', async (path) => {
    const init = { method: 'POST', body: '{}' };
    expect((await ask(path, { 'content-type': 'application/json' }, init)).status).toBe(200);
  });

  test('a request for an event stream at /graphql is answered 406 with its address', async () => {
    for (const path of ['/graphql', '/graphql/']) {
      const query = search('subscription { ticks(ends: 1) { count } }');
      const { status, text } = await ask(`${path}${query}`, { accept: 'text/event-stream', authorization });
      expect([status, text]).toEqual([406, expect.stringContaining('/graphql/stream')]);
    }
  });

  test('each event arrives when it is sent, not when the stream ends', async () => {
    const target = `${await front()}/graphql/stream${search('subscription { ticks(to: 2) { count } }')}`;
    const events = new EventSource(target, {
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, authorization } }),
    });
    const cursors: string[] = [];
    events.addEventListener('next', ({ lastEventId }) => cursors.push(lastEventId));
    await until(() => cursors.length === 2);
    // The source waits for more: nothing has ended yet.
    expect([cursors, started.probe.openSources]).toEqual([['c1', 'c2'], 1]);
    events.close();
    await until(() => started.probe.openSources === 0);
  });

  test.each(['/graphql', '/graphql/'])(
    'a WebSocket opens at %s with the token of its upgrade',
    async (path) => {
      const target = `${(await front()).replace('http', 'ws')}${path}`;
      const peer = await new Peer(target, { headers: { authorization } }).init();
      peer.send({ type: 'subscribe', id: '1', payload: { query: '{ me }' } });
      expect(await peer.next()).toMatchObject({ payload: { data: { me: 'alice' } } });
      peer.socket.close();
    },
  );

  test('metrics are shown at neither form of their path', async () => {
    for (const path of ['/metrics', '/metrics/']) expect((await ask(path, {})).status).toBe(404);
  });
});
