import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Peer } from '../support/peer.js';
import { closeServers, makeToken, type Started, startServer } from '../support/test-server.js';

/** Pages inside an app, which send an origin of the app's own scheme. */

const LISTED = ['capacitor://localhost', 'ionic://localhost', 'app://dwar', 'https://app.example.com'];
const UNLISTED = [
  'null',
  'tauri://localhost',
  'app://other',
  'capacitor://evil',
  'file://',
  'https://evil.example',
];

const ENVIRONMENTS = {
  production: { NODE_ENV: 'production', GATEWAY_URL: 'https://gateway.test' },
  development: { NODE_ENV: 'development' },
} as const;

const servers = {} as Record<keyof typeof ENVIRONMENTS, Started>;
let authorization: string;

beforeAll(async () => {
  authorization = `Bearer ${await makeToken()}`;
  for (const name of ['production', 'development'] as const)
    servers[name] = await startServer({ env: { ...ENVIRONMENTS[name], CORS_ORIGINS: LISTED.join(',') } });
});

afterAll(closeServers);

describe.each(['production', 'development'] as const)('in %s', (name) => {
  const query = encodeURIComponent('{ me }');
  const ask = (origin: string, path = '/graphql', accept = '*/*') =>
    fetch(`${servers[name].url}${path}?query=${query}`, { headers: { origin, authorization, accept } });
  const preflight = (origin: string) =>
    fetch(`${servers[name].url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  const allowed = (response: Response) => response.headers.get('access-control-allow-origin');

  test.each(LISTED)('a page of %s may read answers and streams, and opens WebSockets', async (origin) => {
    expect(allowed(await preflight(origin))).toBe(origin);
    const answers = [await ask(origin), await ask(origin, '/graphql/stream', 'text/event-stream')];
    for (const answer of answers) {
      expect([answer.status, allowed(answer)]).toEqual([200, origin]);
      expect(answer.headers.get('vary')).toContain('Origin');
      expect(await answer.text()).toContain('alice');
    }
    const peer = await new Peer(servers[name].wsUrl, { headers: { origin } }).init();
    peer.socket.close();
  });

  test.each(UNLISTED)('a page of %s may read nothing and opens no WebSocket', async (origin) => {
    for (const answer of [await preflight(origin), await ask(origin)]) {
      expect(allowed(answer)).toBeNull();
      // In production CORS keeps the page from reading; elsewhere the request is refused.
      if (name === 'development') expect(answer.status).toBe(403);
    }
    await expect(new Peer(servers[name].wsUrl, { headers: { origin } }).opened()).rejects.toThrow('403');
  });
});
