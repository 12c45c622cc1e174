import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { AccountsOfViewerQuery } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  EVENT_LOG,
  HOLDINGS_OF,
  LINK_BROKER_ACCOUNT,
  NODE_ID,
  present,
  REPORT_OUTCOME,
} from '../support/documents.js';
import { TEST_KEYS } from '../support/emulator.js';
import { authIdIn, buying, globalId, Player } from '../support/player.js';

const VIEWER = graphql(/* GraphQL */ `
  query AccountsOfViewer {
    viewer { brokerAccounts { id broker } currentBrokerAccount { id } }
  }
`);

const TOKEN = graphql(/* GraphQL */ `
  mutation MintToken($input: CreateAuthTokenInput) {
    createAuthToken(input: $input) { kind token gateway expiresAt }
  }
`);

const UNLINK = graphql(/* GraphQL */ `
  mutation Unlink($id: ID!) {
    unlinkBrokerAccount(input: { brokerAccountId: $id }) {
      ... on BrokerAccountUnlinked { brokerAccountId }
    }
  }
`);

const PENDING_ACTIONS = graphql(/* GraphQL */ `
  query PendingActions { pendingActions { id action } }
`);

/** Everything that could reveal another viewer's account. */
const DETAILS = graphql(/* GraphQL */ `
  query DetailsOfTransactions {
    transactions { edges { node { error { code } funds { amount } orders { id } } } }
  }
`);

const TRANSACTIONS_OF_ORDERS = graphql(/* GraphQL */ `
  query TransactionsOfOrders {
    orders { edges { node { transaction { id } } } }
  }
`);

