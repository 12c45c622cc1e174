import { Field, ID, Int, ObjectType } from 'type-graphql';
import {
  BrokerAccountType,
  type BrokerAccountView,
  toBrokerAccountView,
} from '../broker-accounts/broker-account.type.js';
import { toGlobalId } from '../core/ids.js';
import type { DecimalString } from '../core/money.js';
import type {
  MutualFundFact,
  PositionFact,
  SecurityHoldingFact,
  SmallcaseHoldingFact,
} from '../gateway/facts.js';
import { ProvenanceEnum } from '../graphql/enums.js';
import { describeCount } from '../graphql/list-page.js';
import { MoneyType, toMoney } from '../graphql/money.type.js';
import { DateTimeScalar, DecimalScalar, toDate } from '../graphql/scalars.js';
import type { HoldingsSnapshot, MutualFundImport } from '../ledger/snapshots.js';
import type { PendingActionSnapshot } from '../ledger/snapshots.js';
import type { Provenance } from '../core/provenance.js';
import { NodeInterface } from '../graphql/node.js';

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

@ObjectType('SmallcaseConstituent', {
  simpleResolvers: true,
  description: 'One security inside a smallcase.',
})
export class SmallcaseConstituentType {
  @Field(() => String, { description: 'Trading symbol.' })
  ticker!: string;

  @Field(() => DecimalScalar, { description: 'Shares.' })
  shares!: DecimalString;
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

  @Field(() => MoneyType, { nullable: true, description: 'Its value at the snapshot.' })
  currentValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What it has gained or lost so far.' })
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

  @Field(() => MoneyType, { nullable: true, description: 'Average price paid for a unit.' })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Net asset value of a unit.' })
  nav!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'Day of the net asset value.' })
  navDate!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Value at the snapshot.' })
  marketValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What was paid.' })
  costValue!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Gain or loss.' })
  pnl!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Yearly return in percent.' })
  xirr!: DecimalString | null;
}

@ObjectType('Holdings', {
  simpleResolvers: true,
  description:
    'What a broker account holds, when it was taken and how far it may be believed. Shown only to whom the account is linked.',
})
export class HoldingsType {
  @Field(() => BrokerAccountType, {
    nullable: true,
    description: 'The account; null when only a mutual-fund import is known.',
  })
  brokerAccount!: BrokerAccountView | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken at the broker.' })
  snapshotAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When Gateway stored it.' })
  lastUpdateAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar received it.' })
  receivedAt!: Date;

  @Field(() => Boolean, { description: 'Whether Gateway is fetching a newer one at this moment.' })
  isUpdating!: boolean;

  @Field(() => ProvenanceEnum, { description: 'Whether it comes from a webhook or was confirmed by a read.' })
  provenance!: Provenance;

  @Field(() => Int, { description: describeCount('Holdings.securities') })
  securitiesCount!: number;

  @Field(() => Int, { description: describeCount('Holdings.smallcases') })
  smallcasesCount!: number;

  @Field(() => Int, { description: describeCount('Holdings.mutualFunds') })
  mutualFundsCount!: number;
}

/** `all` is no field: the pages of the lists are made of it when they are asked for. */
export type HoldingsView = HoldingsType & { readonly __typename: 'Holdings'; readonly all: HoldingsLists };

/** The whole lists of some holdings. */
interface HoldingsLists {
  readonly securities: readonly SecurityHoldingFact[];
  readonly smallcases: readonly SmallcaseHoldingFact[];
  readonly mutualFunds: readonly MutualFundFact[];
}

/** `all` is no field: the pages of constituents are made of it. */
export type SmallcaseHoldingView = SmallcaseHoldingType & {
  readonly all: SmallcaseHoldingFact['constituents'];
};

