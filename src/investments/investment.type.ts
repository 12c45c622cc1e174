import { Field, InterfaceType, Int, ObjectType } from 'type-graphql';
import {
  BrokerAccountType,
  type BrokerAccountView,
  toBrokerAccountView,
} from '../broker-accounts/broker-account.type.js';
import { toGlobalId } from '../core/ids.js';
import type { DecimalString } from '../core/money.js';
import type { Provenance } from '../core/provenance.js';
import type {
  ExitedInvestmentFact,
  InvestmentConstituentFact,
  InvestmentFact,
  ReturnsFact,
} from '../gateway/facts.js';
import { connectionTypes } from '../graphql/connection.js';
import { ProvenanceEnum } from '../graphql/enums.js';
import { describeCount } from '../graphql/list-page.js';
import { NodeInterface } from '../graphql/node.js';
import { MoneyType, toMoney } from '../graphql/money.type.js';
import { DateTimeScalar, DecimalScalar, toDate } from '../graphql/scalars.js';
import { typeNameOf } from '../graphql/type-name.js';
import type { StoredBrokerAccount } from '../ledger/broker-accounts.js';

const PERCENT = { nullable: true, description: 'In percent of what is invested; null if nothing is.' };

@InterfaceType('InvestmentReturns', {
  description: 'What investments cost, are worth and have gained. An unknown amount is null.',
  resolveType: typeNameOf,
})
abstract class ReturnsType {
  @Field(() => MoneyType, { nullable: true, description: 'What was paid for the shares held now.' })
  currentInvestment!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What the shares held now are worth.' })
  currentValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss of the shares held now.' })
  currentReturns!: MoneyType | null;

  @Field(() => DecimalScalar, PERCENT)
  currentReturnsPercent!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss with what was sold before.' })
  totalReturns!: MoneyType | null;

  @Field(() => DecimalScalar, PERCENT)
  totalReturnsPercent!: DecimalString | null;
}

@ObjectType('InvestmentConstituent', { simpleResolvers: true, description: 'One stock of an investment.' })
export class InvestmentConstituentType {
  @Field(() => String, { description: 'Trading symbol.' })
  ticker!: string;

  @Field(() => String, { nullable: true, description: 'Name of the company; null if unknown.' })
  name!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares held through it; null if unknown.' })
  shares!: DecimalString | null;

  @Field(() => MoneyType, { nullable: true, description: 'Average price paid; null if unknown.' })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss; null if unknown.' })
  returns!: MoneyType | null;
}

@ObjectType('Investment', {
  implements: [NodeInterface, ReturnsType],
  simpleResolvers: true,
  description: 'A smallcase in which a broker account is invested.',
})
export class InvestmentType extends ReturnsType {
  id!: string;

  @Field(() => String, { description: 'Gateway’s id of the investment, which follow-up orders take.' })
  iscid!: string;

  @Field(() => String, { nullable: true, description: 'Catalogue id of the smallcase; null if unknown.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show; null if unknown.' })
  name!: string | null;

  @Field(() => BrokerAccountType, { description: 'The account that holds it.' })
  brokerAccount!: BrokerAccountView;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an after-market order of it waits for the next session; null if unknown.',
  })
  isAmoPending!: boolean | null;

  @Field(() => Int, { description: describeCount('Investment.constituents') })
  constituentsCount!: number;

  @Field(() => ProvenanceEnum, { description: 'Always CONFIRMED: investments come from reads alone.' })
  provenance!: Provenance;

  @Field(() => DateTimeScalar, { description: 'When Dwar read it.' })
  fetchedAt!: Date;
}

/** `held` is no field: the page of constituents is made of it when it is asked for. */
export type InvestmentView = InvestmentType & {
  readonly __typename: 'Investment';
  readonly held: readonly InvestmentConstituentFact[];
};

@ObjectType('InvestmentTotals', {
  implements: ReturnsType,
  simpleResolvers: true,
  description: 'All investments of a broker account together.',
})
export class InvestmentTotalsType extends ReturnsType {
  @Field(() => DateTimeScalar, { description: 'When Dwar read them.' })
  fetchedAt!: Date;
}

@ObjectType('ExitedInvestment', {
  simpleResolvers: true,
  description: 'An investment of which every share was sold. At least one of its ids is known.',
})
export class ExitedInvestmentType {
  @Field(() => String, { nullable: true, description: 'Gateway’s id it had; null if unknown.' })
  iscid!: string | null;

  @Field(() => String, { nullable: true, description: 'Catalogue id of the smallcase; null if unknown.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show; null if unknown.' })
  name!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was bought; null if unknown.' })
  boughtAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was exited; null if unknown.' })
  exitedAt!: Date | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss; null if unknown.' })
  returns!: MoneyType | null;
}

export const InvestmentConnection = connectionTypes('Investment', () => InvestmentType);

function returnsOf(fact: ReturnsFact) {
  return {
    currentInvestment: toMoney(fact.currentInvestment),
    currentValue: toMoney(fact.currentValue),
    currentReturns: toMoney(fact.currentReturns),
    currentReturnsPercent: fact.currentReturnsPercent,
    totalReturns: toMoney(fact.totalReturns),
    totalReturnsPercent: fact.totalReturnsPercent,
  };
}

/** An investment as the viewer of its account sees it. */
export function toInvestmentView(
  investment: InvestmentFact,
  account: StoredBrokerAccount,
  fetchedAt: number,
): InvestmentView {
  return {
    __typename: 'Investment',
    ...returnsOf(investment),
    id: toGlobalId('Investment', `${account.authId}:${investment.iscid}`),
    iscid: investment.iscid,
    scid: investment.scid,
    name: investment.name,
    brokerAccount: toBrokerAccountView(account),
    isAmoPending: investment.isAmoPending,
    held: investment.constituents,
    constituentsCount: investment.constituents.length,
    provenance: 'CONFIRMED',
    fetchedAt: toDate(fetchedAt),
  };
}

/** The totals of an account as its viewer sees them. */
export function toTotalsView(totals: ReturnsFact, fetchedAt: number) {
  return { __typename: 'InvestmentTotals', ...returnsOf(totals), fetchedAt: toDate(fetchedAt) };
}

/** An exited investment as the viewer of its account sees it. */
export function toExitedView(exited: ExitedInvestmentFact): ExitedInvestmentType {
  return {
    ...exited,
    boughtAt: toDate(exited.boughtAt),
    exitedAt: toDate(exited.exitedAt),
    returns: toMoney(exited.returns),
  };
}

/** A constituent as clients see it. */
export function toConstituentView(row: InvestmentConstituentFact): InvestmentConstituentType {
  return { ...row, averagePrice: toMoney(row.averagePrice), returns: toMoney(row.returns) };
}
