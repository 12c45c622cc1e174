import { type DecimalString, sameDecimal } from '../../core/money.js';
import type { SecurityHoldingFact } from '../../gateway/facts.js';
import { symbolOf } from './positions.js';

/** How a security differs between two snapshots; a side on which it is absent or unknown is null. */
export interface HoldingChange {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  readonly symbol: string;
  readonly quantityBefore: DecimalString | null;
  readonly quantityAfter: DecimalString | null;
  readonly averagePriceBefore: DecimalString | null;
  readonly averagePriceAfter: DecimalString | null;
}

type Side = SecurityHoldingFact | undefined;

/**
 * What changed from one snapshot to the next, by symbol: securities that came, went, or have another quantity
 * or average price. Amounts are compared as numbers.
 */
export function changesBetween(
  before: readonly SecurityHoldingFact[],
  after: readonly SecurityHoldingFact[],
): readonly HoldingChange[] {
  const [was, is] = [byIdentity(before), byIdentity(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .flatMap((key) => changeOf(was.get(key), is.get(key)) ?? [])
    .sort((one, other) => (one.symbol < other.symbol ? -1 : 1));
}

/** Upstream identifies a security by its ISIN; one without is known by its symbols or its name. */
function byIdentity(securities: readonly SecurityHoldingFact[]): ReadonlyMap<string, SecurityHoldingFact> {
  return new Map(securities.map((each) => [each.isin ?? (symbolOf(each) || (each.name ?? '')), each]));
}

function changeOf(before: Side, after: Side): HoldingChange | null {
  const known = after ?? before;
  if (known === undefined) return null;
  const isSame =
    before !== undefined &&
    after !== undefined &&
    sameDecimal(before.quantity, after.quantity) &&
    sameDecimal(before.averagePrice, after.averagePrice);
  if (isSame) return null;
  return {
    kind: before === undefined ? 'ADDED' : after === undefined ? 'REMOVED' : 'CHANGED',
    symbol: symbolOf(known),
    quantityBefore: before?.quantity ?? null,
    quantityAfter: after?.quantity ?? null,
    averagePriceBefore: before?.averagePrice ?? null,
    averagePriceAfter: after?.averagePrice ?? null,
  };
}
