import { notFound } from '../core/errors.js';
import { keyFromArgument } from '../core/ids.js';
import { AUTH_ID_SHAPE } from '../gateway/wire.js';
import { deleteBrokerAccount } from '../ledger/broker-accounts.js';
import { forgetAccountEvents } from '../ledger/events.js';
import { forgetHoldings } from '../ledger/holdings.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Viewer } from '../viewer/viewer.js';

/**
 * Unlinks one of the viewer's accounts: its holdings, its pending actions and the events that told of them vanish with it
 * (guarantee G10). Returns its id. Throws NOT_FOUND.
 */
export async function unlinkBrokerAccount(ledger: Ledger, viewer: Viewer, argument: string): Promise<string> {
  const authId = keyFromArgument('BrokerAccount', argument, AUTH_ID_SHAPE);
  if (authId === null) throw notFound('broker account');
  const isGone = await ledger.write(async (unit) => {
    if (!(await deleteBrokerAccount(unit, viewer.id, authId))) return false;
    await forgetHoldings(unit, authId);
    await forgetAccountEvents(unit, viewer.id, authId);
    return true;
  });
  if (!isGone) throw notFound('broker account');
  return authId;
}
