import { Field, Int, ObjectType } from 'type-graphql';
import type { DecimalString } from '../../../core/money.js';
import type { ExitedInvestmentFact, InvestmentFact, ReturnsFact } from '../../../gateway/facts.js';
import { MoneyType, toMoney } from '../../../graphql/money.type.js';
import { DateTimeScalar, DecimalScalar, toDate } from '../../../graphql/scalars.js';
import type { InvestmentsSnapshot } from '../../../ledger/snapshots.js';
import type { Masks } from '../../masks.js';
import { type NamedAccount, OfAccountType, toOfAccount } from './account-parts.js';
import { operatorConnection } from '../page.type.js';

@ObjectType('Returns', {
  simpleResolvers: true,
  description:
    'What investments are worth, as Gateway gave it when they were read. An unknown amount is null.',
})
class ReturnsType {
  @Field(() => MoneyType, { nullable: true, description: 'What was paid for what is still held.' })
  currentInvestment!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What it is worth.' })
  currentValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss of what is still held.' })
  currentReturns!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The same in percent.' })
  currentReturnsPercent!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss since the first purchase.' })
  totalReturns!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The same in percent.' })
  totalReturnsPercent!: DecimalString | null;
}

function toReturns(fact: ReturnsFact): ReturnsType {
  return {
    currentInvestment: toMoney(fact.currentInvestment),
    currentValue: toMoney(fact.currentValue),
    currentReturns: toMoney(fact.currentReturns),
    currentReturnsPercent: fact.currentReturnsPercent,
    totalReturns: toMoney(fact.totalReturns),
    totalReturnsPercent: fact.totalReturnsPercent,
  };
}

@ObjectType('InvestedConstituent', {
  simpleResolvers: true,
  description: 'A security of an investment.',
})
class InvestedConstituentType {
  @Field(() => String, { description: 'Trading symbol.' })
  ticker!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares; null if unknown.' })
  shares!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price paid; null if unknown.' })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss; null if unknown.' })
  returns!: MoneyType | null;
}

@ObjectType('InvestedSmallcase', {
  simpleResolvers: true,
  description: 'A smallcase that an account is invested in.',
})
export class InvestedSmallcaseType {
  @Field(() => String, { description: 'Gateway’s id of the investment, shortened in a masked session.' })
  iscid!: string;

  @Field(() => String, { nullable: true, description: 'Catalogue id; null if unknown.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name; null if unknown, and in a masked session.' })
  name!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an after-market order of it waits for the next session; null if unknown.',
  })
  isAmoPending!: boolean | null;

  @Field(() => ReturnsType, { description: 'What it is worth.' })
  returns!: ReturnsType;

  @Field(() => [InvestedConstituentType], { description: 'What it holds.' })
  constituents!: InvestedConstituentType[];
}

/** An investment as an operator sees it. */
export function toInvestedSmallcase(fact: InvestmentFact, masks: Masks): InvestedSmallcaseType {
  return {
    iscid: masks.id(fact.iscid),
    scid: fact.scid,
    name: masks.isOn ? null : fact.name,
    isAmoPending: fact.isAmoPending,
    returns: toReturns(fact),
    constituents: fact.constituents.map(({ ticker, shares, averagePrice, returns }) => ({
      ticker,
      shares,
      averagePrice: toMoney(averagePrice),
      returns: toMoney(returns),
    })),
  };
}

@ObjectType('ExitedSmallcase', {
  simpleResolvers: true,
  description: 'A smallcase of which every share was sold.',
})
export class ExitedSmallcaseType {
  @Field(() => String, { nullable: true, description: 'Catalogue id; null if unknown.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name; null if unknown, and in a masked session.' })
  name!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was bought; null if unknown.' })
  boughtAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sold; null if unknown.' })
  exitedAt!: Date | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss; null if unknown.' })
  returns!: MoneyType | null;
}

/** An exited investment as an operator sees it. */
export function toExitedSmallcase(fact: ExitedInvestmentFact, masks: Masks): ExitedSmallcaseType {
  return {
    scid: fact.scid,
    name: masks.isOn ? null : fact.name,
    boughtAt: toDate(fact.boughtAt),
    exitedAt: toDate(fact.exitedAt),
    returns: toMoney(fact.returns),
  };
}

/** The investments of one account of any viewer, as the schema shows them. */
@ObjectType('Investments', {
  simpleResolvers: true,
  description:
    'The smallcases that a linked account is invested in, as the newest read of Gateway showed them.',
})
export class OperatorInvestmentsType extends OfAccountType {
  @Field(() => DateTimeScalar, { description: 'When Dwar read them: every value is of this time.' })
  fetchedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When they are read again, by Gateway’s clock; null if no read is planned.',
  })
  nextReadAt!: Date | null;

  @Field(() => ReturnsType, {
    nullable: true,
    description: 'All of them together, as Gateway gave it; null if it gave none.',
  })
  totals!: ReturnsType | null;

  @Field(() => Int, { description: 'How many smallcases the account is invested in.' })
  smallcasesCount!: number;

  @Field(() => Int, { nullable: true, description: 'How many it has exited; null if unknown.' })
  exitedCount!: number | null;
}

/** The key is no field: what is read only when asked for is found by it. */
export interface OperatorInvestmentsView extends OperatorInvestmentsType {
  readonly key: NamedAccount;
}

/** Investments as an operator sees them, without their lists. */
export function toOperatorInvestments(
  key: NamedAccount,
  snapshot: InvestmentsSnapshot,
  readAt: number | null,
  masks: Masks,
): OperatorInvestmentsView {
  const { fetchedAt, totals, investments, exited } = snapshot;
  return {
    ...toOfAccount(key, masks),
    key,
    fetchedAt: toDate(fetchedAt),
    nextReadAt: toDate(readAt),
    totals: totals && toReturns(totals),
    smallcasesCount: investments.length,
    exitedCount: exited?.length ?? null,
  };
}

/** A page of investments. */
export const OperatorInvestmentsConnection = operatorConnection(
  'Investments',
  () => OperatorInvestmentsType,
  'the account that was linked last first',
);
