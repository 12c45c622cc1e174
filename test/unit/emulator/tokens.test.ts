import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/core/secret.js';
import { mintConnectedToken, verifyAuthToken } from '../../../src/emulator/state/tokens.js';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { partnerOf, signToken } from './partner.js';

// Protocol section 4.2.
const SECRET = 'have-a-good-day';
const AUTH_ID = '5f0321b5f3743c31d95abd35';
const GUEST =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJndWVzdCI6dHJ1ZSwiZXhwIjoyNTU2MTI0MTk5fQ.26HGuVI11SnaKeujyh2jrJ6T6I_581ukmUpICamruUo';
const CONNECTED =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzbWFsbGNhc2VBdXRoSWQiOiI1ZjAzMjFiNWYzNzQzYzMxZDk1YWJkMzUiLCJleHAiOjI1NTYxMjQxOTl9.VXS9VTTQxgOx-lvSEfjkI-42DI4khqfb7dztQ-3XQPQ';
const EXPIRED =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzbWFsbGNhc2VBdXRoSWQiOiI1ZjAzMjFiNWYzNzQzYzMxZDk1YWJkMzUiLCJpYXQiOjE2MDAwMDAwMDAsImV4cCI6MTYwMDAwMzYwMH0.MCLo6p8yxzWYpDuPbLDTLbGgBzhsjrFxZ5SWAiPRp-0';
const ALG_NONE = 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJndWVzdCI6dHJ1ZSwiZXhwIjoyNTU2MTI0MTk5fQ.';
const EXP = 2556124199;

const verify = (token: string) => verifyAuthToken(new Secret(SECRET), token, Date.now());

describe('verifyAuthToken', () => {
  test('accepts the guest vector as a guest', () => {
    expect(verify(GUEST)).toEqual({ ok: true, identity: { kind: 'guest' } });
  });

  test('accepts the connected vector as its account', () => {
    expect(verify(CONNECTED)).toEqual({ ok: true, identity: { kind: 'connected', authId: AUTH_ID } });
  });

  test('accepts a token without exp', () => {
    expect(verify(signToken(SECRET, { guest: true, iat: 1600000000 })).ok).toBe(true);
  });

  test('accepts the tokens that the emulator creates, for an hour and no longer', () => {
    const at = 1_700_000_000_000;
    const token = mintConnectedToken(new Secret(SECRET), AUTH_ID, at);
    expect(verifyAuthToken(new Secret(SECRET), token, at + 3_599_999).ok).toBe(true);
    expect(verifyAuthToken(new Secret(SECRET), token, at + 3_600_000)).toEqual({
      ok: false,
      reason: 'expired',
    });
  });

  test('reports that the expired vector has expired', () => {
    expect(verify(EXPIRED)).toEqual({ ok: false, reason: 'expired' });
  });

  test.each([
    ['alg none', ALG_NONE],
    ['alg none with the good signature', `${ALG_NONE}${GUEST.split('.')[2]}`],
    ['another secret', signToken('gatewayDemo_secret', { guest: true, exp: EXP })],
    ['the algorithm HS512 in the header', signToken(SECRET, { guest: true, exp: EXP }, { alg: 'HS512' })],
    ['the algorithm RS256 in the header', signToken(SECRET, { guest: true, exp: EXP }, { alg: 'RS256' })],
    [
      'both guest and smallcaseAuthId',
      signToken(SECRET, { guest: true, smallcaseAuthId: AUTH_ID, exp: EXP }),
    ],
    ['guest false alone', signToken(SECRET, { guest: false, exp: EXP })],
    ['neither claim', signToken(SECRET, { exp: EXP })],
    ['guest as text', signToken(SECRET, { guest: 'true', exp: EXP })],
    [
      'an upper-case smallcaseAuthId',
      signToken(SECRET, { smallcaseAuthId: AUTH_ID.toUpperCase(), exp: EXP }),
    ],
    ['exp as text', signToken(SECRET, { guest: true, exp: String(EXP) })],
    ['a changed payload', GUEST.replace('eyJndWVzdCI6dHJ1ZSwi', 'eyJndWVzdCI6dHJ1ZSwg')],
    ['a padded signature', `${GUEST}=`],
    ['a space before it', ` ${GUEST}`],
    ['a line break behind it', `${GUEST}\n`],
    ['stray bits in the last character', `${GUEST.slice(0, -1)}p`],
    ['two segments', GUEST.split('.').slice(0, 2).join('.')],
    ['four segments', `${GUEST}.x`],
    ['nothing', ''],
  ])('refuses %s', (_name, token) => {
    expect(verify(token)).toEqual({ ok: false, reason: 'invalid' });
  });
});

describe('the partner API', () => {
  let emulator: TestEmulator;
  beforeAll(async () => {
    emulator = await startEmulator({ secret: new Secret(SECRET) });
  });
  afterAll(() => emulator.close());

  test.each([
    ['guest', GUEST],
    ['connected', CONNECTED],
  ])('admits the %s vector', async (_name, token) => {
    expect((await partnerOf(emulator).create({ intent: 'CONNECT' }, token)).status).toBe(200);
  });

  test.each([
    ['the expired vector', EXPIRED, 'jwt expired'],
    ['the alg none vector', ALG_NONE, 'Invalid JWT'],
    ['no token', '', 'Invalid JWT'],
  ])('answers 401 to %s', async (_name, token, text) => {
    const { status, body } = await partnerOf(emulator).create({ intent: 'CONNECT' }, token);
    expect({ status, body }).toEqual({
      status: 401,
      body: { success: false, errors: [text], data: null, errorType: 'AccessDenied' },
    });
  });

  test('answers 401 to a wrong or missing API secret, also when it is the JWT secret', async () => {
    for (const secret of ['wrong', SECRET, '']) {
      const partner = partnerOf(emulator);
      const path = `/gateway/${emulator.gatewayName}/transaction`;
      const { status, body } = await partner.call('POST', path, {
        body: { intent: 'CONNECT' },
        headers: { 'x-gateway-secret': secret },
      });
      expect([status, body.errors, body.errorType]).toEqual([
        401,
        ['Invalid gateway secret'],
        'AccessDenied',
      ]);
    }
  });

  test('answers 400 to an unknown gateway name', async () => {
    const { status, body } = await partnerOf(emulator).call('POST', '/gateway/unknown/transaction', {
      body: { intent: 'CONNECT' },
    });
    expect([status, body.errors, body.errorType]).toEqual([400, ['invalid gateway'], 'InputException']);
  });

  test('measures token lifetimes by the wall clock, however far the virtual clock advances', async () => {
    await emulator.control.clock(400 * 24 * 3_600_000);
    const token = signToken(SECRET, { guest: true, exp: Math.floor(Date.now() / 1000) + 60 });
    expect((await partnerOf(emulator).create({ intent: 'CONNECT' }, token)).status).toBe(200);
  });
});
