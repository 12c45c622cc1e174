import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createDwarClient } from '../../packages/client/src/core/client.js';
import { silentLog } from '../../src/core/log.js';
import { listOperatorActs } from '../../src/ledger/console/operator-log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { readSessionEnds, trimSessionEnds } from '../../src/ledger/sessions/ended-sessions.js';
import { sessionToken, startApp, type TestApp } from '../support/app.js';
import { runInProcess } from '../support/cli.js';
import { readMetric } from '../support/gateway-process.js';
import { Peer } from '../support/peer.js';
import { postOperation } from '../support/post-operation.js';
import { until } from '../support/until.js';

/** The promise: an end reaches every instance within this time. */
const WITHIN_MS = 1_000;
const QUERY = JSON.stringify({ query: '{ viewer { id } }' });
const FOLLOW = 'subscription { events { __typename cursor } }';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const seconds = () => Math.floor(Date.now() / 1000);
/** A token that was issued some seconds ago, before any end of this test. */
const earlier = (viewer: string, claims: object = {}) =>
  sessionToken(viewer, { iat: seconds() - 10, ...claims });
const later = (viewer: string) => sessionToken(viewer, { iat: seconds() + 2 });
const ask = (token: string) => postOperation(app.url, token, QUERY);

/** Ends sessions as another process does, and returns when that was stored. */
async function end(...args: readonly string[]): Promise<number> {
  return await endAt(app.databaseUrl, ...args);
}

