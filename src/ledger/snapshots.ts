import type { DecimalString } from '../core/money.js';
import type { Provenance } from '../core/provenance.js';
import type {
  HoldingsFact,
  LegFact,
  MutualFundFact,
  OrderStatus,
  OrderVariety,
  PendingActionFact,
  SecurityHoldingFact,
  SmallcaseHoldingFact,
  TransactionStatus,
  UnplacedLegFact,
} from '../gateway/facts.js';
import type { WireIntent } from '../gateway/wire.js';

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
  /**
   * The account that completed it, from an authenticated read. Never shown: it may belong to another person.
   */
  readonly authId: string | null;
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

/** The newest registrar import of one viewer (protocol section 17.4); it has no read, so it stays a hint. */
export interface MutualFundImport {
  readonly transactionId: string;
  readonly receivedAt: number;
  readonly folios: readonly MutualFundFact[];
}

/**
 * The content of a holdings event: the account's snapshot (null when there is none) and the viewer's
 * registrar import.
 */
export interface HoldingsEventSnapshot {
  readonly holdings: HoldingsSnapshot | null;
  readonly imported: MutualFundImport | null;
  readonly linkedAt: number | null;
}

/** A pending action as a webhook reported it; no read can confirm it. */
export interface PendingActionSnapshot extends PendingActionFact {
  readonly actionId: string;
  readonly receivedAt: number;
}
