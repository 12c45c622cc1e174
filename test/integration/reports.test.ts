import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present, REPORT_OUTCOME } from '../support/documents.js';
import { buying, isSettled, Player } from '../support/player.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

const REPORT = graphql(/* GraphQL */ `
  mutation ReportAndSeeError($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      __typename
      ... on Transaction { status error { code provenance isRetryable } }
    }
  }
`);

async function reported(player: Player, transactionId: string, errorCode: number) {
  const { reportTransactionOutcome } = await player.client.ask(REPORT, {
    input: { transactionId, errorCode },
  });
  return present(reportTransactionOutcome);
}

const TIMELINE = graphql(/* GraphQL */ `
  query TimelineAfterReports($id: ID!) { transaction(id: $id) { timeline { source from to } } }
`);

describe('whether another try is offered after a report', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
    // The tests send; upstream only answers reads.
    await app.emulator.control.webhooks('lost');
  });

  beforeEach(async () => {
    await blockReads(false);
  });

  afterAll(async () => {
    await app.close();
  });

  /** Upstream refuses reads; no breaker opens by that. */
  const blockReads = async (isBlocked: boolean) => {
    await app.emulator.control.faults(isBlocked ? [{ path: 'transactiondetails', status: 400 }] : []);
  };

  test.each([4003, 4005, 4006])(
    '%s may have left an order behind: no later report says otherwise, only a read does',
    async (errorCode) => {
      const judy = await Player.of(app, `judy ${errorCode}`);
      await blockReads(true);
      const id = await judy.create(buying());
      await judy.complete(id, 'lep-cancel');
      await reported(judy, id, 1012);
      const error = { code: errorCode, provenance: 'REPORTED', isRetryable: false };
      for (const code of [errorCode, 1010, 2000])
        expect(await reported(judy, id, code)).toMatchObject({ status: 'INITIALIZED', error });
      await blockReads(false);
      expect(await judy.after(601_000, () => judy.transaction(id), isSettled)).toMatchObject({
        status: 'ERRORED',
        error: { code: 1012, provenance: 'CONFIRMED', isRetryable: true },
      });
    },
  );

  test('a doubt ends with the read that finds the time up and the transaction unused', async () => {
    const kim = await Player.of(app, 'kim');
    const id = await kim.create(buying());
    expect(await reported(kim, id, 4003)).toMatchObject({ error: { code: 4003, isRetryable: false } });
    const left = await kim.after(
      361_000,
      () => kim.transaction(id),
      ({ error }) => error === null,
    );
    expect(left).toMatchObject({ status: 'INITIALIZED', isExpired: true, error: null, orders: [] });
  });

  test('a user who cancels before an order is sent may try again', async () => {
    const mila = await Player.of(app, 'mila');
    const id = await mila.create(buying());
    expect(await reported(mila, id, 1010)).toMatchObject({
      status: 'INITIALIZED',
      error: { isRetryable: true },
    });
    await mila.complete(id, 'lep-stuck');
    await mila.after(
      21_000,
      () => mila.transaction(id),
      ({ status }) => status === 'USED',
    );
    expect(await reported(mila, id, 1012)).toMatchObject({
      status: 'USED',
      error: { code: 1012, isRetryable: true },
    });
  });

  test('a reported cancellation of an order in progress allows no other attempt', async () => {
    const nina = await Player.of(app, 'nina');
    const id = await nina.create(buying());
    await nina.complete(id, 'lep-slow');
    await app.clock.advance(11_000);
    await nina.eventually(
      () => nina.transaction(id),
      ({ status }) => status === 'PROCESSING',
    );
    expect(await reported(nina, id, 1012)).toMatchObject({
      status: 'PROCESSING',
      error: { code: 1012, isRetryable: false },
    });
  });

  test('an order that a webhook reported allows no other attempt, until a read retracts it', async () => {
    const olga = await Player.of(app, 'olga');
    await blockReads(true);
    const id = await olga.create(buying());
    await olga.complete(id, 'lep-cancel');
    const hint = { ...batch(newBatchId()), transactionId: id, smallcaseAuthId: 'a'.repeat(24) };
    expect(await deliver(app.url, signed(hint))).toMatchObject({ status: 200 });
    expect(await reported(olga, id, 1012)).toMatchObject({
      status: 'INITIALIZED',
      error: { code: 1012, isRetryable: false },
    });
    expect(await olga.transaction(id)).toMatchObject({ orders: [{}], error: { isRetryable: false } });
    await blockReads(false);
    expect(await olga.after(601_000, () => olga.transaction(id), isSettled)).toMatchObject({
      orders: [],
      error: { code: 1012, isRetryable: true },
    });
  });
});

describe('reports of nothing', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.close();
  });

  test('however many, leave one entry in the timeline and crowd out no step', async () => {
    const sara = await Player.of(app, 'sara');
    const id = await sara.create(buying());
    for (let count = 0; count < 205; count += 1)
      await sara.client.ask(REPORT, { input: { transactionId: id } });
    await sara.complete(id, 'lep-ok');
    await sara.settled(id);
    const { transaction } = await sara.client.ask(TIMELINE, { id });
    const { timeline } = present(transaction);
    expect(timeline.filter(({ source }) => source === 'REPORT')).toEqual([
      { source: 'REPORT', from: 'INITIALIZED', to: 'INITIALIZED' },
    ]);
    expect(timeline).toContainEqual({ source: 'POLL', from: 'INITIALIZED', to: 'COMPLETED' });
  });
});

describe('a report with the SDK’s token', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({
      env: { GATEWAY_RESPONSE_TIMEOUT_MS: '2000', GATEWAY_TOTAL_TIMEOUT_MS: '2000' },
    });
  });

  afterAll(async () => {
    await app.close();
  });

  test('is stored before its account is linked: a Gateway that hangs delays the link alone', async () => {
    const pia = await Player.of(app, 'pia');
    await pia.create({ intent: 'CONNECT' });
    const transactionId = await pia.create(buying());
    const smallcaseAuthToken = await pia.sdkToken(transactionId, 'lep-slow');
    await app.emulator.control.faults([{ path: 'transactiondetails', hang: true }]);
    let isAnswered = false;
    const input = { transactionId, smallcaseAuthToken, errorCode: 4006 };
    const answer = pia.client.ask(REPORT, { input }).finally(() => {
      isAnswered = true;
    });
    await pia.eventually(
      () => pia.transaction(transactionId),
      ({ error }) => error?.code === 4006,
    );
    expect(isAnswered).toBe(false);
    expect(await answer).toMatchObject({
      reportTransactionOutcome: { __typename: 'Transaction', error: { code: 4006 } },
    });
    await app.emulator.control.faults([]);
  });

  test('that is not Gateway’s is stored all the same, and links nothing', async () => {
    const ravi = await Player.of(app, 'ravi');
    const transactionId = await ravi.create(buying());
    const input = { transactionId, smallcaseAuthToken: 'garbage', errorCode: 4006 };
    expect(await ravi.client.ask(REPORT_OUTCOME, { input })).toEqual({
      reportTransactionOutcome: { __typename: 'Transaction', linkFailure: { code: 'AUTH_TOKEN_INVALID' } },
    });
    expect(await ravi.transaction(transactionId)).toMatchObject({
      status: 'INITIALIZED',
      error: { code: 4006, provenance: 'REPORTED' },
    });
  });
});
