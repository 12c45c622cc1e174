import { Field, ID, ObjectType } from 'type-graphql';
import { toGlobalId } from '../../core/ids.js';
import type { DecimalString } from '../../core/money.js';
import type { Provenance } from '../../core/provenance.js';
import { ProvenanceEnum } from '../../graphql/enums.js';
import { MoneyType, toMoney } from '../../graphql/money.type.js';
import { DateTimeScalar, DecimalScalar, toDate } from '../../graphql/scalars.js';
import {
  MutualFundHoldingType,
  SmallcaseConstituentType,
  type SmallcaseHoldingType,
} from '../../holdings/holdings.type.js';
import { toFundView, toHoldingsView, toSecurityView, toSmallcaseView } from '../../holdings/holdings.view.js';
import { SecurityHoldingType } from '../../holdings/security-holding.type.js';
import { InvestmentConstituentType, toConstituentView } from '../../investments/investment.type.js';
import type {
  FundsSnapshot,
  HoldingsEventSnapshot,
  InvestmentEventSnapshot,
} from '../../ledger/snapshots.js';

@ObjectType('SmallcaseHolding', {
  simpleResolvers: true,
  description: 'A smallcase the user is invested in.',
})
class ServiceSmallcaseHoldingType {
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

  @Field(() => [SmallcaseConstituentType], { description: 'Its securities.' })
  constituents!: SmallcaseConstituentType[];
}

@ObjectType('Holdings', {
  simpleResolvers: true,
  description: 'What a broker account holds, at the time of its snapshot.',
})
export class ServiceHoldingsType {
  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the broker account; null if there is only a mutual-fund import.',
  })
  brokerAccountId!: string | null;

  @Field(() => String, { nullable: true, description: 'Key of the broker, such as `kite`; null if unknown.' })
  broker!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the broker took the snapshot.' })
  snapshotAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar received it.' })
  receivedAt!: Date;

  @Field(() => Boolean, { description: 'Whether Gateway is currently fetching a newer snapshot.' })
  isUpdating!: boolean;

  @Field(() => Boolean, {
    description: 'Whether Gateway did not finish them within an hour, and Dwar no longer reads them.',
  })
  isStale!: boolean;

  @Field(() => ProvenanceEnum, {
    description: 'Whether what the broker reported comes from a webhook or was confirmed by a read.',
  })
  provenance!: Provenance;

  @Field(() => [SecurityHoldingType], { description: 'Its securities.' })
  securities!: SecurityHoldingType[];

  @Field(() => [ServiceSmallcaseHoldingType], { description: 'Its smallcases.' })
  smallcases!: ServiceSmallcaseHoldingType[];

  @Field(() => [MutualFundHoldingType], {
    description: 'Its mutual funds, those of imports by PAN included, which no read confirms.',
  })
  mutualFunds!: MutualFundHoldingType[];
}

@ObjectType('Investment', {
  simpleResolvers: true,
  description: 'A smallcase in which a broker account is invested. An unknown amount is null.',
})
export class ServiceInvestmentType {
  @Field(() => String, { description: 'Gateway’s id of the investment.' })
  iscid!: string;

  @Field(() => String, { nullable: true, description: 'Catalogue id of the smallcase; null if unknown.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show; null if unknown.' })
  name!: string | null;

  @Field(() => ID, { description: 'Global id of the account that holds it.' })
  brokerAccountId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an after-market order of it waits for the next session; null if unknown.',
  })
  isAmoPending!: boolean | null;

  @Field(() => MoneyType, { nullable: true, description: 'What was paid for the shares held now.' })
  currentInvestment!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What the shares held now are worth.' })
  currentValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss of the shares held now.' })
  currentReturns!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'In percent of what is invested.' })
  currentReturnsPercent!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss with what was sold before.' })
  totalReturns!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'In percent of what is invested.' })
  totalReturnsPercent!: DecimalString | null;

  @Field(() => [InvestmentConstituentType], { description: 'Its stocks.' })
  constituents!: InvestmentConstituentType[];

  @Field(() => DateTimeScalar, { description: 'When Dwar read it.' })
  fetchedAt!: Date;
}

@ObjectType('Funds', { simpleResolvers: true, description: 'Cash available at a broker account.' })
export class ServiceFundsType {
  @Field(() => ID, { description: 'Global id of the broker account.' })
  brokerAccountId!: string;

  @Field(() => String, { nullable: true, description: 'Key of the broker, such as `kite`; null if unknown.' })
  broker!: string | null;

  @Field(() => MoneyType, { description: 'The amount in rupees.' })
  amount!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When Dwar read it. It may have changed since.' })
  asOf!: Date;

  @Field(() => String, { description: 'Gateway’s id of the FETCH_FUNDS transaction that showed it.' })
  gatewayTransactionId!: string;
}

/** Holdings as a backend sees them; null where the event holds none. */
export function toServiceHoldings({ holdings, imported }: HoldingsEventSnapshot): ServiceHoldingsType | null {
  const view = toHoldingsView(
    holdings && { ...holdings, revision: 0 },
    imported && { ...imported, revision: 0 },
    null,
  );
  if (view === null) return null;
  const { securities, smallcases, mutualFunds } = view.all;
  return {
    ...view,
    brokerAccountId: holdings === null ? null : toGlobalId('BrokerAccount', holdings.authId),
    broker: holdings?.broker ?? null,
    securities: securities.map(toSecurityView),
    smallcases: smallcases.map((held) => ({
      ...(toSmallcaseView(held) satisfies SmallcaseHoldingType),
      constituents: [...held.constituents],
    })),
    mutualFunds: mutualFunds.map(toFundView),
  };
}

/** An investment as a backend sees it. */
export function toServiceInvestment(event: InvestmentEventSnapshot): ServiceInvestmentType {
  const { investment, fetchedAt, account } = event;
  return {
    ...investment,
    brokerAccountId: toGlobalId('BrokerAccount', account.authId),
    currentInvestment: toMoney(investment.currentInvestment),
    currentValue: toMoney(investment.currentValue),
    currentReturns: toMoney(investment.currentReturns),
    totalReturns: toMoney(investment.totalReturns),
    constituents: investment.constituents.map(toConstituentView),
    fetchedAt: toDate(fetchedAt),
  };
}

/** Funds as a backend sees them. */
export function toServiceFunds(snapshot: FundsSnapshot): ServiceFundsType {
  return {
    brokerAccountId: toGlobalId('BrokerAccount', snapshot.authId),
    broker: snapshot.broker,
    amount: toMoney(snapshot.amount) as MoneyType,
    asOf: toDate(snapshot.asOf),
    gatewayTransactionId: snapshot.transactionId,
  };
}
