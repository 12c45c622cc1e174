import { once } from 'node:events';
import { afterAll, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/core/time/clock.js';
import { Peer } from '../support/peer.js';
import { closeServers, type Started, startServer } from '../support/test-server.js';
import { until } from '../support/until.js';

/** A phone that loses its network leaves sockets behind. The clock stands still between the pushes of a test. */

afterAll(closeServers);

const SOCKETS = 10;
const KEEP_ALIVE_MS = 12_000;
const PONG_WITHIN_MS = 500;
const ACKNOWLEDGED = { type: 'connection_ack' };
const TOO_MANY = { code: 4411, reason: 'Too many sockets' };

/** Takes the name in a token for proven, so that a socket is read within one turn of the event loop. */
const authenticator = {
  remembered: () => undefined,
  authenticate: async (authorization: string | undefined) =>
    authorization === undefined
      ? null
      : {
          id: authorization.replace('Bearer ', ''),
          expiresAt: Date.now() + 3_600_000,
          acceptedUntil: Date.now() + 3_600_000,
        },
};

async function start(env: Record<string, string> = {}) {
  const clock = new VirtualClock({ frozen: true });
  const started = await startServer({ env, authenticator, times: { clock, keepAliveMs: KEEP_ALIVE_MS } });
  const payload = (viewer: string | null) => (viewer === null ? {} : { authorization: `Bearer ${viewer}` });
  return {
    clock,
    started,
    /** A socket that has passed `connection_init`. */
    open: async (viewer: string | null = 'alice') => await new Peer(started.wsUrl).init(payload(viewer)),
    /** A socket that has sent it. */
    async request(viewer: string | null = 'alice') {
      const peer = await new Peer(started.wsUrl).opened();
      peer.send({ type: 'connection_init', payload: payload(viewer) });
      return peer;
    },
  };
}

const many = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: SOCKETS }, make));

/** From now on the peer answers no ping, as one whose network is gone, and its connection stays open. */
function die({ socket }: Peer): void {
  (socket as unknown as { _autoPong: boolean })._autoPong = false;
}

/** A server on which all slots of one holder are taken by sockets whose network is gone. */
async function startWithDead(viewer?: null) {
  const stage = await start();
  const dead = await many(() => stage.open(viewer));
  dead.forEach(die);
  return { ...stage, dead };
}

/** Waits until a server has read what was sent to it before. */
async function hasRead({ url }: Started): Promise<void> {
  await (await fetch(`${url}/health/live`)).text();
}

/** Resolves when each of these has received a ping. */
const pinged = (peers: readonly Peer[]) => Promise.all(peers.map(({ socket }) => once(socket, 'ping')));

const isOpen = ({ socket }: Peer) => socket.readyState === socket.OPEN;

function end(...peers: readonly Peer[]): void {
  for (const { socket } of peers) socket.terminate();
}

async function activeSockets({ url }: Started): Promise<string | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text.split('\n').find((line) => line.startsWith('dwar_websockets_active '));
}

describe('ten sockets of a viewer that died without a close', () => {
  test('let an eleventh in at once when they have been silent for a ping interval', async () => {
    const { clock, request, started, dead } = await startWithDead();
    await clock.advance(KEEP_ALIVE_MS + PONG_WITHIN_MS);
    const fresh = await request();
    expect(await fresh.next()).toEqual(ACKNOWLEDGED);
    expect(await dead[0]?.closed).toEqual(TOO_MANY);
    await until('ten sockets are left', async () => (await activeSockets(started))?.endsWith(' 10') === true);
    end(...dead, fresh);
  });

  test('let an eleventh in 500 ms after a ping when they died a moment ago', async () => {
    const { clock, request, started, dead } = await startWithDead();
    const asked = pinged(dead);
    const fresh = await request();
    await asked;
    const answers: unknown[] = [];
    fresh.socket.on('message', (data) => answers.push(JSON.parse(String(data))));
    await clock.advance(PONG_WITHIN_MS - 1);
    await hasRead(started);
    expect(answers).toEqual([]);
    await clock.advance(1);
    expect(await fresh.next()).toEqual(ACKNOWLEDGED);
    expect(await dead[0]?.closed).toEqual(TOO_MANY);
    expect(dead.filter(isOpen)).toHaveLength(SOCKETS - 1);
    end(...dead, fresh);
  });

  test('all give way, one to each new socket, with one ping for all of them', async () => {
    const { clock, request, started, dead } = await startWithDead();
    let pings = 0;
    for (const { socket } of dead) socket.on('ping', () => pings++);
    const asked = pinged(dead);
    const fresh = await many(() => request());
    await asked;
    await hasRead(started);
    await clock.advance(PONG_WITHIN_MS);
    for (const peer of fresh) expect(await peer.next()).toEqual(ACKNOWLEDGED);
    for (const peer of dead) expect(await peer.closed).toEqual(TOO_MANY);
    expect(pings).toBe(SOCKETS);
    end(...fresh);
  });

  test('take no slot of another viewer, nor of a caller without a token', async () => {
    const { open, dead } = await startWithDead();
    const others = [await open('bob'), await open(null)];
    expect(dead.filter(isOpen)).toHaveLength(SOCKETS);
    end(...dead, ...others);
  });

  test('without a token give way to another one of their address', async () => {
    const { clock, request, dead } = await startWithDead(null);
    await clock.advance(KEEP_ALIVE_MS + PONG_WITHIN_MS);
    const fresh = await request(null);
    expect(await fresh.next()).toEqual(ACKNOWLEDGED);
    end(...dead, fresh);
  });
});

