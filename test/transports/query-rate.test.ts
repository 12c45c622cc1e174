import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/core/time/clock.js';
import { QueryRate } from '../../src/execution/query-rate.js';
import { TRANSPORTS } from '../support/any-transport.js';
import { closeServers, makeToken, post, type Started, startServer } from '../support/test-server.js';

const POINTS = 20;
/** An answer of 5,000 bytes costs all points of a second. */
const BIG = { query: '{ big }' };
const SMALL = { query: '{ hello }' };
const MUTATION = { query: 'mutation { bump }' };

let started: Started;
let clock: VirtualClock;
let viewers = 0;
/** A viewer that no test has used. */
let token: string;

beforeAll(async () => {
  clock = new VirtualClock({ frozen: true });
  const queryRate = new QueryRate({ pointsPerSecond: POINTS, clock });
  started = await startServer({ runtime: { queryRate } });
});

beforeEach(async () => {
  viewers += 1;
  token = await makeToken({ sub: `viewer-${viewers}` });
});

afterAll(closeServers);

const bearer = (of: string) => ({ authorization: `Bearer ${of}` });

describe('a viewer whose points are spent', () => {
  test.each(Object.entries(TRANSPORTS))(
    'is refused a query over %s until there is a point again',
    async (_name, send) => {
      expect(await send(started.url, token, BIG)).toMatchObject({ errors: [] });
      const refused = await send(started.url, token, SMALL);
      expect(refused.data).toBeUndefined();
      expect(refused.errors).toMatchObject([
        { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1, resetAt: expect.any(String) } },
      ]);
      await clock.advance(1_000);
      expect(await send(started.url, token, SMALL)).toMatchObject({
        data: { hello: 'hello world' },
        errors: [],
      });
    },
  );

  test('gets 429 with Retry-After, nothing is executed, and other viewers are served', async () => {
    await post(started.url, BIG, bearer(token));
    started.probe.executed.length = 0;
    const refused = await post(started.url, SMALL, bearer(token));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(refused.headers.get('ratelimit')).toBe('"default";r=0;t=1');
    expect(started.probe.executed).toEqual([]);
    const other = await post(started.url, SMALL, bearer(await makeToken({ sub: `other-${viewers}` })));
    expect(other).toMatchObject({ status: 200, json: { data: { hello: 'hello world' } } });
  });

  test('can still send mutations, which have rates of their own', async () => {
    await post(started.url, BIG, bearer(token));
    expect(await post(started.url, MUTATION, bearer(token))).toMatchObject({
      status: 200,
      json: { data: { bump: 1 } },
    });
  });

  test('opens a subscription as soon as there is a point, and is not refused', async () => {
    await post(started.url, BIG, bearer(token));
    const first = TRANSPORTS['SSE by POST'](started.url, token, {
      query: 'subscription { ticks(ends: 1) { count } }',
    });
    const small = await post(started.url, SMALL, bearer(token));
    expect(small.status).toBe(429);
    expect(started.probe.openSources).toBe(0);
    await clock.advance(1_000);
    expect(await first).toMatchObject({ data: { ticks: { count: 1 } }, errors: [] });
  });

  test('gets the events of an open subscription, which cost nothing', async () => {
    const many = { query: 'subscription { ticks(ends: 100, padding: 500) { count padding } }' };
    const response = await fetch(`${started.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(token) },
      body: JSON.stringify(many),
    });
    const text = await response.text();
    expect(text.match(/event: next/g)).toHaveLength(100);
    expect(text).not.toContain('RATE_LIMITED');
    expect(response.headers.get('ratelimit-policy')).toBe('"default";q=20;w=1');
    expect((await post(started.url, SMALL, bearer(token))).status).toBe(200);
  });
});

describe('without a token', () => {
  test('the address is counted, and a viewer at the same address is not', async () => {
    await post(started.url, BIG);
    expect((await post(started.url, SMALL)).status).toBe(429);
    expect((await post(started.url, SMALL, bearer(token))).status).toBe(200);
    await clock.advance(1_000);
  });
});

describe('the headers', () => {
  const ITEM = /^"default"(;[a-z]+=\d{1,15})+$/;

  test('are structured fields on every answer over HTTP, and pages of other origins may read them', async () => {
    for (const request of [SMALL, MUTATION, { query: '{' }, { query: '{ refused }' }]) {
      const { headers } = await post(started.url, request, {
        ...bearer(token),
        origin: 'https://app.example.com',
      });
      expect(headers.get('ratelimit')).toMatch(ITEM);
      expect(headers.get('ratelimit-policy')).toMatch(ITEM);
      expect(headers.get('access-control-expose-headers')).toContain('ratelimit, ratelimit-policy');
    }
    const { headers } = await post(started.url, SMALL, bearer(token));
    expect(headers.get('ratelimit')).toBe('"default";r=16;t=1');
  });
});
