import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createApp } from '../../../src/app.js';
import { loadConfig } from '../../../src/config.js';
import { ConfigError } from '../../../src/config/config-error.js';
import { shortVendorSecrets } from '../../../src/config/rules.js';
import { createLog } from '../../../src/core/log.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

const complete = {
  GATEWAY_NAME: 'acme',
  GATEWAY_SECRET: 'jwt-signing-secret-of-acme-0123456789',
  GATEWAY_API_SECRET: 'api-secret-of-acme-partner-0123456789',
  AUTH_JWT_SECRET: 'session-secret-of-acme-that-is-long',
  AUTH_ISSUER: 'https://login.acme.example',
  AUTH_AUDIENCE: 'dwar',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the configuration', () => {
  test('accepts a complete environment and fills in the defaults', () => {
    const config = loadConfig(complete);
    expect(config).toMatchObject({
      NODE_ENV: 'production',
      PORT: 4000,
      GRAPHIQL: false,
      INTROSPECTION: false,
    });
    expect(config.GATEWAY_SECRET.reveal()).toBe(complete.GATEWAY_SECRET);
  });

  test('shows no secret when serialised', () => {
    expect(JSON.stringify(loadConfig(complete))).not.toContain('acme-partner');
  });

  test('enables GraphiQL and introspection only outside production', () => {
    expect(loadConfig({ ...complete, NODE_ENV: 'development' })).toMatchObject({
      GRAPHIQL: true,
      INTROSPECTION: true,
    });
    expect(loadConfig({ ...complete, GRAPHIQL: 'true' })).toMatchObject({
      GRAPHIQL: true,
      INTROSPECTION: false,
    });
  });

  test.each(['staging', 'Development', 'prod', ''])('treats NODE_ENV=%s as production', (name) => {
    expect(loadConfig({ ...complete, NODE_ENV: name })).toMatchObject({
      NODE_ENV: 'production',
      INTROSPECTION: false,
      RATE_MUTATIONS: 30,
    });
  });

  test('reports all missing variables at once', () => {
    expect(problemsOf({})).toEqual([
      'GATEWAY_NAME is missing',
      'GATEWAY_SECRET is missing',
      'GATEWAY_API_SECRET is missing',
      'AUTH_ISSUER is missing',
      'AUTH_AUDIENCE is missing',
      'AUTH_JWKS_URL or AUTH_JWT_SECRET is missing',
    ]);
  });

  test('treats an empty value as unset', () => {
    expect(problemsOf({ ...complete, AUTH_ISSUER: '', PORT: '' })).toEqual(['AUTH_ISSUER is missing']);
  });

  test.each([
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '4e3', 'PORT must be a whole number from 0 to 65535'],
    ['GATEWAY_NAME', 'acme/../x', 'GATEWAY_NAME must be letters, digits, - or _'],
    ['GATEWAY_SECRET', 'short', 'GATEWAY_SECRET must have at least 8 characters'],
    [
      'GATEWAY_URL',
      'gatewayapi.smallcase.com',
      'GATEWAY_URL must be a URL that begins with https:// or http://',
    ],
    ['CORS_ORIGINS', '*', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://app.example.com/', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://*', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://app.example.com:99999', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://256.1.1.1', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://good.example.com,https://xn--a.com', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://*.com', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://*.127.0.0.1', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://*.1.1', 'CORS_ORIGINS must be origins'],
    ['CORS_ORIGINS', 'https://0x7f.1', 'CORS_ORIGINS must be origins'],
    ...[
      'null',
      'file://',
      'file://host',
      'ws://app.example.com',
      'wss://app.example.com',
      'ftp://app.example.com',
      'http://*.example.com',
      'capacitor://*.example.com',
      'capacitor://*',
      'capacitor://localhost/',
      'capacitor://user@localhost',
      'capacitor://',
      'capacitor:localhost',
      'Capacitor://localhost',
      'HTTPS://app.example.com',
      'app://host:123456',
      'app://a b',
      'data:text/html,x',
    ].map((value) => ['CORS_ORIGINS', value, 'CORS_ORIGINS must be origins'] as const),
    ['DATABASE_URL', 'mysql://db/dwar', 'DATABASE_URL must be sqlite:PATH or postgres://'],
    ['DATABASE_URL', 'postgres://db:99999/dwar', 'DATABASE_URL must be sqlite:PATH or postgres://'],
    ['DATABASE_URL', 'postgres://u:kanari@d b/dwar', 'DATABASE_URL must be sqlite:PATH or postgres://'],
    ['AUTH_JWKS_URL', 'https://u:kanari@login.acme.example', 'AUTH_JWKS_URL must hold no user and password'],
    ['GATEWAY_URL', 'https://kanari@gateway.example', 'GATEWAY_URL must hold no user and password'],
    ['TRUST_PROXY', 'yes', 'TRUST_PROXY must be false, true (one proxy) or the number of proxies, up to 10'],
    ['AUTH_TOKEN_TTL_SECONDS', '30', 'AUTH_TOKEN_TTL_SECONDS must be a whole number from 60 to 3600'],
    ['GATEWAY_ORDER_DETAILS_PATH', 'v2/orders', 'GATEWAY_ORDER_DETAILS_PATH must begin with /'],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'collector:4318',
      'OTEL_EXPORTER_OTLP_ENDPOINT must be a URL that begins',
    ],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'http://u:kanari@c:4318',
      'OTEL_EXPORTER_OTLP_ENDPOINT must hold no user and password',
    ],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'http://c:4318/?k=kanari',
      'OTEL_EXPORTER_OTLP_ENDPOINT must be a base URL',
    ],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'kanari', 'OTEL_EXPORTER_OTLP_HEADERS must be name=value pairs'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=b,', 'OTEL_EXPORTER_OTLP_HEADERS must be name=value pairs'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=b%0D%0Ac', 'OTEL_EXPORTER_OTLP_HEADERS must be name=value pairs'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=100%', 'OTEL_EXPORTER_OTLP_HEADERS must be name=value pairs'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a b=c', 'OTEL_EXPORTER_OTLP_HEADERS must be name=value pairs'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.01', 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
    ['OTEL_TRACES_SAMPLER_ARG', '-0.5', 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
    ['OTEL_TRACES_SAMPLER_ARG', '1e-3', 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
  ])('refuses %s=%s without showing the value', (name, value, problem) => {
    const { AUTH_JWT_SECRET, ...rest } = complete;
    const verified = name === 'AUTH_JWKS_URL' ? {} : { AUTH_JWT_SECRET };
    const cache = value.startsWith('postgres:') ? { REDIS_URL: 'redis://cache:6379' } : {};
    const problems = problemsOf({ ...rest, ...verified, ...cache, [name]: value });
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems.join()).not.toContain('kanari');
  });

  test.each([
    'redis://:kanari@ca che:1',
    'redis://:kanari@cache:99999',
    'redis://:kan%ari@cache',
    'redis://:kanari@cache/first',
    'http://cache:6379',
  ])('refuses REDIS_URL=%s', (url) => {
    const cluster = { ...complete, DATABASE_URL: 'postgres://db/dwar', REDIS_URL: url };
    expect(problemsOf(cluster)).toEqual(['REDIS_URL must be redis://HOST:PORT/NUMBER or rediss://…']);
  });

  test.each([
    ['postgres://dwar:p%40ss@db:5432/dwar?sslmode=require', 'redis://cache'],
    ['postgresql://dwar@/dwar?host=/run/postgresql', 'rediss://user:p%40ss@[::1]:6379/3'],
    ['postgres:///dwar', 'redis://cache:6379/'],
  ])('accepts %s with %s', (database, redis) => {
    expect(problemsOf({ ...complete, DATABASE_URL: database, REDIS_URL: redis })).toEqual([]);
  });

  test.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318/base/', 'http://collector:4318/base'],
    ['OTEL_TRACES_SAMPLER_ARG', '0', 0],
    ['OTEL_TRACES_SAMPLER_ARG', '1.0', 1],
    ['OTEL_TRACES_SAMPLER_ARG', '.25', 0.25],
    [
      'CORS_ORIGINS',
      'http://localhost:5173, https://10.0.0.7:443',
      ['http://localhost:5173', 'https://10.0.0.7:443'],
    ],
    [
      'CORS_ORIGINS',
      'https://*.example.com,https://*.a.b:8443',
      ['https://*.example.com', 'https://*.a.b:8443'],
    ],
    [
      'CORS_ORIGINS',
      'capacitor://localhost, ionic://localhost,app://.,app://Dwar.Example:1,chrome-extension://abcdef',
      [
        'capacitor://localhost',
        'ionic://localhost',
        'app://.',
        'app://Dwar.Example:1',
        'chrome-extension://abcdef',
      ],
    ],
  ])('accepts %s=%s', (name, value, read) => {
    expect(loadConfig({ ...complete, [name]: value })).toHaveProperty(name, read);
  });

  test('accepts headers for a collector and shows none of them', () => {
    const config = loadConfig({ ...complete, OTEL_EXPORTER_OTLP_HEADERS: 'x-key=kan%20ari, x-tenant=a=b' });
    expect(config.OTEL_EXPORTER_OTLP_HEADERS?.reveal()).toContain('kan%20ari');
    expect(JSON.stringify(config)).not.toContain('kan');
  });

  test('refuses two ways to verify session tokens, even if one of them is malformed', () => {
    const both = 'AUTH_JWKS_URL and AUTH_JWT_SECRET are both set; keep one';
    expect(problemsOf({ ...complete, AUTH_JWKS_URL: 'https://login.acme.example/jwks' })).toEqual([both]);
    expect(problemsOf({ ...complete, AUTH_JWKS_URL: 'jwks' })).toEqual([
      expect.stringContaining('AUTH_JWKS_URL must be'),
      both,
    ]);
  });

  test('reports a malformed key set URL once', () => {
    const { AUTH_JWT_SECRET: _, ...rest } = complete;
    expect(problemsOf({ ...rest, AUTH_JWKS_URL: 'jwks' })).toEqual([
      expect.stringContaining('AUTH_JWKS_URL must be'),
    ]);
  });

  test('refuses a partial timeout longer than the total one', () => {
    expect(
      problemsOf({ ...complete, GATEWAY_RESPONSE_TIMEOUT_MS: '9000', GATEWAY_TOTAL_TIMEOUT_MS: '5000' }),
    ).toEqual(['GATEWAY_RESPONSE_TIMEOUT_MS must not be longer than GATEWAY_TOTAL_TIMEOUT_MS']);
  });

  test('refuses insecure settings in production only', () => {
    const odd = {
      ...complete,
      GATEWAY_SECRET: 'gatewayDemo_secret',
      GATEWAY_API_SECRET: 'gatewayDemo_secret',
      GATEWAY_URL: 'http://127.0.0.1:4010',
      OPS_PORT: '4000',
    };
    expect(problemsOf(odd)).toEqual([
      'GATEWAY_SECRET and GATEWAY_API_SECRET are equal; they are different secrets',
      'GATEWAY_SECRET is a published sample; use your own',
      'GATEWAY_API_SECRET is a published sample; use your own',
      'PORT and OPS_PORT are equal; metrics need their own port',
      'GATEWAY_URL must begin with https:// in production',
    ]);
    expect(problemsOf({ ...odd, NODE_ENV: 'development' })).toEqual([]);
  });
});

