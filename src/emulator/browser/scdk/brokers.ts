import type { Broker, SessionData } from './calls.js';

const SUFFIX = /-leprechaun$/;
/** Section 19: older spellings. */
const ALIASES: Readonly<Record<string, string>> = { edel: 'edelweiss' };

/**
 * The brokers that the chooser offers: those that support the intent, limited to the keys of `brokers` if it
 * has any (section 18.1). A connected user has no choice.
 */
export function offeredBrokers(
  data: SessionData,
  intent: string,
  limits: readonly string[],
): readonly Broker[] {
  const { allowedBrokers, standIn, userData } = data;
  const allowed = intent === 'HOLDINGS_IMPORT' ? allowedBrokers.holdingsImport : allowedBrokers.sst;
  const connected = userData.broker?.name;
  if (connected !== undefined) return standIn.brokers.filter(({ key }) => key === connected);
  const wanted = limits.map((key) => key.replace(SUFFIX, '')).map((key) => ALIASES[key] ?? key);
  return standIn.brokers
    .filter(({ key }) => allowed.includes(key) && (wanted.length === 0 || wanted.includes(key)))
    .sort((left, right) => left.name.localeCompare(right.name));
}
