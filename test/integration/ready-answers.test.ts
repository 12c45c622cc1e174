import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { VirtualClock } from '../../src/core/time/clock.js';
import { silentLog } from '../../src/core/log.js';
import { saveBrokerAccount } from '../../src/ledger/broker-accounts.js';
import { trimEvents } from '../../src/ledger/events.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { recordAnomaly } from '../../src/ledger/timeline.js';
import { forgetBrokerAccount } from '../../src/broker-accounts/unlink-broker-account.js';
import { sessionToken, startApp, type TestApp } from '../support/app.js';
import { figure, randomStream, seed } from '../support/faults.js';
import { readMetric } from '../support/gateway-process.js';
import { pick } from '../support/random-documents.js';
import { createTarget, type FeedTarget, fillWebhook, newOrderWebhook } from '../support/order-feed.js';
import { postOperation } from '../support/post-operation.js';
import { deliver, newBatchId } from '../support/webhook.js';

const VIEWERS = ['alice', 'bob', 'al'] as const;
const STEPS = 30;

/** Reads everything that the actions of these tests change. */
const EVERYTHING = `{
  viewer { id brokerAccounts { id linkedAt } brokerAccountsCount }
  orders { edges { node { id status updatedAt legs { filledQuantity } transaction { isExpired } } } }
  transactions { edges { node { id status isExpired ordersCount timeline { at anomaly to } timelineCount } } }
}`;
const QUERIES = [
  EVERYTHING,
  '{ orders(first: 1) { edges { node { id } } } }',
  '{ transactions { edges { node { isExpired } } } }',
];

let app: TestApp;
/** What another process does: a command, or another instance. */
let others: Ledger;
/** Gateway's too: one clock alone does not jump by hours. */
let clock: VirtualClock;
const targets = new Map<string, FeedTarget>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await startApp();
  clock = app.clock;
  others = await openLedger(app.databaseUrl, { log: silentLog });
  for (const viewer of VIEWERS) {
    targets.set(viewer, await createTarget(app.url, viewer));
    tokens.set(viewer, await sessionToken(viewer));
  }
});

afterAll(async () => {
  await others.close();
  await app.close();
});

const hits = () => readMetric(app.url, 'dwar_ready_answers_total{outcome="hit"}');
const targetOf = (viewer: string) => targets.get(viewer) as FeedTarget;
const ask = (viewer: string, query: string, headers: Readonly<Record<string, string>> = {}) =>
  postOperation(app.url, tokens.get(viewer) as string, JSON.stringify({ query }), headers);
/** So often do planned reads change an answer between two requests, at most. */
const ROUNDS_MAX = 5;

/** The same, in a way in which it is never answered by a kept answer. */
const askAnew = (viewer: string, query: string) => ask(viewer, query, { 'x-no-compression': '1' });
const dataOf = ({ body }: { readonly body: string }) => body;

const account = (viewer: string) => Buffer.from(viewer.padEnd(12, '.')).toString('hex');

/** Everything that changes what a viewer reads, here and in another process. */
const ACTIONS: Readonly<Record<string, (viewer: string) => Promise<unknown>>> = {
  'a webhook': (viewer) => deliver(app.url, newOrderWebhook(targetOf(viewer))),
  'two webhooks of one order': async (viewer) => {
    const batchId = newBatchId();
    await deliver(app.url, fillWebhook(targetOf(viewer), batchId, 1));
    await ask(viewer, EVERYTHING);
    await deliver(app.url, fillWebhook(targetOf(viewer), batchId, 2));
  },
  'a transaction': (viewer) => createTarget(app.url, `${viewer}`),
  'a timeline entry of another process': (viewer) =>
    others.write((unit) =>
      recordAnomaly(
        unit,
        { viewerId: viewer, transactionId: targetOf(viewer).transactionId },
        {
          at: clock.now(),
          source: 'POLL',
          from: 'INITIALIZED',
          anomaly: `seen at ${clock.now()}`,
        },
      ),
    ),
  'a link of another process': (viewer) =>
    others.write((unit) =>
      saveBrokerAccount(unit, {
        authId: account(viewer),
        viewerId: viewer,
        broker: 'kite',
        linkedAt: clock.now(),
      }),
    ),
  'an unlink of another process': (viewer) =>
    others.write((unit) => forgetBrokerAccount(unit, viewer, account(viewer))),
  'trimming by another process': () => others.write((unit) => trimEvents(unit, clock.now() - 1_000, 5)),
  'two minutes': async () => clock.advance(120_000),
  'an hour': async () => clock.advance(3_600_000),
  nothing: async () => {},
};

/**
 * The answer that is produced, then the one that may be kept. Both are asked for again while planned reads change
 * what they show; an answer out of date stays as it is.
 */
