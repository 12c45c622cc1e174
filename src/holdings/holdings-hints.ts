import { createHash } from 'node:crypto';
import type { Moment } from '../core/time/clock.js';
import type { Hint } from '../gateway/facts.js';
import { findBrokerAccount } from '../ledger/broker-accounts.js';
import type { HintOutcome } from '../ledger/deliveries.js';
import { appendEvent } from '../ledger/events.js';
import { findMutualFundImport, saveMutualFundImport } from '../ledger/holdings.js';
import type { Unit } from '../ledger/unit.js';
import { ACTIONS_PER_ACCOUNT, savePendingAction } from '../ledger/pending-actions.js';
import { recordAnomaly } from '../ledger/timeline.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import { findTransaction, provenAccount, type StoredTransaction } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { applyHoldings } from './holdings.writer.js';
import type { HoldingsEventSnapshot } from '../ledger/snapshots.js';

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

/**
 * Applies a registrar import to the viewer whose MF_HOLDINGS_IMPORT it names. It has no read, so it stays a
 * hint.
 */
export async function applyMutualFunds(
  unit: Unit,
  hint: Hint<'MUTUAL_FUNDS'>,
  moment: Moment,
): Promise<HintOutcome> {
  const stored = await findTransaction(unit.db, hint.transactionId);
  if (stored === null) return { state: 'UNMATCHED', problem: 'its transaction is not known' };
  const { viewerId, intent, transactionId, status } = stored.snapshot;
  if (intent !== 'MF_HOLDINGS_IMPORT')
    return { state: 'ANOMALY', problem: 'its transaction imports no mutual funds' };
  await bringReadForward(unit, transactionId, moment.upstreamNow);
  // No read confirms these rows, so at least one must show that the user has been there.
  if (status === 'INITIALIZED')
    return { state: 'UNMATCHED', problem: 'its transaction has not been used, as far as was read' };
  const before = await findMutualFundImport(unit.db, viewerId);
  if (before !== null && (await isCreatedAfter(unit, before.transactionId, stored))) return APPLIED;
  const imported = { transactionId, receivedAt: moment.now, folios: hint.folios };
  if (JSON.stringify({ ...before, receivedAt: 0 }) === JSON.stringify({ ...imported, receivedAt: 0 }))
    return APPLIED;
  await saveMutualFundImport(unit, viewerId, imported);
  const snapshot: HoldingsEventSnapshot = { holdings: null, imported, linkedAt: null };
  const event = {
    viewerId,
    type: 'HOLDINGS',
    subject: transactionId,
    transactionId,
    occurredAt: moment.now,
  } as const;
  await appendEvent(unit, { ...event, snapshot });
  return APPLIED;
}

/**
 * A retry of an earlier import may come after a later one: the import that was asked for last is the one that
 * counts (guarantee G3).
 */
async function isCreatedAfter(unit: Unit, transactionId: string, other: StoredTransaction): Promise<boolean> {
  const transaction = await findTransaction(unit.db, transactionId);
  return transaction !== null && transaction.createdSeq > other.createdSeq;
}

/**
 * Reports a pending action to the viewer its account is linked to. Receiving the same action again only
 * prolongs it: no read can show that it is done, so it expires with the last delivery that reported it.
 */
export async function applyPendingAction(
  unit: Unit,
  hint: Hint<'PENDING_ACTION'>,
  moment: Moment,
): Promise<HintOutcome> {
  const account = await findBrokerAccount(unit.db, hint.authId);
  if (account === null) return { state: 'UNMATCHED', problem: 'its account is not linked' };
  const { authId, iscid, rawAction, date } = hint.action;
  const actionId = createHash('sha256')
    .update(JSON.stringify([authId, iscid, rawAction, date]))
    .digest('hex')
    .slice(0, 24);
  const snapshot = { ...hint.action, actionId, receivedAt: moment.now };
  const saved = await savePendingAction(unit, account.viewerId, snapshot);
  if (saved === 'full')
    return {
      state: 'OVERSIZED',
      problem: `its account has ${ACTIONS_PER_ACCOUNT} pending actions already`,
    };
  if (saved === 'known') return APPLIED;
  await appendEvent(unit, {
    viewerId: account.viewerId,
    type: 'PENDING_ACTION',
    subject: actionId,
    authId,
    occurredAt: moment.now,
    snapshot,
  });
  return APPLIED;
}
