import { AppError, badInput, notFound } from '../core/errors.js';
import { keyFromArgument } from '../core/ids.js';
import { requiresConnected, requiresGuest, type TransactionInput } from './build-request.js';
import { AUTH_ID_SHAPE } from '../gateway/wire.js';
import { currentAccount, findOwnAccount } from '../ledger/broker-accounts.js';
import type { Queries } from '../ledger/ledger.js';
import type { Viewer } from '../viewer/viewer.js';

interface Wish {
  readonly brokerAccountId?: string | null | undefined;
  readonly asGuest?: boolean | null | undefined;
}

/**
 * Whose connected token a transaction is created with; null for a guest token. Only an account linked to this viewer is ever
 * returned (guarantee G10). Throws NOT_FOUND, BROKER_ACCOUNT_REQUIRED.
 */
export async function chooseIdentity(
  db: Queries,
  viewer: Viewer,
  input: Pick<TransactionInput, 'intent' | 'smallcaseOrder'>,
  wish: Wish,
): Promise<string | null> {
  const named = wish.brokerAccountId ?? null;
  const authId = named === null ? null : keyFromArgument('BrokerAccount', named, AUTH_ID_SHAPE);
  const account = await (authId === null
    ? currentAccount(db, viewer.id)
    : findOwnAccount(db, viewer.id, authId));
  if (named !== null && (authId === null || account === null)) throw notFound('broker account');
  if (requiresGuest(input)) return null;
  const mustConnect = requiresConnected(input);
  if (wish.asGuest === true && mustConnect)
    throw badInput('input.asGuest', 'this purpose needs a linked broker account');
  if (wish.asGuest === true) return null;
  if (account === null && mustConnect) {
    throw new AppError('BROKER_ACCOUNT_REQUIRED', `Link a broker account first: ${input.intent} needs one.`);
  }
  return account?.authId ?? null;
}
