import type { StageOrder } from './stage-data.js';
import type { StageWorld } from './stage-schema.js';

type Row = Readonly<Record<string, unknown>>;

const field = (leg: string | null, name: string, hint: string | null, confirmed: string | null = hint) => ({
  leg,
  name,
  hint,
  confirmed,
  isEqual: hint === confirmed || (name === 'averagePrice' && Number(hint) === Number(confirmed)),
});

/** What three webhooks said of an order: one was tampered with, one was honest, and for one it is too early. */
export function makeHintDiffs({ updatedAt, number }: StageOrder) {
  if (number === 5) return { hints: [], corrected: 0, isTruncated: false };
  const start = Date.parse(updatedAt);
  const hint = (afterMs: number, id: string, fields: readonly Row[], more: Row) => ({
    deliveryId: id,
    receivedAt: new Date(start + afterMs).toISOString(),
    verdict: 'APPLIED',
    outcome: 'COMPARED',
    isCorrected: false,
    confirmedAt: new Date(start + afterMs + 59).toISOString(),
    eventSeq: 13,
    fields,
    differences: fields.filter(({ isEqual }) => isEqual === false).length,
    ...more,
  });
  const equal = [
    field(null, 'variety', 'REGULAR'),
    field(null, 'buyAmount', '3040.70'),
    field('INFY BUY', 'quantity', '12'),
    field('INFY BUY', 'exchange', 'NSE'),
  ];
  return {
    hints: [
      hint(90_000, '3998', [], { outcome: 'WAITING', confirmedAt: null, eventSeq: null, verdict: 'PENDING' }),
      hint(
        60_000,
        '3997',
        [
          field(null, 'status', 'UNFILLED', 'COMPLETED'),
          ...equal,
          field('INFY BUY', 'averagePrice', '7.00', '1520.35'),
          field('INFY BUY', 'statusMessage', 'The margin of the account is too small for it.', null),
        ],
        { isCorrected: true },
      ),
      hint(
        49_300,
        '3990',
        [
          field(null, 'status', 'COMPLETED'),
          ...equal,
          field('INFY BUY', 'averagePrice', '1520.350', '1520.35'),
        ],
        {},
      ),
    ],
    corrected: 1,
    isTruncated: false,
  };
}

const PARTS = { HOUR: [30, 120_000], DAY: [48, 1_800_000], WEEK: [42, 14_400_000] } as const;

/** What came in over a period; nothing if the stage is empty. */
export function makeActivity(period: string, isUsed: boolean) {
  const [parts, lengthMs] = PARTS[period as keyof typeof PARTS];
  const last = Math.floor(Date.now() / lengthMs) * lengthMs;
  const counts = (of: (index: number) => number) => Array.from({ length: parts }, (_, index) => of(index));
  return {
    starts: counts((index) => last - (parts - 1 - index) * lengthMs).map((at) => new Date(at).toISOString()),
    deliveries: isUsed
      ? [
          { verdict: 'APPLIED', counts: counts((index) => 20 + ((index * 37) % 60)) },
          { verdict: 'UNMATCHED', counts: counts((index) => (index % 7 === 3 ? 9 : 0)) },
          { verdict: 'DEAD', counts: counts((index) => (index % 11 === 5 ? 4 : 0)) },
        ]
      : [],
    orders: isUsed
      ? [
          { status: 'COMPLETED', counts: counts((index) => 12 + ((index * 17) % 30)) },
          { status: 'PLACED', counts: counts((index) => (index > parts - 4 ? 8 : 0)) },
          { status: 'UNFILLED', counts: counts((index) => (index % 9 === 2 ? 3 : 0)) },
        ]
      : [],
  };
}

/** What a whole id names. */
export function searchStage(world: StageWorld, text: string) {
  const hit = (kind: string, id: string, name: unknown, status: unknown) => ({ kind, id, name, status });
  const named = ({ id, transactionId, batchId, legs = [] }: Row & { legs?: readonly Row[] }) =>
    [id, transactionId, batchId, ...legs.map(({ exchangeOrderId }) => exchangeOrderId)].includes(text);
  return [
    ...world.transactions
      .filter(named)
      .map(({ id, transactionId, status }) => hit('TRANSACTION', id, transactionId, status)),
    ...world.orders.filter(named).map(({ id, batchId, status }) => hit('ORDER', id, batchId, status)),
    ...world.deliveries
      .filter(({ id }) => id === text)
      .map(({ id, verdict }) => hit('DELIVERY', id, id, verdict)),
  ];
}
