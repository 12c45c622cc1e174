/**
 * The wire contract of smallcase Gateway: names, shapes and fixed texts, in Gateway's own words.
 *
 * Both sides are built on this file: the client that reads leniently and writes strictly, and the emulator.
 * It holds no behaviour. Section numbers are those of the protocol reference; a choice tagged [assumed] there
 * is one constant here.
 */

/** Section 3: headers of every partner call. */
export const HEADER_SECRET = 'x-gateway-secret';
export const HEADER_AUTH_TOKEN = 'x-gateway-authtoken';

/**
 * Section 5: 24 lower-case hex characters. Also the shape of `batchId` (section 11) and `iscid` (section
 * 7.3).
 */
export const AUTH_ID_SHAPE = /^[0-9a-f]{24}$/;
export const BATCH_ID_SHAPE = /^[0-9a-f]{24}$/;
export const ISCID_SHAPE = /^[0-9a-f]{24}$/;
/** Section 7: `TRX_` and 32 lower-case hex characters. */
export const TRANSACTION_ID_SHAPE = /^TRX_[0-9a-f]{32}$/;
/** Section 7.3: catalogue id such as `SCET_0010`; the emulator takes those of more parts as well. */
export const SCID_SHAPE = /^[A-Z]{2,12}(?:_[A-Z0-9]{1,12}){1,3}$/;
/** Section 7.5: the public PAN format. */
export const PAN_SHAPE = /^[A-Z]{5}[0-9]{4}[A-Z]$/;

/** Sections 7, 9, 10, 12: paths below the base URL. */
export const paths = {
  createTransaction: (gateway: string) => `/gateway/${gateway}/transaction`,
  transactionDetails: (gateway: string) => `/v1/${gateway}/engine/transactiondetails`,
  /** [assumed] by analogy with the other reads (section 10); the client keeps it in configuration. */
  orderDetails: (gateway: string) => `/v1/${gateway}/engine/user/orders`,
  /** [sdk] the other path under which order details are known. */
  orderDetailsOld: (gateway: string) => `/gateway/${gateway}/user/orders`,
  holdings: (gateway: string) => `/v1/${gateway}/engine/user/holdings`,
  investments: (gateway: string) => `/v1/${gateway}/engine/user/investments`,
  /** [sdk] name (section 25); [assumed] to stand next to the other reads of a user. */
  exitedInvestments: (gateway: string) => `/v1/${gateway}/engine/user/exitedSmallcases`,
  /** [seen] older path. */
  holdingsOld: (gateway: string) => `/gateway/${gateway}/user/holdings`,
} as const;

/** Section 7.1. */
export const INTENTS = [
  'CONNECT',
  'TRANSACTION',
  'HOLDINGS_IMPORT',
  'MF_HOLDINGS_IMPORT',
  'FETCH_FUNDS',
  'AUTHORISE_HOLDINGS',
  'SIP_SETUP',
  'IMR_SETUP',
  'CANCEL_AMO',
  'CANCEL_ORDER',
  'SUBSCRIPTION',
  'ONBOARDING',
] as const;
export type WireIntent = (typeof INTENTS)[number];

/** Section 7.1, column "Token": intents that take a connected token only. */
export const CONNECTED_ONLY_INTENTS: readonly WireIntent[] = [
  'FETCH_FUNDS',
  'AUTHORISE_HOLDINGS',
  'SIP_SETUP',
  'IMR_SETUP',
  'CANCEL_AMO',
  'CANCEL_ORDER',
];
/** Section 7.1: intents that are always created as guest. */
export const GUEST_ONLY_INTENTS: readonly WireIntent[] = ['CONNECT', 'ONBOARDING'];

/** Section 7.3: `orderConfig.type` of smallcase orders. All but `BUY` need `iscid` and a connected token. */
export const SMALLCASE_ORDER_TYPES = [
  'BUY',
  'INVESTMORE',
  'REBALANCE',
  'FIX',
  'MANAGE',
  'EXIT',
  'PARTIALEXIT',
  'SIP',
  'RECONCILIATION',
] as const;
export type WireSmallcaseOrderType = (typeof SMALLCASE_ORDER_TYPES)[number];

/** Section 8: the shortest documented lifetime of a transaction, from its creation. */
export const SHORTEST_LIFETIME_MS = 5 * 60_000;

