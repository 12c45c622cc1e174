/** How far a fact may be believed: told by a client, told by a webhook, read back over an authenticated call. */
export type Provenance = 'REPORTED' | 'WEBHOOK' | 'CONFIRMED';

/** The order of trust: a fact of higher rank replaces one of lower rank. */
export const PROVENANCE_RANK: Readonly<Record<Provenance, number>> = {
  REPORTED: 0,
  WEBHOOK: 1,
  CONFIRMED: 2,
};
