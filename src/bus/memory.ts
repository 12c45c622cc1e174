import type { Bus, Notification } from './bus.js';

/** A bus inside this process. Listeners are called within `publish`. */
export function createMemoryBus<Event>(): Bus<Event> {
  const listeners = new Map<string, Set<(notification: Notification<Event>) => void>>();
  return {
    publish(notification) {
      for (const listener of listeners.get(notification.viewerId) ?? []) listener(notification);
    },
    subscribe(viewerId, listener) {
      const own = listeners.get(viewerId) ?? new Set();
      listeners.set(viewerId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(viewerId) === own) listeners.delete(viewerId);
      };
    },
    has: (viewerId) => listeners.has(viewerId),
    viewers: () => listeners.keys(),
    forget(viewerId) {
      this.publish({ viewerId, head: 0, events: [] });
    },
    get size() {
      return [...listeners.values()].reduce((sum, own) => sum + own.size, 0);
    },
    async close() {
      listeners.clear();
    },
  };
}
