import { randomUUID } from 'node:crypto';
import { withDeadline } from '../core/time/deadline.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import { connectRedis, disconnectRedis } from '../core/redis.js';
import type { Bus, News, NewsLedger } from './bus.js';
import { createMemoryBus } from './memory.js';

interface RedisBusOptions {
  readonly log: Log;
  readonly ledger: NewsLedger;
  /** The log's head of each of these viewers. */
  readonly readHeads: (viewerIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** How often heads are looked up for hints that were lost. */
  readonly lookEveryMs?: number;
}

const DEADLINE_MS = 500;
const LOOK_EVERY_MS = 1_000;
/** Viewers looked up in one query, and the longest look: many subscribers are looked up in turns. */
const VIEWERS_AT_ONCE = 1_000;

/**
 * Hints between instances over Redis. News of this instance goes to its own listeners directly, with the events; other instances get
 * the number only. A hint that is lost, with Redis away or between two connections, is made good by a look at the heads of the viewers
 * listened to here: one short query a second, whatever the number of listeners. A head that is lower than one that was published means that
 * the database has lost commits: then the ledger is asked for another epoch.
 */
export async function createRedisBus<Event>(url: string, options: RedisBusOptions): Promise<Bus<Event>> {
  const { log, ledger, readHeads, lookEveryMs = LOOK_EVERY_MS } = options;
  let channel = channelOf(ledger);
  const local = createMemoryBus<Event>();
  const instance = randomUUID();
  const seen = new Map<string, number>();
  const publisher = await connectRedis(url, log);
  const subscriber = await connectRedis(url, log);
  let isSubscribed = false;
  subscriber.on('ready', () => {
    // The client repeats a subscription by itself after each reconnection.
    if (!isSubscribed) subscribe();
  });
  const unfollow = ledger.onNewEpoch(() => {
    const former = channel;
    channel = channelOf(ledger);
    for (const viewerId of seen.keys()) seen.set(viewerId, 0);
    subscriber.unsubscribe(former).catch(() => {});
    isSubscribed = false;
    if (subscriber.isReady) subscribe();
  });

  function subscribe(): void {
    const wanted = channel;
    isSubscribed = true;
    subscriber
      // What comes late from a former log says nothing of this one.
      .subscribe(wanted, (message) => wanted === channel && receive(message))
      .catch((error: unknown) => {
        if (wanted === channel) isSubscribed = false;
        log.warn({ err: describeError(error) }, 'news of other instances could not be subscribed to');
      });
  }

  function tell(news: News<Event>): void {
    if (seen.has(news.viewerId)) seen.set(news.viewerId, Math.max(seen.get(news.viewerId) ?? 0, news.head));
    local.publish(news);
  }

  function receive(message: string): void {
    const [sender, head, viewerId] = parse(message);
    if (sender === instance || viewerId === undefined) return;
    tell({ viewerId, head: Number(head), events: [] });
  }

  async function look(): Promise<void> {
    const viewerIds = [...seen.keys()];
    for (let start = 0; start < viewerIds.length; start += VIEWERS_AT_ONCE) {
      const { epoch } = ledger;
      // As of before the query: what is published meanwhile may not be in its answer.
      const before = viewerIds.slice(start, start + VIEWERS_AT_ONCE).map((id) => [id, seen.get(id)] as const);
      const heads = await readHeads(before.map(([viewerId]) => viewerId));
      if (epoch !== ledger.epoch) return;
      if (before.some(([viewerId, head = 0]) => (heads.get(viewerId) ?? 0) < head))
        return await ledger.renewEpoch(epoch);
      for (const [viewerId, head] of heads)
        if (head > (seen.get(viewerId) ?? head)) tell({ viewerId, head, events: [] });
    }
  }

  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => log.warn({ err: describeError(error) }, 'heads could not be looked up'))
      .finally(() => {
        isLooking = false;
      });
  }, lookEveryMs);
  timer.unref();

  return {
    publish(news) {
      tell(news);
      const message = JSON.stringify([instance, news.head, news.viewerId]);
      // A lost hint is made good by the next look.
      withDeadline('bus', DEADLINE_MS, publisher.publish(channel, message)).catch(() => {});
    },
    subscribe(viewerId, listener) {
      if (!seen.has(viewerId)) seen.set(viewerId, 0);
      const unsubscribe = local.subscribe(viewerId, listener);
      return () => {
        unsubscribe();
        if (!local.has(viewerId)) seen.delete(viewerId);
      };
    },
    has: (viewerId) => local.has(viewerId),
    get size() {
      return local.size;
    },
    async close() {
      clearInterval(timer);
      unfollow();
      await Promise.all([disconnectRedis(subscriber), disconnectRedis(publisher)]);
      await local.close();
    },
  };
}

function channelOf({ epoch }: NewsLedger): string {
  return `dwar:${epoch}:news`;
}

function parse(message: string): [sender?: string, head?: number, viewerId?: string] {
  try {
    return JSON.parse(message) as [string, number, string];
  } catch {
    return [];
  }
}
