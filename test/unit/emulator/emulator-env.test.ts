import { expect, test } from '@jest/globals';
import { readEmulatorBehaviour, readEmulatorEnv } from '../../../src/emulator/emulator-env.js';

const GOOD = {
  GATEWAY_NAME: 'gatewaydemo',
  GATEWAY_SECRET: 'jwt-secret-1',
  GATEWAY_API_SECRET: 'api-secret-1',
};
const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readEmulatorEnv(env);
  } catch (error) {
    return (error as { problems: readonly string[] }).problems;
  }
  return [];
};

test('the gateway name and two secrets are enough', () => {
  const options = readEmulatorEnv({ ...GOOD, WEBHOOK_URL: '' });
  expect(options).toMatchObject({
    gatewayName: 'gatewaydemo',
    host: '127.0.0.1',
    port: 4010,
    allowedOrigins: [],
    webhookUrl: null,
    lifetimeProfile: 'uniform',
    rateLimit: null,
  });
  expect([options.secret.reveal(), options.apiSecret.reveal()]).toEqual(['jwt-secret-1', 'api-secret-1']);
});

test('every option can be set', () => {
  const env = {
    ...GOOD,
    EMULATOR_HOST: '0.0.0.0',
    EMULATOR_PORT: '0',
    EMULATOR_ALLOWED_ORIGINS: 'http://localhost:3000, https://*.example.com',
    WEBHOOK_URL: 'http://127.0.0.1:4000/webhooks/gateway',
    EMULATOR_LIFETIME_PROFILE: 'by-intent',
    EMULATOR_RATE_LIMIT: '10/20',
  };
  expect(readEmulatorEnv(env)).toMatchObject({
    host: '0.0.0.0',
    port: 0,
    allowedOrigins: ['http://localhost:3000', 'https://*.example.com'],
    webhookUrl: env.WEBHOOK_URL,
    lifetimeProfile: 'by-intent',
    rateLimit: { perSecond: 10, burst: 20 },
  });
  // `dwar dev` reads these without secrets.
  const { EMULATOR_LIFETIME_PROFILE, EMULATOR_RATE_LIMIT } = env;
  expect(
    readEmulatorBehaviour({ EMULATOR_LIFETIME_PROFILE, EMULATOR_RATE_LIMIT, EMULATOR_PORT: 'x' }),
  ).toEqual({
    lifetimeProfile: 'by-intent',
    rateLimit: { perSecond: 10, burst: 20 },
  });
  expect(() => readEmulatorBehaviour({ EMULATOR_RATE_LIMIT: 'x' })).toThrow('EMULATOR_RATE_LIMIT');
});

test('all problems are reported at once, by name and without values', () => {
  const problems = problemsOf({
    GATEWAY_SECRET: 'tiny',
    GATEWAY_API_SECRET: 'tiny',
    EMULATOR_PORT: '70000',
    EMULATOR_ALLOWED_ORIGINS: '*',
    WEBHOOK_URL: 'ftp://x',
  });
  const names = problems.map((problem) => problem.split(' ')[0]);
  expect(names).toEqual([
    'GATEWAY_NAME',
    'GATEWAY_SECRET',
    'GATEWAY_API_SECRET',
    'EMULATOR_PORT',
    'EMULATOR_ALLOWED_ORIGINS',
    'WEBHOOK_URL',
    'GATEWAY_SECRET',
  ]);
  expect(problems.join()).not.toContain('tiny');
});

test.each([
  ['equal secrets', { GATEWAY_API_SECRET: GOOD.GATEWAY_SECRET }, 'GATEWAY_SECRET'],
  ['a name with a slash', { GATEWAY_NAME: 'a/b' }, 'GATEWAY_NAME'],
  ['a port that is no number', { EMULATOR_PORT: '4010x' }, 'EMULATOR_PORT'],
  ['a relative webhook URL', { WEBHOOK_URL: '/webhooks' }, 'WEBHOOK_URL'],
  ['an unknown lifetime profile', { EMULATOR_LIFETIME_PROFILE: 'forever' }, 'EMULATOR_LIFETIME_PROFILE'],
  ['a rate limit without a burst', { EMULATOR_RATE_LIMIT: '10' }, 'EMULATOR_RATE_LIMIT'],
  ['a rate limit of nothing', { EMULATOR_RATE_LIMIT: '0/5' }, 'EMULATOR_RATE_LIMIT'],
  ['an origin with a path', { EMULATOR_ALLOWED_ORIGINS: 'https://a.example/x' }, 'EMULATOR_ALLOWED_ORIGINS'],
])('refuses %s', (_name, change, variable) => {
  expect(problemsOf({ ...GOOD, ...change }).map((problem) => problem.split(' ')[0])).toEqual([variable]);
});
