import { type DwarEvent, isNewer } from '@dwar/client';
import type { Query } from '@tanstack/react-query';
import { keys } from '../queries/keys.js';
import { mapNodes, nodesOf, type Pages, type Revised } from '../queries/newest.js';
import type { Holdings, Order, OrderFilter, Transaction, TransactionFilter } from '../queries/types.js';
import type { Refetcher } from './refetcher.js';
import { resync } from './resync.js';

/**
 * Applies an event to the cached queries. Nothing is optimistic: an object is replaced by the state that the
 * event holds, if that is newer, and a list whose members change is read again.
 */
export function applyEvent(cache: Refetcher, event: DwarEvent): void {
  switch (event.__typename) {
    case 'OrderEvent':
      applyOrder(cache, event.order);
      return;
    case 'OrderRetracted':
      removeOrder(cache, event.orderId, event.revision);
      return;
    case 'TransactionEvent':
      applyTransaction(cache, event.transaction);
      return;
    case 'HoldingsEvent':
      applyHoldings(cache, event.holdings);
      return;
    case 'PendingActionEvent':
    case 'PendingActionResolved':
      cache.refetchAll(keys.pendingActions);
      return;
    case 'FundsEvent':
      cache.refetchAll(keys.viewer);
      return;
    case 'ResyncRequired':
      resync(cache);
  }
}

function applyOrder(cache: Refetcher, order: Order): void {
  const { id, status, transaction } = order;
  applyToDetail(cache, keys.order(id), order);
  for (const query of cache.find(keys.allOrders)) {
    const filter = query.queryKey[2] as OrderFilter;
    // Of a transaction that the filter names by Gateway's id, the list alone knows its orders.
    const mayBeIn = filter.transactionId == null || filter.transactionId === transaction?.id;
    applyToList(cache, query, order, isAmong(filter.status, status) && (mayBeIn || null));
  }
  // The number of its orders is no event of its own.
  if (transaction !== null) refetchTransaction(cache, transaction.id);
}

/** Unless it was found again since. */
function removeOrder(cache: Refetcher, id: string, revision: number): void {
  const isOlder = (order: Order) => order.id === id && order.revision <= revision;
  for (const query of cache.find(keys.order(id))) {
    const known = query.state.data as Order | null | undefined;
    if (known != null && isOlder(known)) cache.write(query, null);
    cache.refetch(query, true);
  }
  for (const query of cache.find(keys.allOrders)) {
    const list = query.state.data as Pages<Order> | undefined;
    if (list !== undefined && !nodesOf(list).some((order) => order.id === id)) continue;
    if (list !== undefined)
      cache.write(
        query,
        mapNodes(list, (order) => (isOlder(order) ? null : order)),
      );
    cache.refetch(query, true);
  }
  cache.refetchAll(keys.allTransactions);
  cache.refetchAll(keys.allTransactionDetails);
}

function applyTransaction(cache: Refetcher, transaction: Transaction): void {
  applyToDetail(cache, keys.transaction(transaction.id), transaction);
  for (const query of cache.find(keys.allTransactions)) {
    const { status } = query.queryKey[2] as TransactionFilter;
    applyToList(cache, query, transaction, isAmong(status, transaction.status));
  }
}

function refetchTransaction(cache: Refetcher, id: string): void {
  cache.refetchAll(keys.transaction(id));
  for (const query of cache.find(keys.allTransactions)) {
    const list = query.state.data as Pages<Transaction> | undefined;
    if (list === undefined || nodesOf(list).some((one) => one.id === id)) cache.refetch(query);
  }
}

function applyHoldings(cache: Refetcher, holdings: Holdings): void {
  const account = holdings.brokerAccount?.id ?? null;
  for (const query of cache.find(keys.allHoldings)) {
    const wanted = query.queryKey[2] as string | null;
    const known = query.state.data as Holdings | null | undefined;
    if (wanted !== null && wanted !== account) continue;
    // Which account is the current one is for Dwar to say.
    if (known == null || (known.brokerAccount?.id ?? null) !== account) cache.refetch(query);
    else if (isNewer(known, holdings)) cache.write(query, holdings);
  }
}

function applyToDetail(cache: Refetcher, key: readonly unknown[], state: Revised): void {
  for (const query of cache.find(key)) {
    const known = query.state.data as Revised | null | undefined;
    if (known === undefined) cache.refetch(query);
    else if (isNewer(known, state)) cache.write(query, state);
  }
}

/** `isIn`: whether the object belongs to the list; null if only the list knows. */
function applyToList(cache: Refetcher, query: Query, state: Revised, isIn: boolean | null): void {
  const list = query.state.data as Pages<Revised> | undefined;
  const known = list && nodesOf(list).find(({ id }) => id === state.id);
  if (list === undefined || known === undefined) {
    if (isIn !== false) cache.refetch(query);
    return;
  }
  if (!isNewer(known, state)) return;
  const isReplaced = isIn !== false;
  const next = mapNodes(list, (node) => (node !== known ? node : isReplaced ? state : null));
  cache.write(query, next);
  if (!isReplaced) cache.refetch(query, true);
}

/** Whether a filter by status lets a status pass. One status stands for a list of one. */
function isAmong(filter: string | readonly string[] | null | undefined, status: string): boolean {
  return filter == null || (typeof filter === 'string' ? filter === status : filter.includes(status));
}
