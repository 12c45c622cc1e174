import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { CREATE_TRANSACTION, present, TRANSACTION_ID } from '../support/documents.js';
import { startEmulator } from '../support/emulator.js';
import { JumpClock } from '../support/jump-clock.js';
import { buying, Player, type Wanted } from '../support/player.js';

const TOKEN_KIND = graphql(/* GraphQL */ `
  mutation TokenKindForTransaction($id: ID!) {
    createAuthToken(input: { transactionId: $id }) { kind }
  }
`);

const TRANSACTION_CURSORS = graphql(/* GraphQL */ `
  query TransactionCursors { transactions { edges { cursor } } }
`);

/** Upstream calls of a test that must not wait long. */
const SHORT = {
  GATEWAY_CONNECT_TIMEOUT_MS: '300',
  GATEWAY_RESPONSE_TIMEOUT_MS: '400',
  GATEWAY_TOTAL_TIMEOUT_MS: '600',
};

describe('createTransaction', () => {
  let app: TestApp;
  let players = 0;

  beforeAll(async () => {
    app = await startApp({ env: SHORT });
  });

  afterEach(async () => {
    await app.emulator.control.faults([]);
  });

  afterAll(async () => {
    await app.close();
  });

  const newViewer = () => {
    players += 1;
    return Player.of(app, `viewer ${players}`);
  };
  const creations = async () =>
    (await app.emulator.control.requests('/transaction')).filter(({ method }) => method === 'POST').length;
  const fault = (rule: object) =>
    app.emulator.control.faults([{ path: '/gateway/gatewaytest/transaction', ...rule }]);

  test('called a hundred times at once with one key makes one upstream call', async () => {
    const alice = await newViewer();
    const before = await creations();
    await fault({ delayMs: 100, times: 1 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => alice.tryCreate({ ...buying(), idempotencyKey: 'hundred' })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers[0]).toMatchObject({ __typename: 'Transaction', status: 'INITIALIZED' });
    expect((await creations()) - before).toBe(1);
  });

  test('with a used key and other input says so, and makes no call', async () => {
    const alice = await newViewer();
    const input = { ...buying(2), idempotencyKey: 'used' };
    const first = await alice.tryCreate(input);
    const before = await creations();
    const others: readonly Wanted[] = [
      { ...input, ...buying(3) },
      { ...input, notes: 'x' },
      { idempotencyKey: 'used', intent: 'CONNECT' },
    ];
    for (const other of others) {
      expect(await alice.tryCreate(other)).toEqual({
        __typename: 'IdempotencyKeyReused',
        code: 'IDEMPOTENCY_KEY_REUSED',
        isRetryable: false,
        message: expect.any(String),
      });
    }
    expect((await alice.tryCreate(input)).id).toBe(first.id);
    expect(await creations()).toBe(before);
  });

  test.each([
    ['a cut connection', { reset: true }],
    ['silence', { hang: true }],
    ['500', { status: 500 }],
    ['502 with HTML', { status: 502, body: '<html>Bad gateway</html>' }],
    ['200 with HTML', { body: '<html>Sign in</html>' }],
    ['truncated JSON', { body: '{"success":true,"data":{"transactionId":"TRX_' }],
    ['wrong types', { body: { success: true, errors: null, data: { transactionId: 5, expireAt: true } } }],
    [
      'a misshapen id',
      {
        body: {
          success: true,
          errors: null,
          data: { transactionId: 'TRX_1', expireAt: '2027-01-01T00:00:00.000Z' },
        },
      },
    ],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: {} }],
  ])('answered by %s is OutcomeUnknown once, and the same key makes one afterwards', async (_name, rule) => {
    const alice = await newViewer();
    const input = { ...buying(), idempotencyKey: 'unknown' };
    const before = await creations();
    // The second call comes while the first one is in progress: after its end it might try again.
    await fault({ delayMs: 200, ...rule });
    const answers = await Promise.all([alice.tryCreate(input), alice.tryCreate(input)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        __typename: 'OutcomeUnknown',
        code: 'OUTCOME_UNKNOWN',
        isRetryable: true,
      });
      expect(JSON.stringify(answer)).not.toMatch(/html|TRX_|elsewhere/);
    }
    expect((await creations()) - before).toBe(1);
    await app.emulator.control.faults([]);
    const again = await alice.tryCreate(input);
    expect(again).toMatchObject({ __typename: 'Transaction' });
    expect((await alice.tryCreate(input)).id).toBe(again.id);
    expect((await creations()) - before).toBe(2);
  });

  test.each([
    [400, undefined, 'GatewayRefused'],
    [401, undefined, 'GatewayRefused'],
    [
      422,
      { success: false, errors: ['No such security'], data: null, errorType: 'InputException' },
      'GatewayRefused',
    ],
    [200, { success: false, errors: ['refused in a good envelope'], data: null }, 'GatewayRefused'],
  ])('refused with %s is remembered', async (status, body, typename) => {
    const alice = await newViewer();
    const input = { ...buying(), idempotencyKey: 'refused' };
    await fault({ status, ...(body === undefined ? {} : { body }) });
    const refusal = await alice.tryCreate(input);
    expect(refusal).toMatchObject({ __typename: typename, code: 'GATEWAY_REFUSED', isRetryable: false });
    await app.emulator.control.faults([]);
    const before = await creations();
    expect(await alice.tryCreate(input)).toEqual(refusal);
    expect(await creations()).toBe(before);
    expect(await alice.tryCreate({ ...input, idempotencyKey: 'again' })).toMatchObject({
      __typename: 'Transaction',
    });
  });

  test.each([[429], [503]])('put off with %s gives the key back', async (status) => {
    const alice = await newViewer();
    const input = { ...buying(), idempotencyKey: 'put off' };
    await fault({ status, times: 1 });
    expect(await alice.tryCreate(input)).toMatchObject({
      __typename: 'GatewayUnavailable',
      isRetryable: true,
    });
    await app.clock.advance(60_000);
    expect(await alice.tryCreate(input)).toMatchObject({ __typename: 'Transaction' });
  });

  test('answered with the id of an earlier transaction is OutcomeUnknown, and changes neither', async () => {
    const [alice, bela] = [await newViewer(), await newViewer()];
    const earlier = await bela.create(buying());
    const before = await bela.transaction(earlier);
    const expireAt = new Date(app.clock.now() + 300_000).toISOString();
    await fault({ body: { success: true, errors: null, data: { transactionId: earlier, expireAt } } });
    expect(await alice.tryCreate(buying())).toMatchObject({ __typename: 'OutcomeUnknown' });
    expect(await bela.tryCreate(buying())).toMatchObject({ __typename: 'OutcomeUnknown' });
    expect(await bela.transaction(earlier)).toEqual(before);
    const { transaction } = await alice.client.ask(TRANSACTION_ID, { id: earlier });
    expect(transaction).toBeNull();
  });

  test('of an order made a moment ago under another key asks whether it is meant', async () => {
    const alice = await newViewer();
    const order = { ...buying(7), allowDuplicate: false };
    const first = await alice.tryCreate(order);
    expect(await alice.tryCreate(order)).toMatchObject({
      __typename: 'PossibleDuplicate',
      code: 'POSSIBLE_DUPLICATE',
      transaction: { id: first.id },
    });
    expect(await alice.tryCreate({ ...order, allowDuplicate: true })).toMatchObject({
      __typename: 'Transaction',
    });
    expect(await alice.tryCreate({ ...buying(8), allowDuplicate: false })).toMatchObject({
      __typename: 'Transaction',
    });
    expect(await (await newViewer()).tryCreate(order)).toMatchObject({ __typename: 'Transaction' });
    await app.clock.advance(15_001);
    expect(await alice.tryCreate(order)).toMatchObject({ __typename: 'Transaction' });
  });

  test('of the same order twice at once, under two keys, makes one', async () => {
    const alice = await newViewer();
    const before = await creations();
    await fault({ delayMs: 50, times: 1 });
    const order = { ...buying(9), allowDuplicate: false };
    const answers = await Promise.all([alice.tryCreate(order), alice.tryCreate(order)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['PossibleDuplicate', 'Transaction']);
    expect((await creations()) - before).toBe(1);
  });

  test.each([
    ['was put off', 503, 'GatewayUnavailable'],
    ['has no known outcome', 500, 'OutcomeUnknown'],
  ])(
    'with a key that %s asks, too, whether an order made since is meant',
    async (_name, status, typename) => {
      const alice = await newViewer();
      const order = { ...buying(7), allowDuplicate: false };
      const input = { ...order, idempotencyKey: 'again' };
      await fault({ status, times: 1 });
      expect(await alice.tryCreate(input)).toMatchObject({ __typename: typename });
      const other = await alice.tryCreate(order);
      const before = await creations();
      expect(await alice.tryCreate(input)).toMatchObject({
        __typename: 'PossibleDuplicate',
        transaction: { id: other.id },
      });
      expect(await creations()).toBe(before);
      await app.clock.advance(15_001);
      const made = await alice.tryCreate(input);
      expect(made).toMatchObject({ __typename: 'Transaction' });
      expect((await alice.tryCreate(input)).id).toBe(made.id);
    },
  );

  test.each([
    ['makes one order', {}, ['PossibleDuplicate', 'PossibleDuplicate', 'Transaction', 'Transaction'], 1],
    [
      'gives every caller of an attempt its outcome',
      { status: 500 },
      Array.from({ length: 4 }, () => 'OutcomeUnknown'),
      2,
    ],
  ])('with two keys of the same order tried again at once %s', async (_name, rule, typenames, posts) => {
    const alice = await newViewer();
    const order = { ...buying(9), allowDuplicate: false };
    const inputs = ['one', 'other'].map((idempotencyKey) => ({ ...order, idempotencyKey }));
    await fault({ status: 500, times: 2 });
    for (const input of inputs)
      expect(await alice.tryCreate(input)).toMatchObject({ __typename: 'OutcomeUnknown' });
    const before = await creations();
    await fault({ delayMs: 50, ...rule });
    const answers = await Promise.all([...inputs, ...inputs].map((input) => alice.tryCreate(input)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(typenames);
    expect((await creations()) - before).toBe(posts);
  });

  test('acts for the linked account unless as a guest, and needs one where Gateway does', async () => {
    const alice = await newViewer();
    const kindOf = async (id: string) => (await alice.client.ask(TOKEN_KIND, { id })).createAuthToken?.kind;
    expect(await kindOf(await alice.create(buying()))).toBe('GUEST');
    const needy = { idempotencyKey: 'funds', intent: 'FETCH_FUNDS' } as const;
    expect(await alice.client.refused(CREATE_TRANSACTION, { input: needy })).toEqual([
      'BROKER_ACCOUNT_REQUIRED',
    ]);
    const { id } = await alice.connect('lep-ok-1');
    expect(await kindOf(await alice.create(buying()))).toBe('CONNECTED');
    expect(await kindOf(await alice.create({ ...buying(), brokerAccountId: id }))).toBe('CONNECTED');
    expect(await kindOf(await alice.create({ ...buying(), asGuest: true }))).toBe('GUEST');
    expect(await kindOf(await alice.create({ intent: 'CONNECT' }))).toBe('GUEST');
    // The key was never taken by what was refused before any call.
    expect(await alice.tryCreate(needy)).toMatchObject({ __typename: 'Transaction' });
    const guest = { ...needy, idempotencyKey: 'as guest', asGuest: true };
    expect((await alice.client.send(CREATE_TRANSACTION, { input: guest })).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'input.asGuest' } },
    ]);
  });
});

