import type { HoldingsFact } from '../gateway/facts.js';
import type { HoldingsPart, HoldingsSnapshot } from '../ledger/snapshots.js';
import type { Provenance } from '../core/provenance.js';

/** What a snapshot of holdings changed. */
export interface HoldingsMerge {
  readonly next: HoldingsSnapshot;
  readonly isChanged: boolean;
  /** Whether a read contradicted a webhook. */
  readonly isCorrection: boolean;
}

/**
 * Merges a snapshot into what is known of an account (guarantees G3, G4): a read replaces a hint in any
 * direction, a hint never replaces a read, and within one provenance the later taken at the broker wins.
 * Pure.
 */
export function mergeHoldings(
  current: HoldingsSnapshot | null,
  fact: HoldingsFact,
  source: { readonly provenance: Exclude<Provenance, 'REPORTED'>; readonly now: number },
): HoldingsMerge {
  const received = toSnapshot(fact, current, source);
  if (current === null) return { next: received, isChanged: true, isCorrection: false };
  const unchanged = { next: current, isChanged: false, isCorrection: false };
  if (source.provenance === 'WEBHOOK' && current.provenance === 'CONFIRMED') return unchanged;
  if (source.provenance === current.provenance && isOlder(received, current)) return unchanged;
  if (isSame(current, received)) return unchanged;
  const isCorrection = current.provenance !== source.provenance && !isSameContent(current, received);
  return { next: received, isChanged: true, isCorrection };
}

const PARTS: readonly HoldingsPart[] = ['securities', 'smallcases', 'mutualFunds'];

/**
 * A part that the answer leaves out is empty only where the account never showed it; else what was known
 * stays, with the time of its own snapshot.
 */
function toSnapshot(
  fact: HoldingsFact,
  current: HoldingsSnapshot | null,
  source: { readonly provenance: Exclude<Provenance, 'REPORTED'>; readonly now: number },
): HoldingsSnapshot {
  const older: Partial<Record<HoldingsPart, number | null>> = {};
  for (const part of PARTS) {
    if (fact[part] !== null || current === null || (current[part] ?? []).length === 0) continue;
    older[part] = current.olderParts?.[part] ?? current.snapshotAt;
  }
  const kept = <Part extends HoldingsPart>(part: Part) => (part in older ? current?.[part] : undefined);
  return {
    ...fact,
    securities: fact.securities ?? kept('securities') ?? [],
    smallcases: fact.smallcases ?? kept('smallcases') ?? [],
    mutualFunds: fact.mutualFunds ?? kept('mutualFunds') ?? null,
    ...(Object.keys(older).length === 0 ? {} : { olderParts: older }),
    provenance: source.provenance,
    receivedAt: source.now,
  };
}

/** A later read of the same account may differ; one that is not later must not. */
function isSameContent(hint: HoldingsSnapshot, read: HoldingsSnapshot): boolean {
  if ((read.snapshotAt ?? 0) > (hint.snapshotAt ?? 0)) return true;
  const content = ({ snapshotAt, securities, smallcases }: HoldingsSnapshot) =>
    JSON.stringify([snapshotAt, securities, smallcases]);
  return content(hint) === content(read);
}

function isOlder(received: HoldingsSnapshot, current: HoldingsSnapshot): boolean {
  const [receivedAt, currentAt] = [received.snapshotAt ?? 0, current.snapshotAt ?? 0];
  if (receivedAt !== currentAt) return receivedAt < currentAt;
  const [receivedUpdate, currentUpdate] = [received.lastUpdateAt ?? 0, current.lastUpdateAt ?? 0];
  if (receivedUpdate !== currentUpdate) return receivedUpdate < currentUpdate;
  // Two hints that differ and claim the same time: either will do until a read decides, but always the same
  // one.
  return received.provenance === 'WEBHOOK' && contentText(received) < contentText(current);
}

function contentText(snapshot: HoldingsSnapshot): string {
  const { isStale: _, ...content } = snapshot;
  return JSON.stringify({ ...content, receivedAt: 0 });
}

function isSame(left: HoldingsSnapshot, right: HoldingsSnapshot): boolean {
  return contentText(left) === contentText(right);
}
