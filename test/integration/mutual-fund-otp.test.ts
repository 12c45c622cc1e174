import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { buying, Player, type Wanted } from '../support/player.js';

const SEND = graphql(/* GraphQL */ `
  mutation RequestMutualFundOtp($input: RequestMutualFundOtpInput!) {
    requestMutualFundOtp(input: $input) {
      __typename
      ... on MutualFundOtpSent { sendsLeft transaction { gatewayTransactionId } }
      ... on Failure { code message isRetryable }
      ... on OtpLimitExceeded { retryAfterSeconds }
    }
  }
`);

const VERIFY = graphql(/* GraphQL */ `
  mutation VerifyMutualFundOtp($input: VerifyMutualFundOtpInput!) {
    verifyMutualFundOtp(input: $input) {
      __typename
      ... on MutualFundImport { id state transaction { gatewayTransactionId } }
      ... on Failure { code message isRetryable }
      ... on OtpIncorrect { triesLeft }
    }
  }
`);

const STATES = graphql(/* GraphQL */ `
  query StatesOfImports { mutualFundImports { state folios { folio } } }
`);

const IMPORT: Wanted = { intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: {} };
const PAN = 'ABCTY1234D';
const PHONE = '+919876543210';
const EMAIL = 'owner@example.com';
const CODE = '123456';
const TIMEOUT = { GATEWAY_RESPONSE_TIMEOUT_MS: '300' };

let app: TestApp;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'dwar-test-'));
  app = await startApp({ dataDir, env: TIMEOUT });
});

