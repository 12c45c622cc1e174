import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { OrdersInLogQuery } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { buying, Player } from '../support/player.js';
import { batch, deliver, newBatchId, signed, type WebhookAnswer } from '../support/webhook.js';
import { count, figure, randomStream } from '../support/faults.js';

type Body = Readonly<Record<string, unknown>>;

const QUANTITY = 4;

let app: TestApp;
let alice: Player;

beforeAll(async () => {
  app = await startApp();
  alice = await Player.of(app, 'alice');
  // The tests send; upstream only answers reads.
  await app.emulator.control.webhooks('lost');
});

afterAll(async () => {
  await app.close();
});

const LOG = graphql(/* GraphQL */ `
  query OrdersInLog($after: String) {
    events(first: 100, after: $after) {
      edges { cursor node { __typename ... on OrderEvent { order { batchId } } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Counts the events of an order in the whole log of its viewer. */
async function eventsOfOrder(batchId: string): Promise<number> {
  let found = 0;
  for (let after: string | null = null; ; ) {
    const page: OrdersInLogQuery = await alice.client.ask(LOG, { after });
    const { edges, pageInfo } = present(page.events);
    found += edges.filter(
      ({ node }) => node?.__typename === 'OrderEvent' && node.order.batchId === batchId,
    ).length;
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

describe('the same delivery', () => {
  test('makes one change and one event when it arrives a thousand times, fifty at once', async () => {
    const id = await alice.create(buying(QUANTITY));
    const batchId = newBatchId();
    const text = JSON.stringify(
      signed({ ...batch(batchId), transactionId: id, smallcaseAuthId: 'a'.repeat(24) }),
    );
    const times = count(1_000);
    let left = times;
    const answers: WebhookAnswer[] = [];
    const sender = async () => {
      while (left > 0) {
        left -= 1;
        answers.push(await deliver(app.url, text));
      }
    };
    await Promise.all(Array.from({ length: 50 }, sender));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(times);
    expect(answers.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
    const events = await eventsOfOrder(batchId);
    figure(`events after one delivery ${times} times`, events);
    expect(events).toBe(1);
    expect((await alice.transaction(id)).orders).toMatchObject([{ batchId, status: 'PLACED' }]);
  });
});

/** The five messages of one order, in their natural sequence. */
const MESSAGES = ['placed', 'partial', 'completed', 'poll', 'report'] as const;
type Message = (typeof MESSAGES)[number];

describe('the five messages of one order', () => {
  const random = randomStream(31);

  test('lead to the same state in any order and with any repetition', async () => {
    const orders = shuffled(permutations(MESSAGES)).slice(0, count(120));
    const ends = new Map<string, string>();
    for (const order of orders) {
      const messages = order.flatMap((message, index) => [message, ...repeats(order.slice(0, index + 1))]);
      const end = JSON.stringify(await endOf(messages));
      if (!ends.has(end)) ends.set(end, messages.join(', '));
    }
    figure(`final states after ${orders.length} orders of five messages`, ends.size);
    expect([...ends].slice(1)).toEqual([]);
    expect(JSON.parse([...ends.keys()][0] ?? '')).toMatchObject({
      transaction: { status: 'COMPLETED', error: null, orders: [{ status: 'COMPLETED', isFinal: true }] },
      lastMoves: { transaction: 'COMPLETED', order: 'COMPLETED' },
    });
  });

  /** None to two of the messages that were there already; a poll is not asked for twice, as nothing could. */
  function repeats(before: readonly Message[]): Message[] {
    const again = before.filter((message) => message !== 'poll');
    const times = Math.floor(random() * 3);
    return again.length === 0
      ? []
      : Array.from({ length: times }, () => again[Math.floor(random() * again.length)] as Message);
  }

  function shuffled<Item>(items: readonly Item[]): Item[] {
    const keyed = items.map((item) => [random(), item] as const);
    return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
  }
});

function permutations(items: readonly Message[]): Message[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

/** Sends the messages of one order in this sequence. Returns the final state without ids and times. */
async function endOf(messages: readonly Message[]): Promise<unknown> {
  await blockReads(true);
  const id = await alice.create(buying(QUANTITY));
  await alice.complete(id);
  const bodies = await bodiesOf(id);
  const sent = new Set<Message>();
  for (const message of messages) {
    await play(message, id, bodies);
    sent.add(message);
    await expectNoStepBack(id, sent);
  }
  await blockReads(false);
  const transaction = await alice.settled(id);
  return JSON.parse(
    JSON.stringify({ transaction, lastMoves: await lastMoves(id) }, (name, value: unknown) =>
      ['id', 'batchId', 'gatewayTransactionId', 'exchangeOrderId'].includes(name) ? undefined : value,
    ),
  );
}

/** While reads are blocked, no read can repair a regression: completed stays completed, final stays final. */
async function expectNoStepBack(id: string, sent: ReadonlySet<Message>): Promise<void> {
  if (!sent.has('completed') && !sent.has('poll')) return;
  const { orders } = await alice.transaction(id);
  expect(orders).toMatchObject([{ status: 'COMPLETED', isFinal: sent.has('poll') }]);
}

/** Blocks reads by a refusal, which opens no breaker. */
async function blockReads(isBlocked: boolean): Promise<void> {
  await app.emulator.control.faults(isBlocked ? [{ path: 'transactiondetails', status: 400 }] : []);
}

/** Upstream's own bodies of the order, and one that Gateway could have sent between the two. */
async function bodiesOf(id: string): Promise<Readonly<Record<'placed' | 'partial' | 'completed', Body>>> {
  const own = (await app.emulator.control.deliveries()).filter(({ transactionId }) => transactionId === id);
  const bodyOf = (kind: string) => own.find((delivery) => delivery.kind === kind)?.body ?? {};
  const placed = bodyOf('order.placed');
  const legs = placed.orders as readonly Body[];
  const partly = {
    ...placed,
    orders: legs.map((leg) => ({ ...leg, filledQuantity: 1, averagePrice: 99.5 })),
  };
  return { placed: signed(placed), partial: signed(partly), completed: signed(bodyOf('order.completed')) };
}

const REPORT = graphql(/* GraphQL */ `
  mutation ReportPending($id: ID!) {
    reportTransactionOutcome(input: { transactionId: $id, errorCode: 4006, errorMessage: "order_pending" }) {
      __typename
    }
  }
`);

async function play(
  message: Message,
  id: string,
  bodies: Readonly<Record<'placed' | 'partial' | 'completed', Body>>,
): Promise<void> {
  if (message === 'report') await alice.client.ask(REPORT, { id });
  else if (message !== 'poll') expect(await deliver(app.url, bodies[message])).toMatchObject({ status: 200 });
  else {
    await blockReads(false);
    // Refused reads have delayed the next one by at most ten minutes.
    await app.clock.advance(601_000);
    await alice.settled(id);
    await blockReads(true);
  }
}

const TIMELINE = graphql(/* GraphQL */ `
  query TimelineOfTransaction($id: ID!) {
    transaction(id: $id) { timeline { source from to batchId } }
  }
`);

/** Returns the last states of the transaction and its order in the timeline. */
async function lastMoves(id: string): Promise<{ transaction: string | null; order: string | null }> {
  const { transaction } = await alice.client.ask(TIMELINE, { id });
  const moves = present(transaction).timeline.filter(({ to }) => to !== null);
  const last = (isOrder: boolean) =>
    moves.findLast(({ batchId }) => (batchId !== null) === isOrder)?.to ?? null;
  return { transaction: last(false), order: last(true) };
}
