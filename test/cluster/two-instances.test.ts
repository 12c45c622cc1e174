import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { count, figure } from '../support/faults.js';
import { createTarget, deliverAll, logOf, newOrderWebhook } from '../support/order-feed.js';
import { sessionToken } from '../support/app.js';
import { CREATE_TRANSACTION } from '../support/documents.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { buying } from '../support/player.js';
import { hasServices } from '../support/services.js';
import { deliver } from '../support/webhook.js';
import { type Cluster, Follower, percentile, startCluster, waitUntil } from './cluster.js';

const SEND_CODE = graphql(/* GraphQL */ `
  mutation SendCodeAtEither($input: RequestMutualFundOtpInput!) {
    requestMutualFundOtp(input: $input) { __typename ... on Failure { code } }
  }
`);

(hasServices ? describe : describe.skip)('two instances', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);
  afterAll(() => cluster.close());

  test('a delivery to one reaches a subscriber on the other, and none is lost', async () => {
    const { a, b } = cluster;
    const target = await createTarget(a.url, 'across');
    const follower = await new Follower('across', b.url).isThere();
    const sentAt = new Map<string, number>();
    function* bodies() {
      for (let n = 0; n < count(10_000); n += 1) {
        const body = newOrderWebhook(target);
        sentAt.set(String(body.batchId), performance.now());
        yield body;
      }
    }
    await deliverAll(a.url, bodies(), 20);
    await waitUntil(() => follower.seenAt.size === sentAt.size, 30_000, 'an event is lost');
    const waits = [...sentAt].map(([batchId, at]) => (follower.seenAt.get(batchId) ?? 0) - at);
    figure('from a delivery at one to a subscriber at the other, ms, p50', percentile(waits, 0.5).toFixed(1));
    figure(
      'from a delivery at one to a subscriber at the other, ms, p99',
      percentile(waits, 0.99).toFixed(1),
    );
    expect(follower.events.map(({ cursor }) => cursor)).toEqual((await logOf(target.client)).slice(1));
    await follower.close();
  });

  test('one-time codes asked for on both at once are no more than the limit of one', async () => {
    const { a, b, emulator } = cluster;
    const token = await sessionToken('investor');
    const clients = [a, b].map(({ url }) => new GraphqlClient(url, token));
    const wanted = { idempotencyKey: 'import', intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: {} } as const;
    const made = (await clients[0]?.ask(CREATE_TRANSACTION, { input: wanted }))?.createTransaction;
    const transactionId = made?.__typename === 'Transaction' ? made.id : '';
    const input = { transactionId, pan: 'ABCTY1234D', phone: '+919876543210' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => clients[n % 2]?.ask(SEND_CODE, { input })),
    );
    const names = answers.map((answer) => answer?.requestMutualFundOtp?.__typename);
    expect(names.filter((name) => name === 'MutualFundOtpSent')).toHaveLength(4);
    expect(names.filter((name) => name === 'OtpLimitExceeded')).toHaveLength(8);
    expect(await emulator.control.requests('/getOtp')).toHaveLength(4);
  });

  test('one key used on both at once makes one upstream call', async () => {
    const { a, b, emulator } = cluster;
    const token = await sessionToken('once');
    const clients = [a, b].map(({ url }) => new GraphqlClient(url, token));
    const posts = async () =>
      (await emulator.control.requests('/transaction')).filter(({ method }) => method === 'POST').length;
    const before = await posts();
    const input = { idempotencyKey: 'one key', ...buying() };
    const ask = (client: GraphqlClient | undefined) => client?.ask(CREATE_TRANSACTION, { input });
    const answers = await Promise.all(Array.from({ length: count(1_000) }, (_, n) => ask(clients[n % 2])));
    const ids = answers.map((answer) => {
      const made = answer?.createTransaction;
      return made?.__typename === 'Transaction' ? made.id : `none: ${JSON.stringify(answer)}`;
    });
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).not.toMatch(/^none/);
    expect((await posts()) - before).toBe(1);
  });

  test('one delivery sent to both many times over makes one change', async () => {
    const { a, b } = cluster;
    const target = await createTarget(a.url, 'repeated');
    const before = (await logOf(target.client)).length;
    const text = JSON.stringify(newOrderWebhook(target));
    const answers = await Promise.all(
      Array.from({ length: count(1_000) }, (_, n) => deliver((n % 2 === 0 ? a : b).url, text)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
    expect((await logOf(target.client)).length - before).toBe(1);
  });

  test('a client that moves between them a hundred times misses nothing and sees nothing twice', async () => {
    const { a, b } = cluster;
    const target = await createTarget(a.url, 'moving');
    const follower = await new Follower('moving', a.url).isThere();
    const start = (await logOf(target.client)).length;
    const total = count(10_000);
    let moves = 0;
    function* bodies() {
      for (let n = 0; n < total; n += 1) {
        if (n % Math.max(1, Math.floor(total / 100)) === 0 && moves < 100) {
          moves += 1;
          follower.moveTo((moves % 2 === 0 ? a : b).url);
        }
        yield newOrderWebhook(target);
      }
    }
    await deliverAll(a.url, bodies(), 40);
    const logged = (await logOf(target.client)).slice(start);
    await waitUntil(() => follower.events.length >= logged.length, 30_000, 'an event is lost').catch(
      () => {},
    );
    expect(follower.events.map(({ cursor }) => cursor)).toEqual(logged);
    figure('moves of a client between instances, without loss or repetition', moves);
    await follower.close();
  });

  test('a planned read is made by one of them only', async () => {
    const { a, b, emulator } = cluster;
    const targets = await Promise.all(
      Array.from({ length: count(200) }, (_, n) => createTarget((n % 2 === 0 ? a : b).url, `read ${n}`)),
    );
    const before = (await emulator.control.requests('/transaction')).length;
    const reads = async () =>
      (await emulator.control.requests('/transaction')).filter(({ method }) => method === 'GET');
    const had = (await reads()).length;
    // One hint each, so that one confirming read each is due; both instances see it due.
    await Promise.all(
      targets.map((target, n) => deliver((n % 2 === 0 ? b : a).url, newOrderWebhook(target))),
    );
    await waitUntil(
      async () => (await reads()).length - had >= targets.length,
      30_000,
      'a read was not made',
    );
    await waitUntil(
      async () => {
        const seen = (await reads()).length;
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        return (await reads()).length === seen;
      },
      30_000,
      'reads do not end',
    );
    const perTransaction = ((await reads()).length - had) / targets.length;
    figure('upstream reads for each hinted transaction with two instances', perTransaction.toFixed(2));
    expect(before).toBeGreaterThan(0);
    expect(perTransaction).toBeLessThanOrEqual(1.1);
  });
});
