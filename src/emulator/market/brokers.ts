import { BROKER_KEY_ALIASES, BROKERS, LEPRECHAUN_SUFFIX } from '../../gateway/brokers.js';

/** One row of the broker table (section 19). */
export type Broker = (typeof BROKERS)[number];

/** Brokers with virtual accounts: the only ones a user of the emulator can pick. */
export const VIRTUAL_BROKERS: readonly Broker[] = BROKERS.filter((broker) => broker.leprechaun);

/**
 * Finds a broker by key, with or without `-leprechaun` and in older spellings. Returns null for an unknown
 * broker and for one without virtual accounts. Answers carry the plain key, as every sample of the protocol
 * does.
 */
export function virtualBroker(key: string): Broker | null {
  const plain = key.endsWith(LEPRECHAUN_SUFFIX) ? key.slice(0, -LEPRECHAUN_SUFFIX.length) : key;
  const current = Object.hasOwn(BROKER_KEY_ALIASES, plain) ? BROKER_KEY_ALIASES[plain] : plain;
  return VIRTUAL_BROKERS.find((broker) => broker.key === current) ?? null;
}
