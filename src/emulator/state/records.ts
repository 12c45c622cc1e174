import type {
  WireBatch,
  WireIntent,
  WireMutualFundHolding,
  WireSecurityHoldingV2,
  WireTransactionStatus,
} from '../../gateway/wire.js';
import type { CreateRequest } from '../partner-api/create-request.js';

/** What the exchange does with one leg, or why the leg is not sent to it. */
export type LegOutcome = (
  | { readonly kind: 'fill'; readonly quantity: number }
  | { readonly kind: 'reject' | 'unplaced'; readonly errorCode: string }
  | { readonly kind: 'cancel' }
) & {
  /** When the exchange settles it, on the virtual clock. Default: the settlement's `dueAt`. */
  readonly at?: number;
};

/** The decided outcomes of an order at the exchange, until they are due on the virtual clock. */
export interface Settlement {
  /** When the last leg is due. */
  readonly dueAt: number;
  /** One outcome for each element of the batch's `orders`. State files use this name. */
  readonly fates: readonly LegOutcome[];
}

/**
 * A transaction (sections 7 to 9). Times are epoch milliseconds of the virtual clock unless named otherwise.
 */
export interface TransactionRecord {
  readonly transactionId: string;
  readonly intent: WireIntent;
  readonly request: CreateRequest;
  readonly notes: string | null;
  readonly status: WireTransactionStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expireAt: number;
  /** The account whose connected token created it; null for a guest. */
  readonly ownerAuthId: string | null;
  /** The account that logged in; null until then. */
  readonly authId: string | null;
  readonly broker: string | null;
  /** Wall-clock time of the login, from which `iat` of the returned token is derived. */
  readonly loginWallMs: number | null;
  readonly signup: boolean;
  /** `success.data` of transaction details; null until there is a result. */
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly batches: readonly WireBatch[];
  readonly settlement: Settlement | null;
  readonly error: { readonly code: number; readonly message: string } | null;
  /** A digest of the PAN of a mutual-fund import, if one was given: the same investor has the same folios. */
  readonly investor?: string;
  /** The codes of a mutual-fund import (section 13), once one was sent. */
  readonly otp?: OtpRecord;
  /** How webhooks about it misbehave, if the scenario of the login says so. */
  readonly webhooks?: WebhookBehaviour;
}

/** What was sent and tried for one transaction. The contact is kept as a digest. */
export interface OtpRecord {
  readonly method: 'phone' | 'email';
  readonly contact: string;
  readonly sends: number;
  readonly wrong: number;
}

/** Shapes of the mutual-fund payload (sections 17.4 and 25). */
export const FUND_SHAPES = ['dt', 'summary'] as const;
export type FundShape = (typeof FUND_SHAPES)[number];

/**
 * Shares of one kind in an account: settled, traded today on either exchange, and those inside smallcases.
 */
export interface Position {
  readonly ticker: string;
  readonly settled: Lot;
  readonly nse: Lot;
  readonly bse: Lot;
  readonly inSmallcases: number;
}

/** A number of shares at an average price in rupees. */
export interface Lot {
  readonly quantity: number;
  readonly averagePrice: number;
}

/** A smallcase the account has invested in (section 7.3). */
export interface Investment {
  readonly iscid: string;
  readonly scid: string;
  readonly name: string;
  /** Shares bought through it. Absent in older state files: those of the smallcase, once. */
  readonly constituents?: readonly InvestedShares[];
  /** When its first share was bought. */
  readonly boughtAt?: number;
  /** What its sales gained so far, in rupees. */
  readonly realised?: number;
  readonly sip?: Readonly<Record<string, unknown>>;
}

/** Shares of one constituent of an investment, at an average price in rupees. */
export interface InvestedShares {
  readonly ticker: string;
  readonly shares: number;
  readonly averagePrice: number;
}

/** An investment of which every share was sold. */
export interface ExitedInvestment extends Investment {
  readonly exitedAt: number;
}

