import type { DecimalString } from '../core/money.js';
import type { Provenance } from '../core/provenance.js';
import type {
  ExitedInvestmentFact,
  HoldingsFact,
  InvestmentFact,
  InvestmentsFact,
  LegFact,
  MutualFundFact,
  OrderStatus,
  OrderType,
  OrderVariety,
  PendingActionFact,
  SecurityHoldingFact,
  SipFact,
  SmallcaseHoldingFact,
  SmallcaseRefFact,
  Side,
  TransactionStatus,
  UnplacedLegFact,
} from '../gateway/facts.js';
import type { WireIntent, WireSmallcaseOrderType } from '../gateway/wire.js';
import type { Revised } from './object-revisions.js';

/**
 * What the ledger stores of each object, and what an event carries of it. Rows of earlier versions have these
 * shapes too.
 */

/** A transaction as Dwar knows it. Everything shown of it comes from here; times are epoch milliseconds. */
export interface TransactionSnapshot {
  readonly transactionId: string;
  readonly viewerId: string;
  readonly intent: WireIntent;
  readonly status: TransactionStatus;
  readonly rawStatus: string | null;
  readonly provenance: Provenance;
  readonly createdAt: number;
  readonly expireAt: number;
  readonly isStale: boolean;
  readonly error: {
    readonly code: number | null;
    /** The SDK's textual code; absent where it sent none. */
    readonly key?: string;
    readonly message: string | null;
    readonly provenance: Provenance;
  } | null;
  readonly broker: string | null;
  readonly funds: DecimalString | null;
  /** The account whose connected token created it; null for a guest transaction. */
  readonly createdFor: string | null;
  /** Which kind of order details the transaction can have; null for intents that place no order. */
  readonly orderKind: 'SINGLE_SECURITY' | 'SMALLCASE' | null;
  /** Whether a limit order is among those it asked for. Absent means no. */
  readonly hasLimitOrder?: boolean;
  /** The transaction whose order this one cancels; null for other intents. */
  readonly actsOn: string | null;
  /** The batch id of the order that this one cancels. Absent for other intents, and where it is not known. */
  readonly actsOnOrder?: string;
  /** The caller's text, with personal data removed. Absent when there is none. */
  readonly notes?: string;
  /** What was asked for. Absent for intents that name nothing. */
  readonly request?: TransactionRequest;
  /** The smallcase that the outcome is about. Absent while none is known. */
  readonly smallcase?: SmallcaseRefFact & { readonly provenance: Provenance };
  /** The SIP that SIP_SETUP left. Absent for other intents. */
  readonly sip?: SipFact;
  /** Whether the user opened the broker account on the way. Absent where it is not known. */
  readonly signup?: boolean;
  /**
   * The account that completed it, from an authenticated read. Never shown: it may belong to another person.
   */
  readonly authId: string | null;
}

/**
 * What a transaction was created to do, as its caller asked for it: the user may have changed it since.
 * Absent fields were left to the user. Never holds personal data.
 */
export interface TransactionRequest {
  readonly securities?: readonly RequestedSecurity[];
  readonly smallcaseOrder?: {
    readonly type: WireSmallcaseOrderType;
    readonly scid: string | null;
    readonly iscid: string | null;
  };
  /** The investment of SIP_SETUP, IMR_SETUP and CANCEL_AMO. */
  readonly iscid?: string;
}

/** One security of a request. */
export interface RequestedSecurity {
  readonly ticker: string;
  readonly quantity: number | null;
  readonly side: Side | null;
  readonly exchange: 'NSE' | 'BSE' | null;
  readonly orderType: OrderType | null;
  readonly limitPrice: DecimalString | null;
}

/** An order as Dwar knows it. Times are epoch milliseconds, amounts exact rupees, null where unknown. */
export interface OrderSnapshot {
  readonly batchId: string;
  readonly transactionId: string;
  readonly viewerId: string;
  readonly status: OrderStatus;
  readonly rawStatus: string | null;
  readonly variety: OrderVariety;
  readonly provenance: Provenance;
  /** Final and confirmed: after that only what was null can be added. */
  readonly isFinal: boolean;
  readonly buyAmount: DecimalString | null;
  readonly sellAmount: DecimalString | null;
  readonly legs: readonly LegFact[];
  readonly unplacedLegs: readonly UnplacedLegFact[];
  readonly label: string | null;
  /** Absent where upstream did not say. */
  readonly originalLabel?: string;
  /** Absent for an order of securities, and where upstream did not say. */
  readonly smallcase?: SmallcaseRefFact;
  readonly placedAt: number | null;
  readonly completedAt: number | null;
  readonly updatedAt: number;
}

