import { buildSchema, type GraphQLSchema } from 'graphql';
import { readProjectFile } from '../support/source-files.js';
import type { Broadcast } from './broadcast.js';
import { accountRoots, type AccountsWorld, makeAccount } from './stage-holdings.js';
import { type EventWorld, eventRoots, makeEventWorld } from './stage-events.js';
import {
  makeDelivery,
  makeExplanation,
  makeOrder,
  makeTransaction,
  type StageDelivery,
  type StageOrder,
  type StageTransaction,
} from './stage-data.js';
import { makeActivity, makeHintDiffs, searchStage } from './stage-explain.js';
import { doctorRoots, makeFindings, makeInstance, makeSettings } from './stage-doctor.js';

/** What the stage answers with; a test changes it while the page is open. */
export interface StageWorld extends AccountsWorld {
  orders: StageOrder[];
  transactions: StageTransaction[];
  deliveries: StageDelivery[];
  rejected: Readonly<Record<string, unknown>>[];
  log: Readonly<Record<string, unknown>>[];
  readonly events: EventWorld;
  session: Readonly<Record<string, unknown>>;
  overview: Readonly<Record<string, unknown>>;
  findings: ReturnType<typeof makeFindings>;
  readonly instance: object;
  readonly settings: readonly object[];
  /** Deliveries that a replay plays at each time its progress is asked for. */
  replayStep: number;
  /** What was revealed, with the reason. */
  readonly revealed: { readonly id: string; readonly reason: string }[];
}

export interface WorldSize {
  readonly orders: number;
  readonly others: number;
}

/** Makes a world of generated rows. */
export function makeWorld(size: WorldSize, now = Date.now()): StageWorld {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  return {
    orders: numbers(size.orders).map((number) => makeOrder(number, now)),
    transactions: numbers(size.others).map((number) => makeTransaction(number, now)),
    deliveries: numbers(size.others).map((number) => makeDelivery(number, now)),
    accounts: numbers(size.others).map((number) => makeAccount(number, now)),
    unlinked: [],
    rejected: numbers(Math.min(size.others, 6)).map((number) => makeRejected(number, now)),
    events: makeEventWorld(size.others, now),
    log: numbers(Math.min(size.others, 70)).map((number) => ({
      id: `log-${number}`,
      at: new Date(now - number * 600_000).toISOString(),
      operator: 'asha',
      action: number % 3 === 0 ? 'REVEAL_DELIVERY' : 'REPLAY_DELIVERY',
      subject: String(4000 - number),
      reason: number % 3 === 0 ? 'support case 4711' : null,
    })),
    session: {
      operator: 'asha',
      roles: ['READER', 'OPERATOR', 'REVEAL'],
      isMasked: true,
      isDevelopment: true,
      expiresAt: new Date(now + 8 * 3_600_000).toISOString(),
    },
    overview: makeOverview(size, now),
    findings: makeFindings(),
    instance: makeInstance(now),
    settings: makeSettings(),
    replayStep: 40,
    revealed: [],
  };
}

/** Makes a world as it was. What answers from it keeps it and its events, so both stay the same objects. */
export function resetWorld(world: StageWorld, size: WorldSize): void {
  const { events, ...rest } = makeWorld(size);
  Object.assign(world, rest);
  Object.assign(world.events, events);
}

function makeRejected(number: number, now: number) {
  return {
    id: `rejected-${number}`,
    receivedAt: new Date(now - number * 90_000).toISOString(),
    network: '203.0.113.0/24',
    sizeBytes: 812,
    mediaType: 'application/json',
    reason: 'the checksum does not match',
    diagnosis: ['The checksum matches with the JWT secret: the two secrets are swapped.'],
    body: '{ "timestamp": 1 }',
  };
}

function makeOverview({ orders }: WorldSize, now: number) {
  const isUsed = orders > 0;
  return {
    at: new Date(now).toISOString(),
    version: '0.1.0',
    webhookPath: '/webhooks/gateway',
    readiness: [
      { name: 'ledger', isOk: true, reason: null },
      { name: 'inbox', isOk: true, reason: null },
    ],
    isGatewayReachable: true,
    gatewayClockOffsetMs: -340,
    unconfirmedOrders: isUsed ? 3 : 0,
    openTransactions: isUsed ? 12 : 0,
    staleTransactions: isUsed ? 1 : 0,
    rejectedDeliveries: isUsed ? 2 : 0,
    deliveries: isUsed
      ? [
          { verdict: 'APPLIED', count: 1240 },
          { verdict: 'UNMATCHED', count: 3 },
        ]
      : [],
    orders: isUsed
      ? [
          { status: 'COMPLETED', count: 812 },
          { status: 'UNFILLED', count: 7 },
        ]
      : [],
    delays: Array.from({ length: isUsed ? 12 : 0 }, (_, index) => ({
      at: new Date(now - (12 - index) * 300_000).toISOString(),
      p50Ms: index === 4 ? null : 60 + index * 3,
      p99Ms: index === 4 ? null : 400 + ((index * 137) % 300),
      count: index === 4 ? 0 : 60,
    })),
    delayP50Ms: isUsed ? 74 : null,
    delayP99Ms: isUsed ? 610 : null,
  };
}

interface Listing {
  readonly filter?: Readonly<Record<string, unknown>> | null;
  readonly first: number;
  readonly after?: string | null;
}

