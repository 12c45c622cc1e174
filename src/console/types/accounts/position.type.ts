import { Field, ObjectType } from 'type-graphql';
import { type DecimalString, percentOf } from '../../../core/money.js';
import type { PositionFact } from '../../../gateway/facts.js';
import { MoneyType, toMoney } from '../../../graphql/money.type.js';
import { DecimalScalar } from '../../../graphql/scalars.js';
import type { CostedPosition } from '../../holdings/positions.js';
import type { Masks } from '../../masks.js';
import { operatorConnection } from '../page.type.js';

@ObjectType('ExchangePosition', {
  simpleResolvers: true,
  description: 'Today’s unsettled net position at one exchange; may be negative.',
})
class ExchangePositionType {
  @Field(() => DecimalScalar, { description: 'Shares.' })
  quantity!: DecimalString;

  @Field(() => MoneyType, { nullable: true, description: 'Average price; null if unknown.' })
  averagePrice!: MoneyType | null;
}

/** Shares of one security, as the schema shows it. */
@ObjectType('Position', {
  simpleResolvers: true,
  description: 'Shares of one security, with what they cost. No market price is known.',
})
export class OperatorPositionType {
  @Field(() => String, {
    description: 'Symbol at NSE or BSE, else the ISIN; empty if Gateway sent none of them.',
  })
  symbol!: string;

  @Field(() => String, { nullable: true, description: 'ISIN; null if unknown.' })
  isin!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the company; null if unknown, and in a masked session.',
  })
  name!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Settled shares, including those inside smallcases; null if unknown.',
  })
  quantity!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price paid; null if unknown.' })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: '`quantity` times `averagePrice`, exactly; null if one of them is unknown.',
  })
  cost!: MoneyType | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Share of `Holdings.knownCost` in percent, rounded half-even to two digits; null if it is unknown.',
  })
  costPercent!: DecimalString | null;

  @Field(() => ExchangePositionType, { nullable: true, description: 'Today’s position at NSE.' })
  nsePosition!: ExchangePositionType | null;

  @Field(() => ExchangePositionType, { nullable: true, description: 'Today’s position at BSE.' })
  bsePosition!: ExchangePositionType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Pledged shares; null if unknown.' })
  collateralQuantity!: DecimalString | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Shares that can be sold now; null if unknown.',
  })
  transactableQuantity!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares inside smallcases; null if unknown.' })
  smallcaseQuantity!: DecimalString | null;
}

/** A position as an operator sees it; `knownCost` is that of all positions. */
export function toOperatorPosition(
  { fact, symbol, cost }: CostedPosition,
  knownCost: DecimalString | null,
  masks: Masks,
): OperatorPositionType {
  return {
    symbol,
    isin: fact.isin,
    name: masks.isOn ? null : fact.name,
    quantity: fact.quantity,
    averagePrice: toMoney(fact.averagePrice),
    cost: toMoney(cost),
    costPercent: cost === null || knownCost === null ? null : percentOf(cost, knownCost),
    nsePosition: toExchangePosition(fact.nsePosition),
    bsePosition: toExchangePosition(fact.bsePosition),
    collateralQuantity: fact.collateralQuantity,
    transactableQuantity: fact.transactableQuantity,
    smallcaseQuantity: fact.smallcaseQuantity,
  };
}

function toExchangePosition(position: PositionFact | null): ExchangePositionType | null {
  return position && { quantity: position.quantity, averagePrice: toMoney(position.averagePrice) };
}

/** A page of positions. */
export const OperatorPositionConnection = operatorConnection(
  'Position',
  () => OperatorPositionType,
  'the one that cost most first, those of unknown cost last',
);
