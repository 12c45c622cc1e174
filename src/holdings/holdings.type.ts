import { Field, Int, ObjectType } from 'type-graphql';
import { BrokerAccountType, type BrokerAccountView } from '../broker-accounts/broker-account.type.js';
import type { DecimalString } from '../core/money.js';
import type { Provenance } from '../core/provenance.js';
import { ProvenanceEnum } from '../graphql/enums.js';
import { describeCount } from '../graphql/list-page.js';
import { MoneyType } from '../graphql/money.type.js';
import { REVISION } from '../graphql/revision.js';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

@ObjectType('SmallcaseConstituent', {
  simpleResolvers: true,
  description: 'One security inside a smallcase.',
})
export class SmallcaseConstituentType {
  @Field(() => String, { description: 'Trading symbol.' })
  ticker!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares; null if unknown.' })
  shares!: DecimalString | null;
}

@ObjectType('SmallcaseHolding', {
  simpleResolvers: true,
  description: 'A smallcase the user is invested in.',
})
export class SmallcaseHoldingType {
  @Field(() => String, { nullable: true, description: 'Catalogue id; null for a private smallcase.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show.' })
  name!: string | null;

  @Field(() => Boolean, { description: 'Whether it is private; often only its totals are known then.' })
  isPrivate!: boolean;

  @Field(() => MoneyType, { nullable: true, description: 'Value at the time of the snapshot.' })
  currentValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Total gain or loss.' })
  totalReturns!: MoneyType | null;

  @Field(() => Int, { description: describeCount('SmallcaseHolding.constituents') })
  constituentsCount!: number;
}

@ObjectType('MutualFundHolding', {
  simpleResolvers: true,
  description: 'One mutual-fund folio, as far as its fields are known.',
})
export class MutualFundHoldingType {
  @Field(() => String, { nullable: true, description: 'Folio number.' })
  folio!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the scheme.' })
  fund!: string | null;

  @Field(() => String, { nullable: true, description: 'ISIN of the scheme.' })
  isin!: string | null;

  @Field(() => String, { nullable: true, description: 'The asset management company.' })
  amc!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Units held.' })
  units!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price paid for a unit; null if unknown.' })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Net asset value of a unit; null if unknown.' })
  nav!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'Day of the net asset value.' })
  navDate!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Value at the time of the snapshot.' })
  marketValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Amount invested.' })
  costValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss.' })
  pnl!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Annual return in percent.' })
  xirr!: DecimalString | null;
}

function describeSnapshot(part: string): string {
  return (
    `When the broker took the snapshot of \`${part}\`. ` +
    'Earlier than `snapshotAt` if the newest answer left them out, so that those known before are shown.'
  );
}

@ObjectType('Holdings', {
  simpleResolvers: true,
  description:
    'What a broker account holds, at the time of its snapshot. ' +
    'Visible only to the viewer to whom the account is linked.',
})
export class HoldingsType {
  @Field(() => BrokerAccountType, {
    nullable: true,
    description: 'The account; null if there is only a mutual-fund import.',
  })
  brokerAccount!: BrokerAccountView | null;

  @Field(() => Int, { description: REVISION })
  revision!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the broker took the snapshot.' })
  snapshotAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When Gateway stored it.' })
  lastUpdateAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar received it.' })
  receivedAt!: Date;

  @Field(() => Boolean, { description: 'Whether Gateway is currently fetching a newer snapshot.' })
  isUpdating!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether Gateway did not finish them within an hour, and Dwar no longer reads them. ' +
      'Refresh or import them again.',
  })
  isStale!: boolean;

  @Field(() => ProvenanceEnum, {
    description:
      'Whether what the broker reported comes from a webhook or was confirmed by a read. ' +
      'Mutual funds have `mutualFundsProvenance`.',
  })
  provenance!: Provenance;

  @Field(() => ProvenanceEnum, {
    nullable: true,
    description:
      'The same for `mutualFunds`, by its least certain row: an import by PAN has no read, so it stays ' +
      'WEBHOOK. Null if there are none.',
  })
  mutualFundsProvenance!: Provenance | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: describeSnapshot('securities'),
  })
  securitiesSnapshotAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: describeSnapshot('smallcases'),
  })
  smallcasesSnapshotAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: `${describeSnapshot('mutualFunds')} Null for an import by PAN alone.`,
  })
  mutualFundsSnapshotAt!: Date | null;

  @Field(() => Int, { description: describeCount('Holdings.securities') })
  securitiesCount!: number;

  @Field(() => Int, { description: describeCount('Holdings.smallcases') })
  smallcasesCount!: number;

  @Field(() => Int, { description: describeCount('Holdings.mutualFunds') })
  mutualFundsCount!: number;
}
