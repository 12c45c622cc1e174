import type { Moment } from '../core/time/clock.js';
import type { Hint } from '../gateway/facts.js';
import { findBrokerAccount } from '../ledger/broker-accounts.js';
import type { HintOutcome } from '../ledger/deliveries/deliveries.js';
import type { Unit } from '../ledger/unit.js';
import { recordAnomaly } from '../ledger/timeline.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import { findTransaction, provenAccount } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { applyHoldings } from './holdings.writer.js';

const APPLIED: HintOutcome = { state: 'APPLIED', problem: null };

/**
 * Applies a verified holdings webhook to the viewer whose transaction it names, if the account is linked to
 * that same viewer; the planned read confirms it. Unknown transaction or account: UNMATCHED. A hint that
 * contradicts the transaction is an anomaly and is not applied (guarantees G4, G10).
 */
export async function applyHoldingsHint(
  unit: Unit,
  hint: Hint<'HOLDINGS'>,
  moment: Moment,
): Promise<HintOutcome> {
  const stored = hint.transactionId === null ? null : await findTransaction(unit.db, hint.transactionId);
  if (stored === null) return { state: 'UNMATCHED', problem: 'its transaction is not known' };
  const { snapshot } = stored;
  await bringReadForward(unit, snapshot.transactionId, moment.upstreamNow);
  const account = await findBrokerAccount(unit.db, hint.authId);
  const anomaly = contradiction(snapshot, hint.authId, account?.viewerId ?? null);
  if (anomaly !== null) {
    const origin = { at: moment.now, source: 'WEBHOOK', from: snapshot.status } as const;
    await recordAnomaly(unit, snapshot, { ...origin, anomaly });
    return { state: 'ANOMALY', problem: anomaly };
  }
  if (account === null) return { state: 'UNMATCHED', problem: 'its account is not linked' };
  await applyHoldings(unit, snapshot.viewerId, hint.holdings, { provenance: 'WEBHOOK', ...moment });
  return APPLIED;
}

/** `owner`: the viewer to whom the account is linked. */
function contradiction(
  transaction: TransactionSnapshot,
  authId: string,
  owner: string | null,
): string | null {
  if (transaction.intent !== 'HOLDINGS_IMPORT')
    return 'a holdings webhook names a transaction that imports none';
  if (owner !== null && owner !== transaction.viewerId)
    return 'a holdings webhook names an account of another viewer';
  const proven = provenAccount(transaction);
  return proven === null || proven === authId
    ? null
    : 'a holdings webhook names another account than the one that used the transaction';
}
