import type { WireBatch } from '../../gateway/wire.js';
import { bookFills } from '../market/accounts.js';
import { fillsBetween, isBatchOpen, isLegFinal, legDueAt, placeBatch, settleBatch } from '../market/batch.js';
import type { IntentContext, IntentOutcome } from './intent-outcome.js';
import { bookInvestment } from '../market/investments.js';
import type { TransactionRecord } from '../state/records.js';
import { decideOutcomes } from '../market/order-outcomes.js';
import type { World } from '../world.js';

/**
 * Sends a securities order (section 7.2) and its placed webhook; once it is settled, its completed webhook.
 */
export function placeOrder(world: World, context: IntentContext): IntentOutcome {
  const { placed, settled } = sendToExchange(world, context, {});
  // All state is stored before any webhook is sent: the placed one may describe a state that is already
  // outdated.
  for (const batch of placed.batches) {
    if (batch.orders.length > 0) world.notifier.order('order.placed', settled, batch);
  }
  if (settled.status === 'COMPLETED') announceCompleted(world, settled);
  return outcomeOf(settled, { orderBatches: settled.batches });
}

type Labels = Pick<WireBatch, 'label' | 'originalLabel'>;

/** An order as it was placed, and with what the exchange has settled since. */
interface SentOrder {
  readonly placed: TransactionRecord;
  readonly settled: TransactionRecord;
}

/**
 * Places the legs of an order and settles those that are due; the others are settled later on the virtual
 * clock. Transaction details show `result` besides the batches. `labels` are those of a smallcase order.
 */
export function sendToExchange(
  world: World,
  { record, scenario, legs }: IntentContext,
  result: Readonly<Record<string, unknown>>,
  labels: Labels = {},
): SentOrder {
  const now = world.clock.now();
  const variety = scenario.variety ?? ('regular' as const);
  const nature = { variety, ...labels };
  const decided = decideOutcomes(scenario, legs, now);
  const { batch, outcomes } = placeBatch(world.ids, record.transactionId, legs, decided, now, nature);
  const placed: TransactionRecord = {
    ...record,
    status: 'PROCESSING',
    batches: [batch],
    result,
    settlement: { dueAt: Math.max(now, ...outcomes.map(({ at }) => at ?? now)), fates: outcomes },
    updatedAt: now,
  };
  const settled = settleDueLegs(world, placed);
  scheduleSettlement(world, settled);
  return { placed, settled };
}

/**
 * Returns how the SDK ends after an order. An after-market order counts as a success while it waits (section
 * 11); with any other order still open, the SDK rejects with 4006.
 */
export function outcomeOf(
  record: TransactionRecord,
  result: Readonly<Record<string, unknown>>,
): IntentOutcome {
  const isAccepted = record.batches.some((batch) => batch.variety === 'amo');
  if (record.status === 'PROCESSING' && !isAccepted) return { kind: 'pending', record };
  return { kind: 'done', record, result };
}

/**
 * Schedules the settlement of an open order's next leg; also for orders that were open when the emulator
 * stopped.
 */
export function scheduleSettlement(world: World, record: TransactionRecord): void {
  const { settlement } = record;
  if (settlement === null) return;
  const due = record.batches.flatMap((batch) =>
    batch.orders.flatMap((leg, index) => (isLegFinal(leg) ? [] : [legDueAt(settlement, index)])),
  );
  world.timers.at(Math.min(...due), () => settleOrder(world, record.transactionId));
}

/**
 * Settles the legs of an open order that are due, and sends its webhook once it is final. Returns null when
 * the order is no longer open.
 */
export function settleOrder(world: World, transactionId: string): TransactionRecord | null {
  const record = world.store.transactions.get(transactionId);
  if (record?.status !== 'PROCESSING' || record.settlement === null) return null;
  const settled = settleDueLegs(world, record);
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

function settleDueLegs(world: World, record: TransactionRecord): TransactionRecord {
  const { settlement } = record;
  if (settlement === null) return record;
  const now = world.clock.now();
  const batches = record.batches.map((batch) => settleBatch(batch, settlement, now));
  const account = world.store.accounts.get(record.authId ?? '');
  const fills = record.batches.flatMap((before, index) => fillsBetween(before, batches[index] ?? before));
  if (account !== undefined && fills.length > 0)
    world.store.putAccount(bookInvestment(bookFills(account, fills, now), record, fills, now));
  const isOpen = batches.some(isBatchOpen);
  return world.store.putTransaction({
    ...record,
    status: isOpen ? 'PROCESSING' : 'COMPLETED',
    batches,
    settlement: isOpen ? settlement : null,
    updatedAt: now,
  });
}