/** A subscription to a smallcase (section 15). Its state follows from the virtual clock. */
export interface SubscriptionRecord {
  readonly id: string;
  readonly scid: string;
  /** When it begins; later than its request where the publisher has to agree. */
  readonly startedAt: number;
  /** Length of a term in days, and the plan it belongs to. */
  readonly termDays: number;
  readonly duration: string;
  readonly renewal: 'auto' | 'oneTime';
  readonly amount: number;
}

/** Holdings as last read from the broker (section 12). */
export interface HoldingsSnapshot {
  readonly takenAt: number;
  readonly storedAt: number;
  readonly securities: readonly WireSecurityHoldingV2[];
  readonly smallcases: readonly unknown[];
  /** Null when the import did not ask for them. */
  readonly mutualFunds: readonly WireMutualFundHolding[] | null;
}

/** A virtual broker account (section 20). */
export interface AccountRecord {
  readonly smallcaseAuthId: string;
  readonly broker: string;
  /** What the user logged in with first. Absent in older state files. */
  readonly token?: string;
  readonly fundsPaise: number;
  /** Days since the epoch, in Indian time, that today's positions belong to. */
  readonly tradingDay: number;
  readonly positions: readonly Position[];
  readonly investments: readonly Investment[];
  /** Absent in older state files. */
  readonly exited?: readonly ExitedInvestment[];
  readonly subscriptions: readonly SubscriptionRecord[];
  /**
   * The shares that the depository lets be sold. Absent: all of them. An account that needs
   * AUTHORISE_HOLDINGS begins with none.
   */
  readonly authorised?: readonly string[];
  readonly snapshot: HoldingsSnapshot | null;
  /** Whether the account changed after the snapshot was taken. */
  readonly isSnapshotOld: boolean;
  /** How webhooks about this account misbehave, if its scenario says so. */
  readonly webhooks?: WebhookBehaviour;
}

/** A person who opens an account at a broker. Nothing personal is kept of them. */
export interface LeadRecord {
  readonly leadId: string;
  /** Epoch milliseconds of the virtual clock. */
  readonly openedAt: number;
}

/** Kinds of webhook the emulator sends (section 17.1). */
export type DeliveryKind =
  | 'order.placed'
  | 'order.completed'
  | 'holdings'
  | 'mutual-funds'
  | 'pending-action';

/** One attempt to deliver a webhook. */
export interface Attempt {
  readonly at: string;
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

/**
 * One webhook with its attempts. Every attempt sends the same `body`. `delivery-queue.ts` explains the
 * states.
 */
export interface DeliveryRecord {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly transactionId: string | null;
  readonly smallcaseAuthId: string | null;
  readonly mode: WebhookMode;
  /** In mode `tamper`: what was changed. */
  readonly tampering?: string;
  readonly body: string;
  readonly createdAt: number;
  readonly state: 'pending' | 'delivered' | 'failed' | 'lost';
  readonly firstAttemptAt: number | null;
  /** When the next attempt is due, on the virtual clock; null when none is planned. */
  readonly dueAt: number | null;
  readonly attempts: readonly Attempt[];
}

/** Ways in which deliveries misbehave (design section 6). */
export const WEBHOOK_MODES = ['normal', 'lost', 'duplicate', 'reorder', 'tamper', 'bad-checksum'] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

/** A mode, and how long after its event each webhook is sent, in milliseconds of the virtual clock. */
export interface WebhookBehaviour {
  readonly mode: WebhookMode;
  readonly delayMs: number;
}

/** The whole state, as the state file has it. */
export interface SavedState {
  readonly version: 1;
  readonly seed: string;
  /** Those before it. Absent in state files of earlier versions. */
  readonly usedSeeds?: readonly string[];
  readonly callNumber: number;
  readonly clockOffsetMs: number;
  /** False while running: after a crash, more call numbers may have been used than were saved. */
  readonly isClean: boolean;
  readonly lastStampMs: number;
  readonly webhooks: WebhookBehaviour;
  /** Absent in state files of earlier versions. */
  readonly fundShape?: FundShape;
  readonly closedMarkets: readonly string[];
  readonly transactions: readonly TransactionRecord[];
  readonly accounts: readonly AccountRecord[];
  readonly deliveries: readonly DeliveryRecord[];
  /** Absent in state files of earlier versions. */
  readonly leads?: readonly LeadRecord[];
}
