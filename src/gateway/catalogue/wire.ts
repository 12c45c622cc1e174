/**
 * The wire contract of the catalogue: names, shapes and fixed texts of protocol section 15, in Gateway's own
 * words. As in `gateway/wire.ts`, a choice tagged [assumed] is one constant here.
 */

/** Section 15: paths below the base URL. The chart is that of section 25. */
export const CATALOGUE_PATHS = {
  smallcases: (gateway: string) => `/v1/${gateway}/engine/smallcases`,
  smallcase: (gateway: string) => `/v1/${gateway}/engine/smallcase`,
  chart: (gateway: string) => `/v1/${gateway}/engine/smallcase/chart`,
  news: (gateway: string) => `/v1/${gateway}/engine/market/news`,
  subscriptions: (gateway: string) => `/v1/${gateway}/engine/subscriptions`,
} as const;

/**
 * What a `scid` of an answer or of a request may be: wider than section 7.3, as ids of other shapes exist.
 */
export const SCID_SENT = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Section 15 [seen]: the order of the list, and its direction. */
export const CATALOGUE_ORDER = { sortBy: 'default', sortOrder: '1' } as const;

/** [seen] What a chart begins with: both lines are scaled to it. */
export const CHART_BASE = '100';
/** [assumed] The kind of benchmark that `benchmarkId` names. */
export const BENCHMARK_TYPE = 'index';
/** [assumed] Spellings of `duration`, by analogy with those of plans (section 15). */
export const CHART_DURATIONS = {
  ONE_MONTH: '1m',
  THREE_MONTHS: '3m',
  SIX_MONTHS: '6m',
  ONE_YEAR: '1y',
  THREE_YEARS: '3y',
  FIVE_YEARS: '5y',
  MAX: 'max',
} as const;
export type ChartDuration = keyof typeof CHART_DURATIONS;

/** [assumed] What is answered for a `scid` that is not in the catalogue. */
export const SMALLCASE_UNKNOWN = {
  status: 404,
  text: 'SmallcaseNotFound',
  errorType: 'InputException',
} as const;
/** [assumed] Statuses that say so: the `scid` is the only input of such a call that a caller chooses. */
export const UNKNOWN_SCID_STATUSES: readonly number[] = [400, 404];

/** [assumed] The flag of a smallcase that is offered no longer, inside `flags`. */
export const ARCHIVED_FLAG = 'archived';

/** Section 15 and 25: names inside `stats.returns`; each is a fraction, so 0.12 is 12 % [assumed]. */
export const RETURN_PERIODS = [
  'daily',
  'weekly',
  'monthly',
  'halfyearly',
  'yearly',
  'threeYear',
  'fiveYear',
  'sinceInception',
] as const;

/** Section 15: a plan of a fee-based smallcase; `auto` and `oneTime` say how it may be renewed. */
export interface WirePlan {
  planId: string;
  duration: string;
  auto: boolean;
  oneTime: boolean;
  aum: boolean;
  active: boolean;
  amount: number;
  baseAmount: number;
  notionalAmount: number | null;
  baseNotionalAmount: number | null;
  flags: { mostPopular: boolean };
}

/** Sections 15 and 25: one smallcase; `plans` in the detail only, null when it is free. */
export interface WireSmallcase {
  scid: string;
  info: {
    type: string;
    name: string;
    shortDescription: string;
    publisherName: string;
    blogURL: string | null;
    imageUrl: string;
    created: string;
    nextUpdate: string | null;
    rebalanceSchedule: string;
    lastRebalanced: string | null;
  };
  stats: {
    indexValue: number;
    unadjustedValue: number;
    divReturns: number;
    lastCloseIndex: number;
    minInvestAmount: number;
    returns: Partial<Record<(typeof RETURN_PERIODS)[number], number | null>>;
    ratios: Record<string, string | number | null>;
  };
  constituents: { ticker: string; name: string; shares: number; weight: number }[];
  flags: Record<string, boolean>;
  plans?: WirePlan[] | null;
}

/** [seen] `data` of a chart. */
export interface WireChart {
  smallcase: { scid: string; points: { date: string; value: number }[] };
  benchmark?: { benchmarkId: string; benchmarkLabel: string; points: { date: string; value: number }[] };
  durations: string[];
  defaultDuration: string;
}

/** [sdk] One item of `data.news`. */
export interface WireNewsItem {
  _id: string;
  headline: string;
  summary: string;
  link: string;
  imageUrl: string;
  date: string;
  publisher: { name: string };
  smallcases: { scid: string }[];
}

/** Section 15: states of a subscription; one in grace is SUBSCRIBED and has a cancellation. */
export const SUBSCRIPTION_STATUSES = ['REQUESTED_ACCESS', 'SUBSCRIBED', 'UNSUBSCRIBED'] as const;
/** Section 25: how long a subscription that has ended can still be used. */
export const GRACE_MS = 7 * 24 * 3_600_000;

/** Section 15: one item of `data.subscriptions`; the wrapper is [assumed]. */
export interface WireSubscription {
  id: string;
  status: string;
  publisher: string;
  publisherName: string;
  isCancellable: boolean;
  isRenewable?: boolean;
  pendingAmount: number;
  amount?: number;
  pricingType: string;
  scids: { scid: string; smallcaseName: string }[];
  date?: string;
  endDate?: string;
  planType?: string;
  planRenewal?: string;
  duration?: string;
  cancellation?: { value: boolean; scheduledDate?: string; reason?: string };
}
