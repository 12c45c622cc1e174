import type { DeliveryKind } from '../state/records.js';

export type Body = Readonly<Record<string, unknown>>;

/** A body as it is sent, and the name of what was changed in it after signing, if anything was. */
export interface SentBody {
  readonly body: Body;
  readonly tampering?: string;
}

/** What a change may need besides the body. */
interface TamperingContext {
  /** Selects one of the changes of the webhook's kind; consecutive turns rotate through them. */
  readonly turn: number;
  /** Returns a transaction of another account, or null when there is none. */
  readonly foreignTransactionId: () => string | null;
}

/** Changes a body without invalidating its checksum, as an attacker between Gateway and its client could. */
export function tamper(kind: DeliveryKind, body: Body, context: TamperingContext): SentBody {
  const changes = TAMPERINGS[kind];
  const [tampering, change] = changes[context.turn % changes.length] ?? ['figures', inflate];
  return { body: change(body, context) as Body, tampering };
}

/** Replaces the checksum by one that does not match. */
export function corruptChecksum(body: Body): Body {
  return { ...body, checksum: flipHex(String(body.checksum)) };
}

type Change = readonly [name: string, change: (body: Body, context: TamperingContext) => unknown];

const unknownTransaction: Change = [
  'unknown-transaction',
  (body) => ({ ...body, transactionId: flipHex(String(body.transactionId)) }),
];
const foreignTransaction: Change = [
  'foreign-transaction',
  (body, { foreignTransactionId }) => ({
    ...body,
    transactionId: foreignTransactionId() ?? flipHex(String(body.transactionId)),
  }),
];

const ORDER_TAMPERINGS: readonly Change[] = [
  ['figures', (body) => ({ ...inflate(body), status: otherStatus(body.status) })],
  ['legs', (body) => ({ ...body, orders: listOf(body.orders).map(otherLeg) })],
  ['unknown-batch', (body) => ({ ...body, batchId: flipHex(String(body.batchId)) })],
  unknownTransaction,
  foreignTransaction,
];

/**
 * Changes per kind. None touches the fields that are signed (section 17.6), so the checksum still matches.
 */
const TAMPERINGS: Readonly<Record<DeliveryKind, readonly Change[]>> = {
  'order.placed': ORDER_TAMPERINGS,
  'order.completed': ORDER_TAMPERINGS,
  holdings: [
    ['future', (body) => ({ ...inflate(body), snapshotDate: FAR_FUTURE, lastUpdate: FAR_FUTURE })],
    ['figures', inflate],
    unknownTransaction,
    foreignTransaction,
  ],
  'mutual-funds': [['figures', inflate]],
  'pending-action': [
    ['action', (body) => ({ ...body, action: 'SIP', name: 'changed on the way' })],
    ['investment', (body) => ({ ...body, iscid: flipHex(String(body.iscid)) })],
  ],
};

const FAR_FUTURE = '2099-12-31T23:59:59.999Z';

/** Fields whose numbers `inflate` changes. */
const TAMPERED_FIGURES = new Set([
  'quantity',
  'filledQuantity',
  'filled',
  'averagePrice',
  'buyAmount',
  'sellAmount',
  'shares',
  'closingBalance',
  'transactableQuantity',
]);

function inflate(body: Body): Body {
  return inflateValue(body) as Body;
}

function inflateValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inflateValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'number' && TAMPERED_FIGURES.has(name) ? inner * 10 + 7 : inflateValue(inner),
    ]),
  );
}

function otherStatus(status: unknown): string {
  return status === 'COMPLETED' ? 'UNFILLED' : 'COMPLETED';
}

function otherLeg(leg: Body): Body {
  return {
    ...leg,
    tradingsymbol: leg.tradingsymbol === 'YESBANK' ? 'IDEA' : 'YESBANK',
    transactionType: leg.transactionType === 'BUY' ? 'SELL' : 'BUY',
    exchangeOrderId: '1100000000000000',
  };
}

function listOf(value: unknown): Body[] {
  return Array.isArray(value) ? (value as Body[]) : [];
}

function flipHex(hex: string): string {
  const last = hex.at(-1) === '0' ? '1' : '0';
  return `${hex.slice(0, -1)}${last}`;
}
