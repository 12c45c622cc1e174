import type { DecimalString } from '../core/money.js';

/**
 * Upstream payloads, decoded once into read-only types. Authenticated reads and webhooks share these types;
 * how far a fact is trusted depends on how it was received, and the caller decides. Times are epoch
 * milliseconds, money exact decimals in rupees; null means that upstream did not say. Unknown enum values are
 * `UNKNOWN`, with the raw text kept.
 */

/** Protocol section 8; `PENDING`, `CANCELLED` and `EXPIRED` are folded in as that section says. */
export type TransactionStatus =
  | 'INITIALIZED'
  | 'USED'
  | 'PROCESSING'
  | 'ACTION_REQUIRED'
  | 'ERRORED'
  | 'COMPLETED'
  | 'UNKNOWN';

/** Protocol section 11, batch status. */
export type OrderStatus =
  | 'PLACED'
  | 'COMPLETED'
  | 'PARTIALLYFILLED'
  | 'UNFILLED'
  | 'UNPLACED'
  | 'MARKEDCOMPLETE'
  | 'UNKNOWN';

/** Protocol section 11, leg status; `CANCELLED AMO` is `CANCELLED_AMO`. */
export type LegStatus =
  | 'COMPLETE'
  | 'CANCELLED'
  | 'REJECTED'
  | 'PARTIAL'
  | 'OPEN'
  | 'PLACED'
  | 'CANCELLED_AMO'
  | 'ERROR'
  | 'UNKNOWN';

export type OrderVariety = 'REGULAR' | 'AMO' | 'UNKNOWN';
export type Side = 'BUY' | 'SELL' | 'UNKNOWN';
export type OrderType = 'MARKET' | 'LIMIT' | 'UNKNOWN';

/**
 * One placed leg. `averagePrice` is null if nothing was filled, even if upstream sent a price, and if
 * upstream sent 0.
 */
export interface LegFact {
  readonly symbol: string;
  readonly exchange: string | null;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly product: string | null;
  readonly status: LegStatus;
  readonly rawStatus: string | null;
  readonly quantity: number | null;
  readonly filledQuantity: number | null;
  readonly averagePrice: DecimalString | null;
  readonly limitPrice: DecimalString | null;
  readonly exchangeOrderId: string | null;
  readonly errorCode: string | null;
  readonly statusMessage: string | null;
}

/** One leg that was never sent. */
export interface UnplacedLegFact {
  readonly symbol: string;
  readonly exchange: string | null;
  readonly side: Side;
  readonly quantity: number | null;
  readonly errorCode: string | null;
  readonly statusMessage: string | null;
}

/** One batch: Dwar's order. `transactionId` is null where the payload does not repeat it. */
export interface BatchFact {
  readonly batchId: string;
  readonly transactionId: string | null;
  readonly status: OrderStatus;
  readonly rawStatus: string | null;
  readonly variety: OrderVariety;
  readonly buyAmount: DecimalString | null;
  readonly sellAmount: DecimalString | null;
  readonly legs: readonly LegFact[];
  readonly unplacedLegs: readonly UnplacedLegFact[];
  readonly completedAt: number | null;
  readonly label: string | null;
  /** What a repair repairs (`FIX`); otherwise the label once more. */
  readonly originalLabel: string | null;
  /** Null for an order of securities, and where the payload does not say. */
  readonly smallcase: SmallcaseRefFact | null;
}

/**
 * Which smallcase an outcome is about, and which investment of the user (protocol sections 10 and 18.2). At
 * least one of the two ids is known.
 */
export interface SmallcaseRefFact {
  readonly scid: string | null;
  readonly iscid: string | null;
  readonly name: string | null;
}

/** A SIP as SIP_SETUP left it (protocol section 18.2, `sipDetails`). */
export interface SipFact {
  readonly isActive: boolean | null;
  readonly action: string | null;
  readonly amount: DecimalString | null;
  readonly frequency: string | null;
  readonly kind: string | null;
  readonly nextAt: number | null;
  readonly iscid: string | null;
  readonly scid: string | null;
}

/** An authenticated read of one transaction (protocol section 9). */
export interface TransactionFact {
  readonly transactionId: string;
  readonly intent: string | null;
  readonly status: TransactionStatus;
  readonly rawStatus: string | null;
  readonly expireAt: number | null;
  readonly isExpired: boolean;
  readonly authId: string | null;
  readonly broker: string | null;
  readonly error: { readonly code: number | null; readonly message: string | null } | null;
  /** `success.data.batches`; empty where there are none. */
  readonly batches: readonly BatchFact[];
  /** Whether every batch of it could be read. */
  readonly isWhole: boolean;
  readonly funds: DecimalString | null;
  readonly smallcase: SmallcaseRefFact | null;
  readonly sip: SipFact | null;
  /** Whether the user opened the broker account on the way. */
  readonly signup: boolean | null;
}

/** An authenticated read of a transaction's orders (protocol section 10). */
export interface OrderDetailsFact {
  readonly batches: readonly BatchFact[];
  /** Whether every batch of it could be read. */
  readonly isWhole: boolean;
}

/**
 * Shares of one security (protocol section 12). Quantities are exact decimals; null means that upstream did
 * not say.
 */
export interface SecurityHoldingFact {
  readonly isin: string | null;
  readonly name: string | null;
  readonly nseTicker: string | null;
  readonly bseTicker: string | null;
  readonly quantity: DecimalString | null;
  readonly averagePrice: DecimalString | null;
  readonly nsePosition: PositionFact | null;
  readonly bsePosition: PositionFact | null;
  readonly collateralQuantity: DecimalString | null;
  readonly transactableQuantity: DecimalString | null;
  readonly smallcaseQuantity: DecimalString | null;
}

