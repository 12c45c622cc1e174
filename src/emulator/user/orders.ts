import { bookFills } from '../market/accounts.js';
import { fillsBetween, isBatchOpen, isLegFinal, legDueAt, placeBatch, settleBatch } from '../market/batch.js';
import type { Finishing, IntentEnd } from './finish.js';
import { endExitedInvestment } from './investments.js';
import type { TransactionRecord } from '../state/state.js';
import { timedFates } from './timing.js';
import type { World } from '../world.js';

/** Sends a securities order (section 7.2): a placed webhook, then at once or later the result and a completed webhook. */
export function placeOrder(world: World, finishing: Finishing): IntentEnd {
  const { placed, settled } = sendToExchange(world, finishing, {});
  // State first, then webhooks: the placed one may tell of a moment that is already over.
  for (const batch of placed.batches) {
    if (batch.orders.length > 0) world.notifier.order('order.placed', settled, batch);
  }
  if (settled.status === 'COMPLETED') announceCompleted(world, settled);
  return endOf(settled, { orderBatches: settled.batches });
}

/** An order that was sent: as it stood when it was placed, and with what the exchange has done since. */
interface SentOrder {
  readonly placed: TransactionRecord;
  readonly settled: TransactionRecord;
}

/**
 * Places the legs of an order and stores what became of them at once; what did not waits for its time on the virtual clock.
 * `result` is what transaction details tell besides the batches, `label` the kind of a smallcase order.
 */
export function sendToExchange(
  world: World,
  { record, scenario, legs }: Finishing,
  result: Readonly<Record<string, unknown>>,
  label?: string,
): SentOrder {
  const now = world.clock.now();
  const variety = scenario.variety ?? ('regular' as const);
  const nature = { variety, ...(label === undefined ? {} : { label }) };
  const decided = timedFates(scenario, legs, now);
  const { batch, fates } = placeBatch(world.ids, record.transactionId, legs, decided, now, nature);
  const placed: TransactionRecord = {
    ...record,
    status: 'PROCESSING',
    batches: [batch],
    result,
    settlement: { dueAt: Math.max(now, ...fates.map((fate) => fate.at ?? now)), fates },
    updatedAt: now,
  };
  const settled = settleWhatIsDue(world, placed);
  scheduleSettlement(world, settled);
  return { placed, settled };
}

/**
 * How the SDK ends after an order. An after-market order is a success while it waits (section 11); any other that is still open
 * is 4006.
 */
export function endOf(record: TransactionRecord, result: Readonly<Record<string, unknown>>): IntentEnd {
  const isAccepted = record.batches.some((batch) => batch.variety === 'amo');
  if (record.status === 'PROCESSING' && !isAccepted) return { kind: 'pending', record };
  return { kind: 'done', record, result };
}

/** Waits on the virtual clock for an open order's next leg; also used for what a stopped emulator left open. */
export function scheduleSettlement(world: World, record: TransactionRecord): void {
  const { settlement } = record;
  if (settlement === null) return;
  const due = record.batches.flatMap((batch) =>
    batch.orders.flatMap((leg, index) => (isLegFinal(leg) ? [] : [legDueAt(settlement, index)])),
  );
  world.timers.at(Math.min(...due), () => settleOrder(world, record.transactionId));
}

/** The exchange's result for an open order, with its webhook once it is final. Does nothing when the order is no longer open. */
export function settleOrder(world: World, transactionId: string): TransactionRecord | null {
  const record = world.store.transactions.get(transactionId);
  if (record?.status !== 'PROCESSING' || record.settlement === null) return null;
  const settled = settleWhatIsDue(world, record);
  if (settled.status === 'COMPLETED') announceCompleted(world, settled);
  else scheduleSettlement(world, settled);
  return settled;
}

function announceCompleted(world: World, record: TransactionRecord): void {
  if (!isSecuritiesOrder(record)) return;
  for (const batch of record.batches) world.notifier.order('order.completed', record, batch);
}

function isSecuritiesOrder({ request }: TransactionRecord): boolean {
  return request.intent === 'TRANSACTION' && request.orderConfig.type === 'SECURITIES';
}

function settleWhatIsDue(world: World, record: TransactionRecord): TransactionRecord {
  const { settlement } = record;
  if (settlement === null) return record;
  const now = world.clock.now();
  const batches = record.batches.map((batch) => settleBatch(batch, settlement, now));
  const account = world.store.accounts.get(record.authId ?? '');
  const fills = record.batches.flatMap((before, index) => fillsBetween(before, batches[index] ?? before));
  if (account !== undefined && fills.length > 0)
    world.store.putAccount(endExitedInvestment(bookFills(account, fills, now), record));
  const isOpen = batches.some(isBatchOpen);
  return world.store.putTransaction({
    ...record,
    status: isOpen ? 'PROCESSING' : 'COMPLETED',
    batches,
    settlement: isOpen ? settlement : null,
    updatedAt: now,
  });
}
