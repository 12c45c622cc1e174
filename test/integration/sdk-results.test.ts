import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { buying, Player } from '../support/player.js';

const REPORT = graphql(/* GraphQL */ `
  mutation ReportSdkResult($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      ... on Transaction { status error { code key kind provenance } linkFailure { __typename code } }
    }
  }
`);
const ACCOUNTS = graphql(/* GraphQL */ `
  query AccountsAfterReport { viewer { brokerAccounts { id } } }
`);

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app.close();
});

async function report(player: Player, transactionId: string, input: object) {
  const { reportTransactionOutcome } = await player.client.ask(REPORT, {
    input: { transactionId, ...input },
  });
  return present(reportTransactionOutcome);
}

async function accountsOf(player: Player) {
  const { viewer } = await player.client.ask(ACCOUNTS);
  return viewer?.brokerAccounts ?? [];
}

describe('the value of an SDK, as the app got it', () => {
  test.each([
    ['JSON', (token: string) => JSON.stringify({ smallcaseAuthToken: token, broker: 'kite' })],
    ['base64 of JSON', (token: string) => base64({ smallcaseAuthToken: token })],
    [
      'a native result',
      (token: string) =>
        JSON.stringify({
          success: true,
          transaction: 'CONNECT',
          data: base64({ smallcaseAuthToken: token }),
        }),
    ],
    [
      'an error that carries the token',
      (token: string) =>
        JSON.stringify({
          err: { userInfo: { code: 2000, smallcaseAuthToken: token } },
          message: 'api_error',
        }),
    ],
  ])('links the account when it is %s', async (name, write) => {
    const player = await Player.of(app, `sam ${name}`);
    const id = await player.create({ intent: 'CONNECT' });
    const token = await player.sdkToken(id, `lep-ok-${name.length}`);
    expect(await report(player, id, { sdkResult: write(token) })).toMatchObject({ linkFailure: null });
    expect(await accountsOf(player)).toHaveLength(1);
  });

  test.each([
    ['a token that Gateway did not sign', { errorCode: 1012, smallcaseAuthToken: 'a.b.c' }, 1012, null],
    ['a textual code', { errorCode: 'USER_CANCELLED', smallcaseAuthToken: 'T' }, 1002, 'USER_CANCELLED'],
    ['an unknown code', { errorCode: 'LATER_WORD', data: { smallcaseAuthToken: 'T' } }, null, 'LATER_WORD'],
  ])('keeps its error and starts a read with %s', async (name, value, code, key) => {
    const player = await Player.of(app, `tara ${name}`);
    const id = await player.create(buying());
    await player.complete(id, 'lep-ok-7');
    const sdkResult = JSON.stringify(value);
    expect(await report(player, id, { sdkResult })).toMatchObject({
      error: { code, key },
      linkFailure: { __typename: 'AuthTokenInvalid', code: 'AUTH_TOKEN_INVALID' },
    });
    // No clock moves: the read that the report starts is the one that shows the outcome.
    expect(await player.settled(id)).toMatchObject({ status: 'COMPLETED', error: null });
    expect(await accountsOf(player)).toEqual([]);
  });

  test('links nothing with the token of another viewer’s transaction', async () => {
    const [owner, thief] = [await Player.of(app, 'uma'), await Player.of(app, 'vik')];
    const theirs = await owner.create({ intent: 'CONNECT' });
    const token = await owner.sdkToken(theirs, 'lep-ok-30');
    const own = await thief.create({ intent: 'CONNECT' });
    const answer = await report(thief, own, { sdkResult: JSON.stringify({ smallcaseAuthToken: token }) });
    expect(answer).toMatchObject({ linkFailure: { __typename: 'BrokerAccountUnproven' } });
    expect(await accountsOf(thief)).toEqual([]);
  });

  test.each([
    ['FLOW_IN_PROGRESS', 'FIX_INTEGRATION'],
    ['USER_CANCELLED', 'USER_CHOICE'],
    ['NATIVE_API_UNAVAILABLE', 'FIX_INTEGRATION'],
    ['INVALID_CONFIG', 'FIX_INTEGRATION'],
    ['SOME_LATER_WORD', 'OTHER'],
  ])('has the textual code %s kept as it is, of kind %s', async (errorKey, kind) => {
    const player = await Player.of(app, `will ${errorKey}`);
    const id = await player.create(buying());
    const { error } = await report(player, id, { errorKey });
    expect(error).toMatchObject({ key: errorKey, kind, provenance: 'REPORTED' });
  });
});
