import { Field, ObjectType } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import { MoneyType } from '../graphql/money.type.js';
import { DecimalScalar } from '../graphql/scalars.js';

@ObjectType('Position', {
  simpleResolvers: true,
  description: 'Today’s unsettled net position at one exchange; may be negative.',
})
export class PositionType {
  @Field(() => DecimalScalar, { description: 'Shares.' })
  quantity!: DecimalString;

  @Field(() => MoneyType, { nullable: true, description: 'Average price; null if unknown.' })
  averagePrice!: MoneyType | null;
}

@ObjectType('SecurityHolding', {
  simpleResolvers: true,
  description: 'Shares of one security, without a market price.',
})
export class SecurityHoldingType {
  @Field(() => String, { nullable: true, description: 'ISIN, which identifies the security.' })
  isin!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show; null if unknown.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Symbol at NSE.' })
  nseTicker!: string | null;

  @Field(() => String, { nullable: true, description: 'Symbol at BSE.' })
  bseTicker!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Settled shares, including those inside smallcases; null if unknown.',
  })
  quantity!: DecimalString | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Average price paid; null if unknown. Gateway sends 0 for unknown, so it is never 0.',
  })
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
