import { fieldOf } from '../../gateway/json.js';
import { CONNECTED_ONLY_INTENTS, NOTES_MAX } from '../../gateway/wire.js';
import type { JsonObject } from '../../core/json.js';
import { type Check, checksOf } from '../check.js';
import { Skipped } from '../refuted.js';
import { dataOf, expectRefusal, expectShape, expectStatus, expectThat } from '../expect.js';
import { knownAccount } from '../flows/accounts.js';
import { ISO_TIME, TRANSACTION_ID } from '../shapes.js';
import { createdId, inventedId, type Stage } from '../stage.js';
import { connectTransaction, created, EMULATED, refused, type Row } from './creation-rows.js';

const GENERAL: readonly Check[] = checksOf('7', 0, [
  {
    id: 'transaction-id',
    tag: 'doc',
    claim: 'the id of a new transaction is `TRX_` and 32 lower-case hex characters',
    change: 'src/gateway/wire.ts#TRANSACTION_ID_SHAPE',
    run: async (stage) => {
      const data = dataOf(await connectTransaction(stage));
      expectShape(fieldOf(data, 'transactionId'), TRANSACTION_ID, '`transactionId`');
    },
  },
  {
    id: 'expire-at',
    tag: 'assumed',
    claim: 'a new transaction has `expireAt`, an ISO time with milliseconds in UTC',
    change: 'src/gateway/json.ts#readInstant',
    run: async (stage) => {
      const data = dataOf(await connectTransaction(stage));
      expectShape(fieldOf(data, 'expireAt'), ISO_TIME, '`expireAt`');
    },
  },
  {
    id: 'status',
    tag: 'seen',
    claim: 'a creation is answered 200',
    change: 'src/gateway/answer.ts#readEnvelope',
    run: async (stage) => expectStatus(await connectTransaction(stage), 200),
  },
  {
    id: 'no-idempotency',
    tag: 'seen',
    claim: 'two equal creations make two transactions',
    change: 'src/transactions/create-transaction.ts#TransactionCreator',
    run: async (stage) => {
      const first = createdId(await connectTransaction(stage));
      const second = createdId(await stage.create({ intent: 'CONNECT' }));
      expectThat(first !== second, 'both have one id');
    },
  },
]);

/** Intents that a guest may create, besides those of sections 7.2 to 7.5. */
const GUEST_INTENTS: readonly Row[] = [
  ['CONNECT', 'doc', 'CONNECT is created with a guest token', { intent: 'CONNECT' }],
  ['ONBOARDING', 'sdk', 'ONBOARDING is created with a guest token', { intent: 'ONBOARDING' }],
  [
    'SUBSCRIPTION',
    'sdk',
    'SUBSCRIPTION is created with `subscriptionConfig.scid`',
    { intent: 'SUBSCRIPTION', subscriptionConfig: { scid: 'SCET_0010' } },
  ],
];

/** Intents of a connected user that need nothing else to exist. */
const CONNECTED_INTENTS: readonly Row[] = [
  ['FETCH_FUNDS', 'doc', 'FETCH_FUNDS is created with a connected token', { intent: 'FETCH_FUNDS' }],
  [
    'AUTHORISE_HOLDINGS',
    'sdk',
    'AUTHORISE_HOLDINGS is created with a connected token',
    { intent: 'AUTHORISE_HOLDINGS' },
  ],
  ['CONNECT-connected', 'assumed', 'CONNECT is created with a connected token too', { intent: 'CONNECT' }],
];

/** Bodies of the intents that act on something that a user has; here no one has it. */
const ABOUT_UNKNOWN: readonly Row[] = [
  ...['SIP_SETUP', 'IMR_SETUP', 'CANCEL_AMO'].map(
    (intent): Row => [
      `${intent}-unknown`,
      'assumed',
      `${intent} for an investment that the user does not have is refused`,
      { intent, orderConfig: { iscid: inventedId() } },
      'src/emulator/partner-api/create-transaction.ts#checkInvestmentIsKnown',
    ],
  ),
  [
    'CANCEL_ORDER-unknown',
    'assumed',
    'CANCEL_ORDER for an order that the user does not have is refused',
    { intent: 'CANCEL_ORDER', orderConfig: { batchId: inventedId(), ticker: 'INFY' } },
    'src/emulator/partner-api/create-transaction.ts#checkOrderIsKnown',
  ],
];

