/**
 * Every lookup of an object that a request names (guarantee G7). The argument is a global id or Gateway's own
 * id. An object of another viewer gives the same answer as one that does not exist: null from `find…`,
 * NOT_FOUND from `own…`.
 */
import { notFound } from '../core/errors.js';
import { fromGlobalId, keyFromArgument } from '../core/ids.js';
import { AUTH_ID_SHAPE, BATCH_ID_SHAPE, TRANSACTION_ID_SHAPE } from '../gateway/wire.js';
import { currentAccount, findOwnAccount, type StoredBrokerAccount } from '../ledger/broker-accounts.js';
import type { Queries } from '../ledger/unit.js';
import { findOrder, findOrderAtHead, findOrderVersion, type StoredOrder } from '../ledger/orders.js';
import { findPendingAction } from '../ledger/pending-actions.js';
import type { PendingActionSnapshot } from '../ledger/snapshots.js';
import {
  findTransaction,
  findTransactionAtHead,
  findTransactionVersion,
  type StoredTransaction,
} from '../ledger/transactions.js';
import type { VersionedKey } from '../ledger/versions.js';
import type { Viewer } from './viewer.js';

/** Gateway's transaction id behind an argument; null if it cannot be one. */
export function transactionKey(argument: string): string | null {
  return keyFromArgument('Transaction', argument, TRANSACTION_ID_SHAPE);
}

/** Gateway's batch id behind an argument. Throws NOT_FOUND if it cannot be one. */
export function batchKey(argument: string): string {
  return findBatchKey(argument) ?? refuse('order');
}

function findBatchKey(argument: string): string | null {
  return keyFromArgument('Order', argument, BATCH_ID_SHAPE);
}

/** Gateway's account id behind an argument. Throws NOT_FOUND if it cannot be one. */
export function accountKey(argument: string): string {
  return findAccountKey(argument) ?? refuse('broker account');
}

function findAccountKey(argument: string): string | null {
  return keyFromArgument('BrokerAccount', argument, AUTH_ID_SHAPE);
}

/** One of the viewer's transactions. Throws NOT_FOUND. */
export async function ownTransaction(
  db: Queries,
  viewer: Viewer,
  argument: string,
): Promise<StoredTransaction> {
  const key = transactionKey(argument);
  const stored = key === null ? null : await findTransaction(db, key);
  return stored?.snapshot.viewerId === viewer.id ? stored : refuse('transaction');
}

/** One of the viewer's transactions with the head of their log at the same moment. Throws NOT_FOUND. */
export async function ownTransactionAtHead(
  db: Queries,
  viewer: Viewer,
  argument: string,
): Promise<NonNullable<Awaited<ReturnType<typeof findTransactionAtHead>>>> {
  const key = transactionKey(argument);
  return (key === null ? null : await findTransactionAtHead(db, viewer.id, key)) ?? refuse('transaction');
}

/** The current version of one of the viewer's transactions, for reading through the cache. */
export async function findOwnTransactionVersion(
  db: Queries,
  viewer: Viewer,
  argument: string,
): Promise<VersionedKey | null> {
  const key = transactionKey(argument);
  return key === null ? null : await findTransactionVersion(db, viewer.id, key);
}

/** One of the viewer's orders that is not retracted. Throws NOT_FOUND. */
export async function ownOrder(db: Queries, viewer: Viewer, argument: string): Promise<StoredOrder> {
  const stored = await findOrder(db, batchKey(argument));
  return stored?.snapshot.viewerId === viewer.id && !stored.isRetracted ? stored : refuse('order');
}

/**
 * One of the viewer's orders, retracted or not, with the head of their log at the same moment. Throws
 * NOT_FOUND.
 */
export async function ownOrderAtHead(
  db: Queries,
  viewer: Viewer,
  argument: string,
): Promise<NonNullable<Awaited<ReturnType<typeof findOrderAtHead>>>> {
  return (await findOrderAtHead(db, viewer.id, batchKey(argument))) ?? refuse('order');
}

/** The current version of one of the viewer's orders that is not retracted, for reading through the cache. */
export async function findOwnOrderVersion(
  db: Queries,
  viewer: Viewer,
  argument: string,
): Promise<VersionedKey | null> {
  const key = findBatchKey(argument);
  return key === null ? null : await findOrderVersion(db, viewer.id, key);
}

/**
 * The account a request names, or the viewer's current one when it names none (`argument` is null). Null if
 * there is no such account.
 */
export async function findAccount(
  db: Queries,
  viewer: Viewer,
  argument: string | null,
): Promise<StoredBrokerAccount | null> {
  if (argument === null) return await currentAccount(db, viewer.id);
  const key = findAccountKey(argument);
  return key === null ? null : await findOwnAccount(db, viewer.id, key);
}

/** As {@link findAccount}, but throws NOT_FOUND if the request names an account that is not the viewer's. */
export async function ownAccount(
  db: Queries,
  viewer: Viewer,
  argument: string | null,
): Promise<StoredBrokerAccount | null> {
  const account = await findAccount(db, viewer, argument);
  return account === null && argument !== null ? refuse('broker account') : account;
}

/** One of the actions at the viewer's accounts, by its global id. Throws NOT_FOUND. */
export async function ownPendingAction(
  db: Queries,
  viewer: Viewer,
  argument: string,
): Promise<PendingActionSnapshot> {
  const named = fromGlobalId(argument);
  const action = named?.type === 'PendingAction' ? await findPendingAction(db, viewer.id, named.key) : null;
  return action ?? refuse('pending action');
}

function refuse(what: string): never {
  throw notFound(what);
}