async function endAt(databaseUrl: string, ...args: readonly string[]): Promise<number> {
  const run = await runInProcess(['viewers', 'end-sessions', ...args, '--reason', 'lost phone'], {
    DATABASE_URL: databaseUrl,
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return performance.now();
}

async function untilRefused(token: string, since: number): Promise<void> {
  await until('the token is refused', async () => (await ask(token)).status === 401);
  expect(performance.now() - since).toBeLessThan(WITHIN_MS);
}

function open(token: string): Promise<Peer> {
  return new Peer(`${app.url.replace('http', 'ws')}/graphql`).init({ authorization: `Bearer ${token}` });
}

describe('a command that ends the sessions of a viewer', () => {
  test('refuses their earlier tokens within a second, and accepts those issued later', async () => {
    const token = await earlier('ann');
    const other = await earlier('ben');
    expect((await ask(token)).status).toBe(200);
    await untilRefused(token, await end('ann'));
    const refused = await ask(token);
    expect(JSON.parse(refused.body)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(refused.headers['www-authenticate']).toContain('invalid_token');
    expect((await ask(await sessionToken('ann'))).status).toBe(401);
    expect((await ask(await later('ann'))).status).toBe(200);
    expect((await ask(other)).status).toBe(200);
    expect(await readMetric(app.url, 'dwar_token_refusals_total{reason="ended"}')).toBeGreaterThan(0);
  });

  test('ends an answer that was kept and is sent again', async () => {
    const token = await earlier('kate');
    const hits = () => readMetric(app.url, 'dwar_ready_answers_total{outcome="hit"}');
    await ask(token);
    await ask(token);
    const before = (await hits()) ?? 0;
    expect((await ask(token)).status).toBe(200);
    expect(await hits()).toBe(before + 1);
    await untilRefused(token, await end('kate'));
  });

  test('closes their sockets with 4410, and those of other viewers not', async () => {
    const token = await earlier('cleo');
    const [peer, other] = [await open(token), await open(await earlier('dora'))];
    const since = await end('cleo');
    expect(await peer.closed).toEqual({ code: 4410, reason: 'Token ended' });
    expect(performance.now() - since).toBeLessThan(WITHIN_MS);
    const again = await new Peer(`${app.url.replace('http', 'ws')}/graphql`).opened();
    again.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect((await again.closed).code).toBe(4403);
    other.send({ type: 'ping' });
    expect(await other.next()).toMatchObject({ type: 'pong' });
    other.socket.close();
  });

  test('closes a socket that has renewed its token, by the token it has now', async () => {
    const peer = await open(await earlier('rhea', { jti: 'rhea-1' }));
    const renewed = await later('rhea');
    peer.send({ type: 'ping', payload: { authorization: `Bearer ${renewed}` } });
    expect(await peer.next()).toMatchObject({ type: 'pong' });
    await end('rhea');
    await untilRefused(await earlier('rhea'), performance.now());
    peer.send({ type: 'ping' });
    expect(await peer.next()).toMatchObject({ type: 'pong' });
    peer.socket.close();
  });

  test('ends their event streams without complete', async () => {
    const token = await earlier('eve');
    const response = await fetch(`${app.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: FOLLOW }),
    });
    expect(response.status).toBe(200);
    const since = await end('eve');
    const text = await response.text();
    expect(performance.now() - since).toBeLessThan(WITHIN_MS);
    expect(text).toContain('StreamPosition');
    expect(text).not.toContain('event: complete');
  });

  test('refuses the answer of an operation that runs meanwhile', async () => {
    const token = await earlier('finn');
    const hung = '/gateway/gatewaytest/transaction';
    await app.emulator.control.faults([{ path: hung, delayMs: 1_500, times: 1 }]);
    const calls = async () => (await app.emulator.control.requests(hung)).length;
    const before = await calls();
    const creating = postOperation(
      app.url,
      token,
      JSON.stringify({
        query: `mutation { createTransaction(input: { idempotencyKey: "k1", intent: CONNECT }) { __typename } }`,
      }),
    );
    await until('the call has reached Gateway', async () => (await calls()) > before);
    await end('finn');
    const answer = await creating;
    expect([answer.status, answer.body]).toEqual([401, expect.stringContaining('UNAUTHENTICATED')]);
  });
});

describe('a command that ends one session by its jti', () => {
  test('refuses that token alone', async () => {
    const [one, two] = [await earlier('gil', { jti: 'one' }), await earlier('gil', { jti: 'two' })];
    expect([(await ask(one)).status, (await ask(two)).status]).toEqual([200, 200]);
    const peers = [await open(one), await open(two)] as const;
    const since = await end('--token', 'one');
    expect((await peers[0].closed).code).toBe(4410);
    await untilRefused(one, since);
    expect((await ask(two)).status).toBe(200);
    peers[1].send({ type: 'ping' });
    expect(await peers[1].next()).toMatchObject({ type: 'pong' });
    peers[1].socket.close();
  });

  test.each([
    ['neither a user nor a token', []],
    ['both', ['gil', '--token', 'one']],
    ['an empty id', ['']],
    ['an id with a control character', ['a\nb']],
  ])('is wrong use with %s', async (_what, args) => {
    const run = await runInProcess(['viewers', 'end-sessions', ...args, '--reason', 'x'], {
      DATABASE_URL: app.databaseUrl,
    });
    expect(run.code).toBe(2);
  });
});

test('a token without iat is refused, as it may be older than the end', async () => {
  const token = await sessionToken('hal');
  await untilRefused(token, await end('hal'));
});

test('the client of apps asks for another token, and continues', async () => {
  const tokens = [await earlier('ida'), await later('ida')];
  let asked = 0;
  const client = createDwarClient({
    url: `${app.url}/graphql`,
    authorization: async () => `Bearer ${tokens[Math.min(asked++, 1)]}`,
    webSocketImpl: WebSocket,
  });
  const events = client.events();
  expect((await events.next()).value).toMatchObject({ __typename: 'StreamPosition' });
  await end('ida');
  await until('the client is live again', () => asked > 1 && client.connection.get().status === 'live');
  await client.close();
});

test('an end is in the operator log, with the reason and a masked id', async () => {
  await end('person@example.com');
  const ledger = await openLedger(app.databaseUrl, { log: silentLog });
  const [act] = await listOperatorActs(ledger.db, null, 1);
  expect(act).toMatchObject({ action: 'END_SESSIONS', reason: 'lost phone' });
  expect(act?.subject).not.toContain('person@example.com');
  await ledger.close();
});

test('an end holds after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dwar-ends-'));
  const first = await startApp({ dataDir, emulator: app.emulator });
  await endAt(first.databaseUrl, 'joe');
  await first.close();
  const again = await startApp({ dataDir, emulator: app.emulator });
  expect((await postOperation(again.url, await earlier('joe'), QUERY)).status).toBe(401);
  expect((await postOperation(again.url, await later('joe'), QUERY)).status).toBe(200);
  await again.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('ends are removed when no token can be as old, and read again from the first after it', async () => {
  const ledger = await openLedger(app.databaseUrl, { log: silentLog });
  const all = await readSessionEnds(ledger.db, null);
  expect(all.ends.length).toBeGreaterThan(3);
  expect(await ledger.write((unit) => trimSessionEnds(unit, 0, 100))).toBe(0);
  expect(await ledger.write((unit) => trimSessionEnds(unit, Date.now() + 1, 100))).toBe(all.ends.length);
  const token = await earlier('kim');
  await untilRefused(token, await end('kim'));
  expect((await readSessionEnds(ledger.db, all.next)).ends).toMatchObject([{ subject: 'kim' }]);
  await ledger.close();
});
