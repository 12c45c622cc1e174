import { contentsOf } from './stage-holdings.js';

/** Rows for the stage. They are the same in each run; the newest is the first. */

const MINUTE_MS = 60_000;
const SYMBOLS = ['INFY', 'TCS', 'RELIANCE', 'HDFCBANK', 'ITC', 'SBIN', 'WIPRO', 'MARUTI'] as const;
const BROKERS = ['kite', 'groww', 'fivepaisa', 'dhan'] as const;
const STATES = [
  { status: 'COMPLETED', provenance: 'CONFIRMED', isFinal: true },
  { status: 'COMPLETED', provenance: 'WEBHOOK', isFinal: false },
  { status: 'PARTIALLYFILLED', provenance: 'CONFIRMED', isFinal: false },
  { status: 'PLACED', provenance: 'REPORTED', isFinal: false },
  { status: 'UNFILLED', provenance: 'CONFIRMED', isFinal: true },
  { status: 'TRIGGER_PENDING', provenance: 'CONFIRMED', isFinal: false },
] as const;

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const hex = (number: number, length: number) => number.toString(16).padStart(length, '0');
const rupees = (amount: string) => ({ amount, currency: 'INR' });

export interface StageOrder {
  readonly id: string;
  readonly batchId: string;
  readonly transactionId: string;
  readonly viewer: string;
  readonly status: string;
  readonly provenance: string;
  readonly isFinal: boolean;
  readonly broker: string | null;
  readonly updatedAt: string;
  readonly revision: number;
  readonly legs: readonly { readonly symbol: string; readonly exchangeOrderId: string | null }[];
  readonly [field: string]: unknown;
}

/** Makes the order of a number; `overrides` replaces fields of it. */
export function makeOrder(
  number: number,
  now: number,
  overrides: Readonly<Record<string, unknown>> = {},
): StageOrder {
  const state = pick(STATES, number);
  const at = new Date(now - number * MINUTE_MS).toISOString();
  const filled = state.status === 'COMPLETED' ? 12 : state.status === 'PARTIALLYFILLED' ? 5 : 0;
  const leg = (at2: number) => ({
    symbol: pick(SYMBOLS, number + at2),
    exchange: 'NSE',
    side: number % 3 === 0 ? 'SELL' : 'BUY',
    orderType: 'MARKET',
    product: 'CNC',
    status: state.status === 'UNFILLED' ? 'REJECTED' : 'COMPLETE',
    rawStatus: null,
    quantity: 12,
    filledQuantity: filled,
    averagePrice: filled > 0 ? rupees('1520.355') : null,
    limitPrice: null,
    exchangeOrderId: `1100${hex(number * 4 + at2, 10)}`,
    errorCode: state.status === 'UNFILLED' ? 'MARGIN' : null,
    statusMessage: state.status === 'UNFILLED' ? 'The margin of the account is too small.' : null,
  });
  const buys = number % 3 !== 0;
  return {
    id: `order-${number}`,
    batchId: `5f03…${hex(number, 4)}`,
    transactionId: `TRX_5f03…${hex(number, 4)}`,
    viewer: pick(['alice', 'bob', 'carol'], number),
    viewerId: 'viewer-1',
    ...state,
    rawStatus: state.status === 'TRIGGER_PENDING' ? 'trigger pending' : null,
    variety: 'REGULAR',
    isRetracted: number % 41 === 40,
    buyAmount: buys ? rupees('123456.785') : null,
    sellAmount: buys ? null : rupees('9000.00'),
    smallcase: number % 5 === 0 ? 'All weather' : null,
    label: null,
    broker: pick(BROKERS, number),
    legs: number % 4 === 1 ? [leg(0), leg(1), leg(2)] : [leg(0)],
    unplacedLegs:
      number % 7 === 3
        ? [
            {
              symbol: 'YESBANK',
              exchange: 'NSE',
              side: 'BUY',
              quantity: 4,
              errorCode: 'BAN',
              statusMessage: 'In ban.',
            },
          ]
        : [],
    placedAt: at,
    completedAt: state.isFinal ? at : null,
    updatedAt: at,
    revision: 3,
    transactionNumber: number,
    number,
    ...overrides,
  };
}

export interface StageTransaction {
  readonly id: string;
  readonly status: string;
  readonly intent: string;
  readonly viewer: string;
  readonly isStale: boolean;
  readonly createdAt: string;
  readonly [field: string]: unknown;
}

const INTENTS = [
  'TRANSACTION',
  'CONNECT',
  'HOLDINGS_IMPORT',
  'TRANSACTION',
  'MF_HOLDINGS_IMPORT',
  'SIP_SETUP',
  'TRANSACTION',
  'MF_HOLDINGS_IMPORT',
  'SUBSCRIPTION',
];

/** Makes the transaction of a number. */
export function makeTransaction(number: number, now: number): StageTransaction {
  const intent = pick(INTENTS, number);
  const createdAt = new Date(now - number * MINUTE_MS).toISOString();
  const status = pick(['COMPLETED', 'PROCESSING', 'INITIALIZED', 'ERRORED'], number);
  return {
    id: `transaction-${number}`,
    transactionId: `TRX_5f03…${hex(number, 4)}`,
    viewer: pick(['alice', 'bob', 'carol'], number),
    viewerId: 'viewer-1',
    intent,
    ...contentsOf(intent, number, createdAt),
    status,
    rawStatus: null,
    provenance: status === 'PROCESSING' ? 'WEBHOOK' : 'CONFIRMED',
    broker: pick(BROKERS, number),
    createdAt,
    expiresAt: new Date(now - number * MINUTE_MS + 30 * MINUTE_MS).toISOString(),
    isStale: number % 9 === 5,
    errorCode: status === 'ERRORED' ? 3002 : null,
    errorMessage: status === 'ERRORED' ? 'The user closed the window.' : null,
    notes: null,
    revision: 2,
    nextReadAt: status === 'PROCESSING' ? new Date(now + 20_000).toISOString() : null,
    number,
  };
}

