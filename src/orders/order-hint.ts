import type { Hint } from '../gateway/facts.js';
import { findBrokerAccount } from '../ledger/broker-accounts.js';
import type { HintOutcome } from '../ledger/deliveries.js';
import type { Queries, Unit } from '../ledger/ledger.js';
import { findOrders } from '../ledger/orders.js';
import { recordAnomaly } from '../ledger/timeline.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import { findTransaction, provenAccount, type StoredTransaction } from '../ledger/transactions.js';
import type { Moment } from '../core/time/clock.js';
import { applyBatches } from './orders.writer.js';

type OrderHint = Hint<'ORDER'>;

/**
 * Applies a verified order webhook: shown at once as WEBHOOK, and a read is planned that confirms or takes
 * back (guarantee G4). One whose transaction is not known yet is UNMATCHED. One that names a viewer's
 * transaction and another viewer's account is applied to neither: the read decides.
 */
export async function applyOrderHint(unit: Unit, hint: OrderHint, moment: Moment): Promise<HintOutcome> {
  const stored = await transactionOf(unit.db, hint);
  if (stored === null) return { state: 'UNMATCHED', problem: 'its transaction is not known' };
  const { snapshot } = stored;
  await bringReadForward(unit, snapshot.transactionId, moment.upstreamNow);
  const problem = await contradiction(unit.db, hint, stored);
  if (problem !== null) {
    const origin = { at: moment.now, source: 'WEBHOOK', from: snapshot.status } as const;
    await recordAnomaly(unit, snapshot, { ...origin, anomaly: problem });
    return { state: 'ANOMALY', problem };
  }
  const own = hint.batches.filter(
    (batch) => (batch.transactionId ?? snapshot.transactionId) === snapshot.transactionId,
  );
  const outcomes = await applyBatches(unit, own, {
    transaction: snapshot,
    provenance: 'WEBHOOK',
    now: moment.now,
  });
  const isOdd = own.length < hint.batches.length || outcomes.includes('ANOMALY');
  return isOdd
    ? { state: 'ANOMALY', problem: 'a batch of it contradicts what is known' }
    : { state: 'APPLIED', problem: null };
}

/** The transaction a delivery names, or that of the order it names when it leaves the transaction out. */
async function transactionOf(db: Queries, hint: OrderHint): Promise<StoredTransaction | null> {
  if (hint.transactionId !== null) return await findTransaction(db, hint.transactionId);
  const batchIds = hint.batches.map((batch) => batch.batchId);
  const [order] = batchIds.length === 0 ? [] : await findOrders(db, batchIds);
  return order === undefined ? null : await findTransaction(db, order.snapshot.transactionId);
}

async function contradiction(
  db: Queries,
  hint: OrderHint,
  { snapshot }: StoredTransaction,
): Promise<string | null> {
  if (snapshot.orderKind === null) return 'its transaction places no order';
  const account = await findBrokerAccount(db, hint.authId);
  if (account !== null && account.viewerId !== snapshot.viewerId)
    return 'its account belongs to another viewer';
  const proven = provenAccount(snapshot);
  return proven === null || proven === hint.authId
    ? null
    : 'its account is not the one that used the transaction';
}
