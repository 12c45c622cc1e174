import { toBrokerAccountView } from '../broker-accounts/broker-account.type.js';
import type {
  MutualFundFact,
  PositionFact,
  SecurityHoldingFact,
  SmallcaseHoldingFact,
} from '../gateway/facts.js';
import { toMoney } from '../graphql/money.type.js';
import { toDate } from '../graphql/scalars.js';
import type { Provenance } from '../core/provenance.js';
import type { Revised } from '../ledger/object-revisions.js';
import type { HoldingsPart, HoldingsSnapshot, MutualFundImport } from '../ledger/snapshots.js';
import type { HoldingsType, MutualFundHoldingType, SmallcaseHoldingType } from './holdings.type.js';
import type { PositionType, SecurityHoldingType } from './security-holding.type.js';

/** `all` is not in the schema: the resolvers of the lists cut their pages from it. */
export type HoldingsView = HoldingsType & { readonly __typename: 'Holdings'; readonly all: HoldingsLists };

/** The complete lists of one snapshot. */
interface HoldingsLists {
  readonly securities: readonly SecurityHoldingFact[];
  readonly smallcases: readonly SmallcaseHoldingFact[];
  readonly mutualFunds: readonly MutualFundFact[];
}

/** `all` is not in the schema: the resolver of `constituents` cuts its pages from it. */
export type SmallcaseHoldingView = SmallcaseHoldingType & {
  readonly all: SmallcaseHoldingFact['constituents'];
};

/**
 * Joins an account's holdings and the folios of mutual-fund imports; null if there is neither. What changed
 * last of the two gives the revision.
 */
export function toHoldingsView(
  holdings: Revised<HoldingsSnapshot> | null,
  imported: Revised<MutualFundImport> | null,
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
    revision: Math.max(holdings?.revision ?? 0, imported?.revision ?? 0),
    snapshotAt: toDate(holdings?.snapshotAt ?? null),
    lastUpdateAt: toDate(holdings?.lastUpdateAt ?? null),
    receivedAt: toDate(receivedAt),
    isUpdating: holdings?.isUpdating ?? false,
    isStale: holdings?.isStale ?? false,
    provenance: holdings?.provenance ?? 'WEBHOOK',
    mutualFundsProvenance: provenanceOfFunds(holdings, imported),
    securitiesSnapshotAt: snapshotOf(holdings, 'securities'),
    smallcasesSnapshotAt: snapshotOf(holdings, 'smallcases'),
    mutualFundsSnapshotAt:
      (holdings?.mutualFunds ?? null) === null ? null : snapshotOf(holdings, 'mutualFunds'),
    all,
    securitiesCount: all.securities.length,
    smallcasesCount: all.smallcases.length,
    mutualFundsCount: all.mutualFunds.length,
  };
}

/** An import by PAN has no read; rows of the broker are as certain as the rest of its answer. */
function provenanceOfFunds(
  holdings: HoldingsSnapshot | null,
  imported: MutualFundImport | null,
): Provenance | null {
  if (imported !== null && imported.folios.length > 0) return 'WEBHOOK';
  return (holdings?.mutualFunds ?? []).length === 0 ? null : (holdings?.provenance ?? null);
}

function snapshotOf(holdings: HoldingsSnapshot | null, part: HoldingsPart): Date | null {
  const older = holdings?.olderParts?.[part];
  return toDate(older === undefined ? (holdings?.snapshotAt ?? null) : older);
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
