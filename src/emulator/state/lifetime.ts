import type { WireIntent } from '../../gateway/wire.js';

/**
 * The two generations of the documentation disagree (section 8); `uniform` is the older one and the default.
 */
export const LIFETIME_PROFILES = ['uniform', 'by-intent'] as const;
export type LifetimeProfile = (typeof LIFETIME_PROFILES)[number];

const MINUTE_MS = 60_000;
const DEFAULT_LIFE_MS = 5 * MINUTE_MS;
const LIFE_BY_INTENT_MS: Partial<Record<WireIntent, number>> = {
  TRANSACTION: 15 * MINUTE_MS,
  SUBSCRIPTION: 45 * MINUTE_MS,
};

/** Returns the milliseconds from a transaction's creation to its `expireAt`. */
export function lifeOf(intent: WireIntent, profile: LifetimeProfile): number {
  if (profile === 'uniform') return DEFAULT_LIFE_MS;
  return LIFE_BY_INTENT_MS[intent] ?? DEFAULT_LIFE_MS;
}
