import type { HoldingsFact } from '../gateway/facts.js';
import { findBrokerAccount } from '../ledger/broker-accounts.js';
import { appendEvent, nextSeq } from '../ledger/events.js';
import {
  findStoredHoldings,
  planHoldingsRead,
  saveHoldings,
  type StoredHoldings,
} from '../ledger/holdings.js';
import { mutualFundsOfViewer } from '../ledger/mutual-funds/imports.js';
import type { Revised } from '../ledger/object-revisions.js';
import type { Unit } from '../ledger/unit.js';
import type { HoldingsEventSnapshot, HoldingsSnapshot } from '../ledger/snapshots.js';
import type { Moment } from '../core/time/clock.js';
import type { Provenance } from '../core/provenance.js';
import { mergeHoldings } from './holdings.machine.js';
import { planHoldings } from './holdings-plan.js';

/** An account's holdings after a merge. */
export interface AppliedHoldings {
  readonly holdings: Revised<HoldingsSnapshot>;
  /** Whether a read contradicted a webhook. */
  readonly isCorrection: boolean;
}

/** Where holdings come from. */
export interface HoldingsSource extends Moment {
  readonly provenance: Exclude<Provenance, 'REPORTED'>;
}

/**
 * Merges a snapshot of an account, plans its next read, and writes an event for its viewer. Does nothing
 * unless the account is linked to `viewerId` at this moment (guarantee G10). Returns what is known
 * afterwards; null when it is not linked.
 */
export async function applyHoldings(
  unit: Unit,
  viewerId: string,
  fact: HoldingsFact,
  source: HoldingsSource,
): Promise<AppliedHoldings | null> {
  const account = await findBrokerAccount(unit.db, fact.authId);
  if (account?.viewerId !== viewerId) return null;
  const known = await findStoredHoldings(unit.db, fact.authId);
  const merge = mergeHoldings(known?.snapshot ?? null, fact, source);
  const holdings = await store(unit, account, known, { ...source, ...merge, isPlanned: false });
  return { holdings, isCorrection: merge.isCorrection };
}

/**
 * Merges what a planned read of an account found, for the viewer to whom it is linked at this moment; `fact`
 * is null if the read failed. Plans the next one; with the last of the plan the holdings are stale.
 */
export async function applyPlannedRead(
  unit: Unit,
  authId: string,
  fact: HoldingsFact | null,
  moment: Moment,
): Promise<void> {
  const account = await findBrokerAccount(unit.db, authId);
  const known = await findStoredHoldings(unit.db, authId);
  const unchanged = known === null ? null : { next: known.snapshot, isChanged: false };
  const source = { provenance: 'CONFIRMED', now: moment.now } as const;
  const merge = fact === null ? unchanged : mergeHoldings(known?.snapshot ?? null, fact, source);
  if (account === null || merge === null) return;
  await store(unit, account, known, { ...moment, ...merge, isPlanned: true });
}

/** What one read or hint leaves to be stored. */
interface Change extends Moment {
  readonly next: HoldingsSnapshot;
  readonly isChanged: boolean;
  /** Whether the plan of the holdings asked for this read. */
  readonly isPlanned: boolean;
}

async function store(
  unit: Unit,
  { authId, viewerId, linkedAt }: NonNullable<Awaited<ReturnType<typeof findBrokerAccount>>>,
  known: StoredHoldings | null,
  { next: merged, isChanged, isPlanned, now, upstreamNow }: Change,
): Promise<Revised<HoldingsSnapshot>> {
  const { isStale, ...plan } = planHoldings(merged, known, { isPlanned, isChanged, upstreamNow });
  const wasStale = known?.snapshot.isStale ?? false;
  const next = isStale ? { ...merged, isStale } : withoutStale(merged);
  let revision = known?.revision ?? 0;
  if (isChanged || isStale !== wasStale) {
    revision = await nextSeq(unit, viewerId);
    const version = await saveHoldings(unit, viewerId, next, revision);
    const imported = await mutualFundsOfViewer(unit.db, viewerId);
    const snapshot: HoldingsEventSnapshot = { holdings: next, imported, linkedAt };
    const event = { viewerId, type: 'HOLDINGS', subject: authId, authId, occurredAt: now } as const;
    await appendEvent(unit, { ...event, snapshot, version }, revision);
  }
  if (plan.readAt !== (known?.readAt ?? null) || plan.reads !== (known?.reads ?? 0))
    await planHoldingsRead(unit, authId, plan);
  return { ...next, revision };
}

function withoutStale({ isStale: _, ...snapshot }: HoldingsSnapshot): HoldingsSnapshot {
  return snapshot;
}
