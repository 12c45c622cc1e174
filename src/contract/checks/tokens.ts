import { type Check, checksOf } from '../check.js';
import type { JsonObject } from '../../core/json.js';
import { expectAuthenticated, expectAuthRefusal } from '../expect.js';
import { inventedId, signedToken, type Stage, unknownTransaction } from '../stage.js';

const EMULATED = 'src/emulator/state/tokens.ts#verifyAuthToken';
const MINTED = 'src/gateway/auth-tokens.ts#createAuthTokens';

type Claims = () => JsonObject;

const now = () => Math.floor(Date.now() / 1000);
const soon = () => now() + 300;

/** Reads an unknown transaction with a token of these claims. */
async function ask(stage: Stage, claims: Claims, header?: JsonObject, key?: string | Buffer) {
  const token = signedToken(key ?? stage.target.secret.reveal(), claims(), header);
  return await stage.details(unknownTransaction(), { token });
}

const guest: Claims = () => ({ guest: true, exp: soon() });

/** Reads with a token that must be refused. */
async function expectRefused(stage: Stage, claims: Claims, header?: JsonObject, key?: string | Buffer) {
  const accepted = await stage.once('4.1/accepted', (one) => ask(one, guest));
  expectAuthRefusal(await ask(stage, claims, header, key), accepted);
}

/** Claims whose token is accepted. */
const ACCEPTED: readonly (readonly [id: string, claim: string, claims: Claims, isQuick?: true])[] = [
  ['guest', 'a token with `guest: true` and `exp` is accepted', guest, true],
  [
    'connected',
    'a token with `smallcaseAuthId` and `exp` is accepted',
    () => ({ smallcaseAuthId: inventedId(), exp: soon() }),
  ],
  ['issued-at', 'a token may carry `iat`', () => ({ guest: true, iat: now(), exp: soon() })],
];

/** Tokens that are refused: where the refusal comes from, and what is wrong with them. */
const REFUSED: readonly (readonly [
  id: string,
  tag: 'doc' | 'assumed',
  claim: string,
  claims: Claims,
  header?: JsonObject,
])[] = [
  [
    'expired',
    'doc',
    'a token that expired an hour ago is refused',
    () => ({ guest: true, exp: now() - 3_600 }),
  ],
  [
    'clock-skew',
    'assumed',
    'no clock skew is allowed on `exp`: a token that expired two seconds ago is refused',
    () => ({ guest: true, exp: now() - 2 }),
  ],
  [
    'both-identities',
    'assumed',
    'a token with both `guest: true` and `smallcaseAuthId` is refused',
    () => ({ guest: true, smallcaseAuthId: inventedId(), exp: soon() }),
  ],
  [
    'no-identity',
    'assumed',
    'a token with `guest: false` and no `smallcaseAuthId` is refused',
    () => ({ guest: false, exp: soon() }),
  ],
  ['alg-none', 'assumed', 'a token with `alg: none` is refused', guest, { alg: 'none', typ: 'JWT' }],
  ['alg-hs512', 'assumed', 'a token with `alg: HS512` is refused', guest, { alg: 'HS512', typ: 'JWT' }],
];

/** Section 4.1, without the tokens that Gateway gives out: those need a user. */
export const TOKEN_CHECKS: readonly Check[] = checksOf('4.1', 0, [
  ...ACCEPTED.map(([id, claim, claims, isQuick]) => ({
    id,
    tag: 'doc' as const,
    claim,
    change: MINTED,
    ...(isQuick === undefined ? {} : { isQuick }),
    run: async (stage: Stage) => expectAuthenticated(await ask(stage, claims)),
  })),
  {
    id: 'no-expiry',
    tag: 'doc',
    claim: 'a token without `exp` is accepted',
    change: EMULATED,
    conflict: 24,
    run: async (stage) => expectAuthenticated(await ask(stage, () => ({ guest: true }))),
  },
  {
    id: 'other-key',
    tag: 'doc',
    claim: 'a token that is signed with another key is refused',
    change: EMULATED,
    run: async (stage) => await expectRefused(stage, guest, undefined, inventedId()),
  },
  {
    id: 'raw-key',
    tag: 'doc',
    claim: 'the key is the raw text of the secret: a token signed with its base64-decoded bytes is refused',
    change: MINTED,
    run: async (stage) => {
      const decoded = Buffer.from(stage.target.secret.reveal(), 'base64');
      await expectRefused(stage, guest, undefined, decoded);
    },
  },
  ...REFUSED.map(([id, tag, claim, claims, header]) => ({
    id,
    tag,
    claim,
    change: EMULATED,
    run: async (stage: Stage) => await expectRefused(stage, claims, header),
  })),
]);
