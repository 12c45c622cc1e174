import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { PendingActionsInStatesQuery, SmallcaseOrderType } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { Player } from '../support/player.js';
import { deliver, signed } from '../support/webhook.js';

const ACTIONS = graphql(/* GraphQL */ `
  query PendingActionsInStates($includeEnded: Boolean) {
    pendingActions(includeEnded: $includeEnded) { id iscid action rawAction date status endedAt }
    pendingActionsCount(includeEnded: $includeEnded)
  }
`);
const DISMISS = graphql(/* GraphQL */ `
  mutation DismissAction($id: ID!) { dismissPendingAction(id: $id) { id status endedAt } }
`);
const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowPendingActions($after: String) {
    pendingActionsUpdated(after: $after) {
      __typename
      ... on Event { cursor }
      ... on PendingActionEvent { action { action status } }
      ... on PendingActionResolved { pendingActionId action { action status } }
    }
  }
`);
const UNLINK = graphql(/* GraphQL */ `
  mutation UnlinkWithActions($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }
`);

let app: TestApp;
let logins = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app.close();
});

/** A viewer with an account of their own that has an investment. */
async function investor(name: string, scenario = 'lep-ok') {
  logins += 1;
  const player = await Player.of(app, name);
  const account = await player.connect(`${scenario}-${logins}`);
  const id = await player.create({
    intent: 'TRANSACTION',
    smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' },
  });
  const answer = await player.complete(id);
  await player.polled(id);
  const { iscid } = (answer as unknown as { result: { iscid: string } }).result;
  const report = async (body: object) => {
    const answered = await deliver(app.url, signed({ smallcaseAuthId: account.authId, iscid, ...body }));
    return answered.outcome;
  };
  return { player, account, iscid, report, number: logins };
}

type Listed = NonNullable<PendingActionsInStatesQuery['pendingActions']>;

async function listed(player: Player, includeEnded = false): Promise<Listed> {
  const { pendingActions, pendingActionsCount } = await player.client.ask(ACTIONS, { includeEnded });
  expect(pendingActionsCount).toBe(present(pendingActions).length);
  return present(pendingActions);
}

const states = (actions: Listed) => actions.map(({ action, status }) => `${action} ${status}`).sort();

/** Completes a follow-up order and waits until it is settled. */
async function order(player: Player, iscid: string, type: SmallcaseOrderType, token?: string): Promise<void> {
  const id = await player.create({ intent: 'TRANSACTION', smallcaseOrder: { type, iscid } });
  await player.complete(id, token);
  await player.polled(id);
}

describe('a pending action is resolved', () => {
  test.each<readonly [SmallcaseOrderType, readonly string[]]>([
    ['REBALANCE', ['REBALANCE']],
    ['FIX', ['FIX']],
    ['SIP', ['SIP']],
    ['MANAGE', ['CUSTOMIZE']],
    ['INVESTMORE', ['BUY']],
    ['PARTIALEXIT', ['SELL']],
    ['EXIT', ['BUY', 'CUSTOMIZE', 'FIX', 'REBALANCE', 'SELL', 'SIP']],
  ])('by a settled order %s of its investment', async (type, done) => {
    // Only legs that were not filled can be repaired.
    const scenario = type === 'FIX' ? 'lep-partial' : 'lep-ok';
    const { player, account, iscid, report } = await investor(`resolver ${type}`, scenario);
    for (const action of ['REBALANCE', 'FIX', 'SIP', 'CUSTOMIZE', 'BUY', 'SELL']) await report({ action });
    await deliver(
      app.url,
      signed({ smallcaseAuthId: account.authId, iscid: 'f'.repeat(24), action: 'REBALANCE' }),
    );
    await order(player, iscid, type);
    const all = await player.eventually(
      () => listed(player, true),
      (actions) => actions.some(({ status }) => status === 'RESOLVED'),
    );
    const resolved = all.filter(({ status }) => status === 'RESOLVED');
    expect(resolved.map(({ action }) => action).sort()).toEqual(done);
    expect(resolved.every((action) => action.iscid === iscid && action.endedAt !== null)).toBe(true);
    expect((await listed(player)).map(({ status }) => status)).toEqual(
      Array(7 - done.length).fill('PENDING'),
    );
  });

  test.each([
    ['an order that was cancelled', 'lep-cancel'],
    ['an order of which nothing was filled', 'lep-reject'],
  ])('not by %s', async (name, token) => {
    const { player, iscid, report, number } = await investor(`unresolved ${name}`);
    await report({ action: 'REBALANCE' });
    await order(player, iscid, 'REBALANCE', `${token}-${number}`);
    expect(states(await listed(player))).toEqual(['REBALANCE PENDING']);
  });

  test('not by an order that had ended before it was reported', async () => {
    const { player, iscid, report } = await investor('late');
    await order(player, iscid, 'REBALANCE');
    await app.clock.advance(1_000);
    await report({ action: 'REBALANCE' });
    expect(states(await listed(player))).toEqual(['REBALANCE PENDING']);
  });

  test('once; without a date it may be needed again, with one it is done', async () => {
    const { player, iscid, report } = await investor('again');
    await report({ action: 'REBALANCE', date: '2026-01-05' });
    await report({ action: 'FIX' });
    await order(player, iscid, 'EXIT');
    await player.eventually(
      () => listed(player),
      (actions) => actions.length === 0,
    );
    await report({ action: 'REBALANCE', date: '2026-01-05' });
    await report({ action: 'FIX' });
    expect(states(await listed(player, true))).toEqual(['FIX PENDING', 'REBALANCE RESOLVED']);
  });
});

describe('a pending action is superseded', () => {
  test.each([
    ['older first', ['2026-01-05', '2026-02-05', '2026-03-05']],
    ['newest first', ['2026-03-05', '2026-02-05', '2026-01-05']],
    ['in any order', ['2026-02-05', '2026-03-05', '2026-01-05', '2026-02-05']],
    ['by a date where it has none', [null, '2026-03-05']],
    ['by an earlier report with a date', ['2026-03-05', null]],
  ])('by the same action with a newer date, %s', async (name, dates) => {
    const { player, report } = await investor(`superseder ${name}`);
    for (const date of dates) await report({ action: 'SIP', ...(date === null ? {} : { date }) });
    await report({ action: 'REBALANCE', date: '2026-01-01' });
    const waiting = await listed(player);
    expect(states(waiting)).toEqual(['REBALANCE PENDING', 'SIP PENDING']);
    expect(waiting.find(({ action }) => action === 'SIP')?.date).toBe('2026-03-05T00:00:00.000Z');
    const all = await listed(player, true);
    expect(all.filter(({ status }) => status === 'SUPERSEDED')).toHaveLength(new Set(dates).size - 1);
  });
});

describe('a pending action is dismissed', () => {
  test('by its viewer, once, and stays so when it is reported again', async () => {
    const { player, report } = await investor('dismisser');
    await report({ action: 'FIX' });
    const [action] = await listed(player);
    const id = present(action).id;
    const first = (await player.client.ask(DISMISS, { id })).dismissPendingAction;
    expect(first).toEqual({ id, status: 'DISMISSED', endedAt: expect.any(String) });
    await app.clock.advance(1_000);
    expect((await player.client.ask(DISMISS, { id })).dismissPendingAction).toEqual(first);
    await report({ action: 'FIX' });
    expect(await listed(player)).toEqual([]);
    expect(states(await listed(player, true))).toEqual(['FIX DISMISSED']);
    await report({ action: 'FIX', date: '2026-03-05' });
    expect(states(await listed(player))).toEqual(['FIX PENDING']);
  });

  test('by no other viewer', async () => {
    const { player, report } = await investor('owner of an action');
    await report({ action: 'FIX' });
    const [action] = await listed(player);
    const other = await Player.of(app, 'other');
    const refused = (id: string) => other.client.refused(DISMISS, { id });
    expect(await refused(present(action).id)).toEqual(['NOT_FOUND']);
    for (const id of ['', 'nonsense', 'f'.repeat(24)]) expect(await refused(id)).toEqual(['NOT_FOUND']);
    expect(states(await listed(player))).toEqual(['FIX PENDING']);
  });
});

describe('the stream of pending actions', () => {
  test('gives each and its end, to the viewer of its account alone, and resumes', async () => {
    const { player, report } = await investor('follower');
    const other = await investor('other follower');
    const [events, theirs] = [player.client.subscribe(FOLLOW), other.player.client.subscribe(FOLLOW)];
    await events.next();
    await theirs.next();
    await report({ action: 'SIP', date: '2026-01-05' });
    const first = (await events.next()).pendingActionsUpdated;
    expect(first).toMatchObject({ __typename: 'PendingActionEvent', action: { status: 'PENDING' } });
    const cursor = 'cursor' in first ? first.cursor : '';
    events.stop();
    await report({ action: 'SIP', date: '2026-02-05' });
    const resumed = player.client.subscribe(FOLLOW, { after: cursor });
    expect((await resumed.next()).pendingActionsUpdated).toMatchObject({ __typename: 'PendingActionEvent' });
    expect((await resumed.next()).pendingActionsUpdated).toMatchObject({
      __typename: 'PendingActionResolved',
      pendingActionId: expect.any(String),
      action: { action: 'SIP', status: 'SUPERSEDED' },
    });
    resumed.stop();
    await other.report({ action: 'FIX' });
    expect((await theirs.next()).pendingActionsUpdated).toMatchObject({ action: { action: 'FIX' } });
    theirs.stop();
  });

  test('actions vanish when the account is unlinked, ended ones too', async () => {
    const { player, account, report } = await investor('leaver');
    await report({ action: ['SIP', 'FIX'] });
    const [action] = await listed(player);
    await player.client.ask(DISMISS, { id: present(action).id });
    await player.client.ask(UNLINK, { id: account.id });
    expect(await listed(player, true)).toEqual([]);
  });
});

test('an account with as many actions as are kept gives up one that ended for a new one', async () => {
  const { player, report } = await investor('hoarder');
  for (let n = 0; n < 100; n += 1) await report({ action: `A${n}` });
  expect(await report({ action: 'B' })).toBe('stored');
  expect(await listed(player)).toHaveLength(100);
  const [action] = await listed(player);
  await player.client.ask(DISMISS, { id: present(action).id });
  await report({ action: 'C' });
  const all = await listed(player, true);
  expect(all).toHaveLength(100);
  expect(all.map(({ rawAction }) => rawAction)).toContain('C');
});
