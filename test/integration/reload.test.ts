import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/core/log.js';
import { Secret } from '../../src/core/secret.js';
import { createAuthTokens } from '../../src/gateway/auth-tokens.js';
import { SMALL_BYTES } from '../../src/webhooks/reader.js';
import { graphql } from '../generated/gql.js';
import { AUTH, environment, sessionToken, startApp, type TestApp } from '../support/app.js';
import { startEmulator, TEST_KEYS, type TestEmulator } from '../support/emulator.js';
import { readMetric } from '../support/gateway-process.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { Peer } from '../support/peer.js';
import { Player } from '../support/player.js';
import { profileVariables } from '../support/profile.js';
import { OtherSide, SecretFiles } from '../support/secret-files.js';
import { SERVICE_ENV, SERVICE_SECRET, ServiceClient, serviceToken } from '../support/service-client.js';
import { freePort } from '../support/services.js';
import { AUTH_ID } from '../support/payloads.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

const ME = graphql(/* GraphQL */ `
  query WhoIsThisAfterAReload { viewer { id } }
`);
const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowThroughAReload { events { cursor } }
`).toString();
const MINT = graphql(/* GraphQL */ `
  mutation MintAfterAReload { createAuthToken { token } }
`);

const OLD = {
  GATEWAY_SECRET: TEST_KEYS.secret,
  GATEWAY_API_SECRET: TEST_KEYS.apiSecret,
  AUTH_JWT_SECRET: AUTH.secret,
};
const NEW = 'the-new-value-of-a-secret-0123456789-abcdef';

let files: SecretFiles;
let gatewaySide: OtherSide;
let apiSide: OtherSide;
let emulator: TestEmulator;
let gateway: TestApp;
let lines: Record<string, unknown>[];

beforeEach(async () => {
  lines = [];
  files = new SecretFiles(OLD);
  [gatewaySide, apiSide] = [new OtherSide(OLD.GATEWAY_SECRET), new OtherSide(OLD.GATEWAY_API_SECRET)];
  const port = await freePort();
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/gateway`;
  emulator = await startEmulator({ secret: gatewaySide, apiSecret: apiSide, webhookUrl });
  const log = createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
  gateway = await startApp({ emulator, port, env: { ...files.env, ...SERVICE_ENV }, overrides: { log } });
});

afterEach(async () => {
  await gateway.close();
  await emulator.close();
  files.remove();
});

/** Loads the configuration again, as SIGHUP does, with some variables changed. */
async function reload(changed: Readonly<Record<string, string>> = {}): Promise<void> {
  const own = { ...files.env, ...SERVICE_ENV, ...changed };
  const env = {
    ...environment(emulator, gateway.dataDir, gateway.port, own),
    ...(await profileVariables(gateway.dataDir)),
    ...own,
  };
  gateway.app.reload(() => loadConfig(env));
}

const lineWith = (msg: string) => lines.find((line) => String(line.msg).includes(msg));
const clientWith = async (secret: string) =>
  new GraphqlClient(gateway.url, await sessionToken('alice', {}, secret));

async function answers(client: GraphqlClient): Promise<string> {
  const { data, errors } = await client.send(ME);
  const { id } = data?.viewer ?? {};
  return id === undefined ? String(errors[0]?.extensions.code) : Buffer.from(id, 'base64').toString();
}

async function socketWith(secret: string): Promise<Peer> {
  const token = await sessionToken('alice', {}, secret);
  const peer = await new Peer(`${gateway.url.replace('http', 'ws')}/graphql`).init({
    authorization: `Bearer ${token}`,
  });
  peer.send({ type: 'subscribe', id: 'follow', payload: { query: FOLLOW } });
  expect((await peer.next()).type).toBe('next');
  return peer;
}

async function streamWith(secret: string): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const response = await fetch(`${gateway.url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${await sessionToken('alice', {}, secret)}`,
    },
    body: JSON.stringify({ query: FOLLOW }),
  });
  expect(response.status).toBe(200);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  expect((await reader.read()).done).toBe(false);
  return reader;
}

/** Resolves when the server ends the stream. */
async function endOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (;;) if ((await reader.read()).done) return;
}