describe('a short secret', () => {
  const short = (bytes: number) => ({ ...complete, AUTH_JWT_SECRET: 's'.repeat(bytes) });

  test('for session tokens is refused below 32 bytes, in production only', () => {
    expect(problemsOf(short(31))).toEqual([
      'AUTH_JWT_SECRET is shorter than 32 bytes, which HS256 needs; make one with: openssl rand -base64 48',
    ]);
    expect(problemsOf(short(32))).toEqual([]);
    expect(problemsOf({ ...short(31), NODE_ENV: 'development' })).toEqual([]);
  });

  test('is measured in bytes, not in characters', () => {
    expect(problemsOf({ ...complete, AUTH_JWT_SECRET: 'ß'.repeat(16) })).toEqual([]);
    expect(problemsOf({ ...complete, AUTH_JWT_SECRET: 'ß'.repeat(15) })).toHaveLength(1);
  });

  test('issued by smallcase is accepted in production and listed for a warning', () => {
    const vendor = {
      ...complete,
      GATEWAY_SECRET: 'a-vendor-secret-of-31-bytes-001',
      GATEWAY_API_SECRET: 'a-vendor-secret-of-32-bytes-0002',
      GATEWAY_API_SECRET_PREVIOUS: 'previous',
    };
    expect(shortVendorSecrets(loadConfig(vendor))).toEqual(['GATEWAY_SECRET', 'GATEWAY_API_SECRET_PREVIOUS']);
    expect(shortVendorSecrets(loadConfig(complete))).toEqual([]);
  });

  test('issued by smallcase is named in the log when production starts, without its value', async () => {
    const lines: string[] = [];
    const start = async (changes: Record<string, string>) => {
      lines.length = 0;
      const env = { ...complete, DATABASE_URL: `sqlite:${join(temporaryFolder(), 'dwar.db')}`, ...changes };
      const log = createLog('warn', { write: (line: string) => void lines.push(line) });
      const app = await createApp(loadConfig(env), { log });
      await app.close();
      return lines.map((line) => (JSON.parse(line) as { variable?: string }).variable);
    };
    const previous = { GATEWAY_API_SECRET_PREVIOUS: 'previous-one' };
    expect(await start(previous)).toEqual(['GATEWAY_API_SECRET_PREVIOUS']);
    expect(lines.join()).not.toContain('previous-one');
    expect(await start({ ...previous, NODE_ENV: 'development' })).toEqual([]);
    expect(await start({})).toEqual([]);
  });
});

