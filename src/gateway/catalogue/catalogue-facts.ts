import type { DecimalString } from '../../core/money.js';

/**
 * The catalogue as Gateway answers it, decoded once. Nothing in these facts depends on who asks: a field that
 * describes the caller has no place here, so an answer can be shared. Times are epoch milliseconds, money
 * exact decimals in rupees; null means that upstream did not say.
 */

/** One smallcase (protocol section 15). */
export interface SmallcaseFact {
  readonly scid: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly description: string | null;
  readonly publisher: string | null;
  readonly blogUrl: string | null;
  readonly imageUrl: string | null;
  readonly rebalanceSchedule: string | null;
  readonly createdAt: number | null;
  readonly lastRebalancedAt: number | null;
  readonly nextUpdateAt: number | null;
  readonly isArchived: boolean;
  readonly minimumInvestment: DecimalString | null;
  readonly indexValue: DecimalString | null;
  readonly returns: ReturnsFact;
  readonly ratios: RatiosFact;
  readonly constituents: readonly ConstituentFact[];
}

/** Fractions: 0.12 is 12 %. */
export interface ReturnsFact {
  readonly daily: DecimalString | null;
  readonly weekly: DecimalString | null;
  readonly monthly: DecimalString | null;
  readonly halfYearly: DecimalString | null;
  readonly yearly: DecimalString | null;
  readonly threeYears: DecimalString | null;
  readonly fiveYears: DecimalString | null;
  readonly sinceInception: DecimalString | null;
}

/** Growth rates are fractions a year: 0.12 is 12 %. */
export interface RatiosFact {
  readonly riskLabel: string | null;
  readonly marketCapCategory: string | null;
  readonly cagr: DecimalString | null;
  readonly cagrOneYear: DecimalString | null;
  readonly cagrThreeYears: DecimalString | null;
  readonly cagrFiveYears: DecimalString | null;
}

/** One security inside a smallcase; `weight` is the fraction of its value. */
export interface ConstituentFact {
  readonly ticker: string;
  readonly name: string | null;
  readonly shares: DecimalString | null;
  readonly weight: DecimalString | null;
}

/** One subscription plan of a fee-based smallcase. */
export interface PlanFact {
  readonly planId: string;
  readonly duration: string | null;
  readonly mayRenew: boolean;
  readonly mayPayOnce: boolean;
  readonly isByAssets: boolean;
  readonly isActive: boolean;
  readonly isMostPopular: boolean;
  readonly amount: DecimalString | null;
  readonly baseAmount: DecimalString | null;
  readonly notionalAmount: DecimalString | null;
  readonly baseNotionalAmount: DecimalString | null;
}

/** Something that was read, and whether every field of it could be read. */
export interface Partly<T> {
  readonly fact: T;
  readonly isWhole: boolean;
}

/** The detail of one smallcase; `plans` is null for a free one. */
export interface SmallcaseDetailFact {
  readonly smallcase: SmallcaseFact;
  readonly plans: readonly PlanFact[] | null;
}

/**
 * A page of a list that is read by offset: `sent` rows were in it, of which `items` could be read, each with
 * its position in the page.
 */
export interface PageFact<Item> {
  readonly sent: number;
  readonly items: readonly { readonly index: number; readonly item: Item }[];
}

/** One day of a chart; both values are scaled to the same beginning. */
export interface ChartPointFact {
  readonly at: number;
  readonly value: DecimalString;
  readonly benchmark: DecimalString | null;
}

/** The past of a smallcase, oldest first, next to a benchmark if one was read. */
export interface ChartFact {
  readonly points: readonly ChartPointFact[];
  readonly benchmarkId: string | null;
  readonly benchmarkName: string | null;
}

/** One piece of news. */
export interface NewsFact {
  readonly headline: string;
  readonly summary: string | null;
  readonly link: string | null;
  readonly imageUrl: string | null;
  readonly publisher: string | null;
  readonly publishedAt: number | null;
}
