import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Config } from '../../src/config/variables.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/core/log.js';
import type { GraphqlRuntime } from '../../src/execution/runtime.js';
import { createHttpServer, type HttpServer } from '../../src/http/server.js';
import type { HttpServerOptions } from '../../src/http/server-options.js';
import { createAuthenticator } from '../../src/viewer/authenticator.js';
import { createRuntime, type Probe } from './counter-schema.js';

export const SECRET = 'a-session-secret-of-the-tests-0123456789';

/** The configuration of the tests: ports of the system, and short limits. */
export function testConfig(env: Record<string, string> = {}): Config {
  return loadConfig({
    NODE_ENV: 'test',
    GATEWAY_NAME: 'tests',
    GATEWAY_SECRET: 'gateway-secret-of-the-tests-0123456789',
    GATEWAY_API_SECRET: 'api-secret-of-the-tests-0123456789012',
    AUTH_JWT_SECRET: SECRET,
    AUTH_ISSUER: 'https://issuer.test',
    AUTH_AUDIENCE: 'dwar',
    // Tokens end at their `exp`, so that tests need not wait for the tolerance.
    CLOCK_TOLERANCE_SECONDS: '0',
    PORT: '0',
    OPS_PORT: '0',
    // Names that raw requests of the tests use.
    DEV_ALLOWED_HOSTS: 'dwar,dwar.test,x',
    CORS_ORIGINS: 'https://app.example.com,https://*.wild.example.com',
    WEBHOOK_MAX_BYTES: '4096',
    GRAPHQL_MAX_BYTES: '20000',
    WEBSOCKET_MAX_BYTES: '20000',
    SHUTDOWN_TIMEOUT_MS: '3000',
    ...env,
  });
}

interface TokenParts {
  readonly sub?: string;
  /** Seconds of life from now; may be negative. */
  readonly ttl?: number;
  readonly secret?: string;
  readonly claims?: Record<string, unknown>;
}

/** A session token as the partner would make it, with the given parts changed. */
export function makeToken({
  sub = 'alice',
  ttl = 3_600,
  secret = SECRET,
  claims = {},
}: TokenParts = {}): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + ttl;
  return new SignJWT({ iss: 'https://issuer.test', aud: 'dwar', sub, exp, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(createSecretKey(secret, 'utf8'));
}

export interface Started {
  readonly server: HttpServer;
  readonly url: string;
  readonly wsUrl: string;
  readonly opsUrl: string | null;
  readonly probe: Probe;
  /** Everything logged so far, one line each. */
  readonly lines: string[];
}

const running = new Set<HttpServer>();

/** Closes every server of this file, also those of tests that failed half way. */
export async function closeServers(): Promise<void> {
  await Promise.all([...running].map((server) => server.close()));
  running.clear();
}

interface StartOptions extends Partial<Omit<HttpServerOptions, 'config' | 'graphql'>> {
  readonly env?: Record<string, string>;
  readonly runtime?: Partial<GraphqlRuntime>;
}

/** Starts the real server on loopback over the counter schema. `closeServers` closes it. */
export async function startServer({
  env = {},
  runtime = {},
  ...options
}: StartOptions = {}): Promise<Started> {
  const config = testConfig(env);
  const lines: string[] = [];
  const graphql = createRuntime(runtime);
  const server = await createHttpServer({
    config,
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
    authenticator: createAuthenticator(config),
    receiveWebhook: async () => 'stored',
    badWebhooks: { take: async () => null },
    readiness: {},
    ...options,
    graphql,
  });
  running.add(server);
  const { url, opsUrl } = await server.listen();
  return { server, url, opsUrl, wsUrl: `${url.replace('http', 'ws')}/graphql`, probe: graphql.probe, lines };
}

export interface GraphqlBody {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly locations?: readonly unknown[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** Posts JSON to `/graphql`. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as GraphqlBody;
  return { status: response.status, headers: response.headers, text, json };
}

/** Waits until `holds`, looking again after each event of the loop, for at most five seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const endsAt = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > endsAt) throw new Error('the condition did not become true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