describe('the manifest of documents', () => {
  afterAll(removeTemporaryFolders);

  const withFile = (content: string, mode = 'only') => {
    const path = join(temporaryFolder(), 'persisted-documents.json');
    writeFileSync(path, content);
    return { ...complete, PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_MANIFEST: path };
  };

  test('is read if documents are requested by id', () => {
    const { documentManifest } = loadConfig(withFile('{"sha256:aa":"{ a }","b":"{ b }"}', 'log'));
    expect([...documentManifest]).toEqual([
      ['sha256:aa', '{ a }'],
      ['b', '{ b }'],
    ]);
  });

  test('is not read with `off`, even if it is broken', () => {
    expect(loadConfig(withFile('{', 'off')).documentManifest.size).toBe(0);
  });

  test.each(['log', 'only'])('is required with %s', (mode) => {
    expect(problemsOf({ ...complete, PERSISTED_DOCUMENTS: mode })).toEqual([
      `PERSISTED_DOCUMENTS_MANIFEST is missing; PERSISTED_DOCUMENTS=${mode} needs it`,
    ]);
  });

  test.each([
    ['', 'is not JSON'],
    ['{"a":', 'is not JSON'],
    ['[]', 'must hold one JSON object'],
    ['null', 'must hold one JSON object'],
    ['"{ a }"', 'must hold one JSON object'],
    ['{}', 'holds no documents'],
    ['{"a":"{ a }","b":7}', 'must hold a text by each id; "b" has none'],
    ['{"a":""}', 'must hold a text by each id; "a" has none'],
    ['{"":"{ a }"}', 'must hold a text by each id; "" has none'],
    ['{"__proto__":"{ a }","a":{}}', 'must hold a text by each id; "a" has none'],
    ['{"format":"apollo-persisted-query-manifest","operations":[]}', '"operations" has none'],
    ['{"aa":"{ a }","sha256:aa":"{ b }"}', 'holds two documents for "aa"'],
  ])('is refused if it holds %s', (content, problem) => {
    const [first, ...others] = problemsOf(withFile(content));
    expect(first).toMatch(/^PERSISTED_DOCUMENTS_MANIFEST /);
    expect(first).toContain(problem);
    expect(others).toEqual([]);
  });

  test('is reported with the other problems when `dwar serve` exits with 2', async () => {
    const folder = temporaryFolder();
    const persisted = { PERSISTED_DOCUMENTS: 'log', PERSISTED_DOCUMENTS_MANIFEST: folder };
    const run = await runInProcess(['serve'], { ...complete, ...persisted, PORT: 'x' });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('PORT must be');
    expect(run.stderr).toContain('PERSISTED_DOCUMENTS_MANIFEST cannot be read: EISDIR');
  });

  test('is not required by an unknown mode', () => {
    expect(problemsOf({ ...complete, PERSISTED_DOCUMENTS: 'strict' })).toEqual([
      'PERSISTED_DOCUMENTS must be off, log or only',
    ]);
  });
});

describe('dwar serve', () => {
  test('exits with 2 and reports every problem, without a stack or a value', async () => {
    const run = await runInProcess(['serve'], { GATEWAY_SECRET: 'topsecret', PORT: 'x', AUTH_ISSUER: 'me' });
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    for (const name of ['GATEWAY_NAME', 'GATEWAY_API_SECRET', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL', 'PORT']) {
      expect(run.stderr).toContain(name);
    }
    expect(run.stderr).not.toMatch(/topsecret|\n\s+at /);
  });
});