describe('AUTH_JWT_SECRET', () => {
  test('accepts both values while there are two, whichever is the current one', async () => {
    const [before, after] = [await clientWith(AUTH.secret), await clientWith(NEW)];
    expect([await answers(before), await answers(after)]).toEqual(['Viewer:alice', 'UNAUTHENTICATED']);
    files.put('AUTH_JWT_SECRET_PREVIOUS', NEW);
    await reload();
    expect([await answers(before), await answers(after)]).toEqual(['Viewer:alice', 'Viewer:alice']);
    files.put('AUTH_JWT_SECRET', NEW);
    files.put('AUTH_JWT_SECRET_PREVIOUS', AUTH.secret);
    await reload();
    expect([await answers(before), await answers(after)]).toEqual(['Viewer:alice', 'Viewer:alice']);
    expect(await answers(await clientWith('a-third-value-of-the-secret-0123456789'))).toBe('UNAUTHENTICATED');
  });

  test('refuses the old value once it is gone, also tokens and answers that were remembered', async () => {
    const before = await clientWith(AUTH.secret);
    for (let n = 0; n < 3; n += 1) expect(await answers(before)).toBe('Viewer:alice');
    files.put('AUTH_JWT_SECRET', NEW);
    await reload();
    expect([await answers(before), await answers(before)]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await answers(await clientWith(NEW))).toBe('Viewer:alice');
  });

  test('ends what was opened with a withdrawn value, and nothing else', async () => {
    files.put('AUTH_JWT_SECRET_PREVIOUS', NEW);
    await reload();
    const [oldSocket, newSocket] = [await socketWith(AUTH.secret), await socketWith(NEW)];
    const [oldStream, newStream] = [await streamWith(AUTH.secret), await streamWith(NEW)];
    files.put('AUTH_JWT_SECRET', NEW);
    files.put('AUTH_JWT_SECRET_PREVIOUS', null);
    await reload();
    expect(await oldSocket.closed).toEqual({ code: 4410, reason: 'Token ended' });
    await endOf(oldStream);
    newSocket.send({ type: 'ping' });
    expect((await newSocket.next()).type).toBe('pong');
    const next = newStream.read();
    const alice = await Player.of(gateway, 'alice').then((player) => player.viewer);
    const client = new GraphqlClient(gateway.url, await sessionToken(alice, {}, NEW));
    await client.ask(CREATE, { input: { idempotencyKey: 'one', intent: 'CONNECT' } });
    expect((await next).done).toBe(false);
    newSocket.socket.close();
    await newStream.cancel();
  });

  test('keeps sockets open through a reload that withdraws nothing', async () => {
    const socket = await socketWith(AUTH.secret);
    await reload();
    files.put('AUTH_JWT_SECRET', NEW);
    files.put('AUTH_JWT_SECRET_PREVIOUS', AUTH.secret);
    await reload();
    socket.send({ type: 'ping' });
    expect((await socket.next()).type).toBe('pong');
    socket.socket.close();
  });
});

const CREATE = graphql(/* GraphQL */ `
  mutation CreateAfterAReload($input: CreateTransactionInput!) {
    createTransaction(input: $input) { __typename }
  }
`);

describe('GATEWAY_SECRET', () => {
  test('signs with the current value, and links by a token of either', async () => {
    const alice = await Player.of(gateway, 'alice');
    const [first, second] = [
      await alice.create({ intent: 'CONNECT' }),
      await alice.create({ intent: 'CONNECT' }),
    ];
    const oldToken = await alice.sdkToken(first, 'lep-ok-1');
    files.put('GATEWAY_SECRET', NEW);
    files.put('GATEWAY_SECRET_PREVIOUS', OLD.GATEWAY_SECRET);
    await reload();
    // Gateway knows the new value only.
    gatewaySide.use(NEW);
    expect(await alice.link(oldToken)).toMatchObject({ __typename: 'BrokerAccount' });
    const newToken = await alice.sdkToken(second, 'lep-ok-1');
    expect(await alice.link(newToken)).toMatchObject({ __typename: 'BrokerAccount' });
    expect(await alice.tryCreate({ intent: 'CONNECT' })).toMatchObject({ __typename: 'Transaction' });
    files.put('GATEWAY_SECRET_PREVIOUS', null);
    await reload();
    expect(await alice.link(oldToken)).toMatchObject({ __typename: 'AuthTokenInvalid' });
    expect(await alice.link(newToken)).toMatchObject({ __typename: 'BrokerAccount' });
    const minted = (await alice.client.ask(MINT)).createAuthToken?.token ?? '';
    const proofs = [NEW, OLD.GATEWAY_SECRET].map((text) => createAuthTokens({ secret: new Secret(text) }));
    expect(await proofs[0]?.verify(minted)).toMatchObject({ kind: 'CONNECTED' });
    await expect(proofs[1]?.verify(minted)).rejects.toMatchObject({ reason: 'signature' });
  });
});

