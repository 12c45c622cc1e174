import { createHash } from 'node:crypto';

/**
 * Makes ids that depend on the seed and the order of calls alone: the same seed and calls give the same
 * transcript.
 */
export interface IdSource {
  /** `TRX_` and 32 hex characters (section 7). */
  transactionId(): string;
  /** 24 hex characters: batch ids (section 11) and `iscid` (section 7.3). */
  objectId(): string;
  /** 16 digits, as exchanges number orders (section 11). */
  exchangeOrderId(): string;
  /** Identifies one webhook in the delivery log. */
  deliveryId(): string;
}

/**
 * Creates an {@link IdSource}. `takeNumber` returns the position in the call order, which is part of the
 * saved state.
 */
export function createIdSource(seed: () => string, takeNumber: () => number): IdSource {
  const next = (kind: string) => hexDigest(`${seed()}\n${kind}\n${takeNumber()}`);
  return {
    transactionId: () => `TRX_${next('transaction').slice(0, 32)}`,
    objectId: () => next('object').slice(0, 24),
    exchangeOrderId: () =>
      `11${(BigInt(`0x${next('exchange-order').slice(0, 12)}`) % 10n ** 14n).toString().padStart(14, '0')}`,
    deliveryId: () => `dlv_${next('delivery').slice(0, 16)}`,
  };
}

/**
 * Derives an account id: the same token at the same broker is always the same account (section 20 [assumed]).
 */
export function deriveAuthId(gateway: string, broker: string, token: string): string {
  return hexDigest(`account\n${gateway}\n${broker}\n${token}`).slice(0, 24);
}

/** SHA-256 as hex: the source of all invented but repeatable figures. */
function hexDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Returns a repeatable whole number in `[0, below)` that depends on `text` alone. */
export function numberFrom(text: string, below: number): number {
  return Number.parseInt(hexDigest(text).slice(0, 8), 16) % below;
}

/** A digest that stands for a personal datum: the same for the same text. */
export function digestOf(text: string): string {
  return hexDigest(`personal\n${text}`).slice(0, 32);
}
