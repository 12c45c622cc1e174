import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { VirtualClock } from '../../src/core/time/clock.js';
import { silentLog } from '../../src/core/log.js';
import type { AppOverrides } from '../../src/app/foundation.js';
import { GraphqlClient } from './graphql-client.js';
import { profileVariables } from './profile.js';
import { freePort } from './services.js';
import { startEmulator, TEST_KEYS, type TestEmulator } from './emulator.js';

/** Signs the session tokens of tests. */
export const AUTH = {
  secret: 'test-session-secret-0123456789-abcdef',
  issuer: 'test-partner',
  audience: 'dwar',
} as const;

interface StartOptions {
  /** Variables on top of the test's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: AppOverrides;
  /** A data folder that outlives the app. Default: a temporary one, removed on close. */
  readonly dataDir?: string;
  /** An emulator that outlives the app. Default: one of its own. */
  readonly emulator?: TestEmulator;
  readonly port?: number;
}

/** A gateway in this process, with an emulator that sends its webhooks there. One clock drives both. */
export interface TestApp {
  readonly app: App;
  readonly url: string;
  /** Where `/metrics` and the console are served in production; null otherwise. */
  readonly opsUrl: string | null;
  readonly port: number;
  readonly emulator: TestEmulator;
  readonly clock: VirtualClock;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** A client with a valid session token of this viewer. */
  as(viewer: string): Promise<GraphqlClient>;
  /** A client without a token. */
  anonymous(): GraphqlClient;
  token(viewer: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** Starts a gateway and an emulator on free loopback ports. */
export async function startApp(options: StartOptions = {}): Promise<TestApp> {
  const port = options.port ?? (await freePort());
  const clock = options.emulator?.clock ?? new VirtualClock();
  const emulator =
    options.emulator ??
    (await startEmulator({ clock, webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` }));
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'dwar-test-'));
  const config = loadConfig({
    ...environment(emulator, dataDir, port, options.env),
    ...(await profileVariables(dataDir)),
    ...options.env,
  });
  const app = await createApp(config, { clock, log: silentLog, ...options.overrides });
  const { url, opsUrl } = await app.listen();
  const clients: GraphqlClient[] = [];
  const open = (token: string | null) => {
    const client = new GraphqlClient(url, token);
    clients.push(client);
    return client;
  };
  return {
    app,
    url,
    opsUrl,
    port,
    emulator,
    clock,
    dataDir,
    databaseUrl: config.DATABASE_URL,
    as: async (viewer) => open(await sessionToken(viewer)),
    anonymous: () => open(null),
    token: sessionToken,
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await app.close();
      if (options.emulator === undefined) await emulator.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The configuration of a test with its own variables, independent of the environment. */
export function environment(
  emulator: TestEmulator,
  dataDir: string,
  port: number,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    NODE_ENV: 'test',
    GATEWAY_NAME: TEST_KEYS.gatewayName,
    GATEWAY_SECRET: TEST_KEYS.secret,
    GATEWAY_API_SECRET: TEST_KEYS.apiSecret,
    GATEWAY_URL: emulator.url,
    // Another Gateway has its mutual-fund API there too.
    GATEWAY_MF_URL: own.GATEWAY_URL ?? emulator.url,
    AUTH_JWT_SECRET: AUTH.secret,
    AUTH_ISSUER: AUTH.issuer,
    AUTH_AUDIENCE: AUTH.audience,
    DATABASE_URL: `sqlite:${join(dataDir, 'dwar.db')}`,
    PORT: String(port),
    // Names that raw requests of the tests use.
    DEV_ALLOWED_HOSTS: 'dwar,dwar.test,x',
    LOG_LEVEL: 'silent',
    ...own,
  };
}

/**
 * A session token of the partner's own, as its users bring it; good for an hour unless `exp` is among the
 * claims. `secret` and `issuer` are those of the tests'
 * configuration unless they are given.
 */
export async function sessionToken(
  viewer: string,
  claims: Readonly<Record<string, unknown>> = {},
  secret: string = AUTH.secret,
  issuer: string = AUTH.issuer,
): Promise<string> {
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(viewer)
    .setIssuer(issuer)
    .setAudience(AUTH.audience)
    .setExpirationTime(typeof claims.exp === 'number' ? claims.exp : '1h')
    .sign(new TextEncoder().encode(secret));
}
