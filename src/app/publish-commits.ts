import type { Bus } from '../bus/bus.js';
import { type Cache, type CachedKind, cacheKey } from '../cache/cache.js';
import type { StoredEvent } from '../ledger/event-record.js';

/**
 * Publishes the events of a commit: the cache gets the new snapshots, then the subscribers of each viewer are
 * notified.
 */
export function publishCommit(cache: Cache, bus: Bus<StoredEvent>, events: readonly StoredEvent[]): void {
  const { prefix } = cache;
  cache.put(events.flatMap((event) => toCacheEntry(prefix, event)));
  const byViewer = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const own = byViewer.get(event.viewerId);
    if (own === undefined) byViewer.set(event.viewerId, [event]);
    else own.push(event);
  }
  for (const [viewerId, own] of byViewer) {
    bus.publish({ viewerId, head: own.at(-1)?.seq ?? 0, events: own });
  }
}

/** Empty for events that are not cached or whose version is unknown. */
function toCacheEntry(prefix: string, event: StoredEvent): { key: string; value: unknown }[] {
  const entry = (kind: CachedKind, value: unknown) =>
    event.version === undefined ? [] : [{ key: cacheKey(prefix, kind, event.subject, event.version), value }];
  switch (event.type) {
    case 'TRANSACTION':
      return entry('transaction', event.snapshot);
    case 'ORDER':
      return entry('order', event.snapshot);
    case 'HOLDINGS':
      return entry('holdings', event.snapshot.holdings);
    default:
      return [];
  }
}