/** Signs a token by hand. */
function sign(
  claims: object,
  secret: string = TEST_KEYS.secret,
  header: object = { alg: 'HS256', typ: 'JWT' },
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

describe('linking a broker account', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.close();
  });

  const linksOf = async (player: Player): Promise<NonNullable<AccountsOfViewerQuery['viewer']>> =>
    present((await player.client.ask(VIEWER)).viewer);

  test('needs the SDK’s token and an own transaction completed with it', async () => {
    const alice = await Player.of(app, 'alice');
    const { id } = await alice.connect('lep-ok-10');
    expect(await linksOf(alice)).toEqual({
      brokerAccounts: [{ id, broker: 'kite' }],
      currentBrokerAccount: { id },
    });
  });

  test('makes the last linked account the current one', async () => {
    const bela = await Player.of(app, 'bela');
    const first = await bela.connect('lep-ok-20');
    const second = await bela.connect('lep-ok-21', 'upstox');
    expect(await linksOf(bela)).toMatchObject({
      brokerAccounts: [{ id: second.id, broker: 'upstox' }, { id: first.id }],
      currentBrokerAccount: { id: second.id },
    });
    await app.clock.advance(1_000);
    expect(await bela.link(first.sdkToken)).toMatchObject({ id: first.id });
    expect((await linksOf(bela)).currentBrokerAccount).toEqual({ id: first.id });
    expect((await linksOf(bela)).brokerAccounts).toHaveLength(2);
  });

  test.each(['CONNECT', 'HOLDINGS_IMPORT'] as const)(
    'gives nothing to a viewer who gets another user to finish their %s',
    async (intent) => {
      const victim = await Player.of(app, `victim of ${intent}`);
      const mallory = await Player.of(app, `mallory with ${intent}`);
      const lure = await mallory.create({ intent });
      const token = await victim.sdkToken(lure, `lep-ok-${intent.length}`);
      await mallory.polled(lure);
      const victims = authIdIn(token);

      expect(await victim.link(token)).toMatchObject({ __typename: 'BrokerAccountUnproven' });
      for (const player of [mallory, victim]) {
        expect((await linksOf(player)).brokerAccounts).toEqual([]);
        expect(await player.client.ask(HOLDINGS_OF, { id: null })).toEqual({ holdings: null });
        expect(await player.client.ask(HOLDINGS_OF, { id: victims })).toEqual({ holdings: null });
      }
      const events = await mallory.client.ask(EVENT_LOG);
      expect(JSON.stringify(events)).not.toContain('HoldingsEvent');
      const details = await mallory.client.ask(DETAILS);
      expect(JSON.stringify(details)).not.toContain(victims);
      // Nor later, when the victim links: the import was not theirs, and the deliveries kept for it belong to
      // no viewer.
      await victim.connect(`lep-ok-${intent.length}`);
      for (const player of [mallory, victim]) {
        expect(await player.client.ask(HOLDINGS_OF, { id: victims })).toEqual({ holdings: null });
      }
    },
  );

  test('of a victim who linked before shows the lure’s maker nothing either', async () => {
    const victim = await Player.of(app, 'linked victim');
    const mallory = await Player.of(app, 'mallory again');
    const { authId } = await victim.connect('lep-ok-30');
    const lure = await mallory.create({ intent: 'HOLDINGS_IMPORT' });
    const token = await victim.sdkToken(lure);
    await mallory.settled(lure);
    expect(await mallory.client.ask(HOLDINGS_OF, { id: null })).toEqual({ holdings: null });
    expect(await mallory.client.ask(HOLDINGS_OF, { id: authId })).toEqual({ holdings: null });
    // Proof of both kinds, and still the account keeps its owner, and no name is shown.
    const refused = await mallory.link(token);
    expect(refused).toEqual({
      __typename: 'BrokerAccountLinkedElsewhere',
      code: 'BROKER_ACCOUNT_LINKED_ELSEWHERE',
      isRetryable: false,
    });
    expect((await linksOf(mallory)).brokerAccounts).toEqual([]);
    expect((await linksOf(victim)).brokerAccounts).toHaveLength(1);
  });

  test('with a copied token alone is unproven', async () => {
    const victim = await Player.of(app, 'copied victim');
    const mallory = await Player.of(app, 'copying mallory');
    await mallory.create({ intent: 'CONNECT' });
    const { sdkToken } = await victim.connect('lep-ok-40');
    expect(await mallory.link(sdkToken)).toEqual({
      __typename: 'BrokerAccountUnproven',
      code: 'BROKER_ACCOUNT_UNPROVEN',
      isRetryable: true,
    });
    // Reported as an outcome of an own transaction it proves no more.
    const own = await mallory.create({ intent: 'CONNECT' });
    const input = { transactionId: own, smallcaseAuthToken: sdkToken };
    expect(await mallory.client.ask(REPORT_OUTCOME, { input })).toEqual({
      reportTransactionOutcome: {
        __typename: 'Transaction',
        linkFailure: { code: 'BROKER_ACCOUNT_UNPROVEN' },
      },
    });
    expect((await linksOf(mallory)).brokerAccounts).toEqual([]);
  });

  test('of an account proven by two viewers stays with the first', async () => {
    const first = await Player.of(app, 'first of two');
    const second = await Player.of(app, 'second of two');
    const { id } = await first.connect('lep-ok-50');
    const own = await second.create({ intent: 'CONNECT' });
    const token = await second.sdkToken(own, 'lep-ok-50');
    expect(await second.link(token)).toMatchObject({ __typename: 'BrokerAccountLinkedElsewhere' });
    expect(await first.client.ask(UNLINK, { id })).toEqual({ unlinkBrokerAccount: { brokerAccountId: id } });
    expect(await second.link(token)).toMatchObject({ __typename: 'BrokerAccount', id });
  });

  test('by reporting an outcome links as far as the proof goes', async () => {
    const carol = await Player.of(app, 'carol');
    const transactionId = await carol.create({ intent: 'CONNECT' });
    const smallcaseAuthToken = await carol.sdkToken(transactionId, 'lep-ok-55');
    await carol.client.ask(REPORT_OUTCOME, { input: { transactionId, smallcaseAuthToken } });
    expect((await linksOf(carol)).brokerAccounts).toHaveLength(1);
    const input = { transactionId, smallcaseAuthToken: sign({ guest: true, exp: inAnHour() }) };
    expect(await carol.client.ask(REPORT_OUTCOME, { input })).toEqual({
      reportTransactionOutcome: { __typename: 'Transaction', linkFailure: { code: 'AUTH_TOKEN_INVALID' } },
    });
  });

  const readsBy = async (work: () => Promise<unknown>) => {
    const reads = async () => (await app.emulator.control.requests('transactiondetails')).length;
    const before = await reads();
    await work();
    return (await reads()) - before;
  };

  test('reads five transactions at most for one proof, each once, though every read fails', async () => {
    const hana = await Player.of(app, 'hana');
    const own = await hana.create({ intent: 'CONNECT' });
    for (let count = 0; count < 7; count += 1) await hana.create({ intent: 'CONNECT' });
    const token = await hana.sdkToken(own, 'lep-ok-80');
    await app.emulator.control.faults([{ path: 'transactiondetails', status: 502 }]);
    const reads = await readsBy(async () =>
      expect(await hana.client.refused(LINK_BROKER_ACCOUNT, { token })).toEqual(['GATEWAY_UNAVAILABLE']),
    );
    await app.emulator.control.faults([]);
    expect(reads).toBe(5);
  });

  test('many times at once makes no more reads than once', async () => {
    const jana = await Player.of(app, 'jana');
    const own = await jana.create({ intent: 'CONNECT' });
    const token = await jana.sdkToken(own, 'lep-ok-81');
    const reads = await readsBy(() => Promise.all(Array.from({ length: 10 }, () => jana.link(token))));
    expect(reads).toBeLessThanOrEqual(10);
    expect((await linksOf(jana)).brokerAccounts).toHaveLength(1);
  });

  test('needs another transaction once the account was unlinked: one proves one link', async () => {
    const kiri = await Player.of(app, 'kiri');
    const { id, sdkToken } = await kiri.connect('lep-ok-82');
    await kiri.client.ask(UNLINK, { id });
    expect(await kiri.link(sdkToken)).toMatchObject({ __typename: 'BrokerAccountUnproven' });
    expect((await linksOf(kiri)).brokerAccounts).toEqual([]);
    expect(await kiri.connect('lep-ok-82')).toMatchObject({ id });
  });

  test('is not proven by a transaction whose flow cannot have ended with the token any more', async () => {
    const lena = await Player.of(app, 'lena');
    const own = await lena.create({ intent: 'CONNECT' });
    const token = await lena.sdkToken(own, 'lep-ok-83');
    await app.clock.jump(106 * 60_000);
    expect(await lena.link(token)).toMatchObject({ __typename: 'BrokerAccountUnproven' });
  });

  test('is GATEWAY_UNAVAILABLE while the proof cannot be read, and works afterwards', async () => {
    const erik = await Player.of(app, 'erik');
    const own = await erik.create({ intent: 'CONNECT' });
    const token = await erik.sdkToken(own, 'lep-ok-70');
    await app.emulator.control.faults([{ path: 'transactiondetails', status: 502 }]);
    expect(await erik.client.refused(LINK_BROKER_ACCOUNT, { token })).toEqual(['GATEWAY_UNAVAILABLE']);
    await app.emulator.control.faults([]);
    expect(await erik.link(token)).toMatchObject({ __typename: 'BrokerAccount' });
  });
});

