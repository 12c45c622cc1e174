import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { createTarget, logOf, newOrderWebhook } from '../support/order-feed.js';
import { startApp, type TestApp } from '../support/app.js';
import { Peer } from '../support/peer.js';
import { deliver } from '../support/webhook.js';

const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowThroughRenewal { events { cursor } }
`).toString();

let gateway: TestApp;

beforeAll(async () => {
  gateway = await startApp({ env: { CLOCK_TOLERANCE_SECONDS: '0' } });
});

afterAll(async () => {
  await gateway.close();
});

async function bearer(viewer: string, exp: number): Promise<string> {
  return `Bearer ${await gateway.token(viewer, { exp })}`;
}

async function follow(viewer: string, exp: number): Promise<Peer> {
  const peer = await new Peer(`${gateway.url.replace('http', 'ws')}/graphql`).init({
    authorization: await bearer(viewer, exp),
  });
  peer.send({ type: 'subscribe', id: 'follow', payload: { query: FOLLOW } });
  return peer;
}

/** The cursor of the next event; pongs are skipped. */
async function nextCursor(peer: Peer): Promise<string> {
  const { type, payload } = await peer.next();
  if (type !== 'next') return await nextCursor(peer);
  return (payload as { data: { events: { cursor: string } } }).data.events.cursor;
}

test('a socket that renews its token misses and repeats no event when the old token expires', async () => {
  const target = await createTarget(gateway.url, 'rena');
  const firstEnd = Math.floor(Date.now() / 1000) + 2;
  const peer = await follow('rena', firstEnd);
  const received = [await nextCursor(peer)];
  for (let isRenewed = false; Date.now() < firstEnd * 1000 + 500; ) {
    expect(await deliver(gateway.url, newOrderWebhook(target))).toMatchObject({ status: 200 });
    if (!isRenewed)
      peer.send({ type: 'ping', payload: { authorization: await bearer('rena', firstEnd + 600) } });
    isRenewed = true;
    received.push(await nextCursor(peer));
  }
  const log = await logOf(target.client);
  expect(received.length).toBeGreaterThan(10);
  expect(received).toEqual(log.slice(-received.length));
  peer.socket.close();
});

test('a socket that does not is closed with 4410 when its token expires, and not before', async () => {
  const end = Math.floor(Date.now() / 1000) + 2;
  const peer = await follow('ruth', end);
  await nextCursor(peer);
  expect(await peer.closed).toEqual({ code: 4410, reason: 'Token ended' });
  expect(Date.now()).toBeGreaterThanOrEqual(end * 1000);
});

test('a socket whose token has expired within the clock tolerance stays open until that has passed', async () => {
  const tolerant = await startApp({ env: { CLOCK_TOLERANCE_SECONDS: '2' } });
  const exp = Math.floor(Date.now() / 1000);
  const peer = await new Peer(`${tolerant.url.replace('http', 'ws')}/graphql`).init({
    authorization: `Bearer ${await tolerant.token('alice', { exp, nbf: exp + 1 })}`,
  });
  expect((await peer.closed).code).toBe(4410);
  expect(Date.now()).toBeGreaterThanOrEqual((exp + 2) * 1000);
  await tolerant.close();
});