/** Where a token only needs to be a connected one, a refusal of an invented user says nothing. */
async function createConnected(stage: Stage, body: JsonObject): Promise<void> {
  const account = await knownAccount(stage);
  const answer = await stage.create(body, await stage.connected(account ?? inventedId()));
  const isRefused = answer.status >= 400 && answer.status < 500;
  if (isRefused && account === null)
    throw new Skipped('an invented user was refused; name a known one with --account, or run level 1');
  createdId(answer);
}

const INTENT_CHECKS: readonly Check[] = checksOf('7.1', 0, [
  ...created(GUEST_INTENTS),
  ...CONNECTED_INTENTS.map(([id, tag, claim, body]) => ({
    id,
    tag,
    claim,
    change: 'src/gateway/wire.ts#INTENTS',
    ...(id === 'CONNECT-connected' ? { conflict: 21 } : {}),
    run: (stage: Stage) => createConnected(stage, body),
  })),
  ...CONNECTED_ONLY_INTENTS.map((intent) => ({
    id: `${intent}-guest`,
    tag: intent === 'AUTHORISE_HOLDINGS' ? ('assumed' as const) : ('doc' as const),
    claim: `${intent} with a guest token is refused`,
    change: 'src/gateway/wire.ts#CONNECTED_ONLY_INTENTS',
    run: async (stage: Stage) => {
      const orderConfig = { iscid: inventedId(), batchId: inventedId(), ticker: 'INFY' };
      const isAboutOrder = /^(?:SIP|IMR|CANCEL)_/.test(intent);
      expectRefusal(await stage.create({ intent, ...(isAboutOrder ? { orderConfig } : {}) }));
    },
  })),
  ...ABOUT_UNKNOWN.map(([id, tag, claim, body, change = EMULATED]) => ({
    id,
    tag,
    claim,
    change,
    run: async (stage: Stage) => {
      const account = (await knownAccount(stage)) ?? inventedId();
      expectRefusal(await stage.create(body, await stage.connected(account)));
    },
  })),
  ...refused([
    ['unknown-intent', 'doc', 'an intent that is not in the table is refused', { intent: 'LOGIN' }],
  ]),
]);

/** Section 25 corrects 7.3 and 7.5. */
const CORRECTED: readonly Check[] = checksOf('25', 0, [
  ...created([
    [
      'mf-empty',
      'doc',
      'a mutual-fund import may leave every field to the user',
      { intent: 'MF_HOLDINGS_IMPORT', assetConfig: {} },
    ],
  ]),
]);

const LIMIT_CHECKS: readonly Check[] = checksOf('21', 0, [
  ...created([
    [
      'notes-longest',
      'doc',
      `notes of ${NOTES_MAX} characters are accepted`,
      { intent: 'CONNECT', notes: 'dwar contract; inert '.padEnd(NOTES_MAX, '.') },
      'src/gateway/wire.ts#NOTES_MAX',
    ],
  ]),
  ...refused([
    [
      'notes-longer',
      'doc',
      `notes of ${NOTES_MAX + 1} characters are refused`,
      { intent: 'CONNECT', notes: 'dwar contract; inert '.padEnd(NOTES_MAX + 1, '.') },
      'src/gateway/wire.ts#NOTES_MAX',
    ],
    [
      'body-size',
      'assumed',
      'a body of more than 1 MiB is refused',
      { intent: 'CONNECT', filler: '.'.repeat(1024 * 1024) },
      'src/emulator/server.ts#BODY_LIMIT_BYTES',
    ],
  ]),
]);

/** Sections 7, 7.1, 21 and 25, as far as a creation shows them. */
export const CREATION_CHECKS: readonly Check[] = [
  ...GENERAL,
  ...INTENT_CHECKS,
  ...LIMIT_CHECKS,
  ...CORRECTED,
];
