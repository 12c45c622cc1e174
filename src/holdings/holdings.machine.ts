import type { HoldingsFact } from '../gateway/facts.js';
import type { HoldingsSnapshot } from '../ledger/snapshots.js';
import type { Provenance } from '../core/provenance.js';

/** What a snapshot of holdings changed. */
export interface HoldingsMerge {
  readonly next: HoldingsSnapshot;
  readonly isChanged: boolean;
  /** Whether a read showed that a webhook had told something else. */
  readonly isCorrection: boolean;
}

/**
 * Merges a snapshot into what is known of an account (guarantees G3, G4): a read replaces a hint in any direction, a hint never
 * replaces a read, and within one provenance the later taken at the broker wins. Pure.
 */
export function mergeHoldings(
  current: HoldingsSnapshot | null,
  fact: HoldingsFact,
  source: { readonly provenance: Exclude<Provenance, 'REPORTED'>; readonly now: number },
): HoldingsMerge {
  const told: HoldingsSnapshot = { ...fact, provenance: source.provenance, receivedAt: source.now };
  if (current === null) return { next: told, isChanged: true, isCorrection: false };
  const unchanged = { next: current, isChanged: false, isCorrection: false };
  if (source.provenance === 'WEBHOOK' && current.provenance === 'CONFIRMED') return unchanged;
  if (source.provenance === current.provenance && isOlder(told, current)) return unchanged;
  if (isSame(current, told)) return unchanged;
  const isCorrection = current.provenance !== source.provenance && !isSameContent(current, told);
  return { next: told, isChanged: true, isCorrection };
}

/** A later read of the same account may differ; one that is not later must not. */
function isSameContent(hint: HoldingsSnapshot, read: HoldingsSnapshot): boolean {
  if ((read.snapshotAt ?? 0) > (hint.snapshotAt ?? 0)) return true;
  const content = ({ snapshotAt, securities, smallcases }: HoldingsSnapshot) =>
    JSON.stringify([snapshotAt, securities, smallcases]);
  return content(hint) === content(read);
}

function isOlder(told: HoldingsSnapshot, current: HoldingsSnapshot): boolean {
  const [toldAt, currentAt] = [told.snapshotAt ?? 0, current.snapshotAt ?? 0];
  if (toldAt !== currentAt) return toldAt < currentAt;
  const [toldUpdate, currentUpdate] = [told.lastUpdateAt ?? 0, current.lastUpdateAt ?? 0];
  if (toldUpdate !== currentUpdate) return toldUpdate < currentUpdate;
  // Two hints that differ and claim the same time: either will do until a read decides, but always the same one.
  return told.provenance === 'WEBHOOK' && contentText(told) < contentText(current);
}

function contentText(snapshot: HoldingsSnapshot): string {
  return JSON.stringify({ ...snapshot, receivedAt: 0 });
}

function isSame(left: HoldingsSnapshot, right: HoldingsSnapshot): boolean {
  return contentText(left) === contentText(right);
}