test('createTransaction keeps returning its transaction after that has expired', async () => {
  const emulator = await startEmulator({ clock: new JumpClock(Date.now()) });
  const app = await startApp({ emulator });
  try {
    const alice = await Player.of(app, 'alice');
    const input = { ...buying(2), idempotencyKey: 'old' };
    const first = await alice.tryCreate(input);
    await app.clock.advance(23 * 3_600_000);
    expect(await alice.tryCreate(input)).toEqual({ ...first });
    expect(await alice.transaction(present(first.id))).toMatchObject({ isExpired: true });
  } finally {
    for (const part of [app, emulator]) await part.close();
  }
});

describe('createTransaction with Gateway unreachable', () => {
  test('is GatewayUnavailable, and the key is free', async () => {
    const app = await startApp({ env: { ...SHORT, GATEWAY_URL: 'http://127.0.0.1:9' } });
    try {
      const alice = await Player.of(app, 'alice');
      for (let n = 0; n < 3; n += 1) {
        expect(await alice.tryCreate({ ...buying(), idempotencyKey: 'same' })).toEqual({
          __typename: 'GatewayUnavailable',
          code: 'GATEWAY_UNAVAILABLE',
          isRetryable: true,
          message: expect.any(String),
        });
      }
      const { transactions } = await alice.client.ask(TRANSACTION_CURSORS);
      expect(transactions).toEqual({ edges: [] });
    } finally {
      await app.close();
    }
  });
});

