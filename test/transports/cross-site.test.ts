import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { refuseSimpleRequest } from '../../src/transports/simple-request.js';
import { closeServers, makeToken, type Started, startServer } from '../support/test-server.js';

/** What a page of another site could make a browser send, and what proves that none did. */

let started: Started;

beforeAll(async () => {
  started = await startServer();
});

beforeEach(() => {
  started.probe.executed.length = 0;
});

afterAll(closeServers);

const PATHS = [
  ['/graphql', 'application/json'],
  ['/graphql/stream', 'text/event-stream'],
] as const;
const METHODS = ['GET', 'POST'] as const;
const EVERY_WAY = PATHS.flatMap(([path, accept]) =>
  METHODS.map((method) => ({ path, accept, method, name: `${method} ${path}` })),
);
type Way = (typeof EVERY_WAY)[number];

const bearer = async () => `Bearer ${await makeToken()}`;

function send({ path, method, accept }: Way, query: string, headers: Record<string, string>) {
  const url = `${started.url}${path}`;
  if (method === 'GET')
    return fetch(`${url}?query=${encodeURIComponent(query)}`, { headers: { accept, ...headers } });
  const body = JSON.stringify({ query });
  return fetch(url, {
    method,
    headers: { accept, 'content-type': 'application/json', ...headers },
    body,
  });
}

describe.each(EVERY_WAY)('$name', (way) => {
  test('serves a bearer token without a marker header', async () => {
    const response = await send(way, '{ me }', { authorization: await bearer() });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('{"data":{"me":"alice"}}');
  });

  test.each(['bearer', 'BEARER'])('serves the scheme written as %s', async (scheme) => {
    const response = await send(way, '{ me }', { authorization: `${scheme} ${await makeToken()}` });
    expect(response.status).toBe(200);
    await response.text();
  });

  test.each([
    'Basic YWxpY2U6c2VjcmV0',
    'Negotiate YII=',
    'NTLM TlRMTVNTUAAB',
    'Digest username="alice"',
    'Bearer',
  ])('refuses "%s", which a browser may add on its own, and executes nothing', async (authorization) => {
    const response = await send(way, '{ hello }', { authorization });
    expect(response.status).toBe(401);
    expect(started.probe.executed).toEqual([]);
  });
});

const GETS = EVERY_WAY.filter(({ method }) => method === 'GET');

describe.each(GETS)('$name without a token', (way) => {
  test('is refused, and executes nothing', async () => {
    for (const headers of [{}, { cookie: 'session=abc' }, { origin: 'https://app.example.com' }]) {
      const response = await send(way, '{ hello }', headers);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.stringContaining('Cross-Site'), extensions: { code: 'BAD_REQUEST' } }],
      });
    }
    expect(started.probe.executed).toEqual([]);
  });

  test.each(['apollo-require-preflight', 'x-apollo-operation-name'])('is served with %s', async (name) => {
    const response = await send(way, '{ hello }', { [name]: 'x' });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('hello world');
  });
});

describe.each(GETS)('$name of a mutation', (way) => {
  test('stays refused with a bearer token', async () => {
    const response = await send(way, 'mutation { bump }', { authorization: await bearer() });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(started.probe.executed).toEqual([]);
  });
});

describe('the proof against requests across sites', () => {
  const isRefused = (headers: Record<string, string>) => {
    try {
      refuseSimpleRequest({ headers });
      return false;
    } catch {
      return true;
    }
  };
  const SIMPLE_TYPES = [
    undefined,
    '',
    'text/plain',
    'text/plain;charset=UTF-8',
    'multipart/form-data; boundary=x',
    'APPLICATION/X-WWW-FORM-URLENCODED',
  ];

  test('is a bearer token with any media type', () => {
    for (const type of SIMPLE_TYPES) {
      const body = type === undefined ? {} : { 'content-type': type };
      expect([type, isRefused({ ...body, authorization: 'Bearer a.b.c' })]).toEqual([type, false]);
    }
  });

  test.each([
    'Basic eA==',
    'Negotiate eA==',
    'NTLM eA==',
    'Digest a="b"',
    'BearerX a',
    'Bearer',
    'a.b.c',
    '',
  ])('is not Authorization: %s', (authorization) => {
    for (const type of SIMPLE_TYPES) {
      const body = type === undefined ? {} : { 'content-type': type };
      expect([type, isRefused({ ...body, authorization })]).toEqual([type, true]);
    }
    expect(isRefused({ authorization, 'content-type': 'application/json' })).toBe(false);
  });
});
