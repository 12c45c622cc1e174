import { z } from 'zod';
import { isRecord, type JsonObject } from '../../core/json.js';
import { createAuthTokens } from '../../gateway/auth-tokens.js';
import { fieldOf } from '../../gateway/json.js';
import { AUTH_ID_SHAPE, paths } from '../../gateway/wire.js';
import { type Check, checksOf } from '../check.js';
import { dataOf, expectShape, expectThat, expectValue } from '../expect.js';
import { claimsOf, connectedAccount, connectFlow } from '../flows/accounts.js';
import { deliveriesOf, objectIn, rejection, resolved } from '../flows/flow.js';
import {
  authIdOf,
  fundsFlow,
  holdingsFlow,
  leavingFlow,
  mismatchFlow,
  openOrderFlow,
  orderFlow,
  smallcaseFlow,
} from '../flows/flows.js';
import { createdId, type Stage } from '../stage.js';
import { shown } from '../shown.js';

/** How long the tokens live that Gateway gives out (section 4.1), in seconds. */
const GIVEN_LIFE_SECONDS = 3_600;

const TOKEN_CHECKS: readonly Check[] = checksOf('4.1', 1, [
  {
    id: 'given-signature',
    tag: 'doc',
    claim: 'the token of an SDK answer is signed with the secret',
    change: 'src/gateway/auth-tokens.ts#createAuthTokens',
    conflict: 25,
    run: async (stage) => {
      const token = String(fieldOf(resolved(await connectFlow(stage)), 'smallcaseAuthToken'));
      const verified = await createAuthTokens({ secret: stage.target.secret, clockToleranceSeconds: 60 })
        .verify(token)
        .catch((error: Error) => error);
      expectThat(!(verified instanceof Error), 'it does not verify with the secret');
    },
  },
  {
    id: 'given-life',
    tag: 'doc',
    claim: 'it has `iat`, and `exp` an hour later',
    change: 'src/emulator/state/tokens.ts#ANSWERED_TOKEN_LIFE_SECONDS',
    run: async (stage) => {
      const { iat, exp } = claimsOf(await connectFlow(stage));
      expectThat(typeof iat === 'number' && typeof exp === 'number', '`iat` or `exp` is absent');
      expectThat(exp - iat === GIVEN_LIFE_SECONDS, `it lives ${exp - iat} s`);
    },
  },
]);

const IDENTITY_CHECKS: readonly Check[] = checksOf('5', 1, [
  {
    id: 'shape',
    tag: 'doc',
    claim: 'a `smallcaseAuthId` is 24 lower-case hex characters',
    change: 'src/gateway/wire.ts#AUTH_ID_SHAPE',
    run: async (stage) => {
      const { smallcaseAuthId } = claimsOf(await connectFlow(stage));
      const fits = typeof smallcaseAuthId === 'string' && AUTH_ID_SHAPE.test(smallcaseAuthId);
      expectThat(fits, `it is ${shown(smallcaseAuthId)}`);
    },
  },
  {
    id: 'in-details',
    tag: 'sdk',
    claim: 'after the login transaction details have the same id as the token, in `authId`',
    change: 'src/broker-accounts/link-broker-account.ts#BrokerAccountLinker',
    conflict: 20,
    run: async (stage) => {
      const account = await connectedAccount(stage);
      expectThat(authIdOf(await connectFlow(stage)) === account, '`authId` is another, or absent');
    },
  },
  {
    id: 'returning',
    tag: 'doc',
    claim: 'a returning user, here with a guest token, has the same id again',
    change: 'src/emulator/state/ids.ts#deriveAuthId',
    run: async (stage) => {
      const account = await connectedAccount(stage);
      expectThat(authIdOf(await orderFlow(stage)) === account, 'the id is another, or absent');
    },
  },
  {
    id: 'in-webhook',
    tag: 'doc',
    claim: 'webhooks carry the same id',
    change: 'src/gateway/webhook-kind.ts#recogniseWebhook',
    run: async (stage) => {
      const account = await connectedAccount(stage);
      const [{ body }] = deliveriesOf(stage, await orderFlow(stage));
      expectThat(fieldOf(body ?? {}, 'smallcaseAuthId') === account, 'the id is another, or absent');
    },
  },
  {
    id: 'mismatch',
    tag: 'doc',
    claim: 'a connected user who logs in with another account ends the transaction ERRORED',
    change: 'src/gateway/wire.ts#SDK_ERRORS.userMismatch',
    run: async (stage) => {
      const flow = await mismatchFlow(stage);
      rejection(flow);
      expectValue(fieldOf(flow.details, 'status'), 'ERRORED', '`status`');
    },
  },
]);

