import type { ApolloCache } from '@apollo/client';
import { parse } from 'graphql';
import type { EventRef, ObjectState } from '../core/event-ref.js';
import { isNewer } from '../core/failure.js';

/** The lists that a new object of a type belongs to. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  Order: ['orders'],
  Transaction: ['transactions'],
  PendingAction: ['pendingActions', 'pendingActionsCount'],
};

/**
 * Applies an event to Apollo's cache, so that active queries show it:
 *
 * - An object that the cache knows gets the event's fields, unless the cache has a later `revision`.
 *   Its fields that the event does not hold are dropped, and active queries read them again.
 * - An object that is new to the cache: the lists it belongs to are dropped, and read again.
 * - A retracted order is removed, holdings are read again, and `ResyncRequired` drops all that the
 *   cache knows, since revisions from before it cannot be compared with later ones.
 */
export function applyEvent(cache: ApolloCache, event: EventRef): void {
  cache.batch({
    update() {
      if (event.order) applyState(cache, 'Order', event.order);
      if (event.transaction) applyState(cache, 'Transaction', event.transaction);
      if (event.action) applyState(cache, 'PendingAction', event.action);
      if (event.__typename === 'OrderRetracted') removeOrder(cache, event);
      if (event.__typename === 'HoldingsEvent') cache.evict({ id: 'ROOT_QUERY', fieldName: 'holdings' });
      if (event.__typename === 'ResyncRequired') forgetAll(cache);
    },
  });
}

/** Unless the order was found again since. */
function removeOrder(cache: ApolloCache, { orderId, revision }: EventRef): void {
  const id = cache.identify({ __typename: 'Order', id: orderId });
  if (id === undefined) return;
  const known = readState(cache, 'Order', id);
  if (known !== null && hasRevision(known) && revision !== undefined && known.revision > revision) return;
  cache.evict({ id });
}

function forgetAll(cache: ApolloCache): void {
  for (const id of Object.keys(cache.extract() as object)) cache.evict({ id });
}

function applyState(cache: ApolloCache, type: string, state: ObjectState): void {
  const id = cache.identify({ __typename: type, id: state.id });
  const known = id === undefined ? null : readState(cache, type, id);
  if (known === null) {
    for (const fieldName of LISTS[type] ?? []) cache.evict({ id: 'ROOT_QUERY', fieldName });
    return;
  }
  if (hasRevision(known) && hasRevision(state) && !isNewer(known, state)) return;
  cache.modify({
    id: id as string,
    fields: (before: unknown, { fieldName, storeFieldName, DELETE }) => {
      if (fieldName === 'id' || fieldName === '__typename') return before;
      const after: unknown = (state as unknown as Record<string, unknown>)[fieldName];
      // Objects and lists of the event may lack what the queries of the app select in them.
      return storeFieldName !== fieldName ||
        after === undefined ||
        (typeof after === 'object' && after !== null)
        ? DELETE
        : after;
    },
  });
}

function hasRevision(state: { readonly revision?: number | null }): state is { readonly revision: number } {
  return typeof state.revision === 'number';
}

function readState(cache: ApolloCache, type: string, id: string): { readonly revision?: number } | null {
  const fragment = parse(`fragment Known on ${type} { __typename revision }`);
  return cache.readFragment({ id, fragment, returnPartialData: true });
}
