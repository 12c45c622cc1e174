import { HTTP_ERRORS, paths } from '../../gateway/wire.js';
import { type Check, checksOf, type Tag } from '../check.js';
import {
  dataOf,
  expectShape,
  expectStatus,
  expectThat,
  expectValue,
  firstError,
  shownError,
} from '../expect.js';
import type { Answer } from '../partner-http.js';
import { ERROR_TYPE, FAILURE, SUCCESS } from '../shapes.js';
import { signedToken, type Stage, unknownTransaction } from '../stage.js';

/** A row of the table of section 6 that can be provoked. */
interface Situation {
  readonly id: string;
  readonly what: string;
  readonly error: keyof typeof HTTP_ERRORS;
  readonly statusTag: Tag;
  readonly textTag: Tag;
  readonly isQuick?: true;
  readonly ask: (stage: Stage) => Promise<Answer>;
}

const SITUATIONS: readonly Situation[] = [
  {
    id: 'secret-wrong',
    what: 'a wrong API secret',
    error: 'secretInvalid',
    statusTag: 'assumed',
    textTag: 'assumed',
    ask: (stage) => stage.details(unknownTransaction(), { secret: 'not-the-api-secret-of-this-gateway' }),
  },
  {
    id: 'gateway-unknown',
    what: 'an unknown gateway name',
    error: 'gatewayUnknown',
    statusTag: 'assumed',
    textTag: 'sdk',
    ask: (stage) =>
      stage.call({
        path: paths.transactionDetails('no-such-gateway-0'),
        query: { transactionId: unknownTransaction() },
      }),
  },
  {
    id: 'token-invalid',
    what: 'a badly signed token',
    error: 'jwtInvalid',
    statusTag: 'assumed',
    textTag: 'sdk',
    ask: (stage) =>
      stage.details(unknownTransaction(), {
        token: signedToken('not the secret', { guest: true, exp: Math.floor(Date.now() / 1000) + 300 }),
      }),
  },
  {
    id: 'token-expired',
    what: 'an expired token',
    error: 'jwtExpired',
    statusTag: 'assumed',
    textTag: 'assumed',
    ask: (stage) =>
      stage.details(unknownTransaction(), {
        token: signedToken(stage.target.secret.reveal(), { guest: true, exp: 1_600_003_600 }),
      }),
  },
  {
    id: 'guest-for-connected',
    what: 'a guest token where a connected one is needed',
    error: 'connectedRequired',
    statusTag: 'assumed',
    textTag: 'assumed',
    ask: (stage) => stage.call({ path: paths.holdings(stage.gateway), query: { version: 'v2' } }),
  },
  {
    id: 'transaction-unknown',
    what: 'an unknown transaction id',
    error: 'transactionUnknown',
    statusTag: 'sdk',
    textTag: 'doc',
    isQuick: true,
    ask: (stage) => stage.details(unknownTransaction()),
  },
];

/** Three facts of each row apart, since a tenant may differ in any one of them. */
function checksOfSituation(situation: Situation): readonly Check[] {
  const { id, what, statusTag, textTag } = situation;
  const expected = HTTP_ERRORS[situation.error];
  const change = `src/gateway/wire.ts#HTTP_ERRORS.${situation.error}`;
  const answerIn = (stage: Stage) => stage.once(`6/${id}`, situation.ask);
  const quick = situation.isQuick === undefined ? {} : { isQuick: situation.isQuick };
  const isOfKeys = expected.status === 401 || expected.status === 403;
  return checksOf('6', 0, [
    {
      id: `${id}-status`,
      tag: statusTag,
      claim: `${what} is answered ${expected.status}`,
      change,
      ...(isOfKeys ? { conflict: 19 } : {}),
      ...quick,
      run: async (stage) => expectStatus(await answerIn(stage), expected.status),
    },
    {
      id: `${id}-text`,
      tag: textTag,
      claim: `${what} is answered with the error \`${expected.text}\``,
      change,
      ...quick,
      run: async (stage) => {
        const answer = await answerIn(stage);
        const isIt = firstError(answer) === expected.text;
        expectThat(isIt, `\`errors[0]\` is ${shownError(answer)}`);
      },
    },
    {
      id: `${id}-type`,
      tag: textTag === 'doc' ? 'doc' : 'assumed',
      claim: `${what} is answered with the errorType \`${expected.errorType}\``,
      change,
      run: async (stage) =>
        expectValue((await answerIn(stage)).json?.errorType, expected.errorType, '`errorType`'),
    },
  ]);
}

const badBody = (stage: Stage) => stage.once('6/bad-body', (one) => one.create({ intent: 'NO_SUCH_INTENT' }));

/** Section 6: the envelope, and how refusals look. */
export const ERROR_CHECKS: readonly Check[] = [
  ...checksOf('6', 0, [
    {
      id: 'success-envelope',
      tag: 'doc',
      claim: 'a success is `{success: true, errors: null, data: {…}}`',
      change: 'src/gateway/answer.ts#readEnvelope',
      run: async (stage) => {
        const answer = await stage.once('created/CONNECT', (one) => one.create({ intent: 'CONNECT' }));
        dataOf(answer);
        expectShape(answer.json, SUCCESS, 'the answer');
      },
    },
    {
      id: 'failure-envelope',
      tag: 'seen',
      claim: 'a refusal is `{success: false, errors: [text], data: null}`',
      change: 'src/gateway/answer.ts#readEnvelope',
      isQuick: true,
      run: async (stage) => {
        const answer = await stage.once('6/transaction-unknown', (one) => one.details(unknownTransaction()));
        expectShape(answer.json, FAILURE, 'the answer');
      },
    },
    {
      id: 'error-types',
      tag: 'doc',
      claim: 'the `errorType` of a refusal is one of those that are known',
      change: 'src/gateway/wire.ts#ERROR_TYPES',
      run: async (stage) => {
        const answer = await stage.once('6/transaction-unknown', (one) => one.details(unknownTransaction()));
        expectShape(answer.json?.errorType, ERROR_TYPE, '`errorType`');
      },
    },
    {
      id: 'bad-body-status',
      tag: 'seen',
      claim: 'a body with a field that is not valid is answered 400',
      change: 'src/emulator/partner-api/refusal.ts#badField',
      run: async (stage) => expectStatus(await badBody(stage), 400),
    },
    {
      id: 'bad-body-text',
      tag: 'assumed',
      claim: 'the error of such a body names the field',
      change: 'src/emulator/partner-api/refusal.ts#badField',
      run: async (stage) => {
        const answer = await badBody(stage);
        const namesIt = firstError(answer)?.includes('intent') === true;
        expectThat(namesIt, `\`errors[0]\` is ${shownError(answer)}`);
      },
    },
  ]),
  ...SITUATIONS.flatMap(checksOfSituation),
];