describe('linking while Gateway hangs', () => {
  const TIMEOUT = { GATEWAY_RESPONSE_TIMEOUT_MS: '2000', GATEWAY_TOTAL_TIMEOUT_MS: '2000' };
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ env: TIMEOUT });
  });

  afterAll(async () => {
    await app.close();
  });

  test('has one deadline for all the transactions that may hold the proof', async () => {
    const ines = await Player.of(app, 'ines');
    const own = await ines.create({ intent: 'CONNECT' });
    for (let count = 0; count < 4; count += 1) await ines.create({ intent: 'CONNECT' });
    const token = await ines.sdkToken(own);
    const reads = async () => (await app.emulator.control.requests('transactiondetails')).length;
    const before = await reads();
    await app.emulator.control.faults([{ path: 'transactiondetails', hang: true }]);
    expect(await ines.client.refused(LINK_BROKER_ACCOUNT, { token })).toEqual(['GATEWAY_UNAVAILABLE']);
    // One and its repetition, and another when the first ended a moment before the deadline; never all five.
    expect((await reads()) - before).toBeLessThan(5);
    await app.emulator.control.faults([]);
    expect(await ines.link(token)).toMatchObject({ __typename: 'BrokerAccount' });
  });
});

describe('linking with a token that is no proof', () => {
  let app: TestApp;
  let dora: Player;
  let authId: string;

  beforeAll(async () => {
    app = await startApp();
    dora = await Player.of(app, 'dora');
    const own = await dora.create({ intent: 'CONNECT' });
    authId = authIdIn(await dora.sdkToken(own));
    await dora.polled(own);
  });

  afterAll(async () => {
    await app.close();
  });

  test.each([
    ['expired', (id: string) => sign({ smallcaseAuthId: id, exp: 1_600_003_600 })],
    [
      'signed with another secret',
      (id: string) => sign({ smallcaseAuthId: id, exp: inAnHour() }, TEST_KEYS.apiSecret),
    ],
    [
      'unsigned',
      (id: string) =>
        `${sign({ smallcaseAuthId: id, exp: inAnHour() }, '', { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
    ],
    [
      'of another algorithm',
      (id: string) => sign({ smallcaseAuthId: id, exp: inAnHour() }, TEST_KEYS.secret, { alg: 'HS512' }),
    ],
    ['a guest’s', () => sign({ guest: true, exp: inAnHour() })],
    ['both guest and connected', (id: string) => sign({ guest: true, smallcaseAuthId: id, exp: inAnHour() })],
    ['without an account', () => sign({ exp: inAnHour() })],
    ['of a misshapen account', () => sign({ smallcaseAuthId: 'ABC', exp: inAnHour() })],
    ['garbage', () => 'garbage'],
    ['empty', () => ''],
    ['not canonical', (id: string) => ` ${sign({ smallcaseAuthId: id, exp: inAnHour() })}`],
    ['padded', (id: string) => `${sign({ smallcaseAuthId: id, exp: inAnHour() })}=`],
  ])('refuses a token that is %s, and makes no call', async (_name, tokenOf) => {
    const before = (await app.emulator.control.requests()).length;
    expect(await dora.link(tokenOf(authId))).toEqual({
      __typename: 'AuthTokenInvalid',
      code: 'AUTH_TOKEN_INVALID',
      isRetryable: false,
    });
    expect((await app.emulator.control.requests()).length).toBe(before);
    expect(await dora.client.ask(VIEWER)).toMatchObject({ viewer: { brokerAccounts: [] } });
  });
});

describe('a linked account', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.close();
  });

  test('unlinked takes its holdings, its actions and their events along; orders stay', async () => {
    const fay = await Player.of(app, 'fay');
    const { id, authId } = await fay.connect('lep-ok-1');
    const imported = await fay.create({ intent: 'HOLDINGS_IMPORT' });
    await fay.complete(imported);
    const held = () => fay.client.ask(HOLDINGS_OF, { id: authId });
    await fay.eventually(held, ({ holdings }) => holdings?.provenance === 'CONFIRMED');
    await app.emulator.control.pendingAction({
      smallcaseAuthId: authId,
      scid: 'SCET_0010',
      iscid: 'a'.repeat(24),
      name: 'A smallcase',
      action: 'REBALANCE',
    });
    const actions = () => fay.client.ask(PENDING_ACTIONS);
    const { pendingActions } = await fay.eventually(
      actions,
      (viewer) => present(viewer.pendingActions).length > 0,
    );
    const [action] = present(pendingActions);
    const { order } = await fay.bought();
    expect(JSON.stringify(await fay.client.ask(EVENT_LOG))).toMatch(/HoldingsEvent.*PendingActionEvent/);

    await fay.client.ask(UNLINK, { id: authId });
    expect(await held()).toEqual({ holdings: null });
    expect(await fay.client.ask(HOLDINGS_OF, { id: null })).toEqual({ holdings: null });
    expect(await actions()).toEqual({ pendingActions: [] });
    for (const gone of [id, present(action).id])
      expect(await fay.client.ask(NODE_ID, { id: gone })).toEqual({ node: null });
    expect(JSON.stringify(await fay.client.ask(EVENT_LOG))).not.toMatch(/HoldingsEvent|PendingActionEvent/);
    expect((await fay.transaction(await transactionOf(fay))).orders).toMatchObject([{ id: order.id }]);
    expect(await fay.client.refused(UNLINK, { id })).toEqual(['NOT_FOUND']);
  });

  const transactionOf = async (player: Player) => {
    const { orders } = await player.client.ask(TRANSACTIONS_OF_ORDERS);
    return orders?.edges[0]?.node?.transaction?.id ?? '';
  };

  test('is what a connected token is for, and no other account', async () => {
    const gita = await Player.of(app, 'gita');
    const guest = await gita.client.ask(TOKEN, {});
    expect(guest.createAuthToken).toMatchObject({ kind: 'GUEST', gateway: TEST_KEYS.gatewayName });
    expect(await gita.client.refused(TOKEN, { input: { kind: 'CONNECTED' } })).toEqual([
      'BROKER_ACCOUNT_REQUIRED',
    ]);
    const { id, authId } = await gita.connect('lep-ok-2');
    const inputs = [{}, { kind: 'CONNECTED' }, { brokerAccountId: id }, { brokerAccountId: authId }] as const;
    for (const input of inputs) {
      const { createAuthToken } = await gita.client.ask(TOKEN, { input });
      expect(createAuthToken).toMatchObject({ kind: 'CONNECTED' });
      expect(authIdIn(present(createAuthToken).token)).toBe(authId);
    }
    expect(await gita.client.ask(TOKEN, { input: { kind: 'GUEST' } })).toMatchObject({
      createAuthToken: { kind: 'GUEST' },
    });
    await gita.client.ask(UNLINK, { id });
    expect(await gita.client.refused(TOKEN, { input: { brokerAccountId: authId } })).toEqual(['NOT_FOUND']);
  });

  test('is in the token for a transaction that was created with it, even when another is current', async () => {
    const hari = await Player.of(app, 'hari');
    const asGuest = await hari.create(buying());
    const first = await hari.connect('lep-ok-3');
    const connected = await hari.create(buying());
    await hari.connect('lep-ok-4');
    const tokenFor = async (transactionId: string) => {
      const { createAuthToken } = await hari.client.ask(TOKEN, { input: { transactionId } });
      return present(createAuthToken);
    };
    expect(await tokenFor(asGuest)).toMatchObject({ kind: 'GUEST' });
    expect(authIdIn((await tokenFor(globalId('Transaction', connected))).token)).toBe(first.authId);
    await hari.client.ask(UNLINK, { id: first.id });
    expect((await hari.client.send(TOKEN, { input: { transactionId: connected } })).errors).toHaveLength(1);
  });
});
