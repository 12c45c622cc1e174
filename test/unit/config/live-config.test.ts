import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.js';
import { LiveConfig } from '../../../src/config/live-config.js';
import type { Variable } from '../../../src/config/variable.js';
import { VARIABLES } from '../../../src/config/variables.js';

const COMPLETE = {
  GATEWAY_NAME: 'acme',
  GATEWAY_SECRET: 'jwt-signing-secret-of-acme-0123456789',
  GATEWAY_API_SECRET: 'api-secret-of-acme-partner-0123456789',
  AUTH_JWT_SECRET: 'session-secret-of-acme-that-is-long',
  AUTH_ISSUER: 'https://login.acme.example',
  AUTH_AUDIENCE: 'dwar',
};
const NEW = 'another-value-of-a-secret-0123456789';

const variables = Object.entries<Variable<unknown>>(VARIABLES);

/** A valid value of each secret that reloads. */
const sampleOf = (name: string) => (name.endsWith('HEADERS') ? `authorization=${NEW}` : NEW);
/** What else must be set for a secret. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CONSOLE_OIDC_CLIENT_SECRET: {
    CONSOLE_OIDC_ISSUER: 'https://login.test',
    CONSOLE_OIDC_CLIENT_ID: 'dwar',
    CONSOLE_URL: 'https://ops.test',
  },
  SERVICE_JWT_SECRET_PREVIOUS: { SERVICE_JWT_SECRET: 'service-secret-of-acme-that-is-long' },
};

describe('a running configuration', () => {
  const reloading = variables.filter(([, { reloads }]) => reloads === true).map(([name]) => name);

  test.each(reloading)('takes a new value of %s, and says its name', (name) => {
    const env = { ...COMPLETE, ...NEEDED[name] };
    const live = new LiveConfig(loadConfig(env));
    const outcome = live.reload(loadConfig({ ...env, [name]: sampleOf(name) }));
    expect(outcome).toEqual({ changed: [name], needRestart: [] });
    const taken = live.current[name as 'GATEWAY_SECRET'];
    expect(taken.reveal()).toBe(sampleOf(name));
  });

  test.each([
    ['PORT', '4001'],
    ['DATABASE_URL', 'sqlite:./other.db'],
    ['HTTPS_PROXY', 'http://proxy.test'],
    ['AUTH_ISSUER', 'https://other.example'],
    ['LOG_LEVEL', 'debug'],
  ])('does not take a new value of %s', (name, value) => {
    const config = loadConfig(COMPLETE);
    const live = new LiveConfig(config);
    const outcome = live.reload(loadConfig({ ...COMPLETE, [name]: value }));
    expect(outcome).toEqual({ changed: [], needRestart: [name] });
    expect(live.current[name as 'PORT']).toBe(config[name as 'PORT']);
  });

  test('has the current value first, and another one while it is rotated', () => {
    const live = new LiveConfig(loadConfig(COMPLETE));
    const keys = live.keys('GATEWAY_SECRET');
    const values = () => keys.accepted.map((secret) => secret.reveal());
    expect(values()).toEqual([COMPLETE.GATEWAY_SECRET]);
    const { generation } = keys;
    live.reload(loadConfig({ ...COMPLETE, GATEWAY_SECRET_PREVIOUS: NEW }));
    expect([keys.current.reveal(), values()]).toEqual([
      COMPLETE.GATEWAY_SECRET,
      [COMPLETE.GATEWAY_SECRET, NEW],
    ]);
    expect(keys.generation).not.toBe(generation);
    live.reload(loadConfig({ ...COMPLETE, GATEWAY_SECRET: NEW }));
    expect([keys.current.reveal(), values()]).toEqual([NEW, [NEW]]);
  });

  test('changes nothing when it is loaded again as it is', () => {
    const live = new LiveConfig(loadConfig(COMPLETE));
    const { generation } = live.keys('GATEWAY_SECRET');
    expect(live.reload(loadConfig(COMPLETE))).toEqual({ changed: [], needRestart: [] });
    expect(live.keys('GATEWAY_SECRET').generation).toBe(generation);
  });
});