/** Today's net of one exchange, not settled; may be negative. */
export interface PositionFact {
  readonly quantity: DecimalString;
  readonly averagePrice: DecimalString | null;
}

/** One smallcase the user is invested in. `scid` is null for a private one. */
export interface SmallcaseHoldingFact {
  readonly scid: string | null;
  readonly name: string | null;
  readonly isPrivate: boolean;
  readonly currentValue: DecimalString | null;
  readonly totalReturns: DecimalString | null;
  readonly constituents: readonly { readonly ticker: string; readonly shares: DecimalString | null }[];
}

/** One mutual-fund folio, from the broker (section 12.2) or from a registrar import (section 17.4). */
export interface MutualFundFact {
  readonly folio: string | null;
  readonly fund: string | null;
  readonly isin: string | null;
  readonly amc: string | null;
  readonly units: DecimalString | null;
  readonly averagePrice: DecimalString | null;
  readonly nav: DecimalString | null;
  readonly navDate: string | null;
  readonly marketValue: DecimalString | null;
  readonly costValue: DecimalString | null;
  readonly pnl: DecimalString | null;
  readonly xirr: DecimalString | null;
}

/**
 * One row of an investor's statement (protocol section 17.4): a purchase, a redemption, a switch. Its fields
 * are not documented, so any may be null; `date` is text as received.
 */
export interface MutualFundTransactionFact {
  readonly folio: string | null;
  readonly fund: string | null;
  readonly isin: string | null;
  readonly amc: string | null;
  readonly date: string | null;
  readonly description: string | null;
  readonly units: DecimalString | null;
  readonly price: DecimalString | null;
  readonly amount: DecimalString | null;
}

/**
 * A holdings snapshot (protocol section 12), either version. A part is null when the answer leaves it out,
 * which says nothing of what the account holds; an empty list says that it holds none.
 */
export interface HoldingsFact {
  readonly authId: string;
  readonly broker: string | null;
  readonly version: 'v1' | 'v2';
  readonly snapshotAt: number | null;
  readonly lastUpdateAt: number | null;
  readonly isUpdating: boolean;
  readonly securities: readonly SecurityHoldingFact[] | null;
  readonly smallcases: readonly SmallcaseHoldingFact[] | null;
  readonly mutualFunds: readonly MutualFundFact[] | null;
}

/** One constituent of an investment (protocol section 15). */
export interface InvestmentConstituentFact {
  readonly ticker: string;
  readonly name: string | null;
  readonly shares: DecimalString | null;
  readonly averagePrice: DecimalString | null;
  readonly returns: DecimalString | null;
}

/** What an investment, or all of an account together, is worth (protocol section 15). */
export interface ReturnsFact {
  readonly currentInvestment: DecimalString | null;
  readonly currentValue: DecimalString | null;
  readonly currentReturns: DecimalString | null;
  readonly currentReturnsPercent: DecimalString | null;
  readonly totalReturns: DecimalString | null;
  readonly totalReturnsPercent: DecimalString | null;
}

/** One investment of a user (protocol section 15). */
export interface InvestmentFact extends ReturnsFact {
  readonly iscid: string;
  readonly scid: string | null;
  readonly name: string | null;
  readonly isAmoPending: boolean | null;
  readonly constituents: readonly InvestmentConstituentFact[];
}

/** The investments of an account with their totals; null where the answer has none. */
export interface InvestmentsFact {
  readonly investments: readonly InvestmentFact[];
  readonly totals: ReturnsFact | null;
}

/** An investment that the user has sold whole (protocol section 25). */
export interface ExitedInvestmentFact {
  readonly iscid: string | null;
  readonly scid: string | null;
  readonly name: string | null;
  readonly boughtAt: number | null;
  readonly exitedAt: number | null;
  readonly returns: DecimalString | null;
}

/** A pending action on an invested smallcase (protocol section 17.5). */
export interface PendingActionFact {
  readonly authId: string;
  readonly iscid: string;
  readonly scid: string | null;
  readonly name: string | null;
  readonly action: 'REBALANCE' | 'SIP' | 'FIX' | 'CUSTOMIZE' | 'BUY' | 'SELL' | 'UNKNOWN';
  readonly rawAction: string | null;
  readonly date: number | null;
}

/** The kinds of webhook (protocol section 17.1) with what each carries. */
export type WebhookFact =
  | {
      readonly kind: 'ORDER';
      readonly transactionId: string | null;
      readonly authId: string;
      readonly broker: string | null;
      readonly batches: readonly BatchFact[];
    }
  | {
      readonly kind: 'HOLDINGS';
      readonly transactionId: string | null;
      readonly authId: string;
      readonly holdings: HoldingsFact;
    }
  | {
      readonly kind: 'MUTUAL_FUNDS';
      readonly transactionId: string;
      /** Null when the payload has none; an empty list says that the investor holds none. */
      readonly folios: readonly MutualFundFact[] | null;
      /** Null when the payload has none. */
      readonly transactions: readonly MutualFundTransactionFact[] | null;
    }
  | {
      readonly kind: 'PENDING_ACTION';
      readonly authId: string;
      readonly actions: readonly PendingActionFact[];
    }
  | { readonly kind: 'UNKNOWN' };

/** The facts of one kind of webhook. */
export type Hint<Kind extends WebhookFact['kind']> = {
  [Each in Kind]: { readonly kind: Each } & Extract<WebhookFact, { kind: Each }>;
}[Kind];