async function answersTo(reader: string, query: string) {
  for (let round = 1; ; round += 1) {
    const produced = dataOf(await askAnew(reader, query));
    const kept = dataOf(await ask(reader, query));
    if (kept === produced || round === ROUNDS_MAX) return { kept, produced };
  }
}

test('no answer is older than what was stored when it was asked for', async () => {
  figure('ready answers never stale: seed', seed);
  const random = randomStream(11);
  const before = await hits();
  for (let step = 0; step < STEPS; step += 1) {
    const name = pick(random, Object.keys(ACTIONS));
    const viewer = pick(random, VIEWERS);
    await ACTIONS[name]?.(viewer);
    for (const reader of VIEWERS)
      await Promise.all(
        QUERIES.map(async (query) => {
          const { kept, produced } = await answersTo(reader, query);
          expect([step, name, reader, kept]).toEqual([step, name, reader, produced]);
        }),
      );
  }
  const sentAgain = (await hits()) - before;
  figure('answers sent again', sentAgain);
  expect(sentAgain).toBeGreaterThan(STEPS);
});

test('under constant change each answer holds what was acknowledged before it was asked for', async () => {
  // Those of the tests before may have expired: a read takes back orders of them which Gateway does not know.
  const target = await createTarget(app.url, 'carol');
  tokens.set('carol', await sessionToken('carol'));
  const batchId = newBatchId();
  const filledOf = async () => {
    const { body } = await ask(
      'carol',
      '{ orders(first: 1) { edges { node { legs { filledQuantity } } } } }',
    );
    return JSON.parse(body).data.orders.edges[0].node.legs[0].filledQuantity as number;
  };
  let acknowledged = 0;
  let isDone = false;
  const readOn = async () => {
    while (!isDone) {
      const atLeast = acknowledged;
      if (atLeast > 0) expect(await filledOf()).toBeGreaterThanOrEqual(atLeast);
      else await new Promise(setImmediate);
    }
  };
  const readers = Promise.all([readOn(), readOn(), readOn()]);
  for (let filled = 1; filled <= 40; filled += 1) {
    expect((await deliver(app.url, fillWebhook(target, batchId, filled))).status).toBe(200);
    acknowledged = filled;
  }
  isDone = true;
  await readers;
});

describe('an answer is sent to its own viewer only', () => {
  test('for equal documents, also where one id begins another', async () => {
    for (const query of QUERIES) {
      for (let time = 0; time < 3; time += 1) for (const viewer of VIEWERS) await ask(viewer, query);
      const answers = await Promise.all(VIEWERS.map((viewer) => ask(viewer, `${query} # same`)));
      for (const [index, viewer] of VIEWERS.entries())
        expect(dataOf(answers[index] as never)).toBe(dataOf(await askAnew(viewer, `${query} # same`)));
    }
  });

  test('where the id of a viewer holds what separates the parts of a key', async () => {
    const ids = ['x', 'x application/json', '1 x', 'x\u2028'];
    for (const id of ids) tokens.set(id, await sessionToken(id));
    const query = '{ viewer { id } }';
    for (let time = 0; time < 3; time += 1)
      for (const id of ids)
        expect(JSON.parse((await ask(id, query)).body).data.viewer.id).not.toBeUndefined();
    const bodies = await Promise.all(ids.map((id) => ask(id, query)));
    expect(new Set(bodies.map(dataOf)).size).toBe(ids.length);
  });

  test('and never after its token has ended', async () => {
    const token = await sessionToken('alice', { exp: Math.floor(Date.now() / 1000) - 3 });
    const send = () => postOperation(app.url, token, JSON.stringify({ query: '{ viewer { id } }' }));
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(200);
    const until = Date.now() + 10_000;
    let status = 200;
    while (status === 200 && Date.now() < until) ({ status } = await send());
    expect(status).toBe(401);
  });
});

describe('what is never kept', () => {
  test.each([
    ['a mutation', 'mutation { refreshHoldings { __typename } }', {}],
    ['a query with an error', '{ orders(first: 0) { edges { cursor } } }', {}],
    ['a page of events', '{ events { edges { cursor } } }', {}],
    ['a request without a token', '{ brokers { name } }', { authorization: '' }],
  ])('%s', async (_name, query, headers) => {
    const before = await hits();
    for (let time = 0; time < 4; time += 1) await ask('bob', query, headers);
    expect(await hits()).toBe(before);
  });
});

test('each answer that is sent again costs its points', async () => {
  const points = () => readMetric(app.url, 'dwar_query_points_total');
  const cost = async () => {
    const before = await points();
    await ask('bob', EVERYTHING);
    return (await points()) - before;
  };
  const first = await cost();
  const before = await hits();
  const repeated = [await cost(), await cost()];
  expect(await hits()).toBe(before + 2);
  expect(repeated).toEqual([first, first]);
});
