import { describe, expect, test } from '@jest/globals';
import { EMBEDDED, MINIMUM } from '../support/chart-values.js';
import { findHelm, problemsOf, type Resource, render } from '../support/helm.js';
import { requireOrSkip } from '../support/requires.js';

const helm = findHelm() ?? '';
const testWithHelm = requireOrSkip('Helm', helm !== '');

describe('values are refused, by name, that', () => {
  const cases: readonly (readonly [string, object, RegExp])[] = [
    ['name no image', { ...MINIMUM, image: {} }, /image/],
    ['name no secret', { ...MINIMUM, secret: {} }, /secret/],
    ['hold a secret', { ...MINIMUM, env: { ...MINIMUM.env, GATEWAY_SECRET: 'x' } }, /GATEWAY_SECRET/],
    [
      'hold a password in a URL',
      { ...MINIMUM, env: { ...MINIMUM.env, DATABASE_URL: 'postgres://a:b@c/d' } },
      /DATABASE_URL/,
    ],
    ['set a variable of the chart', { ...MINIMUM, env: { ...MINIMUM.env, PORT: '80' } }, /PORT/],
    [
      'give a number for a text',
      { ...MINIMUM, env: { ...MINIMUM.env, WEBHOOK_MAX_BYTES: 1 } },
      /WEBHOOK_MAX_BYTES/,
    ],
    [
      'leave out the Gateway',
      { ...MINIMUM, env: { AUTH_ISSUER: 'a', AUTH_AUDIENCE: 'b' } },
      /GATEWAY_(?:NAME|URL)/,
    ],
    ['have a typing error', { ...MINIMUM, replicaCount: 3 }, /replicaCount/],
    ['have a cluster without its stores', { ...MINIMUM, secret: EMBEDDED.secret }, /secret.keys/],
    ['scale an embedded ledger', { ...EMBEDDED, autoscaling: { enabled: true } }, /autoscaling/],
    [
      'end an instance before the load balancer knows',
      { ...MINIMUM, shutdown: { delaySeconds: 2 } },
      /delaySeconds/,
    ],
    [
      'have no key for session tokens',
      { ...EMBEDDED, secret: { name: 'dwar', keys: ['GATEWAY_SECRET', 'GATEWAY_API_SECRET'] } },
      /anyOf|AUTH_JW/,
    ],
  ];

  testWithHelm.each(cases)('%s', (_name, values, message) => {
    expect(() => render(helm, values)).toThrow(message);
  });

  testWithHelm('but a key server takes the place of a secret for session tokens', () => {
    const values = {
      ...EMBEDDED,
      secret: { name: 'dwar', keys: ['GATEWAY_SECRET', 'GATEWAY_API_SECRET'] },
      env: { ...MINIMUM.env, AUTH_JWKS_URL: 'https://login.example.com/jwks.json' },
    };
    expect(render(helm, values).map(({ kind }) => kind)).toContain('StatefulSet');
  });
});

describe('the check of rendered objects', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', labels: {} } };
  const check = (resource: object) => problemsOf(resource as Resource);

  test.each([
    [
      'a field that there is not',
      { ...service, spec: { ports: [{ port: 80, targetport: 1 }] } },
      '/spec/ports/0/targetport is no field',
    ],
    ['a value of another type', { ...service, spec: { ports: [{ port: '80' }] } }, /ports\/0\/port is wrong/],
    ['a field beside spec', { ...service, spec: {}, data: {} }, '/data is no field'],
    ['an unknown version', { ...service, apiVersion: 'v2', spec: {} }, 'no schema of v2 Service'],
  ])('finds %s', (_name, resource, problem) => {
    expect(check(resource)).toEqual([expect.stringMatching(problem)]);
  });

  test('finds nothing wrong with what is right', () => {
    expect(check({ ...service, spec: { ports: [{ port: 80, targetPort: 'http' }] } })).toEqual([]);
  });
});
