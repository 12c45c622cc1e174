import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OidcAttempts } from '../../../src/console/login/oidc-attempt.js';
import { OidcProvider } from '../../../src/console/login/oidc-provider.js';
import { Secret } from '../../../src/core/secret.js';
import { OIDC_CLIENT, type OidcProviderServer, startOidcProvider } from '../../support/oidc-provider.js';

const CALLBACK = '/console/login/oidc/callback';
const BOUNDS = { timeoutMs: 300, maxBytes: 20_000 };

let server: OidcProviderServer;
beforeAll(async () => {
  server = await startOidcProvider();
});
afterAll(() => server.close());

function createProvider(now = () => 0, clientSecret?: () => Secret): OidcProvider {
  const config = {
    CONSOLE_URL: 'https://dwar.test',
    CONSOLE_OIDC_ISSUER: server.issuer,
    CONSOLE_OIDC_CLIENT_ID: OIDC_CLIENT.id,
    CONSOLE_OIDC_CLIENT_SECRET: new Secret(OIDC_CLIENT.secret),
    CONSOLE_OIDC_SCOPE: 'openid',
    CLOCK_TOLERANCE_SECONDS: 5,
    HTTPS_PROXY: undefined,
    HTTP_PROXY: undefined,
    NO_PROXY: [],
  };
  const secret = clientSecret === undefined ? {} : { clientSecret };
  return new OidcProvider({ config, ...secret, callbackPath: CALLBACK, now, bounds: BOUNDS });
}

const attempt = new OidcAttempts('key of a ledger', () => 0).begin();

/** Logs in, and returns the claims of the ID token. */
async function logIn(provider: OidcProvider) {
  const url = await provider.urlFor(attempt);
  const back = await fetch(url, { redirect: 'manual' });
  return await provider.claimsFor(new URL(String(back.headers.get('location'))).searchParams, attempt);
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => null,
    (error: unknown) => error,
  );
}

test.each([
  ['does not answer in time', () => {}],
  ['sends its answer byte by byte', (response: { write(text: string): void }) => response.write('{')],
  [
    'sends more than is read',
    (response: { end(text: string): void }) => response.end(' '.repeat(BOUNDS.maxBytes + 1)),
  ],
])('a provider that %s is away, and asked again at the next login', async (_name, answer) => {
  const provider = createProvider();
  server.behaviour = { answers: { '/.well-known/openid-configuration': answer } };
  const failure = await failureOf(provider.urlFor(attempt));
  expect(failure).toBeInstanceOf(Error);
  expect(provider.isAway(failure)).toBe(true);
  server.behaviour = {};
  expect(await logIn(provider)).toMatchObject({ preferred_username: 'asha' });
});

test('the metadata is read once in ten minutes, also for logins at the same time', async () => {
  let now = 0;
  const provider = createProvider(() => now);
  const count = () => server.requests.filter((each) => each.endsWith('openid-configuration')).length;
  const before = count();
  await Promise.all([1, 2, 3].map(() => provider.urlFor(attempt)));
  expect(count()).toBe(before + 1);
  now = 10 * 60_000;
  await provider.urlFor(attempt);
  expect(count()).toBe(before + 2);
});

test.each([
  ['by the header where the provider does not say how', undefined],
  ['by the form where the provider takes only that', ['client_secret_post']],
  ['by the header where it takes both', ['client_secret_post', 'client_secret_basic']],
])('authenticates %s', async (_name, methods) => {
  const provider = createProvider();
  server.behaviour = {
    metadata: (good) => ({ ...good, token_endpoint_auth_methods_supported: methods }),
  };
  expect(await logIn(provider)).toMatchObject({ sub: 'u-1' });
  server.behaviour = {};
});

test('the secret of the client that a reload has taken is used at the next login', async () => {
  let secret = new Secret('not-the-secret-of-the-client');
  const provider = createProvider(
    () => 0,
    () => secret,
  );
  expect(await failureOf(logIn(provider))).toBeInstanceOf(Error);
  secret = new Secret(OIDC_CLIENT.secret);
  expect(await logIn(provider)).toMatchObject({ sub: 'u-1' });
});

test('a redirect in place of an answer is not followed', async () => {
  const provider = createProvider();
  server.behaviour = {
    answers: {
      '/.well-known/openid-configuration': (response) =>
        response.writeHead(302, { location: `${server.issuer}/elsewhere` }).end(),
    },
  };
  expect(provider.isAway(await failureOf(provider.urlFor(attempt)))).toBe(true);
  expect(server.requests.some((each) => each.endsWith('/elsewhere'))).toBe(false);
  server.behaviour = {};
});

test('another ledger, another time or a changed cookie make another login of it', () => {
  const ofOther = new OidcAttempts('key of another ledger', () => 0);
  const found = [
    attempt,
    ofOther.open(attempt.secret),
    new OidcAttempts('key of a ledger', () => 0).open(attempt.secret),
  ];
  expect(found[1]?.state).not.toBe(attempt.state);
  expect(found[2]).toEqual(attempt);
  expect(new Set([attempt.state, attempt.nonce, attempt.verifier, attempt.digest]).size).toBe(4);
});