afterAll(async () => {
  await app.app.close();
  await app.emulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let viewers = 0;

/** A viewer who has sent nothing yet, with a transaction to import. */
async function importer() {
  viewers += 1;
  const player = await Player.of(app, `importer ${viewers}`);
  return { player, transactionId: await player.create(IMPORT) };
}

type Fields = Readonly<Record<string, unknown>>;

const send = async ({ client }: Player, transactionId: string, more: Fields = { phone: PHONE }) =>
  present((await client.ask(SEND, { input: { transactionId, pan: PAN, ...more } })).requestMutualFundOtp);
const verify = async (
  { client }: Player,
  transactionId: string,
  otp = CODE,
  more: Fields = { phone: PHONE },
) =>
  present(
    (await client.ask(VERIFY, { input: { transactionId, pan: PAN, otp, ...more } })).verifyMutualFundOtp,
  );

/** How often Gateway was called. */
const calls = async (path: 'getOtp' | 'verifyOtp') => (await app.emulator.control.requests(path)).length;

/** What the call makes, and how often it calls Gateway. */
async function counting<Value>(path: 'getOtp' | 'verifyOtp', call: () => Promise<Value>) {
  const before = await calls(path);
  const value = await call();
  return { value, calls: (await calls(path)) - before };
}

describe('an import through screens of the app', () => {
  test.each([
    ['a phone number', { phone: PHONE }],
    ['an e-mail address', { email: EMAIL }],
  ])('with a code sent to %s brings its data by webhook', async (_name, contact) => {
    const { player, transactionId } = await importer();
    expect(await send(player, transactionId, contact)).toMatchObject({
      __typename: 'MutualFundOtpSent',
      sendsLeft: 3,
      transaction: { gatewayTransactionId: transactionId },
    });
    expect(await verify(player, transactionId, CODE, contact)).toMatchObject({
      __typename: 'MutualFundImport',
      state: expect.stringMatching(/^(?:AWAITING_DATA|RECEIVED)$/),
    });
    const { mutualFundImports } = await player.eventually(
      () => player.client.ask(STATES),
      (state) => state.mutualFundImports?.[0]?.state === 'RECEIVED',
    );
    expect(mutualFundImports).toMatchObject([{ folios: [{ folio: expect.any(String) }] }]);
  });

  test('whose code was accepted gives its import again, and calls nothing', async () => {
    const { player, transactionId } = await importer();
    await app.emulator.control.webhooks('lost');
    await send(player, transactionId);
    await verify(player, transactionId);
    await app.emulator.control.webhooks('normal');
    const again = await counting('verifyOtp', () => verify(player, transactionId));
    expect(again).toMatchObject({
      value: { __typename: 'MutualFundImport', state: 'AWAITING_DATA' },
      calls: 0,
    });
    const more = await counting('getOtp', () => send(player, transactionId));
    expect(more).toMatchObject({ value: { code: 'TRANSACTION_EXPIRED' }, calls: 0 });
  });

  test('that was linked to an account is made with its token', async () => {
    const { player } = await importer();
    await player.connect(`lep-ok-${viewers}`);
    const transactionId = await player.create(IMPORT);
    expect(await send(player, transactionId)).toMatchObject({ __typename: 'MutualFundOtpSent' });
  });
});

/** A refusal of Gateway in the words of section 13. */
const refusal = (status: number, text: string, errorType?: string) => ({
  status,
  body: { success: false, errors: [text], data: null, errorType },
});

const REFUSALS: readonly (readonly [name: string, fault: Fields, sent: string, tried: string])[] = [
  [
    'too many sends',
    refusal(400, 'otp_resend_limit_exceeded', 'AccessDenied'),
    'OtpLimitExceeded',
    'GatewayRefused',
  ],
  [
    'too many tries',
    refusal(400, 'wrong_attempts_exceeded', 'AccessDenied'),
    'GatewayRefused',
    'OtpAttemptsExceeded',
  ],
  ['a wrong code', refusal(406, 'Incorrect OTP', 'AccessDenied'), 'GatewayRefused', 'OtpIncorrect'],
  ['a wrong code in other words', refusal(406, 'incorrect'), 'GatewayRefused', 'OtpIncorrect'],
  [
    'another method',
    refusal(400, 'OTPMethodMismatch', 'InputException'),
    'GatewayRefused',
    'OtpMethodMismatch',
  ],
  [
    'an expired transaction',
    refusal(400, 'TransactionIdExpired', 'AccessDenied'),
    'TransactionExpired',
    'TransactionExpired',
  ],
  [
    'an unknown transaction',
    refusal(400, 'TransactionIdNotFound', 'InputException'),
    'GatewayRefused',
    'GatewayRefused',
  ],
  ['another intent', refusal(400, 'InvalidIntent', 'InputException'), 'GatewayRefused', 'GatewayRefused'],
  [
    'a registrar without a reason',
    refusal(422, 'odd', 'MFCException'),
    'RegistrarRefused',
    'RegistrarRefused',
  ],
  ['wrong keys', refusal(401, 'Invalid gateway secret', 'AccessDenied'), 'GatewayRefused', 'GatewayRefused'],
  ['a fault', refusal(500, 'Internal Error', 'InternalError'), 'GatewayUnavailable', 'OutcomeUnknown'],
  ['an outage', { status: 503 }, 'GatewayUnavailable', 'GatewayUnavailable'],
  [
    'throttling',
    { status: 429, headers: { 'retry-after': '7' } },
    'GatewayUnavailable',
    'GatewayUnavailable',
  ],
  ['no answer in time', { hang: true }, 'GatewayUnavailable', 'OutcomeUnknown'],
  ['a connection that is cut', { reset: true }, 'GatewayUnavailable', 'OutcomeUnknown'],
  [
    'an answer of another form',
    { status: 200, body: { odd: true } },
    'GatewayNotUnderstood',
    'OutcomeUnknown',
  ],
];

describe('when Gateway answers with', () => {
  afterAll(() => app.emulator.control.faults([]));

  test.each(REFUSALS)(
    '%s, the outcome is typed and nothing is repeated',
    async (_name, fault, sent, tried) => {
      const { player, transactionId } = await importer();
      await app.emulator.control.faults([{ path: 'Otp', ...fault }]);
      const sending = await counting('getOtp', () => send(player, transactionId));
      expect(sending).toMatchObject({ value: { __typename: sent }, calls: 1 });
      const trying = await counting('verifyOtp', () => verify(player, transactionId));
      expect(trying).toMatchObject({ value: { __typename: tried }, calls: 1 });
      await app.emulator.control.faults([]);
      expect(await send(player, transactionId)).toMatchObject({
        __typename: 'MutualFundOtpSent',
        sendsLeft: 2,
      });
      expect(await verify(player, transactionId)).toMatchObject({ __typename: 'MutualFundImport' });
    },
  );
});

describe('the registrars', () => {
  test.each([
    ['LEPMM1001A', 'PanContactMismatch', 'PanContactMismatch'],
    ['LEPRF1002A', 'RegistrarRefused', 'RegistrarRefused'],
    ['LEPRV1003A', 'RegistrarRefused', 'RegistrarRefused'],
    ['LEPRC1004A', 'RegistrarRefused', 'RegistrarRefused'],
    ['LEPRT1005A', 'GatewayUnavailable', 'GatewayUnavailable'],
    ['LEPIE1006A', 'GatewayUnavailable', 'OutcomeUnknown'],
  ])('refuse the PAN %s', async (pan, sent, tried) => {
    for (const contact of [{ phone: PHONE }, { email: EMAIL }]) {
      const { player, transactionId } = await importer();
      expect(await send(player, transactionId, { pan, ...contact })).toMatchObject({ __typename: sent });
      expect(await verify(player, transactionId, CODE, { pan, ...contact })).toMatchObject({
        __typename: tried,
      });
    }
  });

  test('take the code only from the contact it was sent to', async () => {
    const { player, transactionId } = await importer();
    await send(player, transactionId);
    expect(await verify(player, transactionId, CODE, { email: EMAIL })).toMatchObject({
      __typename: 'OtpMethodMismatch',
    });
    expect(await verify(player, transactionId, CODE, { phone: '+919876543211' })).toMatchObject({
      __typename: 'PanContactMismatch',
    });
    expect(await verify(player, transactionId)).toMatchObject({ __typename: 'MutualFundImport' });
  });
});

describe('the limits', () => {
  test('allow four codes for a transaction, also when they are asked for at once', async () => {
    const { player, transactionId } = await importer();
    const asked = await counting('getOtp', () =>
      Promise.all(Array.from({ length: 8 }, () => send(player, transactionId))),
    );
    const names = asked.value.map(({ __typename }) => __typename).sort();
    expect(names).toEqual([...Array(4).fill('MutualFundOtpSent'), ...Array(4).fill('OtpLimitExceeded')]);
    expect(asked.calls).toBe(4);
  });

  test('allow a viewer four codes in ten minutes, over all of their transactions', async () => {
    const { player, transactionId } = await importer();
    const second = await player.create(IMPORT);
    for (const id of [transactionId, transactionId, second, second])
      expect(await send(player, id)).toMatchObject({ __typename: 'MutualFundOtpSent' });
    const refused = await counting('getOtp', () => send(player, second));
    expect(refused).toMatchObject({
      value: { __typename: 'OtpLimitExceeded', retryAfterSeconds: expect.any(Number) },
      calls: 0,
    });
    const { player: another, transactionId: id } = await importer();
    expect(await send(another, id)).toMatchObject({ __typename: 'MutualFundOtpSent' });
    await app.clock.advance(601_000);
    expect(await send(player, await player.create(IMPORT))).toMatchObject({
      __typename: 'MutualFundOtpSent',
    });
  });

  test('allow four tries for a transaction', async () => {
    const { player, transactionId } = await importer();
    await send(player, transactionId);
    for (const triesLeft of [3, 2, 1, 0])
      expect(await verify(player, transactionId, '000000')).toMatchObject({
        code: 'OTP_INCORRECT',
        triesLeft,
      });
    const refused = await counting('verifyOtp', () => verify(player, transactionId));
    expect(refused).toMatchObject({ value: { __typename: 'OtpAttemptsExceeded' }, calls: 0 });
  });

  test('hold after a restart', async () => {
    const { player, transactionId } = await importer();
    for (let n = 0; n < 3; n += 1) await send(player, transactionId);
    const { emulator, port } = app;
    await app.app.close();
    app = await startApp({ dataDir, emulator, port, env: TIMEOUT });
    const again = await Player.of(app, `importer ${viewers}`);
    expect(await send(again, transactionId)).toMatchObject({ sendsLeft: 0 });
    expect(await send(again, transactionId)).toMatchObject({ code: 'OTP_LIMIT_EXCEEDED' });
  });
});

const BAD_INPUT: readonly (readonly [argument: string, input: Fields])[] = [
  ['input.pan', { pan: 'abcty1234d', phone: PHONE }],
  ['input.pan', { pan: '', phone: PHONE }],
  ['input.phone', {}],
  ['input.phone', { phone: PHONE, email: EMAIL }],
  ['input.phone', { phone: '9876543210' }],
  ['input.email', { email: 'none' }],
];

describe('input', () => {
  test.each(BAD_INPUT)('is refused for %s, and reaches no one: %j', async (argument, fields) => {
    const { player, transactionId } = await importer();
    const input = { transactionId, pan: PAN, ...fields };
    for (const [document, more] of [
      [SEND, {}],
      [VERIFY, { otp: CODE }],
    ] as const) {
      const before = (await app.emulator.control.requests('Otp')).length;
      const { errors } = await player.client.sendRaw(document, { input: { ...input, ...more } });
      expect((await app.emulator.control.requests('Otp')).length).toBe(before);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
      for (const value of Object.values(fields).filter((text) => text !== ''))
        expect(JSON.stringify(errors)).not.toContain(value);
    }
  });

  test.each(['12345', '1234567', '12345a', ''])('is refused for the code %j', async (otp) => {
    const { player, transactionId } = await importer();
    const input = { transactionId, pan: PAN, phone: PHONE, otp };
    const { errors } = await player.client.sendRaw(VERIFY, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'input.otp' } }]);
  });

  test('must name an import of one’s own', async () => {
    const { transactionId } = await importer();
    const { player: other } = await importer();
    const order = await other.create(buying());
    for (const [id, code] of [
      [transactionId, 'NOT_FOUND'],
      [order, 'BAD_USER_INPUT'],
      ['none', 'NOT_FOUND'],
    ] as const) {
      const input = { transactionId: id, pan: PAN, phone: PHONE };
      const sending = await counting('getOtp', () => other.client.refused(SEND, { input }));
      expect(sending).toEqual({ value: [code], calls: 0 });
      const trying = await counting('verifyOtp', () =>
        other.client.refused(VERIFY, { input: { ...input, otp: CODE } }),
      );
      expect(trying).toEqual({ value: [code], calls: 0 });
    }
  });

  test('for an expired transaction calls nothing', async () => {
    const { player, transactionId } = await importer();
    await app.clock.advance(400_000);
    const sending = await counting('getOtp', () => send(player, transactionId));
    expect(sending).toMatchObject({ value: { __typename: 'TransactionExpired' }, calls: 0 });
    const trying = await counting('verifyOtp', () => verify(player, transactionId));
    expect(trying).toMatchObject({ value: { __typename: 'TransactionExpired' }, calls: 0 });
  });
});
