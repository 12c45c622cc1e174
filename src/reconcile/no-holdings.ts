import type { HoldingsFact } from '../gateway/facts.js';

/** The holdings of an account that was never imported, when a webhook reported otherwise. */
export function noHoldings(authId: string): HoldingsFact {
  return {
    authId,
    broker: null,
    version: 'v2',
    securities: [],
    smallcases: [],
    mutualFunds: [],
    snapshotAt: null,
    lastUpdateAt: null,
    isUpdating: false,
  };
}
