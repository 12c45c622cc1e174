import type { WireTransactionDetails } from '../../gateway/wire.js';
import { answeredToken } from '../user/sdk-flow.js';
import { badField, refusal } from './refusal.js';
import type { TransactionRecord } from '../state/records.js';
import type { Identity } from '../state/tokens.js';
import { isExpired, isoTime, type World } from '../world.js';

/**
 * Returns transaction details (section 9). To a connected user, a transaction of another account is unknown.
 */
export function readTransactionDetails(
  world: World,
  identity: Identity,
  transactionId: string | undefined,
): WireTransactionDetails {
  if (transactionId === undefined || transactionId === '') throw badField('transactionId', 'is required');
  const record = world.store.transactions.get(transactionId);
  if (record === undefined || !canSee(identity, record)) throw refusal('transactionUnknown');
  return detailsOf(world, record);
}

function canSee(identity: Identity, record: TransactionRecord): boolean {
  return (
    identity.kind === 'guest' || identity.authId === record.authId || identity.authId === record.ownerAuthId
  );
}

function detailsOf(world: World, record: TransactionRecord): WireTransactionDetails {
  const { request, error } = record;
  return {
    transactionId: record.transactionId,
    intent: record.intent,
    status: record.status,
    gateway: world.gatewayName,
    expireAt: isoTime(record.expireAt),
    createdAt: isoTime(record.createdAt),
    updatedAt: isoTime(record.updatedAt),
    expired: isExpired(record, world.clock.now()),
    authId: record.authId,
    ...('orderConfig' in request ? { orderConfig: request.orderConfig } : {}),
    ...('subscriptionConfig' in request ? { subscriptionConfig: request.subscriptionConfig } : {}),
    success: successOf(world, record),
    error: error === null ? { value: false } : { value: true, ...error },
  };
}

/** Returns `success` once there is a result, and already while an order is open. */
function successOf(world: World, record: TransactionRecord): WireTransactionDetails['success'] {
  const { transactionId, broker, signup, notes, batches, result } = record;
  if (result === null) return null;
  const smallcaseAuthToken = answeredToken(world, record);
  return {
    ...(smallcaseAuthToken === null ? {} : { smallcaseAuthToken }),
    ...(broker === null ? {} : { broker, signup }),
    transactionId,
    ...(notes === null ? {} : { notes }),
    data: { ...result, ...(batches.length === 0 ? {} : { batches: [...batches] }) },
  };
}
