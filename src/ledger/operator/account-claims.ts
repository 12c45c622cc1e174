import type { Queries, Unit } from '../unit.js';
import { readRanges } from '../ranges.js';

/**
 * A viewer who has proved control of an account while it was linked to another viewer, and so did not get it
 * (guarantee G10). No viewer sees it.
 */
export interface AccountClaim {
  readonly authId: string;
  readonly viewerId: string;
  /** The transaction that proved it, of this viewer. */
  readonly transactionId: string;
  /** Epoch milliseconds. */
  readonly claimedAt: number;
}

/** Stores a claim over the earlier one of its viewer. */
export async function saveAccountClaim(unit: Unit, claim: AccountClaim): Promise<void> {
  const newest = { transaction_id: claim.transactionId, claimed_at: claim.claimedAt };
  await unit.db
    .insertInto('account_claims')
    .values({ auth_id: claim.authId, viewer_id: claim.viewerId, ...newest })
    .onConflict((conflict) => conflict.columns(['auth_id', 'viewer_id']).doUpdateSet(newest))
    .execute();
}

/** Removes the claim of a viewer, who has got the account. */
export async function forgetAccountClaim(unit: Unit, authId: string, viewerId: string): Promise<void> {
  await unit.db
    .deleteFrom('account_claims')
    .where('auth_id', '=', authId)
    .where('viewer_id', '=', viewerId)
    .execute();
}

/** Removes every claim of an account. */
export async function forgetAccountClaims(unit: Unit, authId: string): Promise<void> {
  await unit.db.deleteFrom('account_claims').where('auth_id', '=', authId).execute();
}

/** The claims of several accounts, at most `limit` of each. */
export async function claimsOfAccounts(
  db: Queries,
  authIds: readonly string[],
  limit: number,
): Promise<AccountClaim[]> {
  const rows = await readRanges(db, authIds, (authId) =>
    db
      .selectFrom('account_claims')
      .selectAll()
      .where('auth_id', '=', authId)
      .orderBy('viewer_id')
      .limit(limit),
  );
  return rows.map((row) => ({
    authId: row.auth_id,
    viewerId: row.viewer_id,
    transactionId: row.transaction_id,
    claimedAt: Number(row.claimed_at),
  }));
}
