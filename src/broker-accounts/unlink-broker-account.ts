import { notFound } from '../core/errors.js';
import { deleteBrokerAccount } from '../ledger/broker-accounts.js';
import { forgetAccountEvents } from '../ledger/events.js';
import { forgetHoldings } from '../ledger/holdings.js';
import { forgetAccountClaims } from '../ledger/operator/account-claims.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Unit } from '../ledger/unit.js';
import { accountKey } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';

/**
 * Unlinks one of the viewer's accounts, see {@link forgetBrokerAccount}. Returns its id. Throws NOT_FOUND.
 */
export async function unlinkBrokerAccount(ledger: Ledger, viewer: Viewer, argument: string): Promise<string> {
  const authId = accountKey(argument);
  const isGone = await ledger.write((unit) => forgetBrokerAccount(unit, viewer.id, authId));
  if (!isGone) throw notFound('broker account');
  return authId;
}

/**
 * Unlinks the account with its holdings, its pending actions, the events that carried them, and the claims of
 * other viewers (guarantee G10). Returns false, and changes nothing, when it is not this viewer's.
 */
export async function forgetBrokerAccount(unit: Unit, viewerId: string, authId: string): Promise<boolean> {
  if (!(await deleteBrokerAccount(unit, viewerId, authId))) return false;
  await forgetHoldings(unit, viewerId, authId);
  await forgetAccountEvents(unit, viewerId, authId);
  await forgetAccountClaims(unit, authId);
  return true;
}
