import type { LegFact, UnplacedLegFact } from '../gateway/facts.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';

/**
 * The order with what `received` adds to it: fields that were null or `UNKNOWN`. Null when the two contradict
 * each other. What `received` leaves out contradicts nothing.
 */
export function completeOrder(current: OrderSnapshot, received: OrderSnapshot): OrderSnapshot | null {
  const { legs, unplacedLegs, placedAt, updatedAt, provenance, isFinal, viewerId, ...rest } = current;
  const { originalLabel = null, smallcase, ...fields } = rest;
  const own = { placedAt, updatedAt, provenance, isFinal, viewerId };
  const completed = completeFields(
    { ...fields, originalLabel },
    { ...received, originalLabel: received.originalLabel ?? null },
  );
  const named = completeSmallcase(smallcase, received.smallcase);
  const allLegs = completeEach<LegFact>(legs, received.legs);
  const allUnplaced = completeEach<UnplacedLegFact>(unplacedLegs, received.unplacedLegs);
  if (completed === null || named === null || allLegs === null || allUnplaced === null) return null;
  const { originalLabel: label, ...others } = completed;
  const lists = { legs: allLegs, unplacedLegs: allUnplaced };
  return { ...others, ...(label === null ? {} : { originalLabel: label }), ...named, ...own, ...lists };
}

/** The same smallcase with what was unknown of it. It may have been renamed: a name contradicts nothing. */
function completeSmallcase(
  current: OrderSnapshot['smallcase'],
  received: OrderSnapshot['smallcase'],
): Pick<OrderSnapshot, 'smallcase'> | null {
  if (current === undefined) return received === undefined ? {} : { smallcase: received };
  if (received === undefined) return { smallcase: current };
  const smallcase = completeFields(current, { ...received, name: current.name ?? received.name });
  return smallcase === null ? null : { smallcase };
}

/** Legs stand in the same place in both: Gateway keeps their order. */
function completeEach<T extends object>(current: readonly T[], received: readonly T[]): readonly T[] | null {
  if (current.length !== received.length) return null;
  const completed: T[] = [];
  for (const [index, leg] of current.entries()) {
    const other = received[index];
    const merged = other === undefined ? null : completeFields(leg, other);
    if (merged === null) return null;
    completed.push(merged);
  }
  return completed;
}

function completeFields<T extends object>(current: T, received: T): T | null {
  const completed = { ...current };
  for (const name of Object.keys(current) as (keyof T)[]) {
    const [known, sent] = [current[name], received[name]];
    if (known === sent || isUnknown(sent)) continue;
    if (!isUnknown(known)) return null;
    completed[name] = sent;
  }
  return completed;
}

function isUnknown(value: unknown): boolean {
  return value === null || value === undefined || value === 'UNKNOWN';
}
