import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/core/time/clock.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { REPORT_OUTCOME } from '../support/documents.js';
import { startEmulator } from '../support/emulator.js';
import { buying, Player, type Wanted } from '../support/player.js';

const VARIETIES = graphql(/* GraphQL */ `
  query OrderVarieties { orders { edges { node { variety } } } }
`);

const REPORT_AND_READ = graphql(/* GraphQL */ `
  mutation ReportAndRead($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      ... on Transaction { status error { code provenance } }
    }
  }
`);

const SELLING: Wanted = {
  intent: 'TRANSACTION',
  securities: [{ ticker: 'INFY', quantity: 2, side: 'SELL' }],
};
const errored = (code: number, kind: string, isRetryable: boolean) => ({
  status: 'ERRORED',
  orders: [],
  error: { code, kind, isRetryable, provenance: 'CONFIRMED' },
});
const ended = (status: string, leg: object | null) => ({
  status: 'COMPLETED',
  error: null,
  orders: [{ status, isFinal: true, provenance: 'CONFIRMED', legs: leg === null ? [] : [leg] }],
});

/** Scenario tokens of protocol section 20 with what Dwar finally reports. */
const SCENARIOS: readonly (readonly [token: string, input: Wanted, end: object])[] = [
  ['lep-ok', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  [
    'lep-reject',
    buying(),
    ended('UNFILLED', { status: 'REJECTED', errorCode: 'orderUnmatched', averagePrice: null }),
  ],
  ['lep-partial', buying(), ended('PARTIALLYFILLED', { filledQuantity: 1 })],
  ['lep-slow', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  ['lep-lowfunds', buying(), ended('UNFILLED', { status: 'REJECTED', errorCode: 'marginsExceeded' })],
  ['lep-unplaced', buying(), ended('UNPLACED', null)],
  ['lep-closed', buying(), errored(4004, 'WAIT', false)],
  ['lep-noholdings', SELLING, errored(1004, 'OTHER', false)],
  ['lep-consent', buying(), errored(1003, 'USER_CHOICE', true)],
  ['lep-mismatch', buying(), errored(1001, 'WRONG_ACCOUNT', true)],
  ['lep-cancel', buying(), errored(1012, 'USER_CHOICE', true)],
  ['lep-addfunds', buying(), errored(1012, 'USER_CHOICE', true)],
  ['lep-hook-dup', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  ['lep-hook-late', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  ['lep-hook-reorder', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  ['lep-hook-lost', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  ['lep-hook-badsum', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  ['lep-hook-tamper', buying(), ended('COMPLETED', { status: 'COMPLETE', filledQuantity: 2 })],
  ['lep-apierror', buying(), errored(2000, 'RETRY', true)],
];

describe.each(['normal', 'duplicate', 'reorder', 'lost', 'bad-checksum'])('with webhooks %s', (mode) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
    await app.emulator.control.webhooks(mode);
  });

  afterAll(async () => {
    await app.close();
  });

  test.each(SCENARIOS)('%s ends as it should', async (token, input, end) => {
    const player = await Player.of(app, token);
    // Only a connected user can turn out to be another one.
    if (token === 'lep-mismatch') await player.connect('lep-ok');
    const id = await player.create(input);
    await player.complete(id, token);
    if (token === 'lep-slow') await untilFilled(player, id);
    expect(await player.polled(id)).toMatchObject(end);
  });
});

/** Lets the order be seen open, the exchange fill it, and the hourly read of open orders come. */
async function untilFilled(player: Player, id: string): Promise<void> {
  await player.app.clock.advance(11_000);
  await player.eventually(
    () => player.transaction(id),
    ({ status }) => status !== 'INITIALIZED',
  );
  await player.app.clock.advance(31_000);
  await player.app.clock.jump(3_601_000);
}

/** Monday morning in India, three quarters of an hour before the exchange opens. */
const BEFORE_OPEN = Date.UTC(2026, 10, 23, 3, 0);

describe('an after-market order', () => {
  test('waits for the next session, and ends by the planned reads alone', async () => {
    const emulator = await startEmulator({ clock: new VirtualClock({ startAt: BEFORE_OPEN }) });
    const app = await startApp({ emulator });
    try {
      const player = await Player.of(app, 'early');
      const id = await player.create(buying());
      await player.complete(id, 'lep-amo');
      await app.clock.advance(11_000);
      const waiting = await player.eventually(
        () => player.transaction(id),
        ({ status }) => status === 'PROCESSING',
      );
      expect(waiting).toMatchObject({ isExpired: false, orders: [{ status: 'PLACED', isFinal: false }] });
      expect(await player.client.ask(VARIETIES)).toEqual({
        orders: { edges: [{ node: { variety: 'AMO' } }] },
      });
      await app.clock.jump(3_601_000);
      expect(await player.settled(id)).toMatchObject(ended('COMPLETED', { status: 'COMPLETE' }));
    } finally {
      await app.close();
      await emulator.close();
    }
  });
});

describe('a user who does not finish', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.close();
  });

  test.each([
    ['chooser', 1010],
    ['before-login', 1011],
    ['after-login', 1012],
  ])('by leaving at the %s leaves a transaction that failed by their choice', async (leave, code) => {
    const player = await Player.of(app, leave);
    const id = await player.create(buying());
    expect(await player.complete(id, 'lep-ok', { leave })).toMatchObject({ ok: false, error: { code } });
    expect(await player.polled(id)).toMatchObject(errored(code, 'USER_CHOICE', true));
  });

  test('by vanishing leaves a transaction that expires, which is no failure', async () => {
    const player = await Player.of(app, 'vanish');
    const id = await player.create(buying());
    await player.complete(id, 'lep-ok', { leave: 'vanish' });
    expect(await player.transaction(id)).toMatchObject({ status: 'INITIALIZED', isExpired: false });
    await app.clock.advance(301_000);
    expect(await player.transaction(id)).toMatchObject({
      status: 'INITIALIZED',
      isExpired: true,
      error: null,
    });
  });

  test('by being stuck after the login is USED, then expired', async () => {
    const player = await Player.of(app, 'stuck');
    const id = await player.create(buying());
    await player.complete(id, 'lep-stuck');
    await app.clock.advance(11_000);
    const used = await player.eventually(
      () => player.transaction(id),
      ({ status }) => status === 'USED',
    );
    expect(used).toMatchObject({ isExpired: false, provenance: 'CONFIRMED', error: null, orders: [] });
    await app.clock.advance(301_000);
    expect(await player.transaction(id)).toMatchObject({ status: 'USED', isExpired: true });
  });

  test('but says so is shown as reported until a read decides', async () => {
    const player = await Player.of(app, 'reporting');
    const id = await player.create(buying());
    const input = { transactionId: id, errorCode: 1012, errorMessage: 'user_cancelled' };
    expect(await player.client.ask(REPORT_AND_READ, { input })).toEqual({
      reportTransactionOutcome: { status: 'INITIALIZED', error: { code: 1012, provenance: 'REPORTED' } },
    });
    await player.complete(id, 'lep-ok');
    expect(await player.settled(id)).toMatchObject({
      status: 'COMPLETED',
      error: null,
      orders: [{ status: 'COMPLETED' }],
    });
    // A late report of a failure undoes nothing.
    await player.client.ask(REPORT_AND_READ, { input });
    expect(await player.transaction(id)).toMatchObject({ status: 'COMPLETED', error: null });
  });

  test.each([
    ['input.errorMessage', { errorMessage: 'x'.repeat(301), errorCode: 1 }],
    ['input.errorMessage', { errorMessage: 'no code' }],
  ])('and reports nonsense learns which argument it is: %s', async (argument, more) => {
    const player = await Player.of(app, 'nonsense');
    const transactionId = await player.create(buying());
    const { errors } = await player.client.send(REPORT_OUTCOME, { input: { transactionId, ...more } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
  });
});