/** Section 7: longest `notes`. Section 7.2: most securities in one basket [assumed]. */
export const NOTES_MAX = 256;
export const SECURITIES_MAX = 100;

/** Section 8: statuses that transaction details are documented to answer. */
export const TRANSACTION_STATUSES = [
  'INITIALIZED',
  'USED',
  'PROCESSING',
  'ACTION_REQUIRED',
  'ERRORED',
  'COMPLETED',
] as const;
export type WireTransactionStatus = (typeof TRANSACTION_STATUSES)[number];

/** Section 11. */
export const BATCH_STATUSES = [
  'PLACED',
  'COMPLETED',
  'PARTIALLYFILLED',
  'UNFILLED',
  'UNPLACED',
  'MARKEDCOMPLETE',
] as const;

export const EXCHANGES = ['NSE', 'BSE'] as const;
export const SIDES = ['BUY', 'SELL'] as const;
export const ORDER_TYPES = ['MARKET', 'LIMIT'] as const;

/** Section 6: known values of `errorType`; the first is of what the mutual-fund registrars refuse. */
export const REGISTRAR_ERROR_TYPE = 'MFCException';
export const ERROR_TYPES = [REGISTRAR_ERROR_TYPE, 'InputException', 'AccessDenied', 'InternalError'] as const;

/** Section 7.2: values of `validity` [assumed]. */
export const VALIDITIES = ['DAY', 'IOC'] as const;
export type WireValidity = (typeof VALIDITIES)[number];

/** Section 7.2: longest name and address of a logo on the order screen [assumed]. */
export const ORDER_NAME_MAX = 100;
export const ORDER_LOGO_MAX = 2_000;

/** Section 6: fixed texts of `errors[0]`, with the status and `errorType` each comes with. */
export const HTTP_ERRORS = {
  secretInvalid: { status: 401, text: 'Invalid gateway secret', errorType: 'AccessDenied' },
  gatewayUnknown: { status: 400, text: 'invalid gateway', errorType: 'InputException' },
  jwtInvalid: { status: 401, text: 'Invalid JWT', errorType: 'AccessDenied' },
  jwtExpired: { status: 401, text: 'jwt expired', errorType: 'AccessDenied' },
  connectedRequired: { status: 403, text: 'Connected user required', errorType: 'AccessDenied' },
  transactionUnknown: { status: 400, text: 'TransactionIdNotFound', errorType: 'InputException' },
  transactionExpired: { status: 400, text: 'TransactionIdExpired', errorType: 'AccessDenied' },
  intentInvalid: { status: 400, text: 'InvalidIntent', errorType: 'InputException' },
  /** Section 12 [assumed]: what is answered before the first import. */
  holdingsNotFound: { status: 404, text: 'HoldingsNotFound', errorType: 'InputException' },
  internal: { status: 500, text: 'Internal Error', errorType: 'InternalError' },
  tooMany: { status: 429, text: 'Too many requests', errorType: null },
} as const;

/** Section 6: every answer of the partner API. */
export interface WireEnvelope<T> {
  success: boolean;
  errors: string[] | null;
  data: T | null;
  errorType?: string;
}

/** Section 11: one leg. Numbers are JSON numbers on the wire; the client reads their digits without loss. */
export interface WireLeg {
  tradingsymbol: string;
  exchange: string;
  transactionType: string;
  orderType: string;
  product: string;
  quantity: number;
  filledQuantity: number;
  averagePrice: number;
  status: string;
  exchangeOrderId?: string | null;
  errorCode?: string | null;
  statusMessage?: string | null;
  price?: number;
  orderTimestamp?: string;
}

/** Section 11: a leg that was never sent. */
export interface WireUnplacedLeg {
  tradingsymbol: string;
  exchange?: string;
  transactionType: string;
  quantity: number;
  errorCode?: string;
  statusMessage?: string;
}

/** Section 11: one attempt to place a set of legs. */
export interface WireBatch {
  batchId: string;
  transactionId?: string;
  status: string;
  variety: string;
  buyAmount: number;
  sellAmount: number;
  quantity: number;
  filled: number;
  orders: WireLeg[];
  unplaced: WireUnplacedLeg[];
  completedDate?: string;
  label?: string;
  originalLabel?: string;
}

