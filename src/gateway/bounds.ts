import { SECURITIES_MAX } from './wire.js';

/**
 * The most that one webhook or one answer of Gateway may hold. What holds more does not come from Gateway as
 * the protocol describes it: nothing of it is applied (a webhook is kept as `OVERSIZED`, an answer is
 * malformed). Gateway publishes no maximum, so each figure is [assumed] and leaves room above the largest
 * that is known; together they bound what one commit of the ledger has to do.
 */
export const BOUNDS = {
  /**
   * Batches of one transaction (section 11): one, for a smallcase one for each attempt to place or repair its
   * order.
   */
  batches: 100,
  /** Placed legs of one batch, and unplaced ones: twice the largest basket (section 7.2). */
  legs: 2 * SECURITIES_MAX,
  /** Legs of all batches together, placed or not. */
  allLegs: 20 * SECURITIES_MAX,
  /** Securities of one account (section 12): more than a quarter of all that are listed in India. */
  securities: 2_000,
  /**
   * Smallcases of one account, public or private, and the constituents of each (section 12.2; a smallcase has
   * at most 50).
   */
  smallcases: 100,
  constituents: SECURITIES_MAX,
  /**
   * Items of one page of the catalogue or of news, plans of one smallcase, and points of one chart: eleven
   * years of trading days (section 15).
   */
  catalogueItems: 200,
  plans: 20,
  chartPoints: 3_000,
  /** Subscriptions of one account, and the smallcases of one subscription. */
  subscriptions: 200,
  subscribedSmallcases: 50,
  /** Smallcases that one account has exited (section 25). */
  exitedInvestments: 1_000,
  /** Mutual-fund folios of one account or of one registrar import (sections 12.2 and 17.4). */
  folios: 1_000,
  /** Rows of the statement of one registrar import (section 17.4): 100 monthly SIPs for 20 years. */
  statementRows: 25_000,
  /** Pending actions of one delivery (section 17.5), of which one is known. */
  actions: 50,
  /** Characters of a text; what is longer is cut, since texts are shown and never acted on. */
  textLength: 2_000,
  /** Characters of the texts of a pending action (section 17.5), which are a name and a word. */
  actionTextLength: 200,
} as const;
