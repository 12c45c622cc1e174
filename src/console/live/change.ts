import type { RejectedDelivery } from '../../core/webhook-outcome.js';
import type { NewestChange } from '../../ledger/operator/newest.js';

/**
 * One change that operators follow. Orders, transactions, and holdings and investments by their account, are
 * named by Gateway's ids.
 */
export type Change =
  | Pick<NewestChange, 'kind' | 'id'>
  | { readonly kind: 'REJECTED'; readonly rejected: RejectedDelivery }
  | { readonly kind: 'OVERVIEW' };

/** Changes of one thing have one key: the newest stands for all of them. */
export function changeKey(change: Change): string {
  if (change.kind === 'OVERVIEW') return change.kind;
  return `${change.kind} ${change.kind === 'REJECTED' ? change.rejected.id : change.id}`;
}
