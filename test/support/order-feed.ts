import { setTimeout as delay } from 'node:timers/promises';
import { graphql } from '../generated/gql.js';
import type { CursorsOfLogQuery } from '../generated/graphql.js';
import { sessionToken } from './app.js';
import { CREATE_TRANSACTION, present } from './documents.js';
import { GraphqlClient } from './graphql-client.js';
import { buying } from './player.js';
import { batch, deliver, leg, newBatchId, signed } from './webhook.js';

/** Deliveries in flight at once. */
const AT_ONCE = 16;
/** The account of the deliveries; it is linked to no viewer. */
const ACCOUNT = 'd'.repeat(24);
/** Below the longest text that is kept of upstream. */
const MESSAGE = 'm'.repeat(950);

/** One viewer with one transaction for webhooks to report on. */
export interface FeedTarget {
  readonly viewer: string;
  readonly transactionId: string;
  readonly client: GraphqlClient;
}

/** Creates a transaction for `viewer`, which no user completes. */
export async function createTarget(url: string, viewer: string, secret?: string): Promise<FeedTarget> {
  return await createTargetAs(url, await sessionToken(viewer, {}, secret), viewer);
}

/** As `createTarget`, with a token of this viewer. */
export async function createTargetAs(url: string, token: string, viewer: string): Promise<FeedTarget> {
  const client = new GraphqlClient(url, token);
  const input = { idempotencyKey: `feed-${viewer}`, allowDuplicate: true, ...buying() };
  const { createTransaction } = await client.ask(CREATE_TRANSACTION, { input });
  if (createTransaction?.__typename !== 'Transaction') throw new Error(JSON.stringify(createTransaction));
  return { viewer, transactionId: createTransaction.gatewayTransactionId, client };
}

/**
 * A signed webhook about one new order; each gives its viewer one event. It has a leg of about a kilobyte for
 * each of `kilobytes`, or a small one.
 */
export function newOrderWebhook(
  { transactionId }: Pick<FeedTarget, 'transactionId'>,
  kilobytes = 0,
  key?: string,
): Record<string, unknown> {
  const legs = Array.from({ length: kilobytes }, () => leg({ statusMessage: MESSAGE }));
  const body = batch(newBatchId(), { orders: kilobytes === 0 ? [leg()] : legs });
  return signed({ ...body, transactionId, smallcaseAuthId: ACCOUNT }, key);
}

/** A signed webhook that reports how much of one order is filled. */
export function fillWebhook({ transactionId }: FeedTarget, batchId: string, filled: number) {
  const body = batch(batchId, {
    quantity: 1_000_000,
    filled,
    orders: [leg({ quantity: 1_000_000, filledQuantity: filled, averagePrice: 10.5 })],
  });
  return signed({ ...body, transactionId, smallcaseAuthId: ACCOUNT });
}

/**
 * Delivers as Gateway does: resends the same bytes until they are acknowledged. Waits `pauseMs` before each
 * delivery.
 */
export async function deliverAll(
  url: string,
  bodies: Iterable<Record<string, unknown>>,
  pauseMs = 0,
): Promise<void> {
  const rest = bodies[Symbol.iterator]();
  const worker = async () => {
    for (let step = rest.next(); step.done !== true; step = rest.next()) {
      if (pauseMs > 0) await delay(pauseMs);
      await untilAcknowledged(url, JSON.stringify(step.value));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function untilAcknowledged(url: string, text: string): Promise<void> {
  for (;;) {
    const status = await deliver(url, text).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (status !== 0 && status !== 503) throw new Error(`a delivery was refused with ${status}`);
    await delay(20);
  }
}

const LOG = graphql(/* GraphQL */ `
  query CursorsOfLog($after: String) {
    events(first: 100, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } }
  }
`);

/** The cursors of the whole log of a viewer, oldest first. */
export async function logOf(client: GraphqlClient): Promise<string[]> {
  const cursors: string[] = [];
  let after: string | null = null;
  for (let hasMore = true; hasMore; ) {
    const page: CursorsOfLogQuery = await client.ask(LOG, { after });
    const { edges, pageInfo } = present(page.events);
    cursors.push(...edges.map(({ cursor }) => cursor));
    after = pageInfo.endCursor;
    hasMore = pageInfo.hasNextPage;
  }
  return cursors;
}