export interface StageDelivery {
  readonly id: string;
  readonly verdict: string;
  readonly kind: string;
  readonly receivedAt: string;
  readonly problem: string | null;
  readonly number: number;
  readonly [field: string]: unknown;
}

const VERDICTS = [
  'APPLIED',
  'APPLIED',
  'PENDING',
  'UNMATCHED',
  'IGNORED',
  'ANOMALY',
  'OVERSIZED',
  'UNREADABLE',
  'DEAD',
];

/** Makes the stored delivery of a number. */
export function makeDelivery(number: number, now: number): StageDelivery {
  const verdict = pick(VERDICTS, number);
  return {
    id: String(4000 - number),
    receivedAt: new Date(now - number * MINUTE_MS).toISOString(),
    kind: pick(['ORDER', 'ORDER', 'HOLDINGS', 'MUTUAL_FUNDS', 'PENDING_ACTION'], number),
    verdict,
    failures: verdict === 'PENDING' ? 2 : 0,
    nextAttemptAt: verdict === 'PENDING' ? new Date(now + 30_000).toISOString() : null,
    problem: verdict === 'UNMATCHED' ? 'no transaction has this id' : null,
    transactionId: number % 2 === 0 ? `TRX_5f03…${hex(number, 4)}` : null,
    authId: '5f03…bd35',
    sizeBytes: 700 + number * 13,
    sha256: hex(number, 64),
    checksumFields: ['timestamp', 'smallcaseAuthId'],
    body: `{\n  "smallcaseAuthId": "5f03…bd35",\n  "orderBatches": [{ "buyAmount": 1520.10, "number": ${number} }]\n}`,
    number,
  };
}

/** The story of an order: created, hinted at, and read 59 ms later; hours after that a late delivery changes nothing. */
export function makeExplanation(order: StageOrder) {
  const start = Date.parse(order.updatedAt);
  const fact = (
    afterMs: number,
    fields: { readonly sentence: string; readonly [field: string]: unknown },
  ) => ({
    at: new Date(start + afterMs).toISOString(),
    from: null,
    to: null,
    anomaly: null,
    isAboutTransaction: false,
    deliveryId: null,
    eventSeq: null,
    traceId: null,
    delayMs: null,
    isFailure: false,
    isRepeat: false,
    ...fields,
  });
  const facts = [
    fact(0, {
      lane: 'APP',
      source: 'CALL',
      isAboutTransaction: true,
      to: 'INITIALIZED',
      sentence: 'The app created the transaction.',
    }),
    fact(48_000, {
      lane: 'APP',
      source: 'REPORT',
      to: 'PLACED',
      eventSeq: 11,
      sentence: 'The app reported the order as placed.',
    }),
    fact(49_300, {
      lane: 'WEBHOOK',
      source: 'WEBHOOK',
      from: 'PLACED',
      to: 'COMPLETED',
      deliveryId: '3990',
      eventSeq: 12,
      sentence: 'A webhook said 12 of 12 filled at 1,520.36.',
    }),
    fact(49_301, {
      lane: 'STATE',
      source: 'WEBHOOK',
      from: 'PLACED',
      to: 'COMPLETED',
      eventSeq: 12,
      sentence: 'The order is shown as completed, not yet confirmed.',
    }),
    fact(49_359, {
      lane: 'READ',
      source: 'POLL',
      to: 'COMPLETED',
      delayMs: 59,
      traceId: '4bf92f35',
      sentence: 'The read agreed, 59 ms later: the order is final.',
    }),
    fact(49_359, {
      lane: 'STATE',
      source: 'POLL',
      from: 'COMPLETED',
      to: 'COMPLETED',
      eventSeq: 13,
      sentence: 'The order is completed and final.',
    }),
    fact(7_200_000, {
      lane: 'WEBHOOK',
      source: 'WEBHOOK',
      deliveryId: '3991',
      anomaly: 'a late delivery said PLACED',
      sentence: 'A late webhook said that the order is placed.',
    }),
    fact(7_201_000, {
      lane: 'WEBHOOK',
      source: 'WEBHOOK',
      deliveryId: '3992',
      isRepeat: true,
      sentence: 'A webhook reported nothing new.',
    }),
    fact(7_202_000, {
      lane: 'WEBHOOK',
      source: 'WEBHOOK',
      deliveryId: '3993',
      isFailure: true,
      sentence: 'A webhook could not be applied in five attempts; the log has the reason.',
    }),
  ];
  return {
    facts,
    isTruncated: false,
    next: order.isFinal
      ? []
      : [
          {
            at: new Date(start + 7_260_000).toISOString(),
            sentence: 'Gateway is asked for this transaction again.',
          },
        ],
    markdown: `# ${order.batchId}\n\n${facts.map(({ sentence }) => `- ${sentence}`).join('\n')}\n`,
  };
}
