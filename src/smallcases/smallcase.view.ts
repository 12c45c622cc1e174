import type { ChartFact, NewsFact, PlanFact, SmallcaseFact } from '../gateway/catalogue/catalogue-facts.js';
import { toMoney } from '../graphql/money.type.js';
import { toDate } from '../graphql/scalars.js';
import type { ChartPointType, SmallcaseChartType } from './chart.type.js';
import type { NewsItemType } from './news-item.type.js';
import type { CatalogueConstituentType, SmallcaseType, SubscriptionPlanType } from './smallcase.type.js';

/** A smallcase with the lists that are read a page at a time. */
export type SmallcaseView = SmallcaseType & { readonly all: readonly CatalogueConstituentType[] };

/** A chart with its points, of which a page is read at a time. */
export type ChartView = SmallcaseChartType & { readonly all: ChartFact['points'] };

export function toSmallcaseView(fact: SmallcaseFact, fetchedAt: number): SmallcaseView {
  const { constituents, minimumInvestment, createdAt, lastRebalancedAt, nextUpdateAt, ...rest } = fact;
  return {
    ...rest,
    minimumInvestment: toMoney(minimumInvestment),
    createdAt: toDate(createdAt),
    lastRebalancedAt: toDate(lastRebalancedAt),
    nextUpdateAt: toDate(nextUpdateAt),
    constituentsCount: constituents.length,
    all: constituents,
    fetchedAt: toDate(fetchedAt),
  };
}

export function toPlanView(plan: PlanFact): SubscriptionPlanType {
  return {
    ...plan,
    amount: toMoney(plan.amount),
    baseAmount: toMoney(plan.baseAmount),
    notionalAmount: toMoney(plan.notionalAmount),
    baseNotionalAmount: toMoney(plan.baseNotionalAmount),
  };
}

export function toChartView({ points, ...rest }: ChartFact, fetchedAt: number): ChartView {
  return { ...rest, pointsCount: points.length, all: points, fetchedAt: toDate(fetchedAt) };
}

export function toPointView({ at, ...rest }: ChartFact['points'][number]): ChartPointType {
  return { ...rest, date: toDate(at) };
}

export function toNewsView({ publishedAt, ...rest }: NewsFact, fetchedAt: number): NewsItemType {
  return { ...rest, publishedAt: toDate(publishedAt), fetchedAt: toDate(fetchedAt) };
}
