import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../../src/core/secret.js';
import { AuthTokenInvalid, createAuthTokens } from '../../../src/gateway/auth-tokens.js';

const SECRET = 'have-a-good-day';
const AUTH_ID = '5f0321b5f3743c31d95abd35';
const EXP = 2_556_124_199;
const GUEST =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJndWVzdCI6dHJ1ZSwiZXhwIjoyNTU2MTI0MTk5fQ.26HGuVI11SnaKeujyh2jrJ6T6I_581ukmUpICamruUo';
const CONNECTED =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzbWFsbGNhc2VBdXRoSWQiOiI1ZjAzMjFiNWYzNzQzYzMxZDk1YWJkMzUiLCJleHAiOjI1NTYxMjQxOTl9.VXS9VTTQxgOx-lvSEfjkI-42DI4khqfb7dztQ-3XQPQ';
const EXPIRED =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzbWFsbGNhc2VBdXRoSWQiOiI1ZjAzMjFiNWYzNzQzYzMxZDk1YWJkMzUiLCJpYXQiOjE2MDAwMDAwMDAsImV4cCI6MTYwMDAwMzYwMH0.MCLo6p8yxzWYpDuPbLDTLbGgBzhsjrFxZ5SWAiPRp-0';
const ALG_NONE = 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJndWVzdCI6dHJ1ZSwiZXhwIjoyNTU2MTI0MTk5fQ.';

const tokens = createAuthTokens({ secret: new Secret(SECRET) });

/** A token signed with `secret`, by the rules of RFC 7515 and nothing of ours. */
function sign(
  payload: unknown,
  header: object = { alg: 'HS256', typ: 'JWT' },
  secret = SECRET,
  hash = 'sha256',
): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const message = `${encode(header)}.${encode(payload)}`;
  return `${message}.${createHmac(hash, secret).update(message).digest('base64url')}`;
}

async function reasonOf(token: string): Promise<string> {
  const error = await tokens.verify(token).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AuthTokenInvalid);
  if (token.length > 20) expect((error as Error).message).not.toContain(token.slice(0, 20));
  return (error as AuthTokenInvalid).reason;
}

describe('vectors of protocol section 4.2', () => {
  test('are accepted', async () => {
    await expect(tokens.verify(GUEST)).resolves.toEqual({ kind: 'GUEST' });
    await expect(tokens.verify(CONNECTED)).resolves.toEqual({ kind: 'CONNECTED', authId: AUTH_ID });
  });

  test('are what we mint, byte for byte', async () => {
    const minting = createAuthTokens({ secret: new Secret(SECRET), now: () => (EXP - 60) * 1000 });
    await expect(minting.mintGuest(60)).resolves.toEqual({ token: GUEST, expiresAt: EXP * 1000 });
    await expect(minting.mintConnected(AUTH_ID, 60)).resolves.toEqual({
      token: CONNECTED,
      expiresAt: EXP * 1000,
    });
  });

  test('that are wrong are refused', async () => {
    expect(await reasonOf(EXPIRED)).toBe('expired');
    expect(await reasonOf(ALG_NONE)).toBe('algorithm');
  });

  test('are refused under another secret', async () => {
    const other = createAuthTokens({ secret: new Secret('gatewayDemo_secret') });
    await expect(other.verify(GUEST)).rejects.toMatchObject({ reason: 'signature' });
    await expect(other.verify(CONNECTED)).rejects.toMatchObject({ reason: 'signature' });
  });
});

