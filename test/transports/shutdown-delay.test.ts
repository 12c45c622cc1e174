import { afterEach, expect, test } from '@jest/globals';
import { Peer } from '../support/peer.js';
import { closeServers, makeToken, post, startServer } from '../support/test-server.js';

/** The pause between `/health/ready` turning 503 and the end of the listener. */
afterEach(closeServers);

test('until load balancers have noticed, everything is served except readiness', async () => {
  const { server, url, wsUrl } = await startServer({ env: { SHUTDOWN_DELAY_SECONDS: '2' } });
  const authorization = `Bearer ${await makeToken()}`;
  const before = await new Peer(wsUrl).init({ authorization });
  const startedAt = performance.now();
  const closed = server.close();
  const ready = await fetch(`${url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'unavailable', reasons: ['draining'] }]);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect((await post(url, { query: '{ me }' }, { authorization })).json).toEqual({ data: { me: 'alice' } });
  const during = await new Peer(wsUrl).init({ authorization });
  expect([before, during].map(({ socket }) => socket.readyState)).toEqual([1, 1]);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect((await before.closed).code).toBe(1012);
  expect((await during.closed).code).toBe(1012);
  await closed;
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1_999);
  await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
});

test('does not delay the end of a server that could not listen', async () => {
  const { url } = await startServer();
  const startedAt = performance.now();
  const env = { SHUTDOWN_DELAY_SECONDS: '300', PORT: new URL(url).port };
  await expect(startServer({ env })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await closeServers();
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
