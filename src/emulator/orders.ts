import { bookFills } from './accounts.js';
import { fillsOf, type OrderedLeg, placeBatch, settleBatch } from './batch.js';
import type { Finishing, IntentEnd } from './finish.js';
import { fatesOf } from './scenarios.js';
import type { AccountRecord, TransactionRecord } from './state.js';
import { smallcaseOf } from './stocks.js';
import type { World } from './world.js';

/** Sends a securities order (section 7.2): a placed webhook, then at once or later the result and a completed webhook. */
export function placeOrder(world: World, { record, scenario, legs }: Finishing): IntentEnd {
  const now = world.clock.now();
  const { batch, fates } = placeBatch(world.ids, record.transactionId, legs, fatesOf(scenario, legs), now);
  const isSent = batch.orders.length > 0;
  const dueAt = now + (isSent ? (scenario.settlesAfterMs ?? 0) : 0);
  const placed = world.store.putTransaction({
    ...record,
    status: 'PROCESSING',
    batches: [batch],
    result: {},
    settlement: { dueAt, fates },
    updatedAt: now,
  });
  if (dueAt > now) {
    world.notifier.order('order.placed', placed, batch);
    scheduleSettlement(world, placed);
    return { kind: 'pending', record: placed };
  }
  // State first, then webhooks: the placed one tells of a moment that is already over.
  const settled = settleState(world, placed);
  if (isSent) world.notifier.order('order.placed', settled, batch);
  announceCompleted(world, settled);
  return { kind: 'done', record: settled, result: { orderBatches: settled.batches } };
}

/** Waits on the virtual clock for an open order's result; also used for what a stopped emulator left open. */
export function scheduleSettlement(world: World, record: TransactionRecord): void {
  if (record.settlement === null) return;
  world.timers.at(record.settlement.dueAt, () => settleOrder(world, record.transactionId));
}

/** The exchange's result for an open order, with its webhook. Does nothing when the order is no longer open. */
export function settleOrder(world: World, transactionId: string): TransactionRecord | null {
  const record = world.store.transactions.get(transactionId);
  if (record?.status !== 'PROCESSING' || record.settlement === null) return null;
  const settled = settleState(world, record);
  announceCompleted(world, settled);
  return settled;
}

function announceCompleted(world: World, record: TransactionRecord): void {
  if (!isSecuritiesOrder(record)) return;
  for (const batch of record.batches) world.notifier.order('order.completed', record, batch);
}

function isSecuritiesOrder({ request }: TransactionRecord): boolean {
  return request.intent === 'TRANSACTION' && request.orderConfig.type === 'SECURITIES';
}

function settleState(world: World, record: TransactionRecord): TransactionRecord {
  const now = world.clock.now();
  const fates = record.settlement?.fates ?? [];
  const batches = record.batches.map((batch) => settleBatch(batch, fates, now));
  const account = world.store.accounts.get(record.authId ?? '');
  if (account !== undefined) world.store.putAccount(bookFills(account, batches.flatMap(fillsOf), now));
  return world.store.putTransaction({
    ...record,
    status: 'COMPLETED',
    batches,
    settlement: null,
    updatedAt: now,
  });
}

/** The checked `orderConfig` of a smallcase order (section 7.3). */
export type SmallcaseOrder = {
  readonly type: string;
  readonly scid?: string | undefined;
  readonly iscid?: string | undefined;
};

const SELLING_TYPES: readonly string[] = ['EXIT', 'PARTIALEXIT'];

/** What a smallcase order trades: its constituents, bought or sold; none for any other intent. */
export function smallcaseLegs({ request, transactionId }: TransactionRecord): OrderedLeg[] {
  if (request.intent !== 'TRANSACTION' || request.orderConfig.type === 'SECURITIES') return [];
  const { type, scid, iscid } = request.orderConfig;
  const side = SELLING_TYPES.includes(type) ? 'SELL' : 'BUY';
  return smallcaseOf(scid ?? iscid ?? transactionId).constituents.map(({ ticker, shares }) => ({
    ticker,
    quantity: shares,
    side,
    exchange: 'NSE',
    orderType: 'MARKET',
  }));
}

/**
 * Sends a smallcase order (section 7.3). Section 17.1 documents no webhook for it: its outcome is polled.
 *
 * A `BUY` makes a new investment. An `iscid` the account is not known to have is taken as one it made before.
 */
export function placeSmallcaseOrder(
  world: World,
  finishing: Finishing,
  account: AccountRecord,
  order: SmallcaseOrder,
): IntentEnd {
  const { record, scenario, legs } = finishing;
  const now = world.clock.now();
  const { batch, fates } = placeBatch(
    world.ids,
    record.transactionId,
    legs,
    fatesOf(scenario, legs),
    now,
    order.type,
  );
  const investment = investmentOf(world, account, order);
  world.store.putAccount(withInvestment(account, investment, order.type));
  const isLater = batch.orders.length > 0 && scenario.settlesAfterMs !== undefined;
  const placed = world.store.putTransaction({
    ...record,
    status: 'PROCESSING',
    batches: [batch],
    result: { ...investment },
    settlement: { dueAt: now + (isLater ? (scenario.settlesAfterMs ?? 0) : 0), fates },
    updatedAt: now,
  });
  if (isLater) {
    scheduleSettlement(world, placed);
    return { kind: 'pending', record: placed };
  }
  const settled = settleState(world, placed);
  return { kind: 'done', record: settled, result: { ...investment, orderBatches: settled.batches } };
}

function investmentOf(world: World, account: AccountRecord, order: SmallcaseOrder) {
  const known = account.investments.find((investment) => investment.iscid === order.iscid);
  if (known !== undefined) return known;
  const scid = order.scid ?? 'SCET_0010';
  return { iscid: order.iscid ?? world.ids.objectId(), scid, name: smallcaseOf(scid).name };
}

function withInvestment(
  account: AccountRecord,
  investment: { iscid: string; scid: string; name: string },
  type: string,
): AccountRecord {
  const others = account.investments.filter((candidate) => candidate.iscid !== investment.iscid);
  return { ...account, investments: type === 'EXIT' ? others : [...others, investment] };
}
