import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { Player, type Wanted } from '../support/player.js';

graphql(/* GraphQL */ `
  fragment SubscriptionParts on SmallcaseSubscription {
    subscriptionId status isInGrace graceEndsAt maySubscribe publisher duration renewal planType
    amount { amount } startedAt endsAt isCancellable isRenewable fetchedAt
    cancellation { scheduledAt reason }
    smallcases { scid name }
  }
`);
const SUBSCRIPTIONS = graphql(/* GraphQL */ `
  query SubscriptionsOf($id: ID) {
    subscriptions(brokerAccountId: $id) { ...SubscriptionParts }
    subscriptionsCount(brokerAccountId: $id)
  }
`);
const EVERYWHERE = graphql(/* GraphQL */ `
  query SubscriptionsEverywhere($scid: String!) {
    viewer {
      currentBrokerAccount { subscriptions { subscriptionId } subscriptionsCount }
    }
    smallcase(scid: $scid) { name mySubscription { subscriptionId } }
  }
`);
const OF_ALL_ACCOUNTS = graphql(/* GraphQL */ `
  query SubscriptionsOfAllAccounts($first: Int) {
    viewer { brokerAccounts(first: $first) { subscriptions { status } } }
  }
`);
const MINE_OF_EACH = graphql(/* GraphQL */ `
  query MySubscriptionOfEachSmallcase {
    smallcases(first: 50) { edges { node { scid mySubscription { status } } } }
  }
`);
const UNLINK = graphql(/* GraphQL */ `
  mutation UnlinkSubscribedAccount($id: ID!) {
    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }
  }
`);

const DAY_MS = 86_400_000;
const PATH = '/engine/subscriptions';
const ONE_TIME = 'SCAW_0001';
const RENEWED = 'SCMO_0011';
const APPROVED = 'SCTR_0009';

let app: TestApp;
let account = 0;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => app.emulator.control.faults([]));
afterAll(() => app.close());

const subscribing = (scid: string): Wanted => ({ intent: 'SUBSCRIPTION', subscription: { scid } });

/** A viewer with a new account of their own. */
async function connected(viewer: string) {
  account += 1;
  const player = await Player.of(app, viewer);
  return { player, ...(await player.connect(`lep-ok-${account}`)) };
}

async function subscribe(player: Player, scid: string) {
  const id = await player.create(subscribing(scid));
  await player.complete(id);
  return await player.polled(id);
}

const calls = async () => (await app.emulator.control.requests(PATH)).length;
const read = async (player: Player) => (await player.client.ask(SUBSCRIPTIONS)).subscriptions ?? [];
const stateOf = async (player: Player) => (await read(player))[0];

describe('a subscription', () => {
  test('is empty at first, and there as soon as its transaction has settled', async () => {
    const { player } = await connected('alice');
    expect(await player.client.ask(SUBSCRIPTIONS)).toEqual({ subscriptions: [], subscriptionsCount: 0 });
    expect((await subscribe(player, ONE_TIME)).status).toBe('COMPLETED');
    const { subscriptions, subscriptionsCount } = await player.client.ask(SUBSCRIPTIONS);
    expect(subscriptionsCount).toBe(1);
    expect(subscriptions?.[0]).toMatchObject({
      status: 'SUBSCRIBED',
      isInGrace: false,
      graceEndsAt: null,
      maySubscribe: false,
      duration: '1m',
      renewal: 'ONE_TIME',
      planType: 'flatFee',
      amount: { amount: '250.00' },
      cancellation: null,
      isCancellable: true,
      smallcases: [{ scid: ONE_TIME, name: 'Rising Digital' }],
    });
  });

  test('that is taken as a guest is there once the account is linked', async () => {
    account += 1;
    const bob = await Player.of(app, 'bob');
    const id = await bob.create({ ...subscribing(ONE_TIME), asGuest: true });
    const token = await bob.sdkToken(id, `lep-ok-${account}`);
    expect((await bob.polled(id)).status).toBe('COMPLETED');
    expect((await bob.client.ask(SUBSCRIPTIONS)).subscriptions).toBeNull();
    await bob.link(token);
    expect(await stateOf(bob)).toMatchObject({ status: 'SUBSCRIBED' });
  });

  test('cannot be taken twice', async () => {
    const { player } = await connected('carol');
    await subscribe(player, RENEWED);
    const { status, error } = await subscribe(player, RENEWED);
    expect([status, error?.code]).toEqual(['ERRORED', 4000]);
    expect(await read(player)).toHaveLength(1);
  });

  test('that was paid once has seven days of grace, ends, and can be taken again', async () => {
    const { player } = await connected('dora');
    await subscribe(player, ONE_TIME);
    const endsAt = Date.parse((await stateOf(player))?.endsAt ?? '');
    await app.clock.jump(endsAt - app.clock.now() + 1_000);
    expect(await stateOf(player)).toMatchObject({
      status: 'SUBSCRIBED',
      isInGrace: true,
      maySubscribe: true,
      graceEndsAt: new Date(endsAt + 7 * DAY_MS).toISOString(),
      cancellation: { scheduledAt: new Date(endsAt + 7 * DAY_MS).toISOString() },
    });
    await app.clock.jump(7 * DAY_MS);
    expect(await stateOf(player)).toMatchObject({
      status: 'UNSUBSCRIBED',
      isInGrace: false,
      maySubscribe: true,
      renewal: null,
    });
    expect((await subscribe(player, ONE_TIME)).status).toBe('COMPLETED');
    expect(await stateOf(player)).toMatchObject({ status: 'SUBSCRIBED', isInGrace: false });
  });

  test('that renews itself continues with the next term', async () => {
    const { player } = await connected('erik');
    await subscribe(player, RENEWED);
    const first = await stateOf(player);
    expect(first).toMatchObject({ renewal: 'AUTO', duration: '3m' });
    await app.clock.jump(100 * DAY_MS);
    const second = await stateOf(player);
    expect(second).toMatchObject({ status: 'SUBSCRIBED', isInGrace: false, startedAt: first?.startedAt });
    expect(Date.parse(second?.endsAt ?? '') - Date.parse(first?.endsAt ?? '')).toBe(91 * DAY_MS);
  });

  test('that needs an agreement is requested until the publisher agrees', async () => {
    const { player } = await connected('frida');
    await subscribe(player, APPROVED);
    expect(await stateOf(player)).toMatchObject({ status: 'REQUESTED_ACCESS', maySubscribe: false });
    await app.clock.jump(DAY_MS);
    expect(await stateOf(player)).toMatchObject({ status: 'SUBSCRIBED' });
  });

  test('is shown of an account and of a smallcase, with one call', async () => {
    const { player } = await connected('gita');
    await subscribe(player, RENEWED);
    const before = await calls();
    const { viewer, smallcase } = await player.client.ask(EVERYWHERE, { scid: RENEWED });
    expect(viewer?.currentBrokerAccount).toMatchObject({ subscriptionsCount: 1 });
    expect(smallcase?.mySubscription).toEqual(viewer?.currentBrokerAccount?.subscriptions?.[0]);
    const each = await player.client.ask(MINE_OF_EACH);
    const mine = each.smallcases?.edges.filter(({ node }) => node?.mySubscription != null);
    expect(mine?.map(({ node }) => node?.scid)).toEqual([RENEWED]);
    expect((await calls()) - before).toBe(1);
  });
});

