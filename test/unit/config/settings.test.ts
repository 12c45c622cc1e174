import { describe, expect, test } from '@jest/globals';
import { describeSettings } from '../../../src/config/settings.js';

const settingOf = (env: Readonly<Record<string, string>>, name: string) =>
  describeSettings(env).find((setting) => setting.name === name);

describe('a setting', () => {
  test.each([
    ['DATABASE_URL', 'sqlite:./data/dwar.db', 'sqlite:./data/dwar.db'],
    ['DATABASE_URL', 'postgres://dwar:hunter2x@db.test:5432/ledger', 'postgres://***@db.test:5432/ledger'],
    [
      'DATABASE_URL',
      'postgres://db.test/ledger?user=dwar&password=hunter2x',
      'postgres://db.test/ledger?***',
    ],
    ['DATABASE_URL', 'postgres://dwar:hunter2x@/ledger?host=/run', 'postgres://***'],
    ['DATABASE_URL', 'postgres://dwar:1/hunter2x@db.test/ledger', 'postgres://***'],
    ['REDIS_URL', 'rediss://:hunter2x@cache.test:6380/1', 'rediss://***@cache.test:6380/1'],
    ['GATEWAY_URL', 'https://gateway.test/?key=hunter2x#hunter2x', 'https://gateway.test?***#***'],
    ['CORS_ORIGINS', 'https://app.test,https://*.app.test', 'https://app.test,https://*.app.test'],
  ])('of %s that is %s is shown as %s', (name, given, shown) => {
    expect(settingOf({ [name]: given }, name)).toMatchObject({ value: shown, source: 'SET' });
  });

  test.each(['GATEWAY_SECRET', 'AUTH_JWT_SECRET', 'HTTPS_PROXY', 'OTEL_EXPORTER_OTLP_HEADERS'])(
    'of the secret %s is shown as set or not, and nothing more',
    (name) => {
      expect(settingOf({ [name]: 'hunter2x' }, name)).toMatchObject({ value: null, source: 'SET' });
      expect(settingOf({}, name)).toMatchObject({ value: null, source: 'NOT_SET' });
    },
  );

  test('that is given by its other name, or is empty, counts as it does when Dwar starts', () => {
    expect(settingOf({ https_proxy: 'http://proxy.test' }, 'HTTPS_PROXY')).toMatchObject({ source: 'SET' });
    expect(settingOf({ HOST: '' }, 'HOST')).toMatchObject({ value: '127.0.0.1', source: 'DEFAULT' });
  });

  test('has the default of its profile', () => {
    const graphiql = (env: Readonly<Record<string, string>>) => settingOf(env, 'GRAPHIQL')?.value;
    expect([graphiql({}), graphiql({ NODE_ENV: 'development' })]).toEqual(['false', 'true']);
    expect(graphiql({ NODE_ENV: 'anything' })).toBe('false');
  });
});