/** Holdings as their viewer sees them; null when nothing is known at all. */
export function toHoldingsView(
  holdings: HoldingsSnapshot | null,
  imported: MutualFundImport | null,
  account: { readonly viewerId: string; readonly linkedAt: number } | null,
): HoldingsView | null {
  const receivedAt = holdings?.receivedAt ?? imported?.receivedAt;
  if (receivedAt === undefined) return null;
  const all: HoldingsLists = {
    securities: holdings?.securities ?? [],
    smallcases: holdings?.smallcases ?? [],
    mutualFunds: [...(holdings?.mutualFunds ?? []), ...(imported?.folios ?? [])],
  };
  return {
    __typename: 'Holdings',
    brokerAccount:
      holdings === null || account === null ? null : toBrokerAccountView({ ...account, ...holdings }),
    snapshotAt: toDate(holdings?.snapshotAt ?? null),
    lastUpdateAt: toDate(holdings?.lastUpdateAt ?? null),
    receivedAt: toDate(receivedAt),
    isUpdating: holdings?.isUpdating ?? false,
    provenance: holdings?.provenance ?? 'WEBHOOK',
    all,
    securitiesCount: all.securities.length,
    smallcasesCount: all.smallcases.length,
    mutualFundsCount: all.mutualFunds.length,
  };
}

/** A security as its viewer sees it. */
export function toSecurityView(holding: SecurityHoldingFact): SecurityHoldingType {
  return {
    ...holding,
    averagePrice: toMoney(holding.averagePrice),
    nsePosition: toPositionView(holding.nsePosition),
    bsePosition: toPositionView(holding.bsePosition),
  };
}

function toPositionView(position: PositionFact | null): PositionType | null {
  return position === null
    ? null
    : { quantity: position.quantity, averagePrice: toMoney(position.averagePrice) };
}

/** A smallcase as its viewer sees it. */
export function toSmallcaseView({ constituents, ...holding }: SmallcaseHoldingFact): SmallcaseHoldingView {
  return {
    ...holding,
    currentValue: toMoney(holding.currentValue),
    totalReturns: toMoney(holding.totalReturns),
    all: constituents,
    constituentsCount: constituents.length,
  };
}

/** A mutual-fund folio as its viewer sees it. */
export function toFundView(fund: MutualFundFact): MutualFundHoldingType {
  return {
    ...fund,
    averagePrice: toMoney(fund.averagePrice),
    nav: toMoney(fund.nav),
    marketValue: toMoney(fund.marketValue),
    costValue: toMoney(fund.costValue),
    pnl: toMoney(fund.pnl),
  };
}

@ObjectType('PendingAction', {
  implements: NodeInterface,
  simpleResolvers: true,
  description: 'Something an invested smallcase waits for the user to do.',
})
export class PendingActionType extends NodeInterface {
  @Field(() => ID, { description: 'The broker account it is about, by its global id.' })
  brokerAccountId!: string;

  @Field(() => String, { description: 'Gateway’s id of the investment, for `investment.iscid`.' })
  iscid!: string;

  @Field(() => String, { nullable: true, description: 'Catalogue id of the smallcase.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the smallcase.' })
  name!: string | null;

  @Field(() => String, { description: 'What waits: REBALANCE, SIP, FIX, CUSTOMIZE, BUY, SELL, or UNKNOWN.' })
  action!: PendingActionSnapshot['action'];

  @Field(() => String, { nullable: true, description: 'Gateway’s own text for the action.' })
  rawAction!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The day Gateway names.' })
  date!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When a webhook last reported it.' })
  receivedAt!: Date;
}

export type PendingActionView = PendingActionType & { readonly __typename: 'PendingAction' };

/** A pending action as its viewer sees it. */
export function toPendingActionView(action: PendingActionSnapshot): PendingActionView {
  return {
    __typename: 'PendingAction',
    id: toGlobalId('PendingAction', action.actionId),
    brokerAccountId: toGlobalId('BrokerAccount', action.authId),
    iscid: action.iscid,
    scid: action.scid,
    name: action.name,
    action: action.action,
    rawAction: action.rawAction,
    date: toDate(action.date),
    receivedAt: toDate(action.receivedAt),
  };
}