describe('the subscriptions of an account', () => {
  test('are those of its viewer alone, and gone when it is unlinked', async () => {
    const { player, id } = await connected('hanna');
    await subscribe(player, RENEWED);
    expect(await read(player)).toHaveLength(1);
    const ivan = await Player.of(app, 'ivan');
    const before = await calls();
    const nothing = { subscriptions: null, subscriptionsCount: null };
    expect(await ivan.client.ask(SUBSCRIPTIONS, { id })).toEqual(nothing);
    const { smallcase } = await ivan.client.ask(EVERYWHERE, { scid: RENEWED });
    expect(smallcase).toEqual({ name: 'Quality Growth', mySubscription: null });
    expect(await calls()).toBe(before);
    await player.client.ask(UNLINK, { id });
    expect(await player.client.ask(SUBSCRIPTIONS, { id })).toEqual(nothing);
    expect(await player.client.ask(SUBSCRIPTIONS)).toEqual(nothing);
  });

  test('are read at most once a minute', async () => {
    const { player } = await connected('jana');
    const before = await calls();
    for (const advanceMs of [0, 30_000, 29_000, 2_000]) {
      await app.clock.jump(advanceMs);
      expect(await read(player)).toEqual([]);
    }
    expect((await calls()) - before).toBe(2);
  });

  test.each([
    ['fails', { status: 503 }, 'GATEWAY_UNAVAILABLE'],
    ['refuses', { status: 403 }, 'GATEWAY_REFUSED'],
    ['answers something else', { body: { success: true, data: {} } }, 'GATEWAY_NOT_UNDERSTOOD'],
  ])('are null with an error while Gateway %s, and nothing old is shown', async (_name, rule, code) => {
    const { player } = await connected('kira');
    await read(player);
    await app.emulator.control.faults([{ path: PATH, ...rule }]);
    await app.clock.advance(61_000);
    const { data, errors } = await player.client.send(SUBSCRIPTIONS);
    expect(data).toEqual({ subscriptions: null, subscriptionsCount: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual([code, code]);
  });

  test('keep what can be read, and an unknown state', async () => {
    const { player } = await connected('lena');
    const rows = [
      { id: 'a'.repeat(24), status: 'PAUSED', scids: [{ scid: RENEWED }, {}] },
      { status: 'X' },
      7,
    ];
    const body = { success: true, errors: null, data: { subscriptions: rows } };
    await app.emulator.control.faults([{ path: PATH, body }]);
    expect(await read(player)).toMatchObject([
      {
        status: 'UNKNOWN',
        maySubscribe: false,
        amount: null,
        isRenewable: null,
        smallcases: [{ scid: RENEWED, name: null }],
      },
    ]);
  });

  test('count as a call for each account of a page', async () => {
    const { player } = await connected('mona');
    const { errors } = await player.client.send(OF_ALL_ACCOUNTS);
    expect(errors[0]?.extensions).toMatchObject({ limit: 'upstreamCalls' });
    const { viewer } = await player.client.ask(OF_ALL_ACCOUNTS, { first: 10 });
    expect(viewer?.brokerAccounts).toEqual([{ subscriptions: [] }]);
  });
});
