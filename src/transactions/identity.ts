import { AppError, badInput } from '../core/errors.js';
import { requiresConnected, requiresGuest, type TransactionInput } from './build-request.js';
import type { Queries } from '../ledger/unit.js';
import { ownAccount } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';

interface RequestedIdentity {
  readonly brokerAccountId?: string | null | undefined;
  readonly asGuest?: boolean | null | undefined;
}

/**
 * Chooses the account whose connected token creates the transaction; null for a guest token. Only an account
 * linked to this viewer is ever returned (guarantee G10). Throws NOT_FOUND, BROKER_ACCOUNT_REQUIRED.
 */
export async function chooseIdentity(
  db: Queries,
  viewer: Viewer,
  input: Pick<TransactionInput, 'intent' | 'smallcaseOrder'>,
  requested: RequestedIdentity,
): Promise<string | null> {
  const account = await ownAccount(db, viewer, requested.brokerAccountId ?? null);
  if (requiresGuest(input)) return null;
  const mustConnect = requiresConnected(input);
  if (requested.asGuest === true && mustConnect)
    throw badInput('input.asGuest', 'this purpose needs a linked broker account');
  if (requested.asGuest === true) return null;
  if (account === null && mustConnect) {
    throw new AppError('BROKER_ACCOUNT_REQUIRED', `Link a broker account first: ${input.intent} needs one.`);
  }
  return account?.authId ?? null;
}
