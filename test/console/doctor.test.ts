import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { VARIABLES } from '../../src/config/variables.js';
import { CHECK_NAMES } from '../../src/console/doctor/run-check.js';
import { Canaries } from '../edge/canaries.js';
import { ask, type ConsoleApp, startConsole } from '../support/console.js';
import { TEST_KEYS } from '../support/emulator.js';

interface Finding {
  readonly subject: string;
  readonly level: string;
  readonly text: string;
  readonly hint: string | null;
}
interface CheckUp {
  readonly check: string;
  readonly ranAt: string;
  readonly tookMs: number;
  readonly findings: readonly Finding[];
}
interface Setting {
  readonly name: string;
  readonly value: string | null;
  readonly source: string;
  readonly isSecret: boolean;
}

const SETTINGS = '{ settings { name about value source isSecret } }';
const INSTANCE = `{ instance { at startedAt version nodeVersion profile ledger cache migrations residentMemoryMib
  heapMib eventLoopDelayP99Ms eventLoopDelayMaxMs } }`;
const doctor = (check: string) =>
  `{ doctor(check: ${check}) { check ranAt tookMs findings { subject level text hint } } }`;

describe('the doctor of the console', () => {
  let app: ConsoleApp;
  let upstream: Server | undefined;
  afterEach(async () => {
    await app.close();
    upstream?.closeAllConnections();
    upstream?.close();
    upstream = undefined;
  });

  const read = async <T>(query: string): Promise<T> => {
    const cookie = await app.logIn(['READER']);
    const { text } = await ask(app.consoleUrl, query, { cookie });
    return (JSON.parse(text) as { data: T }).data;
  };
  const findingsOf = async (check: string) =>
    (await read<{ doctor: CheckUp }>(doctor(check))).doctor.findings;
  const settings = async () =>
    new Map((await read<{ settings: Setting[] }>(SETTINGS)).settings.map((one) => [one.name, one]));

  test('shows each variable once, with what is set and what is a default', async () => {
    app = await startConsole({ env: { KEEP_ALIVE_SECONDS: '99' } });
    const shown = await settings();
    expect([...shown.keys()]).toEqual(Object.keys(VARIABLES));
    expect(shown.get('KEEP_ALIVE_SECONDS')).toMatchObject({ value: '99', source: 'SET', isSecret: false });
    expect(shown.get('AUTH_TOKEN_TTL_SECONDS')).toMatchObject({ value: '600', source: 'DEFAULT' });
    expect(shown.get('GATEWAY_ORDER_DETAILS_PATH')).toMatchObject({ value: null, source: 'NOT_SET' });
    expect(shown.get('GATEWAY_API_SECRET')).toMatchObject({ value: null, source: 'SET', isSecret: true });
    expect(shown.get('GATEWAY_API_SECRET_PREVIOUS')).toMatchObject({ value: null, source: 'NOT_SET' });
  });

  test('says what the process is and how it does', async () => {
    app = await startConsole();
    const { instance } = await read<{ instance: Record<string, unknown> }>(INSTANCE);
    expect(instance).toMatchObject({ nodeVersion: process.versions.node, profile: 'test' });
    expect(instance.migrations).toContain('0014-console');
    expect(Number(instance.residentMemoryMib)).toBeGreaterThan(Number(instance.heapMib));
    expect(Number(instance.eventLoopDelayMaxMs)).toBeGreaterThanOrEqual(Number(instance.eventLoopDelayP99Ms));
    expect(Date.parse(String(instance.startedAt))).toBeLessThan(Date.parse(String(instance.at)));
  });

  test('runs each check, and finds an instance in order', async () => {
    app = await startConsole();
    for (const check of CHECK_NAMES) {
      const levels = (await findingsOf(check)).map(({ level, hint }) => [level, hint]);
      // The secrets of a test are short.
      if (check !== 'SECRETS') expect([check, levels]).toEqual([check, levels.map(() => ['OK', null])]);
    }
    expect(await findingsOf('UPSTREAM')).toHaveLength(2);
    expect(await findingsOf('KEY_SET')).toEqual([]);
  });

  test('says what to do when the two secrets are swapped', async () => {
    app = await startConsole({
      env: { GATEWAY_SECRET: TEST_KEYS.apiSecret, GATEWAY_API_SECRET: TEST_KEYS.secret },
    });
    const [finding] = await findingsOf('UPSTREAM');
    expect(finding).toMatchObject({ subject: 'upstream', level: 'FAILURE' });
    expect([finding?.text, finding?.hint]).toEqual([
      expect.stringContaining('swapped'),
      expect.stringContaining('GATEWAY_SECRET signs tokens'),
    ]);
  });

  test('warns when everyone may log in by the header of a proxy', async () => {
    app = await startConsole({
      env: { CONSOLE_PROXY_HEADER: 'x-forwarded-user', CONSOLE_PROXY_PEERS: '0.0.0.0/0' },
    });
    expect(await findingsOf('CONSOLE')).toEqual([
      expect.objectContaining({
        subject: 'console',
        level: 'WARNING',
        hint: expect.stringContaining('Everyone'),
      }),
    ]);
  });

  test('warns that the previous secret is still accepted', async () => {
    app = await startConsole({ env: { GATEWAY_API_SECRET_PREVIOUS: 'the-secret-before-the-rotation-1' } });
    const found = await findingsOf('SECRETS');
    expect(found.map(({ level, text }) => [level, text])).toContainEqual([
      'WARNING',
      'GATEWAY_API_SECRET_PREVIOUS is set',
    ]);
  });

  test('runs a check once for all who ask at the same time', async () => {
    app = await startConsole();
    const cookie = await app.logIn(['READER']);
    const calls = async () => (await app.emulator.control.requests('/transaction')).length;
    const before = await calls();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask(app.consoleUrl, doctor('UPSTREAM'), { cookie })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await calls()) - before).toBe(3);
  });

  test.each([SETTINGS, INSTANCE, doctor('STORAGE')])(
    'refuses a caller without a session: %s',
    async (query) => {
      app = await startConsole();
      const answer = await ask(app.consoleUrl, query, {});
      expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
    },
  );

  test('refuses a check that there is not', async () => {
    app = await startConsole();
    const answer = await ask(app.consoleUrl, doctor('PASSWORDS'), { cookie: await app.logIn() });
    expect([answer.code, answer.text]).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      expect.stringContaining('PASSWORDS'),
    ]);
  });

  test('shows no secret, also of an upstream that answers with what it was sent', async () => {
    const planted = {
      GATEWAY_SECRET: 'planted-signing-secret-Qx71-0123456789',
      GATEWAY_API_SECRET: 'planted-api-secret-Wy82-0123456789abcd',
      GATEWAY_API_SECRET_PREVIOUS: 'planted-previous-secret-Ez93-01234567',
      GATEWAY_SECRET_PREVIOUS: 'planted-signing-before-Bn26-0123456789',
      AUTH_JWT_SECRET: 'planted-session-secret-Rt04-0123456789',
      AUTH_JWT_SECRET_PREVIOUS: 'planted-session-before-Mk37-0123456789',
      SERVICE_JWT_SECRET: 'planted-service-secret-Lj48-0123456789',
      SERVICE_JWT_SECRET_PREVIOUS: 'planted-service-before-Hg59-0123456789',
      CONSOLE_OIDC_CLIENT_SECRET: 'planted-client-secret-Uv15-0123456789',
    };
    const [proxyPassword, header, parameter] = [
      'pl4nted-Proxy-Pass',
      'pl4nted-Header-Value',
      'pl4nted-Param-Key',
    ];
    upstream = createServer((request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      const errors = [`the secret ${request.headers['x-gateway-secret']} of ${request.url} is not known`];
      response.end(JSON.stringify({ success: false, errors }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => upstream?.once('listening', resolve));
    const { port } = upstream.address() as AddressInfo;
    app = await startConsole({
      env: {
        ...planted,
        CONSOLE_URL: 'http://127.0.0.1:4000',
        CONSOLE_OIDC_ISSUER: `http://127.0.0.1:${port}`,
        CONSOLE_OIDC_CLIENT_ID: 'dwar',
        GATEWAY_URL: `http://127.0.0.1:${port}`,
        GATEWAY_MF_URL: `http://127.0.0.1:${port}?key=${parameter}`,
        HTTPS_PROXY: `http://asha:${proxyPassword}@proxy.test:3128`,
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=${header}`,
      },
    });
    const secretNames = Object.entries(VARIABLES).flatMap(([name, spec]) => ('secret' in spec ? [name] : []));
    const unplanted = secretNames.filter(
      (name) =>
        !(name in planted) && !['HTTPS_PROXY', 'HTTP_PROXY', 'OTEL_EXPORTER_OTLP_HEADERS'].includes(name),
    );
    expect(unplanted).toEqual([]);
    const canaries = new Canaries();
    for (const [name, value] of Object.entries({ ...planted, proxyPassword, header, parameter }))
      canaries.add(name, value);
    const cookie = await app.logIn();
    const seen: { where: string; text: string }[] = [];
    for (const query of [SETTINGS, INSTANCE, ...CHECK_NAMES.map(doctor)])
      seen.push({ where: query, text: (await ask(app.consoleUrl, query, { cookie })).text });
    expect(canaries.findIn(seen)).toEqual([]);
    // The upstream did answer with the secret: it is hidden, not absent.
    expect(JSON.stringify(seen)).toContain('the secret [secret] of');
    expect((await settings()).get('GATEWAY_MF_URL')?.value).toBe(`http://127.0.0.1:${port}?***`);
  });
});
