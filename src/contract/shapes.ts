import { z } from 'zod';
import {
  AUTH_ID_SHAPE,
  BATCH_ID_SHAPE,
  BATCH_STATUSES,
  ERROR_TYPES,
  EXCHANGES,
  INTENTS,
  ORDER_TYPES,
  SIDES,
  TRANSACTION_ID_SHAPE,
  TRANSACTION_STATUSES,
} from '../gateway/wire.js';

/** Shapes of what Gateway sends. Fields that are not named may be there. */

/** Section 7: ISO 8601 in UTC with milliseconds. */
export const ISO_TIME = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'it must be an ISO time with milliseconds in UTC');

export const AUTH_ID = z.string().regex(AUTH_ID_SHAPE, 'it must be 24 lower-case hex characters');
export const TRANSACTION_ID = z
  .string()
  .regex(TRANSACTION_ID_SHAPE, 'it must be TRX_ and 32 lower-case hex characters');

/** Section 6. */
export const SUCCESS = z.looseObject({ success: z.literal(true), errors: z.null(), data: z.looseObject({}) });
export const FAILURE = z.looseObject({
  success: z.literal(false),
  errors: z.array(z.string()).min(1),
  data: z.null(),
});
export const ERROR_TYPE = z.enum(ERROR_TYPES);

/** Section 9. */
export const TRANSACTION = z.looseObject({
  transactionId: TRANSACTION_ID,
  intent: z.enum(INTENTS),
  status: z.enum(TRANSACTION_STATUSES),
  gateway: z.string(),
  expireAt: ISO_TIME,
  createdAt: ISO_TIME,
  updatedAt: ISO_TIME,
  expired: z.boolean(),
  authId: AUTH_ID.nullable(),
});

/** Section 11: a leg. */
const LEG = z.looseObject({
  tradingsymbol: z.string().min(1),
  exchange: z.enum(EXCHANGES),
  transactionType: z.enum(SIDES),
  orderType: z.enum(ORDER_TYPES),
  product: z.literal('CNC'),
  quantity: z.int().min(1),
  filledQuantity: z.int().min(0),
  averagePrice: z.number().min(0),
  status: z.enum([
    'COMPLETE',
    'CANCELLED',
    'REJECTED',
    'PARTIAL',
    'OPEN',
    'PLACED',
    'CANCELLED AMO',
    'ERROR',
  ]),
});

/** Section 11: a batch. */
export const BATCH = z.looseObject({
  batchId: z.string().regex(BATCH_ID_SHAPE, 'it must be 24 lower-case hex characters'),
  status: z.enum(BATCH_STATUSES),
  variety: z.enum(['regular', 'amo']),
  buyAmount: z.number(),
  sellAmount: z.number(),
  quantity: z.int().min(1),
  filled: z.int().min(0),
  orders: z.array(LEG),
  unplaced: z.array(z.unknown()),
});

/** What both versions of section 12 have. */
const HOLDINGS_COMMON = {
  smallcases: z.looseObject({
    public: z.array(z.unknown()),
    private: z.union([z.array(z.unknown()), z.looseObject({})]),
  }),
  updating: z.boolean(),
  lastUpdate: ISO_TIME,
  snapshotDate: ISO_TIME,
  smallcaseAuthId: AUTH_ID,
  broker: z.string().min(1),
};

/** Section 12.1. */
export const HOLDINGS_V1 = z.looseObject({
  ...HOLDINGS_COMMON,
  securities: z.looseObject({
    holdings: z.array(
      z.looseObject({ ticker: z.string(), name: z.string(), averagePrice: z.number(), shares: z.number() }),
    ),
  }),
});

const LOT = z.looseObject({ quantity: z.number(), averagePrice: z.number() });

/** Section 12.2. */
export const HOLDINGS_V2 = z.looseObject({
  ...HOLDINGS_COMMON,
  securities: z.array(
    z.looseObject({
      isin: z.string(),
      name: z.string(),
      nseTicker: z.string().nullable(),
      bseTicker: z.string().nullable(),
      holdings: LOT,
      positions: z.looseObject({ nse: LOT, bse: LOT }),
      transactableQuantity: z.number(),
      smallcaseQuantity: z.number(),
    }),
  ),
});

/** Section 12.2: a mutual fund at the broker. */
export const FUND = z.looseObject({
  folio: z.string(),
  fund: z.string(),
  tradingsymbol: z.string(),
  isin: z.string(),
  quantity: z.number(),
  averagePrice: z.number(),
  lastPrice: z.number(),
  lastPriceDate: z.string(),
  pnl: z.number(),
  xirr: z.number().nullable(),
});

/** Sections 15 and 25: an item of the catalogue. */
export const SMALLCASE = z.looseObject({
  scid: z.string().min(1),
  info: z.looseObject({
    type: z.string(),
    name: z.string(),
    shortDescription: z.string(),
    publisherName: z.string(),
  }),
  stats: z.looseObject({
    indexValue: z.number(),
    minInvestAmount: z.number(),
    returns: z.looseObject({}),
  }),
  constituents: z.array(z.unknown()),
});

/** Section 15: a subscription. */
export const SUBSCRIPTION = z.looseObject({
  id: AUTH_ID,
  status: z.enum(['REQUESTED_ACCESS', 'SUBSCRIBED', 'UNSUBSCRIBED']),
  publisher: z.string(),
  publisherName: z.string(),
  isCancellable: z.boolean(),
  pricingType: z.literal('SMALLCASE'),
  scids: z.array(z.looseObject({ scid: z.string(), smallcaseName: z.string() })),
});
