import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { removeConsoleSession } from '../../src/ledger/console/sessions.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { silentLog } from '../../src/core/log.js';
import { CALL, type ConsoleApp, send, startConsole } from '../support/console.js';
import { Peer } from '../support/peer.js';

const HOUR_MS = 3_600_000;
const TOKEN_ENDED = { code: 4410, reason: 'Token ended' };

let app: ConsoleApp;
beforeEach(async () => {
  app = await startConsole();
});
afterEach(() => app.close());

/** A socket of a page of the console, before `connection_init`. */
function connect(cookie: string): Peer {
  const url = `${app.consoleUrl.replace('http', 'ws')}/console/graphql`;
  return new Peer(url, { headers: { cookie, origin: app.consoleUrl } });
}

async function ask(peer: Peer, query: string): Promise<unknown> {
  peer.send({ id: '1', type: 'subscribe', payload: { query } });
  return (await peer.next()).payload;
}

describe('a WebSocket of the console', () => {
  test('answers the operator of its session', async () => {
    const peer = await connect(await app.logIn(['READER'], 'asha')).init();
    expect(await ask(peer, '{ session { operator roles } }')).toEqual({
      data: { session: { operator: 'asha', roles: ['READER'] } },
    });
    peer.socket.close();
  });

  test('is refused for a guessed session, with a code after which a page asks for a login', async () => {
    const [name] = (await app.logIn()).split('=');
    const peer = await connect(`${name}=${'A'.repeat(43)}`).opened();
    peer.send({ type: 'connection_init' });
    expect(await peer.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  test('takes no token of a viewer instead of the session', async () => {
    const peer = await connect(await app.logIn()).opened();
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${await app.token('alice')}` } });
    expect((await peer.closed).code).toBe(4403);
  });

  test('is closed when its operator logs out, and those of other sessions are not', async () => {
    const [mine, other] = [await app.logIn(), await app.logIn()];
    const [peer, tab, apart] = [
      await connect(mine).init(),
      await connect(mine).init(),
      await connect(other).init(),
    ];
    await send(app.consoleUrl, {
      method: 'DELETE',
      path: '/console/session',
      headers: { ...CALL, cookie: mine },
    });
    expect([await peer.closed, await tab.closed]).toEqual([TOKEN_ENDED, TOKEN_ENDED]);
    expect(await ask(apart, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    apart.socket.close();
  });

  test('is closed when its session expires', async () => {
    const peer = await connect(await app.logIn()).init();
    await app.clock.jump(8 * HOUR_MS);
    expect(await peer.closed).toEqual(TOKEN_ENDED);
  });

  test('is closed soon after its session was ended at another instance', async () => {
    const peer = await connect(await app.logIn()).init();
    const ledger = await openLedger(app.databaseUrl, { log: silentLog });
    const { session_id: id } = await ledger.db
      .selectFrom('console_sessions')
      .select('session_id')
      .executeTakeFirstOrThrow();
    await ledger.write((unit) => removeConsoleSession(unit, id));
    await ledger.close();
    await app.clock.advance(15_000);
    expect(await peer.closed).toEqual(TOKEN_ENDED);
  });

  test('stays open in each of seven tabs', async () => {
    const cookie = await app.logIn();
    const tabs: Peer[] = [];
    for (let count = 0; count < 7; count += 1) tabs.push(await connect(cookie).init());
    for (const tab of tabs)
      expect(await ask(tab, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    for (const tab of tabs) tab.socket.close();
  });

  test('is closed with 1012 when the instance drains', async () => {
    const peer = await connect(await app.logIn()).init();
    const closing = app.app.close();
    expect((await peer.closed).code).toBe(1012);
    await closing;
  });

  test('leaves the sockets of viewers as they are', async () => {
    const url = `${app.url.replace('http', 'ws')}/graphql`;
    const viewer = await new Peer(url).init({ authorization: `Bearer ${await app.token('alice')}` });
    expect(await ask(viewer, '{ viewer { __typename } }')).toEqual({
      data: { viewer: { __typename: 'Viewer' } },
    });
    viewer.socket.close();
    const anonymous = await new Peer(url, { headers: { cookie: await app.logIn() } }).init();
    expect(await ask(anonymous, '{ viewer { id } }')).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    anonymous.socket.close();
  });

  test('is served at its own path and no other', async () => {
    const peer = new Peer(`${app.consoleUrl.replace('http', 'ws')}/console/other`, {
      headers: { cookie: await app.logIn(), origin: app.consoleUrl },
    });
    expect((await peer.closed).code).toBe(1006);
  });
});