const INTENT_CHECKS: readonly Check[] = [
  ...checksOf('7.1', 1, [
    ...['SIP_SETUP', 'IMR_SETUP'].map((intent) => ({
      id: `${intent}-invested`,
      tag: 'doc' as const,
      claim: `${intent} is created with the \`iscid\` of an investment`,
      change: 'src/transactions/build-request.ts#buildTransactionBody',
      run: async (stage: Stage) => {
        const iscid = fieldOf(resolved(await smallcaseFlow(stage)), 'iscid');
        const token = await stage.connected(await connectedAccount(stage));
        createdId(await stage.create({ intent, orderConfig: { iscid } }, token));
      },
    })),
    {
      id: 'CANCEL_ORDER-open',
      tag: 'doc',
      claim: 'CANCEL_ORDER is created with `batchId` and `ticker` of an open leg',
      change: 'src/transactions/build-request.ts#buildTransactionBody',
      run: async (stage) => {
        const [{ body }] = deliveriesOf(stage, await openOrderFlow(stage));
        const orderConfig = { batchId: fieldOf(body ?? {}, 'batchId'), ticker: 'INFY' };
        const token = await stage.connected(await connectedAccount(stage));
        createdId(await stage.create({ intent: 'CANCEL_ORDER', orderConfig }, token));
      },
    },
  ]),
  ...checksOf('7.3', 1, [
    {
      id: 'INVESTMORE-invested',
      tag: 'doc',
      claim: 'a follow-up is created with the `iscid` of an investment alone',
      change: 'src/transactions/build-request.ts#buildTransactionBody',
      conflict: 14,
      run: async (stage) => {
        const iscid = fieldOf(resolved(await smallcaseFlow(stage)), 'iscid');
        const token = await stage.connected(await connectedAccount(stage));
        const orderConfig = { type: 'INVESTMORE', iscid };
        createdId(await stage.create({ intent: 'TRANSACTION', orderConfig }, token));
      },
    },
  ]),
];

const STATE_CHECKS: readonly Check[] = [
  ...checksOf('8', 1, [
    {
      id: 'completed',
      tag: 'doc',
      claim: 'a CONNECT that succeeded is COMPLETED',
      change: 'src/gateway/wire.ts#TRANSACTION_STATUSES',
      run: async (stage) =>
        expectValue(fieldOf((await connectFlow(stage)).details, 'status'), 'COMPLETED', '`status`'),
    },
    {
      id: 'processing',
      tag: 'doc',
      claim: 'a transaction with an open limit order is PROCESSING',
      change: 'src/transactions/transaction.machine.ts#mergeTransaction',
      run: async (stage) =>
        expectValue(fieldOf((await openOrderFlow(stage)).details, 'status'), 'PROCESSING', '`status`'),
    },
    {
      id: 'errored',
      tag: 'sdk',
      claim: 'a user who leaves before the login ends the transaction ERRORED',
      change: 'src/gateway/wire.ts#TRANSACTION_STATUSES',
      run: async (stage) =>
        expectValue(fieldOf((await leavingFlow(stage)).details, 'status'), 'ERRORED', '`status`'),
    },
  ]),
  ...checksOf('9', 1, [
    {
      id: 'success',
      tag: 'sdk',
      claim: '`success` of a finished transaction has token and broker',
      change: 'src/gateway/decode/decode-transaction.ts#decodeTransactionDetails',
      run: async (stage) => {
        const success = objectIn((await connectFlow(stage)).details, 'success');
        for (const name of ['smallcaseAuthToken', 'broker'])
          expectThat(typeof fieldOf(success, name) === 'string', `\`success.${name}\` is absent`);
      },
    },
    {
      id: 'batches',
      tag: 'sdk',
      claim: '`success.data.batches` holds the batches of an order',
      change: 'src/gateway/decode/decode-transaction.ts#decodeOutcome',
      run: async (stage) => {
        const data = objectIn(objectIn((await orderFlow(stage)).details, 'success'), 'data');
        const batches = fieldOf(data, 'batches');
        expectThat(Array.isArray(batches) && batches.length > 0, `it is ${shown(batches)}`);
      },
    },
    {
      id: 'error',
      tag: 'sdk',
      claim: '`error` of an ERRORED transaction is `{value: true, code, message}`',
      change: 'src/gateway/decode/decode-transaction.ts#decodeError',
      run: async (stage) => {
        const shape = z.looseObject({ value: z.literal(true), code: z.int(), message: z.string() });
        expectShape(fieldOf((await leavingFlow(stage)).details, 'error'), shape, '`error`');
      },
    },
  ]),
];