/** Section 9: answer of transaction details, inside `data.transactionDetails`. */
export interface WireTransactionDetails {
  transactionId: string;
  intent: string;
  status: string;
  gateway: string;
  expireAt: string;
  createdAt: string;
  updatedAt: string;
  expired: boolean;
  authId: string | null;
  orderConfig?: unknown;
  subscriptionConfig?: unknown;
  success: {
    smallcaseAuthToken?: string;
    broker?: string;
    signup?: boolean;
    transactionId?: string;
    notes?: string;
    data?: { batches?: WireBatch[]; funds?: number; [key: string]: unknown };
  } | null;
  error: { value: boolean; code?: number; message?: string } | null;
}

/** Section 10 [assumed] wrapper: one item of `data.orders`. */
export interface WireOrderDetails {
  transactionId: string;
  broker: string;
  scid: string | null;
  iscid: string | null;
  name: string | null;
  batches: WireBatch[];
}

/** Section 12.2. */
export interface WireSecurityHoldingV2 {
  isin: string;
  name: string;
  nseTicker: string | null;
  bseTicker: string | null;
  holdings: { quantity: number; averagePrice: number };
  positions: {
    nse: { quantity: number; averagePrice: number };
    bse: { quantity: number; averagePrice: number };
  };
  collateralQuantity?: number;
  transactableQuantity: number;
  smallcaseQuantity: number;
  isSuspendedOrDelistedOnNSE?: boolean;
  isSuspendedOrDelistedOnBSE?: boolean;
}

/** Section 12.1. */
export interface WireSecurityHoldingV1 {
  ticker: string;
  name: string;
  exchange?: string;
  averagePrice: number;
  shares: number;
}

/** Section 12.2: one mutual-fund holding at the broker. */
export interface WireMutualFundHolding {
  folio: string;
  fund: string;
  tradingsymbol: string;
  isin: string;
  quantity: number;
  averagePrice: number;
  lastPrice: number;
  lastPriceDate: string;
  pnl: number;
  xirr: number | null;
}

/** Section 12: `data` of the holdings answer; `securities` is an object in v1 and an array in v2. */
export interface WireHoldings {
  securities: WireSecurityHoldingV2[] | { holdings: WireSecurityHoldingV1[] };
  smallcases: { public: unknown[]; private: unknown };
  mutualFunds?: { holdings: WireMutualFundHolding[] };
  updating: boolean;
  lastUpdate: string;
  snapshotDate: string;
  smallcaseAuthId: string;
  broker: string;
}

/** Section 18.3: codes an SDK error carries, with Gateway's message. */
export const SDK_ERRORS = {
  userMismatch: { code: 1001, message: 'user_mismatch' },
  consentDenied: { code: 1003, message: 'consent_denied' },
  insufficientHoldings: { code: 1004, message: 'insufficient_holdings' },
  expiredDuring: { code: 1005, message: 'transaction_expired' },
  newAccount: { code: 1007, message: 'no_broker' },
  noBroker: { code: 1008, message: 'no_broker' },
  cancelledInChooser: { code: 1010, message: 'user_cancelled' },
  cancelledBeforeLogin: { code: 1011, message: 'user_cancelled' },
  cancelledAfterLogin: { code: 1012, message: 'user_cancelled' },
  internal: { code: 2000, message: 'internal_error' },
  holdingsImport: { code: 2001, message: 'holdings_import_error' },
  intentNotEnabled: { code: 3000, message: 'intent_not_enabled_for_broker' },
  expiredWhenTriggered: { code: 3001, message: 'transaction_expired' },
  transactionInvalid: { code: 3002, message: 'invalid_transactionId' },
  /** Pre-trade checks of a smallcase order; the message is [assumed]. */
  orderChecks: { code: 4001, message: 'order_checks_violated' },
  timedOut: { code: 4003, message: 'timed_out' },
  marketClosed: { code: 4004, message: 'market_closed' },
  orderPending: { code: 4006, message: 'order_pending' },
} as const;

/** Section 17.7 [assumed]: how long the sender waits, and when it tries again, from the first attempt. */
export const WEBHOOK_TIMEOUT_MS = 10_000;
export const WEBHOOK_RETRY_AFTER_MS: readonly number[] = [15 * 60_000, 24 * 3_600_000, 48 * 3_600_000];