/** A part of holdings that an answer can leave out. */
export type HoldingsPart = 'securities' | 'smallcases' | 'mutualFunds';

/** The newest holdings of one broker account, with where they came from. */
export interface HoldingsSnapshot extends Omit<HoldingsFact, 'securities' | 'smallcases'> {
  readonly securities: readonly SecurityHoldingFact[];
  readonly smallcases: readonly SmallcaseHoldingFact[];
  /**
   * The parts that the newest answer left out, which are kept from an earlier one, with the time of its
   * snapshot. Absent when there are none.
   */
  readonly olderParts?: Readonly<Partial<Record<HoldingsPart, number | null>>>;
  /** Whether Gateway did not finish them in time, and they are not read again. Absent means no. */
  readonly isStale?: boolean;
  readonly provenance: Provenance;
  /** When Dwar received them, epoch milliseconds. */
  readonly receivedAt: number;
}

/**
 * Folios of registrar imports (protocol section 17.4); they have no read, so they stay a hint. Of one
 * transaction, or of all of a viewer together: then transaction and time are those of the newest.
 */
export interface MutualFundImport {
  /**
   * Number of the event of holdings that brought it. Absent from what the version before migration 0012 has
   * stored.
   */
  readonly revision?: number;
  readonly transactionId: string;
  readonly receivedAt: number;
  readonly folios: readonly MutualFundFact[];
}

/** The import that one transaction asked for. */
export interface MutualFundImportSnapshot {
  /** Without its revision in events of the version before migration 0012. */
  readonly transaction: TransactionSnapshot & Partial<Revised<object>>;
  /** When Gateway accepted the code that the user was sent; null if Dwar did not hand in any. */
  readonly otpAcceptedAt: number | null;
  /** Null until a webhook brought it. */
  readonly received: MutualFundImport | null;
  /** How many rows its statement has. They are stored apart, and read only when asked for. */
  readonly statementRows: number;
}

/**
 * The content of a holdings event: the account's snapshot (null when there is none) and the folios of the
 * viewer's registrar imports.
 */
export interface HoldingsEventSnapshot {
  readonly holdings: HoldingsSnapshot | null;
  readonly imported: MutualFundImport | null;
  readonly linkedAt: number | null;
}

/** The newest investments of one broker account, from an authenticated read. */
export interface InvestmentsSnapshot extends InvestmentsFact {
  readonly authId: string;
  /** Null where Gateway did not answer for them. */
  readonly exited: readonly ExitedInvestmentFact[] | null;
  /** When Dwar read them, epoch milliseconds. */
  readonly fetchedAt: number;
}

/** The content of an investment event: one investment, and the account it is of. */
export interface InvestmentEventSnapshot {
  readonly investment: InvestmentFact;
  readonly fetchedAt: number;
  readonly account: {
    readonly authId: string;
    readonly broker: string | null;
    readonly linkedAt: number;
  };
}

/** A pending action as a webhook reported it; no read can confirm it. */
export interface PendingActionSnapshot extends PendingActionFact {
  readonly actionId: string;
  readonly receivedAt: number;
  /** Why and when it no longer waits for the user. Absent while it does. */
  readonly end?: { readonly status: 'RESOLVED' | 'SUPERSEDED' | 'DISMISSED'; readonly at: number };
}

/** The cash at a linked account, from the newest FETCH_FUNDS transaction that was completed with it. */
export interface FundsSnapshot {
  readonly authId: string;
  readonly broker: string | null;
  readonly linkedAt: number;
  readonly amount: DecimalString;
  /** When a read of Gateway showed it, epoch milliseconds. */
  readonly asOf: number;
  readonly transactionId: string;
  /** Place of that transaction among those of the viewer: a later one counts more. */
  readonly createdSeq: number;
}