const HOLDINGS_CHECK: readonly Check[] = checksOf('12', 1, [
  {
    id: 'connected',
    tag: 'doc',
    claim: 'after an import holdings are read with a connected token, and name its account',
    change: 'src/gateway/decode/decode-holdings.ts#decodeHoldings',
    run: async (stage) => {
      const account = await connectedAccount(stage);
      expectThat(
        fieldOf(await importedHoldings(stage, 'v2'), 'smallcaseAuthId') === account,
        'another account',
      );
    },
  },
  {
    id: 'times',
    tag: 'doc',
    claim: '`snapshotDate` is not later than `lastUpdate`',
    change: 'src/gateway/decode/decode-holdings.ts#decodeHoldingsBody',
    run: async (stage) => {
      const holdings = await importedHoldings(stage, 'v2');
      const [taken, stored] = ['snapshotDate', 'lastUpdate'].map((name) =>
        Date.parse(String(fieldOf(holdings, name))),
      );
      expectThat(Number(taken) <= Number(stored), 'it is later, or one of them is no time');
    },
  },
]);

/** The holdings of the account that has imported them in this run. */
export async function importedHoldings(stage: Stage, version: 'v1' | 'v2'): Promise<JsonObject> {
  resolved(await holdingsFlow(stage));
  const account = await connectedAccount(stage);
  const answer = await stage.once(`12/${version}`, async (one) =>
    one.call({
      path: paths.holdings(one.gateway),
      query: { version, mfHoldings: 'true' },
      token: await one.connected(account),
      isPersonal: true,
    }),
  );
  return dataOf(answer);
}

const FUNDS_CHECKS: readonly Check[] = checksOf('14', 1, [
  {
    id: 'details',
    tag: 'sdk',
    claim: 'the server finds the cash in `success.data.funds` of the transaction, a number',
    change: 'src/gateway/decode/decode-transaction.ts#decodeOutcome',
    run: async (stage) => {
      const data = objectIn(objectIn((await fundsFlow(stage)).details, 'success'), 'data');
      const funds = fieldOf(data, 'funds');
      expectThat(typeof funds === 'number', `it is ${shown(funds)}`);
    },
  },
  {
    id: 'value',
    tag: 'doc',
    claim: 'the SDK resolves with `data.funds`, a number',
    change: 'src/transactions/funds/funds.type.ts#FundsType',
    run: async (stage) => {
      const funds = fieldOf(objectIn(resolved(await fundsFlow(stage)), 'data'), 'funds');
      expectThat(typeof funds === 'number', `it is ${shown(funds)}`);
    },
  },
]);

const INVESTMENT = z.looseObject({
  investment: z.looseObject({
    iscid: z.string(),
    scid: z.string(),
    name: z.string(),
    currentConfig: z.looseObject({ constituents: z.array(z.looseObject({ ticker: z.string() })) }),
    flags: z.looseObject({ amoPending: z.boolean() }),
  }),
});

const INVESTMENT_CHECKS: readonly Check[] = checksOf('15', 1, [
  {
    id: 'investment',
    tag: 'doc',
    claim: 'a smallcase that was bought is an investment with `iscid`, `scid`, constituents and flags',
    change: 'src/gateway/decode/decode-investments.ts#decodeInvestments',
    run: async (stage) => {
      resolved(await smallcaseFlow(stage));
      const answer = await stage.call({
        path: paths.investments(stage.gateway),
        token: await stage.connected(await connectedAccount(stage)),
        isPersonal: true,
      });
      const list = fieldOf(dataOf(answer), 'investments');
      expectThat(Array.isArray(list) && list.length > 0, `\`data.investments\` is ${shown(list)}`);
      expectThat(isRecord(list[0]), 'an item is no object');
      expectShape(list[0], INVESTMENT, 'the first investment');
    },
  },
]);

/** Level 1 of sections 4.1 to 15, without orders and the two versions of holdings. */
export const USER_CHECKS: readonly Check[] = [
  ...TOKEN_CHECKS,
  ...IDENTITY_CHECKS,
  ...INTENT_CHECKS,
  ...STATE_CHECKS,
  ...HOLDINGS_CHECK,
  ...FUNDS_CHECKS,
  ...INVESTMENT_CHECKS,
];
