import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.js';
import { checkSecrets } from '../../../src/doctor/checks.js';
import { removeTemporaryFolders, temporaryFolder } from '../../support/cli.js';

const COMPLETE = {
  GATEWAY_NAME: 'acme',
  GATEWAY_SECRET: 'jwt-signing-secret-of-acme-0123456789',
  GATEWAY_API_SECRET: 'api-secret-of-acme-partner-0123456789',
  AUTH_JWT_SECRET: 'session-secret-of-acme-that-is-long',
  AUTH_ISSUER: 'https://login.acme.example',
  AUTH_AUDIENCE: 'dwar',
};
const OTHER = 'the-other-value-of-a-secret-0123456789';

afterAll(removeTemporaryFolders);

test('finds nothing outside of a rotation', () => {
  expect(checkSecrets(loadConfig(COMPLETE))).toEqual([
    { check: 'secrets', level: 'ok', text: 'all different' },
  ]);
});

test.each(['GATEWAY_SECRET_PREVIOUS', 'GATEWAY_API_SECRET_PREVIOUS', 'AUTH_JWT_SECRET_PREVIOUS'])(
  'reminds of a rotation that %s has not finished',
  (name) => {
    expect(checkSecrets(loadConfig({ ...COMPLETE, [name]: OTHER }))).toEqual([
      { check: 'secrets', level: 'warn', text: `${name} is set`, hint: expect.stringMatching(/^Remove it/) },
    ]);
  },
);

test('warns of a file that every user may read', () => {
  const path = join(temporaryFolder(), 'secret');
  writeFileSync(path, OTHER);
  chmodSync(path, 0o644);
  const config = loadConfig({ ...COMPLETE, GATEWAY_SECRET: '', GATEWAY_SECRET_FILE: path });
  expect(checkSecrets(config)).toEqual([
    {
      check: 'secrets',
      level: 'warn',
      text: 'every user of this machine can read the file of GATEWAY_SECRET_FILE',
      hint: 'Remove that permission: chmod o-r.',
    },
  ]);
});