describe('form', () => {
  const [header = '', payload = '', signature = ''] = GUEST.split('.');

  test.each([
    ['nothing', ''],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${GUEST}.x`],
    ['a space at the end', `${GUEST} `],
    ['a space inside', `${header}.${payload}. ${signature}`],
    ['a line end', `${GUEST}\n`],
    ['padding', `${GUEST}=`],
    ['another last character of the same bytes', `${GUEST.slice(0, -1)}p`],
    ['plus for minus', GUEST.replace('_', '/')],
    ['no JSON inside', `${header}.${Buffer.from('{guest').toString('base64url')}.${signature}`],
    ['a token of 5,000 characters', sign({ guest: true, exp: EXP, more: 'x'.repeat(5_000) })],
  ])('refuses %s', async (_name, token) => {
    expect(['malformed', 'signature']).toContain(await reasonOf(token));
  });

  test('refuses another spelling as malformed before the signature is looked at', async () => {
    expect(Buffer.from(`${GUEST.slice(0, -1)}p`.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(signature, 'base64url'),
    );
    expect(await reasonOf(`${GUEST.slice(0, -1)}p`)).toBe('malformed');
    expect(await reasonOf(`${GUEST} `)).toBe('malformed');
  });

  test('refuses another algorithm, and headers it does not know', async () => {
    expect(await reasonOf(sign({ guest: true, exp: EXP }, { alg: 'HS512' }, SECRET, 'sha512'))).toBe(
      'algorithm',
    );
    expect(await reasonOf(sign({ guest: true, exp: EXP }, { alg: 'HS256', crit: ['x'], x: 1 }))).toBe(
      'algorithm',
    );
    expect(await reasonOf(sign({ guest: true, exp: EXP }, {}))).toBe('malformed');
  });
});

describe('claims', () => {
  test.each([
    ['no identity', { exp: EXP }],
    ['both identities', { guest: true, smallcaseAuthId: AUTH_ID, exp: EXP }],
    ['guest false alone', { guest: false, exp: EXP }],
    ['guest as text', { guest: 'true', exp: EXP }],
    ['guest as text beside an id', { guest: 'no', smallcaseAuthId: AUTH_ID, exp: EXP }],
    ['an id of another shape', { smallcaseAuthId: AUTH_ID.toUpperCase(), exp: EXP }],
    ['an id of another type', { smallcaseAuthId: [AUTH_ID], exp: EXP }],
    ['an id of null beside guest', { guest: true, smallcaseAuthId: null, exp: EXP }],
    ['no expiry', { guest: true }],
    ['an expiry of another type', { guest: true, exp: String(EXP) }],
    ['a beginning in the future', { guest: true, exp: EXP, nbf: EXP - 1 }],
  ])('refuses %s', async (_name, payload) => {
    expect(await reasonOf(sign(payload))).toBe('claims');
  });

  test('refuses a token in the very second it ends', async () => {
    const at = (ms: number) => createAuthTokens({ secret: new Secret(SECRET), now: () => ms });
    await expect(at(EXP * 1000 - 1).verify(GUEST)).resolves.toEqual({ kind: 'GUEST' });
    await expect(at(EXP * 1000).verify(GUEST)).rejects.toMatchObject({ reason: 'expired' });
  });

  test('allows for a clock of Gateway that is off by the tolerance, and no more', async () => {
    const verifyAt = (seconds: number, token: string) =>
      createAuthTokens({
        secret: new Secret(SECRET),
        clockToleranceSeconds: 5,
        now: () => seconds * 1000,
      }).verify(token);
    const later = sign({ guest: true, nbf: EXP - 100, exp: EXP });
    await expect(verifyAt(EXP + 4, GUEST)).resolves.toEqual({ kind: 'GUEST' });
    await expect(verifyAt(EXP + 5, GUEST)).rejects.toMatchObject({ reason: 'expired' });
    await expect(verifyAt(EXP - 105, later)).resolves.toEqual({ kind: 'GUEST' });
    await expect(verifyAt(EXP - 106, later)).rejects.toMatchObject({ reason: 'claims' });
  });

  test('accepts tokens as upstream makes them, with iat', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3_600;
    const token = sign({ smallcaseAuthId: AUTH_ID, iat: exp - 3_600, exp });
    await expect(tokens.verify(token)).resolves.toEqual({ kind: 'CONNECTED', authId: AUTH_ID });
  });
});

describe('minting', () => {
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a lifetime of %s seconds',
    async (ttl) => {
      await expect(tokens.mintGuest(ttl)).rejects.toThrow(RangeError);
      await expect(tokens.mintConnected(AUTH_ID, ttl)).rejects.toThrow(RangeError);
    },
  );

  test('refuses an id that is none', async () => {
    await expect(tokens.mintConnected('me', 60)).rejects.toThrow(RangeError);
  });

  test('gives back whom it was minted for, under the same secret alone', async () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(
        hex,
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 86_400 }),
        async (authId, key, ttl) => {
          const mine = createAuthTokens({ secret: new Secret(key) });
          const { token } = await mine.mintConnected(authId, ttl);
          await expect(mine.verify(token)).resolves.toEqual({ kind: 'CONNECTED', authId });
          const other = createAuthTokens({ secret: new Secret(`${key}x`) });
          await expect(other.verify(token)).rejects.toMatchObject({ reason: 'signature' });
        },
      ),
      { numRuns: 30 },
    );
  });
});