/** Builds the operator schema of the contract with resolvers over a world. */
export function buildStage(
  world: StageWorld,
  changes: Broadcast,
  events: Broadcast,
): { schema: GraphQLSchema; rootValue: object } {
  const schema = buildSchema(readProjectFile('schema/operator.graphql'));
  const replays = new Map<string, Record<string, unknown>>();
  const find = <T extends { id: string }>(rows: readonly T[], id: string) =>
    rows.find((row) => row.id === id) ?? null;
  const fullOrder = (order: StageOrder | null) =>
    order && {
      ...order,
      transaction: () => world.transactions.find(({ number }) => number === order.number) ?? null,
      explanation: () => makeExplanation(order),
      hintDiffs: () => makeHintDiffs(order),
    };
  const fullTransaction = (transaction: StageTransaction | null) =>
    transaction && {
      ...transaction,
      orders: () => world.orders.filter(({ number }) => number === transaction.number).map(fullOrder),
      explanation: () => makeExplanation(world.orders[0] ?? makeOrder(0, Date.now())),
    };
  const fullDelivery = (delivery: StageDelivery | null) =>
    delivery && {
      ...delivery,
      transaction: () => find(world.transactions, `transaction-${delivery.number}`),
      order: () => find(world.orders, `order-${delivery.number}`),
      effects: () => makeExplanation(makeOrder(0, Date.now())).facts.slice(2, 4),
      siblings: () => world.deliveries.slice(0, 3),
    };
  const rootValue = {
    ...accountRoots(world, pageOf, (number) => find(world.transactions, `transaction-${number}`)),
    session: () => world.session,
    overview: () => world.overview,
    activity: ({ period }: { period: string }) => makeActivity(period, world.deliveries.length > 0),
    search: ({ text }: { text: string }) => searchStage(world, text),
    orders: (listing: Listing) => pageOf(world.orders, listing, orderHas),
    order: ({ id }: { id: string }) => fullOrder(find(world.orders, id)),
    transactions: (listing: Listing) => pageOf(world.transactions, listing, rowHas),
    transaction: ({ id }: { id: string }) => fullTransaction(find(world.transactions, id)),
    deliveries: (listing: Listing) => pageOf(world.deliveries, listing, rowHas),
    delivery: ({ id }: { id: string }) => fullDelivery(find(world.deliveries, id)),
    rejectedDeliveries: () => world.rejected,
    operatorLog: (listing: Listing) => pageOf(world.log as { id: string }[], listing, () => true),
    replay: ({ id }: { id: string }) => advance(replays.get(id), world.replayStep),
    replayDelivery: ({ id }: { id: string }) => {
      world.deliveries = world.deliveries.map((row) =>
        row.id === id ? { ...row, verdict: 'APPLIED' } : row,
      );
      return find(world.deliveries, id);
    },
    startReplay: ({ filter, isDryRun }: { filter: Listing['filter']; isDryRun: boolean }) => {
      const matched = world.deliveries.filter((row) => rowHas(row, filter ?? {})).length;
      const started = {
        id: `replay-${replays.size}`,
        state: isDryRun ? 'COUNTED' : 'RUNNING',
        isDryRun,
        matched,
        played: 0,
        wouldChange: isDryRun ? 2 : 0,
        failed: 0,
        startedAt: new Date().toISOString(),
        endedAt: null,
      };
      replays.set(started.id, started);
      return started;
    },
    stopReplay: ({ id }: { id: string }) => Object.assign(replays.get(id) ?? {}, { state: 'STOPPED' }),
    revealDelivery: ({ id, reason }: { id: string; reason: string }) => {
      world.revealed.push({ id, reason });
      return '{"smallcaseAuthId":"5f0321b5f3743c31d95abd35","buyAmount":1520.10}';
    },
    ...doctorRoots(world),
    changes: () => changes.subscribe(),
    ...eventRoots(world.events, events),
  };
  return { schema, rootValue };
}

function advance(replay: Record<string, unknown> | undefined, step: number) {
  if (replay?.state !== 'RUNNING') return replay ?? null;
  replay.played = Math.min(Number(replay.matched), Number(replay.played) + step);
  replay.wouldChange = replay.played;
  if (replay.played === replay.matched) replay.state = 'FINISHED';
  return replay;
}

function pageOf<T extends { readonly id: string }>(
  rows: readonly T[],
  { filter, first, after }: Listing,
  has: (row: T, filter: Readonly<Record<string, unknown>>) => boolean,
) {
  const kept = rows.filter((row) => has(row, filter ?? {}));
  const start = after ? kept.findIndex(({ id }) => id === after) + 1 : 0;
  const nodes = kept.slice(start, start + first);
  return {
    nodes,
    pageInfo: { hasNextPage: start + first < kept.length, endCursor: nodes.at(-1)?.id ?? null },
  };
}

function orderHas(order: StageOrder, { symbol, text, ...rest }: Readonly<Record<string, unknown>>): boolean {
  const ids = [
    order.batchId,
    order.transactionId,
    ...order.legs.map(({ exchangeOrderId }) => exchangeOrderId),
  ];
  return (
    (!symbol || order.legs.some((leg) => leg.symbol === symbol)) &&
    (!text || ids.includes(String(text))) &&
    rowHas(order, rest)
  );
}

/** Whether a row has every value of a filter; a list names those that it may have. */
function rowHas(row: Readonly<Record<string, unknown>>, filter: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (wanted === null || wanted === undefined) return true;
    if (name === 'since') return String(row.updatedAt ?? row.receivedAt ?? row.createdAt) >= String(wanted);
    if (name === 'ids') return (wanted as string[]).includes(String(row.id));
    if (name.endsWith('Not')) return !(wanted as unknown[]).includes(row[name.slice(0, -'Not'.length)]);
    if (name === 'problem') return String(row.problem ?? '').includes(String(wanted));
    if (name === 'transaction') return `transaction-${row.number}` === wanted;
    return Array.isArray(wanted) ? wanted.includes(row[name]) : row[name] === wanted;
  });
}
