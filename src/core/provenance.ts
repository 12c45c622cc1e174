/**
 * How a fact was established: reported by a client, received in a webhook, or confirmed by an authenticated
 * read.
 */
export type Provenance = 'REPORTED' | 'WEBHOOK' | 'CONFIRMED';

/** The order of trust: a fact of higher rank replaces one of lower rank. */
export const PROVENANCE_RANK: Readonly<Record<Provenance, number>> = {
  REPORTED: 0,
  WEBHOOK: 1,
  CONFIRMED: 2,
};
