import { accountsById } from '../broker-accounts.js';
import { Overtaken } from '../databases/dialect.js';
import { askTogether } from '../databases/statement.js';
import { setDeliveryStates, waitedForTransactions } from '../deliveries/deliveries.js';
import { deliveryKeys, insertDeliveries } from '../deliveries/delivery-intake.js';
import { findTombstones } from '../erasure/tombstones.js';
import { appendEvents, takeSeqs } from '../events.js';
import type { NewEvent } from '../event-record.js';
import type { Queries, Unit } from '../unit.js';
import { orderPages, ordersById, saveOrders } from '../orders.js';
import { planReads } from '../planned-reads.js';
import { insertEntries, lastEntries } from '../timeline.js';
import { transactionsById, updateTransactions } from '../transactions.js';
import type { Keys, Picture } from './picture.js';

/** Loads what a picture lacks of the rows with these keys, in one round trip. */
export async function load(db: Queries, picture: Picture, keys: readonly Keys[]): Promise<void> {
  const missing = picture.missing(merge(keys));
  const [transactions, last, orders, ofPages, kept, accounts, deliveries, tombstones] = await askTogether(
    db,
    [
      transactionsById(missing.transactions),
      lastEntries(missing.transactions),
      ordersById(missing.orders),
      orderPages(missing.pages),
      waitedForTransactions(missing.kept),
      accountsById(missing.accounts),
      deliveryKeys(missing.deliveries),
      findTombstones(missing.tombstones),
    ],
  );
  picture.add(missing, {
    transactions,
    lastEntries: last,
    orders: orders.map(({ createdSeq, ...order }) => ({ ...order, createdBy: createdSeq })),
    ofPages,
    kept,
    accounts,
    deliveries,
    tombstones,
  });
}

function merge(keys: readonly Keys[]): Required<Keys> {
  return {
    transactions: keys.flatMap(({ transactions = [] }) => transactions),
    orders: keys.flatMap(({ orders = [] }) => orders),
    pages: keys.flatMap(({ pages = [] }) => pages),
    kept: keys.flatMap(({ kept = [] }) => kept),
    accounts: keys.flatMap(({ accounts = [] }) => accounts),
    deliveries: keys.flatMap(({ deliveries = [] }) => deliveries),
    tombstones: keys.flatMap(({ tombstones = [] }) => tombstones),
  };
}

/**
 * Stores what decisions have changed. Throws `Overtaken` if another instance has stored the same meanwhile.
 */
export async function save(unit: Unit, { changes }: Picture): Promise<void> {
  const { deliveries, outcomes, transactions, plans, orders, entries, events } = changes;
  const seqs = await takeNumbers(
    unit,
    events.map(({ event }) => event),
  );
  const seqOf = (createdBy: NewEvent | number) =>
    typeof createdBy === 'number' ? createdBy : (seqs.get(createdBy) as number);
  // What changes has an event; several changes of one object are stored as the last.
  const last = new Map(events.map(({ event }) => [event.subject, seqOf(event)]));
  const ordersWithSeq = [...orders.values()].map(({ createdBy, ...order }) => ({
    ...order,
    createdSeq: seqOf(createdBy),
    revision: last.get(order.snapshot.batchId) as number,
  }));
  const changed = [...transactions.values()].map((transaction) => ({
    ...transaction,
    revision: last.get(transaction.snapshot.transactionId) as number,
  }));
  const readPlans = [...plans].map(([transactionId, plan]) => ({ ...plan, transactionId }));
  const numbered = events.map(({ event, trace }) => ({ event, trace, seq: seqOf(event) }));
  const numberedEntries = entries.map(({ event, ...each }) =>
    event === null ? each : { ...each, entry: { ...each.entry, eventSeq: seqOf(event) } },
  );
  const inserting = insertDeliveries([...deliveries.values()]);
  const answers = await askTogether(unit.db, [
    ...inserting,
    setDeliveryStates(outcomes),
    saveOrders(unit, ordersWithSeq),
    updateTransactions(unit, changed),
    insertEntries(unit, numberedEntries),
    planReads(readPlans),
    appendEvents(unit, numbered),
  ]);
  const inserted = (answers as ReadonlySet<string>[]).slice(0, inserting.length);
  if (inserted.reduce((sum, { size }) => sum + size, 0) < deliveries.size) throw new Overtaken('a delivery');
}

/** Takes a number for each event from the log of its viewer, in their order. */
async function takeNumbers(unit: Unit, events: readonly NewEvent[]): Promise<ReadonlyMap<NewEvent, number>> {
  const counts = new Map<string, number>();
  for (const { viewerId } of events) counts.set(viewerId, (counts.get(viewerId) ?? 0) + 1);
  const next = new Map(await takeSeqs(unit, counts));
  return new Map(
    events.map((event) => {
      const seq = next.get(event.viewerId) as number;
      next.set(event.viewerId, seq + 1);
      return [event, seq];
    }),
  );
}
