import { Field, ObjectType } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import { MoneyType } from '../graphql/money.type.js';
import { DecimalScalar } from '../graphql/scalars.js';

@ObjectType('Position', {
  simpleResolvers: true,
  description: 'Today’s net of one exchange, not settled yet; may be negative.',
})
export class PositionType {
  @Field(() => DecimalScalar, { description: 'Shares.' })
  quantity!: DecimalString;

  @Field(() => MoneyType, { nullable: true, description: 'Average price; null when unknown.' })
  averagePrice!: MoneyType | null;
}

@ObjectType('SecurityHolding', {
  simpleResolvers: true,
  description: 'Shares of one security. There is no market price in it.',
})
export class SecurityHoldingType {
  @Field(() => String, { nullable: true, description: 'The stable key of the security.' })
  isin!: string | null;

  @Field(() => String, { description: 'Name to show.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Symbol at NSE.' })
  nseTicker!: string | null;

  @Field(() => String, { nullable: true, description: 'Symbol at BSE.' })
  bseTicker!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Settled shares, those inside smallcases included; null when unknown.',
  })
  quantity!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price paid; null when unknown.' })
  averagePrice!: MoneyType | null;

  @Field(() => PositionType, { nullable: true, description: 'Today’s position at NSE.' })
  nsePosition!: PositionType | null;

  @Field(() => PositionType, { nullable: true, description: 'Today’s position at BSE.' })
  bsePosition!: PositionType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Pledged shares.' })
  collateralQuantity!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares that can be sold now.' })
  transactableQuantity!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares inside smallcases.' })
  smallcaseQuantity!: DecimalString | null;
}
