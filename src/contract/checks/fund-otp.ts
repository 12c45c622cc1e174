import { OTP_PATHS } from '../../gateway/otp/otp-wire.js';
import type { JsonObject } from '../../core/json.js';
import { type Check, checksOf } from '../check.js';
import { expectStatus, expectThat, expectValue, firstError, shownError } from '../expect.js';
import type { Answer } from '../partner-http.js';
import { createdId, type Stage, unknownTransaction } from '../stage.js';
import { expiredTransaction } from './lifetimes.js';

/**
 * Nothing here may have a code sent to a person: each call is one that is refused before, and the address
 * is one that cannot exist.
 */
const INVESTOR: JsonObject = { pan: 'ABCTY1234D', email: 'contract@example.invalid' };

function ask(stage: Stage, call: keyof typeof OTP_PATHS, body: JsonObject): Promise<Answer> {
  const path = `${stage.target.mutualFundUrl.replace(/(?<!\/)\/+$/, '')}${OTP_PATHS[call]}`;
  return stage.call({ path, body: { ...INVESTOR, ...body } });
}

function expectError(answer: Answer, text: string, errorType: string): void {
  expectStatus(answer, 400);
  expectThat(firstError(answer) === text, `\`errors[0]\` is ${shownError(answer)}`);
  expectValue(answer.json?.errorType, errorType, '`errorType`');
}

const WIRE = 'src/gateway/wire.ts#HTTP_ERRORS';

/** Section 13, as far as no code is sent, and what section 25 says of `verifyOtp`. */
export const FUND_OTP_CHECKS: readonly Check[] = [
  ...checksOf('13', 0, [
    {
      id: 'getOtp-unknown',
      tag: 'doc',
      claim: '`getOtp` for an unknown transaction: 400 `TransactionIdNotFound`, `InputException`',
      change: 'src/gateway/otp/otp-wire.ts#OTP_PATHS',
      conflict: 26,
      run: async (stage) =>
        expectError(
          await ask(stage, 'getOtp', { transactionId: unknownTransaction() }),
          'TransactionIdNotFound',
          'InputException',
        ),
    },
    {
      id: 'getOtp-intent',
      tag: 'doc',
      claim: '`getOtp` for a transaction of another intent: 400 `InvalidIntent`, `InputException`',
      change: `${WIRE}.intentInvalid`,
      run: async (stage) => {
        const transactionId = createdId(await stage.create({ intent: 'CONNECT' }));
        expectError(await ask(stage, 'getOtp', { transactionId }), 'InvalidIntent', 'InputException');
      },
    },
    {
      id: 'getOtp-expired',
      tag: 'doc',
      claim: '`getOtp` for an expired transaction: 400 `TransactionIdExpired`, `AccessDenied`',
      change: `${WIRE}.transactionExpired`,
      run: async (stage) => {
        const transactionId = await expiredTransaction(stage);
        expectError(await ask(stage, 'getOtp', { transactionId }), 'TransactionIdExpired', 'AccessDenied');
      },
    },
  ]),
  ...checksOf('25', 0, [
    {
      id: 'verifyOtp-unknown',
      tag: 'doc',
      claim:
        '`verifyOtp` is at `/gateway/mf/verifyOtp`: an unknown transaction is 400 `TransactionIdNotFound`',
      change: 'src/gateway/otp/otp-wire.ts#OTP_PATHS',
      conflict: 26,
      run: async (stage) =>
        expectError(
          await ask(stage, 'verifyOtp', { transactionId: unknownTransaction(), otp: '000000' }),
          'TransactionIdNotFound',
          'InputException',
        ),
    },
    {
      id: 'verifyOtp-shape',
      tag: 'doc',
      claim: 'a code that has not six digits is answered 400, and not like a wrong one (406)',
      change: 'src/gateway/otp/otp-wire.ts#OTP_SHAPE',
      run: async (stage) => {
        const transactionId = createdId(await stage.create({ intent: 'MF_HOLDINGS_IMPORT' }));
        expectStatus(await ask(stage, 'verifyOtp', { transactionId, otp: '12' }), 400);
      },
    },
  ]),
];
