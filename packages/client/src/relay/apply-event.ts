import type { RecordSourceSelectorProxy } from 'relay-runtime';
import type { EventRef } from '../core/event-ref.js';

/**
 * Applies to Relay's store what Relay cannot conclude from the response of a subscription: a retracted order
 * is deleted, and what an event makes out of date is marked, so that queries read it again. Call it in the
 * `updater` of the subscription; Relay itself stores the objects of the event.
 */
export function applyEvent(store: RecordSourceSelectorProxy, event: EventRef): void {
  switch (event.__typename) {
    case 'OrderRetracted':
      if (event.orderId !== undefined) store.delete(event.orderId);
      return;
    case 'HoldingsEvent':
      // Holdings have no id, so those of the event are another record than those of a query.
      store.getRoot().invalidateRecord();
      return;
    case 'ResyncRequired':
      store.invalidateStore();
  }
}