describe('createTransaction after a crash in the middle of the upstream call', () => {
  test('is OutcomeUnknown to who waited for it, and makes one for who comes after its lease', async () => {
    const app = await startApp();
    const alice = await Player.of(app, 'alice');
    const input = { ...buying(), idempotencyKey: 'crashed' };
    const before = await alice.tryCreate(input);
    await app.app.close();
    await leaveUnderWay(app, app.clock.now() + 1_500);
    const { dataDir, emulator, port } = app;
    const again = await startApp({ dataDir, emulator, port });
    try {
      const posts = () =>
        app.emulator.control
          .requests('/transaction')
          .then((list) => list.filter(({ method }) => method === 'POST').length);
      expect(await alice.tryCreate(input)).toMatchObject({ __typename: 'OutcomeUnknown' });
      expect(await posts()).toBe(1);
      const made = await Promise.all([alice.tryCreate(input), alice.tryCreate(input)]);
      expect(made[0]).toMatchObject({ __typename: 'Transaction' });
      expect(made[1]).toEqual(made[0]);
      expect(made[0]?.id).not.toBe(before.id);
      expect(await posts()).toBe(2);
    } finally {
      await again.close();
      await app.close();
    }
  });

  /** Leaves the one key of a closed app's ledger as a process leaves it that dies before the answer. */
  async function leaveUnderWay(app: TestApp, leaseUntil: number): Promise<void> {
    const ledger = await openLedger(app.databaseUrl, { log: silentLog });
    const underWay = { state: 'PENDING', transaction_id: null, lease_until: leaseUntil } as const;
    await ledger.db.updateTable('idempotency_keys').set(underWay).execute();
    await ledger.close();
  }
});
