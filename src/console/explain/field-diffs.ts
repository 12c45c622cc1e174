import { sameDecimal } from '../../core/money.js';
import type { DecimalString } from '../../core/money.js';
import type { BatchFact, LegFact, UnplacedLegFact } from '../../gateway/facts.js';
import type { OrderSnapshot } from '../../ledger/snapshots.js';
import type { Masks } from '../masks.js';

/** One field as a webhook said it and as a read confirmed it, as text. */
export interface FieldDiff {
  /** The leg it belongs to, by symbol and side; null for the order itself. */
  readonly leg: string | null;
  /** Its name, as the facts of orders name it. */
  readonly name: string;
  /** Null where it was not said. */
  readonly hint: string | null;
  readonly confirmed: string | null;
  /** Amounts are equal as numbers: `1520.35` and `1520.350`. Compared before anything is masked. */
  readonly isEqual: boolean;
}

/** What a webhook and a snapshot both say of an order. */
type Outcome = Pick<
  BatchFact & OrderSnapshot,
  | 'status'
  | 'rawStatus'
  | 'variety'
  | 'buyAmount'
  | 'sellAmount'
  | 'completedAt'
  | 'label'
  | 'legs'
  | 'unplacedLegs'
>;

type Value = string | number | null;

/** How a field is compared and shown. */
type Kind = 'word' | 'amount' | 'time' | 'text' | 'id';
type Fields<Of> = readonly (readonly [name: keyof Of & string, kind: Kind])[];

/** Which smallcase a batch is of is left out: deliveries do not say it. */
const ORDER_FIELDS: Fields<Outcome> = [
  ['status', 'word'],
  ['rawStatus', 'text'],
  ['variety', 'word'],
  ['buyAmount', 'amount'],
  ['sellAmount', 'amount'],
  ['completedAt', 'time'],
  ['label', 'text'],
];
const LEG_FIELDS: Fields<LegFact> = [
  ['exchange', 'word'],
  ['orderType', 'word'],
  ['product', 'word'],
  ['status', 'word'],
  ['rawStatus', 'text'],
  ['quantity', 'word'],
  ['filledQuantity', 'word'],
  ['averagePrice', 'amount'],
  ['limitPrice', 'amount'],
  ['exchangeOrderId', 'id'],
  ['errorCode', 'word'],
  ['statusMessage', 'text'],
];
const UNPLACED_FIELDS: Fields<UnplacedLegFact> = [
  ['exchange', 'word'],
  ['quantity', 'word'],
  ['errorCode', 'word'],
  ['statusMessage', 'text'],
];

/**
 * Compares the facts of a webhook with a confirmed snapshot, field by field. Fields that both leave out are
 * left out. Legs are paired by symbol and side, equal ones in their order. Pure.
 */
export function diffFields(hint: Outcome, confirmed: Outcome, masks: Masks): FieldDiff[] {
  return [
    ...fieldsOf({ leg: null, fields: ORDER_FIELDS, masks }, hint, confirmed),
    ...pairsOf(hint.legs, confirmed.legs).flatMap(([leg, one, other]) =>
      fieldsOf({ leg, fields: LEG_FIELDS, masks }, one, other),
    ),
    ...pairsOf(hint.unplacedLegs, confirmed.unplacedLegs).flatMap(([leg, one, other]) =>
      fieldsOf({ leg: `${leg}, not placed`, fields: UNPLACED_FIELDS, masks }, one, other),
    ),
  ];
}

interface Compared<Of extends object> {
  readonly leg: string | null;
  readonly fields: Fields<Of>;
  readonly masks: Masks;
}

/** The word as received matters only where Dwar knows no word for it. */
function isShown(name: string, sides: readonly (object | null)[]): boolean {
  const isUnknown = (of: object | null) => of !== null && 'status' in of && of.status === 'UNKNOWN';
  return name !== 'rawStatus' || sides.some(isUnknown);
}

function fieldsOf<Of extends object>(
  { leg, fields, masks }: Compared<Of>,
  hint: Of | null,
  confirmed: Of | null,
) {
  return fields.flatMap(([name, kind]): FieldDiff[] => {
    const [one, other] = [hint, confirmed].map((of) => (of?.[name] ?? null) as Value) as [Value, Value];
    if ((one === null && other === null) || !isShown(name, [hint, confirmed])) return [];
    const show = (value: Value) => shown(value, kind, masks);
    return [{ leg, name, hint: show(one), confirmed: show(other), isEqual: isSame(one, other, kind) }];
  });
}

function isSame(one: Value, other: Value, kind: Kind): boolean {
  if (kind === 'amount') return sameDecimal(one as DecimalString | null, other as DecimalString | null);
  return one === other;
}

function shown(value: Value, kind: Kind, masks: Masks): string | null {
  if (value === null) return null;
  if (kind === 'time') return new Date(value).toISOString();
  if (kind === 'id') return masks.id(String(value));
  return masks.text(String(value));
}

type Named = Pick<LegFact, 'symbol' | 'side'>;

/** Legs of both sides in pairs; null where a side has none of this symbol and side. */
function pairsOf<Leg extends Named>(
  hint: readonly Leg[],
  confirmed: readonly Leg[],
): (readonly [name: string, hint: Leg | null, confirmed: Leg | null])[] {
  const rest = [...confirmed];
  const paired = hint.map((leg) => {
    const at = rest.findIndex(({ symbol, side }) => symbol === leg.symbol && side === leg.side);
    return [nameOf(leg), leg, at === -1 ? null : (rest.splice(at, 1)[0] ?? null)] as const;
  });
  return [...paired, ...rest.map((leg) => [nameOf(leg), null, leg] as const)];
}

function nameOf({ symbol, side }: Named): string {
  return `${symbol} ${side}`;
}