describe('a socket that answers', () => {
  test('keeps its slot: the eleventh is refused', async () => {
    const { clock, open, request, started } = await start();
    const alive = await many(() => open());
    const asked = pinged(alive);
    const refused = await request();
    await asked;
    await hasRead(started);
    await clock.advance(PONG_WITHIN_MS);
    expect(await refused.closed).toEqual(TOO_MANY);
    expect(alive.filter(isOpen)).toHaveLength(SOCKETS);
    end(...alive);
  });

  test('keeps its slot although it is older than a silent one, and the oldest of those gives way', async () => {
    const { clock, open, request, started } = await start();
    const peers: Peer[] = [];
    for (let n = 0; n < SOCKETS; n += 1) peers.push(await open());
    const [silent, younger] = [peers[4], peers[7]] as [Peer, Peer];
    die(silent);
    die(younger);
    const asked = pinged(peers);
    const fresh = await request();
    await asked;
    await hasRead(started);
    await clock.advance(PONG_WITHIN_MS);
    expect(await fresh.next()).toEqual(ACKNOWLEDGED);
    expect(await silent.closed).toEqual(TOO_MANY);
    expect(peers.filter((peer) => !isOpen(peer))).toEqual([silent]);
    end(...peers, fresh);
  });

  test.each([
    ['a message', (peer: Peer) => peer.send({ type: 'ping' })],
    ['a ping', (peer: Peer) => peer.socket.ping()],
    ['a pong', (peer: Peer) => peer.socket.pong()],
  ])('by %s is not silent', async (_frame, answer) => {
    const { clock, request, started, dead: peers } = await startWithDead();
    const asked = pinged(peers);
    const refused = await request();
    await asked;
    peers.forEach(answer);
    await hasRead(started);
    await clock.advance(PONG_WITHIN_MS);
    expect(await refused.closed).toEqual(TOO_MANY);
    expect(peers.filter(isOpen)).toHaveLength(SOCKETS);
    end(...peers);
  });

  test('within the last interval is asked before it gives way', async () => {
    const { clock, request, started, dead: peers } = await startWithDead();
    await clock.advance(KEEP_ALIVE_MS);
    for (const { socket } of peers) socket.pong();
    await hasRead(started);
    await clock.advance(KEEP_ALIVE_MS);
    const asked = pinged(peers);
    const fresh = await request();
    await asked;
    await clock.advance(PONG_WITHIN_MS);
    expect(await fresh.next()).toEqual(ACKNOWLEDGED);
    end(...peers, fresh);
  });
});

describe('a viewer who may have one socket', () => {
  test('still has only one when it has given way', async () => {
    const { clock, open, request } = await start({ GRAPHQL_MAX_SOCKETS: '1' });
    const dead = await open();
    die(dead);
    await clock.advance(KEEP_ALIVE_MS + PONG_WITHIN_MS);
    const fresh = await request();
    expect(await fresh.next()).toEqual(ACKNOWLEDGED);
    expect(await dead.closed).toEqual(TOO_MANY);
    const asked = pinged([fresh]);
    const refused = await request();
    await asked;
    fresh.socket.ping();
    await once(fresh.socket, 'pong');
    await clock.advance(PONG_WITHIN_MS);
    expect(await refused.closed).toEqual(TOO_MANY);
    expect(isOpen(fresh)).toBe(true);
    end(fresh);
  });
});

describe('sockets that wait for a slot', () => {
  test('are at most as many as there are slots; more are refused at once', async () => {
    const { clock, request, started } = await startWithDead();
    const waiting = await many(() => request());
    await hasRead(started);
    const refused = await request();
    expect(await refused.closed).toEqual(TOO_MANY);
    await clock.advance(PONG_WITHIN_MS);
    for (const peer of waiting) expect(await peer.next()).toEqual(ACKNOWLEDGED);
    end(...waiting);
  });

  test('close none if they have left in the meantime', async () => {
    const { clock, request, started, dead } = await startWithDead();
    const asked = pinged(dead);
    const left = await request();
    await asked;
    left.socket.close();
    await left.closed;
    await clock.advance(PONG_WITHIN_MS);
    await hasRead(started);
    expect(dead.filter(isOpen)).toHaveLength(SOCKETS);
    end(...dead);
  });

  test('leave nothing behind: ten more open when all have closed', async () => {
    const { clock, open, request, started, dead } = await startWithDead();
    const asked = pinged(dead);
    const fresh = await request();
    await asked;
    await clock.advance(PONG_WITHIN_MS);
    await fresh.next();
    end(...dead, fresh);
    await until('none is left', async () => (await activeSockets(started))?.endsWith(' 0') === true);
    const again = await many(() => open());
    end(...again);
  });
});
