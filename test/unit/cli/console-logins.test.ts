import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.js';
import { ConfigError } from '../../../src/config/config-error.js';
import { checkConsoleLogins } from '../../../src/console/doctor/console-check.js';
import { silentLog } from '../../../src/core/log.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';
import { type OidcProviderServer, startOidcProvider } from '../../support/oidc-provider.js';

const COMPLETE = {
  GATEWAY_NAME: 'acme',
  GATEWAY_SECRET: 'jwt-signing-secret-of-acme-0123456789',
  GATEWAY_API_SECRET: 'api-secret-of-acme-partner-0123456789',
  AUTH_JWT_SECRET: 'session-secret-of-acme-that-is-long',
  AUTH_ISSUER: 'https://login.acme.example',
  AUTH_AUDIENCE: 'dwar',
};
const OIDC = {
  CONSOLE: 'on',
  CONSOLE_URL: 'https://dwar-ops.acme.example',
  CONSOLE_OIDC_ISSUER: 'https://login.acme.example/realms/staff/',
  CONSOLE_OIDC_CLIENT_ID: 'dwar',
};
const PROXY = { CONSOLE: 'on', CONSOLE_PROXY_HEADER: 'X-Auth-User' };

type Env = Readonly<Record<string, string>>;

function problemsOf(env: Env): readonly string[] {
  try {
    loadConfig({ ...COMPLETE, ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

afterAll(removeTemporaryFolders);

describe('the variables of the logins at the console', () => {
  test('may be absent: then links alone log in', () => {
    expect(loadConfig({ ...COMPLETE, CONSOLE: 'on' })).toMatchObject({
      CONSOLE_OIDC_ISSUER: undefined,
      CONSOLE_PROXY_HEADER: undefined,
    });
  });

  test('keep the issuer as it is written, and hide the secret of the client', () => {
    const config = loadConfig({ ...COMPLETE, ...OIDC, CONSOLE_OIDC_CLIENT_SECRET: 'kanari-of-the-client' });
    expect(config).toMatchObject({
      CONSOLE_OIDC_ISSUER: 'https://login.acme.example/realms/staff/',
      CONSOLE_OIDC_SCOPE: 'openid profile email',
      CONSOLE_OIDC_NAME_CLAIM: 'preferred_username',
      CONSOLE_OIDC_ROLES_CLAIM: 'roles',
      CONSOLE_ROLES: [
        { role: 'reader', value: 'reader' },
        { role: 'operator', value: 'operator' },
        { role: 'reveal', value: 'reveal' },
      ],
    });
    expect(JSON.stringify(config)).not.toContain('kanari');
  });

  test('name headers in any case, groups with any character, and addresses of both kinds', () => {
    const env = {
      ...PROXY,
      CONSOLE_PROXY_ROLES_HEADER: 'X-Forwarded-Groups',
      CONSOLE_PROXY_PEERS: '10.0.0.0/8, 2001:db8::7',
      CONSOLE_ROLES: 'reader=on%20call,operator=a%2Cb, reveal=x=y',
    };
    expect(loadConfig({ ...COMPLETE, ...env })).toMatchObject({
      CONSOLE_PROXY_HEADER: 'x-auth-user',
      CONSOLE_PROXY_ROLES_HEADER: 'x-forwarded-groups',
      CONSOLE_PROXY_PEERS: ['10.0.0.0/8', '2001:db8::7'],
      CONSOLE_ROLES: [
        { role: 'reader', value: 'on call' },
        { role: 'operator', value: 'a,b' },
        { role: 'reveal', value: 'x=y' },
      ],
    });
  });

  test.each<[Env, string]>([
    [{ ...OIDC, CONSOLE_OIDC_ISSUER: 'login.acme.example' }, 'CONSOLE_OIDC_ISSUER must be a URL'],
    [
      { ...OIDC, CONSOLE_OIDC_ISSUER: 'https://u:p@login.acme.example' },
      'CONSOLE_OIDC_ISSUER must be a URL without',
    ],
    [
      { ...OIDC, CONSOLE_OIDC_ISSUER: 'https://login.acme.example/?a=b' },
      'CONSOLE_OIDC_ISSUER must be a URL without',
    ],
    [
      { ...OIDC, CONSOLE_OIDC_ISSUER: 'http://login.acme.example' },
      'CONSOLE_OIDC_ISSUER must begin with https://',
    ],
    [
      { ...OIDC, CONSOLE_OIDC_CLIENT_ID: '' },
      'CONSOLE_OIDC_CLIENT_ID is missing; CONSOLE_OIDC_ISSUER needs it',
    ],
    [{ ...OIDC, CONSOLE_URL: '' }, 'CONSOLE_URL is missing; CONSOLE_OIDC_ISSUER needs it'],
    [
      { ...OIDC, CONSOLE_URL: 'https://dwar-ops.acme.example/console' },
      'CONSOLE_URL must be a scheme, a host',
    ],
    [{ ...OIDC, CONSOLE_URL: 'https://dwar-ops.acme.example:443' }, 'CONSOLE_URL must be a scheme, a host'],
    [{ ...OIDC, CONSOLE_URL: 'http://dwar-ops.acme.example' }, 'CONSOLE_URL must begin with https://'],
    [{ ...OIDC, NODE_ENV: 'development' }, 'CONSOLE_URL must be on loopback'],
    [{ ...OIDC, CONSOLE_OIDC_SCOPE: 'profile email' }, 'CONSOLE_OIDC_SCOPE must be scopes'],
    [{ ...OIDC, CONSOLE_OIDC_CLIENT_SECRET: 'short' }, 'CONSOLE_OIDC_CLIENT_SECRET must have at least 8'],
    [{ CONSOLE_OIDC_CLIENT_ID: 'dwar' }, 'CONSOLE_OIDC_CLIENT_ID needs CONSOLE_OIDC_ISSUER'],
    [{ CONSOLE_OIDC_CLIENT_SECRET: 'long-enough' }, 'CONSOLE_OIDC_CLIENT_SECRET needs CONSOLE_OIDC_ISSUER'],
    [{ CONSOLE_OIDC_ROLES_CLAIM: 'groups' }, 'CONSOLE_OIDC_ROLES_CLAIM needs CONSOLE_OIDC_ISSUER'],
    [{ CONSOLE_OIDC_NAME_CLAIM: 'email' }, 'CONSOLE_OIDC_NAME_CLAIM needs CONSOLE_OIDC_ISSUER'],
    [{ CONSOLE_PROXY_PEERS: '10.0.0.1' }, 'CONSOLE_PROXY_PEERS needs CONSOLE_PROXY_HEADER'],
    [{ CONSOLE_PROXY_ROLES_HEADER: 'x-groups' }, 'CONSOLE_PROXY_ROLES_HEADER needs CONSOLE_PROXY_HEADER'],
    [
      { ...PROXY, CONSOLE_PROXY_ROLES_HEADER: 'x-auth-user' },
      'CONSOLE_PROXY_HEADER and CONSOLE_PROXY_ROLES_HEADER are equal',
    ],
    [{ ...PROXY, CONSOLE_PROXY_HEADER: 'x auth user' }, 'CONSOLE_PROXY_HEADER must be the name of a header'],
    [
      { ...PROXY, CONSOLE_PROXY_HEADER: 'Authorization' },
      'CONSOLE_PROXY_HEADER must not be a header with another meaning',
    ],
    [
      { ...PROXY, CONSOLE_PROXY_HEADER: 'x-forwarded-for' },
      'CONSOLE_PROXY_HEADER must not be a header with another meaning',
    ],
    [
      { ...PROXY, CONSOLE_PROXY_HEADER: 'dwar-console' },
      'CONSOLE_PROXY_HEADER must not be a header with another meaning',
    ],
    [
      { ...PROXY, CONSOLE_PROXY_PEERS: 'proxy.acme.example' },
      'CONSOLE_PROXY_PEERS must be addresses or networks',
    ],
    [{ ...PROXY, CONSOLE_PROXY_PEERS: '10.0.0.0/33' }, 'CONSOLE_PROXY_PEERS must be addresses or networks'],
    [{ ...PROXY, CONSOLE_PROXY_PEERS: ',' }, 'CONSOLE_PROXY_PEERS must be addresses or networks'],
    [
      { ...PROXY, CONSOLE_ROLES: 'reader=a' },
      'CONSOLE_ROLES needs CONSOLE_OIDC_ISSUER or CONSOLE_PROXY_ROLES_HEADER',
    ],
    [{ CONSOLE_ROLES: 'reader=a' }, 'CONSOLE_ROLES needs CONSOLE_OIDC_ISSUER or CONSOLE_PROXY_ROLES_HEADER'],
    [
      { ...OIDC, CONSOLE_ROLES: 'admin=a' },
      'CONSOLE_ROLES must be reader, operator, reveal with a value each',
    ],
    [
      { ...OIDC, CONSOLE_ROLES: 'READER=a' },
      'CONSOLE_ROLES must be reader, operator, reveal with a value each',
    ],
    [
      { ...OIDC, CONSOLE_ROLES: 'reader=' },
      'CONSOLE_ROLES must be reader, operator, reveal with a value each',
    ],
    [
      { ...OIDC, CONSOLE_ROLES: 'reader' },
      'CONSOLE_ROLES must be reader, operator, reveal with a value each',
    ],
    [
      { ...OIDC, CONSOLE_ROLES: 'reader=100%' },
      'CONSOLE_ROLES must be reader, operator, reveal with a value each',
    ],
  ])('are refused as %j', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(problem)]);
  });

  test.each<Env>([
    { ...OIDC, CONSOLE_URL: 'http://localhost:9464', CONSOLE_OIDC_ISSUER: 'http://127.0.0.1:5556/dex' },
    { ...OIDC, NODE_ENV: 'development', CONSOLE_URL: 'http://localhost:4000' },
    { ...OIDC, ...PROXY },
    // One file of variables for an instance with the console and one without it.
    { ...OIDC, ...PROXY, CONSOLE: 'off' },
  ])('are accepted as %j', (env) => {
    expect(problemsOf(env)).toEqual([]);
  });
});

describe('dwar doctor', () => {
  let provider: OidcProviderServer;
  beforeAll(async () => {
    provider = await startOidcProvider();
  });
  afterAll(() => provider.close());

  const check = async (env: Env) => await checkConsoleLogins(loadConfig({ ...COMPLETE, ...env }));
  const atProvider = () => ({ ...OIDC, CONSOLE_OIDC_ISSUER: provider.issuer });

  test('says nothing of a console with links alone', async () => {
    expect(await check({ CONSOLE: 'on' })).toEqual([]);
  });

  test('warns of logins for a console that is off', async () => {
    expect(await check({ ...PROXY, CONSOLE: 'off' })).toEqual([
      expect.objectContaining({ level: 'warn', text: 'is off, though logins for it are set up' }),
    ]);
  });

  test('reads what the provider says of itself', async () => {
    const text = `${provider.issuer} answers as a provider with 1 key(s)`;
    expect(await check(atProvider())).toEqual([{ check: 'console', level: 'ok', text }]);
  });

  test.each<[string, OidcProviderServer['behaviour'], string, RegExp]>([
    [
      'that does not say that it takes PKCE',
      { metadata: ({ code_challenge_methods_supported: _, ...good }) => good },
      'warn',
      /PKCE/,
    ],
    [
      'of another issuer',
      { metadata: (good) => ({ ...good, issuer: `${String(good.issuer)}/x` }) },
      'fail',
      /issuer does not match/,
    ],
    [
      'that fails',
      { answers: { '/.well-known/openid-configuration': (response) => response.writeHead(500).end() } },
      'fail',
      /cannot be used/,
    ],
    [
      'that hangs up',
      { answers: { '/.well-known/openid-configuration': (response) => response.destroy() } },
      'fail',
      /cannot be used: something went wrong: /,
    ],
    ['without a key', { answers: { '/jwks': (response) => response.end('{"keys":[]}') } }, 'fail', /no key/],
    [
      'whose keys are a page',
      { answers: { '/jwks': (response) => response.end('<html>') } },
      'fail',
      /cannot be used/,
    ],
  ])('judges a provider %s', async (_name, behaviour, level, text) => {
    provider.behaviour = behaviour;
    expect(await check(atProvider())).toEqual([
      expect.objectContaining({ level, text: expect.stringMatching(text), hint: expect.any(String) }),
    ]);
    provider.behaviour = {};
  });

  test.each<[Env, string, RegExp]>([
    [{}, 'ok', /x-auth-user is accepted from 127\.0\.0\.0\/8, ::1/],
    [{ CONSOLE_PROXY_PEERS: '10.0.0.7' }, 'warn', /10\.0\.0\.7/],
    [{ CONSOLE_PROXY_PEERS: '10.0.0.7', OPS_HOST: '10.0.0.1' }, 'ok', /10\.0\.0\.7/],
    [{ CONSOLE_PROXY_PEERS: '0.0.0.0/0', OPS_HOST: '0.0.0.0' }, 'warn', /0\.0\.0\.0\/0/],
    [{ CONSOLE_PROXY_PEERS: '10.0.0.7,::/0', OPS_HOST: '0.0.0.0' }, 'warn', /::\/0/],
  ])('judges the addresses of a proxy: %j', async (env, level, text) => {
    expect(await check({ ...PROXY, ...env })).toEqual([
      expect.objectContaining({ check: 'console', level, text: expect.stringMatching(text) }),
    ]);
  });

  test('prints it', async () => {
    const env = { ...COMPLETE, ...PROXY, NODE_ENV: 'test', GATEWAY_URL: 'http://127.0.0.1:1' };
    const databaseUrl = `sqlite:${join(temporaryFolder(), 'dwar.db')}`;
    const { stdout } = await runInProcess(['doctor'], { ...env, DATABASE_URL: databaseUrl });
    expect(stdout).toMatch(/^ok +console +the header x-auth-user is accepted from/m);
  });
});

test('dwar console open prints a link to CONSOLE_URL', async () => {
  const databaseUrl = `sqlite:${join(temporaryFolder(), 'dwar.db')}`;
  await (await openLedger(databaseUrl, { log: silentLog })).close();
  const env = { DATABASE_URL: databaseUrl, CONSOLE: 'on', CONSOLE_URL: 'https://dwar-ops.acme.example' };
  const { stdout } = await runInProcess(['console', 'open', '--name', 'asha'], env);
  expect(stdout).toMatch(/^https:\/\/dwar-ops\.acme\.example\/console\/#console=[\w-]{43}$/m);
});
