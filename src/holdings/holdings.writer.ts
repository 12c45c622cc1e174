import type { HoldingsEventSnapshot } from '../ledger/snapshots.js';
import type { HoldingsFact } from '../gateway/facts.js';
import { findBrokerAccount } from '../ledger/broker-accounts.js';
import { appendEvent } from '../ledger/events.js';
import { findHoldings, findMutualFundImport, saveHoldings } from '../ledger/holdings.js';
import type { HoldingsSnapshot } from '../ledger/snapshots.js';
import type { Unit } from '../ledger/ledger.js';
import type { Provenance } from '../core/provenance.js';
import { mergeHoldings } from './holdings.machine.js';

/** An account's holdings after a merge. */
export interface AppliedHoldings {
  readonly holdings: HoldingsSnapshot;
  /** Whether a read contradicted a webhook. */
  readonly isCorrection: boolean;
}

/**
 * Merges a snapshot of an account and writes an event for its viewer. Does nothing unless the account is
 * linked to `viewerId` at this moment (guarantee G10). Returns what is known afterwards; null when it is not
 * linked.
 */
export async function applyHoldings(
  unit: Unit,
  viewerId: string,
  fact: HoldingsFact,
  source: { readonly provenance: Exclude<Provenance, 'REPORTED'>; readonly now: number },
): Promise<AppliedHoldings | null> {
  const account = await findBrokerAccount(unit.db, fact.authId);
  if (account?.viewerId !== viewerId) return null;
  const known = await findHoldings(unit.db, fact.authId);
  const { next, isChanged, isCorrection } = mergeHoldings(known, fact, source);
  if (!isChanged) return { holdings: next, isCorrection };
  const version = await saveHoldings(unit, next);
  const imported = await findMutualFundImport(unit.db, viewerId);
  const snapshot: HoldingsEventSnapshot = { holdings: next, imported, linkedAt: account.linkedAt };
  await appendEvent(unit, {
    viewerId,
    type: 'HOLDINGS',
    subject: fact.authId,
    authId: fact.authId,
    occurredAt: source.now,
    snapshot,
    version,
  });
  return { holdings: next, isCorrection };
}