describe('GATEWAY_API_SECRET', () => {
  const webhook = (key: string) =>
    JSON.stringify(signed({ ...batch(newBatchId(), {}), smallcaseAuthId: AUTH_ID }, key));
  /** Of a size that the thread for large bodies verifies. */
  const large = (key: string) => `${' '.repeat(SMALL_BYTES)}${webhook(key)}`;

  async function statuses(key: string): Promise<number[]> {
    const bodies = [webhook(key), large(key)];
    return await Promise.all(bodies.map(async (body) => (await deliver(gateway.url, body)).status));
  }

  test('verifies webhooks of either value, small and large, and calls with the current one', async () => {
    expect([await statuses(OLD.GATEWAY_API_SECRET), await statuses(NEW)]).toEqual([
      [200, 200],
      [401, 401],
    ]);
    files.put('GATEWAY_API_SECRET_PREVIOUS', NEW);
    await reload();
    expect([await statuses(OLD.GATEWAY_API_SECRET), await statuses(NEW)]).toEqual([
      [200, 200],
      [200, 200],
    ]);
    files.put('GATEWAY_API_SECRET', NEW);
    files.put('GATEWAY_API_SECRET_PREVIOUS', OLD.GATEWAY_API_SECRET);
    await reload();
    apiSide.use(NEW);
    const alice = await Player.of(gateway, 'alice');
    expect(await alice.tryCreate({ intent: 'CONNECT' })).toMatchObject({ __typename: 'Transaction' });
    files.put('GATEWAY_API_SECRET_PREVIOUS', null);
    await reload();
    expect([await statuses(OLD.GATEWAY_API_SECRET), await statuses(NEW)]).toEqual([
      [401, 401],
      [200, 200],
    ]);
  });
});

describe('a reload', () => {
  test('says what has changed by name, counts, and shows no value', async () => {
    files.put('GATEWAY_SECRET', NEW);
    files.put('GATEWAY_SECRET_PREVIOUS', OLD.GATEWAY_SECRET);
    await reload();
    expect(lineWith('was reloaded')).toMatchObject({
      changed: ['GATEWAY_SECRET', 'GATEWAY_SECRET_PREVIOUS'],
    });
    expect(await readMetric(gateway.url, 'dwar_config_reloads_total{outcome="ok"}')).toBe(1);
    const seconds = await readMetric(gateway.url, 'dwar_config_reload_time_seconds{outcome="ok"}');
    expect(seconds).toBeCloseTo(gateway.clock.now() / 1000, -2);
    for (const value of [NEW, ...Object.values(OLD)]) expect(JSON.stringify(lines)).not.toContain(value);
  });

  test.each([
    ['a missing file', 'GATEWAY_SECRET', null, 'GATEWAY_SECRET_FILE names no file that exists'],
    ['an empty file', 'AUTH_JWT_SECRET', '', 'AUTH_JWT_SECRET_FILE names an empty file'],
    ['a short secret', 'GATEWAY_API_SECRET', 'short', 'GATEWAY_API_SECRET must have at least 8 characters'],
  ])('with %s changes nothing, not even what is good', async (_what, name, value, problem) => {
    const before = await clientWith(AUTH.secret);
    files.put(name, value);
    files.put('AUTH_JWT_SECRET_PREVIOUS', NEW);
    await reload();
    expect([await answers(before), await answers(await clientWith(NEW))]).toEqual([
      'Viewer:alice',
      'UNAUTHENTICATED',
    ]);
    expect(lineWith('could not be reloaded')).toMatchObject({ level: 'error', problems: [problem] });
    expect(await readMetric(gateway.url, 'dwar_config_reloads_total{outcome="failed"}')).toBe(1);
    files.put(name, OLD[name as keyof typeof OLD]);
    await reload();
    expect(await answers(await clientWith(NEW))).toBe('Viewer:alice');
  });

  test('names what only a restart takes, and takes none of it', async () => {
    await reload({ RATE_MUTATIONS: '1', HTTPS_PROXY: 'http://user:hunter2x@proxy.test' });
    expect(lineWith('only a restart takes')).toMatchObject({
      level: 'warn',
      names: ['HTTPS_PROXY', 'RATE_MUTATIONS'],
    });
    const alice = await Player.of(gateway, 'alice');
    for (let n = 0; n < 3; n += 1)
      expect(await alice.tryCreate({ intent: 'CONNECT' })).toMatchObject({ __typename: 'Transaction' });
    expect(JSON.stringify(lines)).not.toContain('hunter2x');
  });

  test('rotates the secret of a backend, and then refuses the value before', async () => {
    const service = async (secret: string) => {
      const { errors } = await new ServiceClient(gateway.url, await serviceToken({}, secret)).send(
        '{ events(first: 1) { endCursor } }',
      );
      return errors.length === 0 ? 'answered' : errors[0]?.extensions.code;
    };
    const both = async () => [await service(SERVICE_SECRET), await service(NEW)];
    expect(await both()).toEqual(['answered', 'UNAUTHENTICATED']);
    await reload({ SERVICE_JWT_SECRET_PREVIOUS: NEW });
    expect(await both()).toEqual(['answered', 'answered']);
    await reload({ SERVICE_JWT_SECRET: NEW, SERVICE_JWT_SECRET_PREVIOUS: SERVICE_SECRET });
    expect(await both()).toEqual(['answered', 'answered']);
    await reload({ SERVICE_JWT_SECRET: NEW });
    expect(await both()).toEqual(['UNAUTHENTICATED', 'answered']);
  });

  test('without a change says so', async () => {
    await reload();
    expect(lineWith('was reloaded')).toMatchObject({ changed: [] });
    expect(lineWith('only a restart takes')).toBeUndefined();
  });
});
