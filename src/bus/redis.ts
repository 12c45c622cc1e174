import { randomUUID } from 'node:crypto';
import { withDeadline } from '../core/time/deadline.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import { disconnectRedis, type RedisClient, type RedisServer } from '../core/redis.js';
import type { Bus, BusLedger, Notification } from './bus.js';
import { createMemoryBus } from './memory.js';

export interface RedisBusOptions {
  readonly log: Log;
  readonly ledger: BusLedger;
  /** The head of each of these viewers' logs. */
  readonly readHeads: (viewerIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Those of these viewers without a log who were erased. Default: none. */
  readonly readErased?: (viewerIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** How often heads are polled for lost notifications, in milliseconds. Default 1,000. */
  readonly pollEveryMs?: number;
}

const PUBLISH_TIMEOUT_MS = 500;
const POLL_EVERY_MS = 1_000;
/** Viewers polled in one query, to bound the longest one. */
const VIEWERS_PER_QUERY = 1_000;

/**
 * Notifies instances of each other's commits over Redis. Local listeners get a notification directly, with
 * its events; other instances get the head only. A notification lost while Redis is unreachable or
 * reconnecting is recovered by polling the heads of the viewers with listeners here: one short query a
 * second, for any number of listeners. A head below one that was published means that the database has lost
 * commits; the ledger is then asked for a new epoch.
 */
export class RedisBus<Event> implements Bus<Event> {
  readonly #redis: RedisServer;
  readonly #options: RedisBusOptions;
  readonly #publisher: RedisClient;
  readonly #subscriber: RedisClient;
  readonly #local = createMemoryBus<Event>();
  readonly #instance = randomUUID();
  /** The highest head notified here, for each viewer with listeners. */
  readonly #heads = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  readonly #stopWatchingEpoch: () => void;
  #channel: string;
  #isSubscribed = false;
  #isPolling = false;

  private constructor(
    redis: RedisServer,
    { publisher, subscriber }: Record<'publisher' | 'subscriber', RedisClient>,
    options: RedisBusOptions,
  ) {
    const { ledger, pollEveryMs = POLL_EVERY_MS } = options;
    this.#redis = redis;
    this.#options = options;
    this.#publisher = publisher;
    this.#subscriber = subscriber;
    this.#channel = channelOf(ledger);
    // The client renews a subscription itself after each reconnection.
    subscriber.on('ready', () => this.#subscribeToChannel());
    this.#stopWatchingEpoch = ledger.onNewEpoch(() => this.#changeChannel());
    this.#timer = setInterval(() => this.#poll(), pollEveryMs).unref();
  }

  /** Opens a bus. Its connections are made in the background, so Redis may be unreachable. */
  static async connect<Event>(redis: RedisServer, options: RedisBusOptions): Promise<RedisBus<Event>> {
    const connections = { publisher: await redis.connect(), subscriber: await redis.connect() };
    return new RedisBus<Event>(redis, connections, options);
  }

  publish(notification: Notification<Event>): void {
    this.#notify(notification);
    const message = JSON.stringify([this.#instance, notification.head, notification.viewerId]);
    // The next poll recovers a lost notification.
    withDeadline('bus', PUBLISH_TIMEOUT_MS, this.#publisher.publish(this.#channel, message)).catch(
      (error: unknown) => this.#redis.refused(error),
    );
  }

  subscribe(viewerId: string, listener: (notification: Notification<Event>) => void): () => void {
    if (!this.#heads.has(viewerId)) this.#heads.set(viewerId, 0);
    const unsubscribe = this.#local.subscribe(viewerId, listener);
    return () => {
      unsubscribe();
      if (!this.#local.has(viewerId)) this.#heads.delete(viewerId);
    };
  }

  has(viewerId: string): boolean {
    return this.#local.has(viewerId);
  }

  viewers(): Iterable<string> {
    return this.#local.viewers();
  }

  forget(viewerId: string): void {
    if (this.#heads.has(viewerId)) this.#heads.set(viewerId, 0);
    this.#local.forget(viewerId);
  }

  get size(): number {
    return this.#local.size;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopWatchingEpoch();
    await Promise.all([disconnectRedis(this.#subscriber), disconnectRedis(this.#publisher)]);
    await this.#local.close();
  }

  #subscribeToChannel(): void {
    if (this.#isSubscribed || !this.#subscriber.isReady) return;
    const channel = this.#channel;
    this.#isSubscribed = true;
    this.#subscriber
      // A late message on a former channel says nothing about the current log.
      .subscribe(channel, (message) => channel === this.#channel && this.#receive(message))
      .catch((error: unknown) => {
        if (channel === this.#channel) this.#isSubscribed = false;
        if (!this.#redis.refused(error))
          this.#options.log.warn({ err: describeError(error) }, 'subscribing to other instances failed');
      });
  }

  /** Moves to the channel of the new epoch, whose heads start from scratch. */
  #changeChannel(): void {
    const former = this.#channel;
    this.#channel = channelOf(this.#options.ledger);
    for (const viewerId of this.#heads.keys()) this.#heads.set(viewerId, 0);
    this.#subscriber.unsubscribe(former).catch(() => {});
    this.#isSubscribed = false;
    this.#subscribeToChannel();
  }

  #notify(notification: Notification<Event>): void {
    const { viewerId, head } = notification;
    const known = this.#heads.get(viewerId);
    if (known !== undefined) this.#heads.set(viewerId, Math.max(known, head));
    this.#local.publish(notification);
  }

  #receive(message: string): void {
    const [sender, head, viewerId] = parse(message);
    if (sender === this.#instance || viewerId === undefined) return;
    this.#notify({ viewerId, head: Number(head), events: [] });
  }

  #poll(): void {
    // A subscription that Redis has refused is tried again.
    this.#subscribeToChannel();
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.#pollHeads()
      .catch((error: unknown) =>
        this.#options.log.warn({ err: describeError(error) }, 'polling the heads of event logs failed'),
      )
      .finally(() => {
        this.#isPolling = false;
      });
  }

  async #pollHeads(): Promise<void> {
    const { ledger, readHeads } = this.#options;
    const viewerIds = [...this.#heads.keys()];
    for (let start = 0; start < viewerIds.length; start += VIEWERS_PER_QUERY) {
      const { epoch } = ledger;
      // Taken before the query: its result may miss what is published meanwhile.
      const before = viewerIds
        .slice(start, start + VIEWERS_PER_QUERY)
        .map((viewerId) => [viewerId, this.#heads.get(viewerId)] as const);
      const heads = await readHeads(before.map(([viewerId]) => viewerId));
      if (epoch !== ledger.epoch) return;
      const behind = before.filter(([viewerId, head = 0]) => (heads.get(viewerId) ?? 0) < head);
      if (
        behind.length > 0 &&
        !(await this.#areErased(
          behind.map(([viewerId]) => viewerId),
          heads,
        ))
      )
        return await ledger.renewEpoch(epoch);
      for (const [viewerId, head] of heads)
        if (head > (this.#heads.get(viewerId) ?? head)) this.#notify({ viewerId, head, events: [] });
    }
  }

  /** Whether these logs are gone because their viewers were erased. */
  async #areErased(viewerIds: readonly string[], heads: ReadonlyMap<string, number>): Promise<boolean> {
    if (viewerIds.some((viewerId) => heads.has(viewerId))) return false;
    const erased = (await this.#options.readErased?.(viewerIds)) ?? new Set();
    for (const viewerId of erased) this.forget(viewerId);
    return viewerIds.every((viewerId) => erased.has(viewerId));
  }
}

function channelOf({ epoch }: BusLedger): string {
  return `dwar:${epoch}:news`;
}

function parse(message: string): [sender?: string, head?: number, viewerId?: string] {
  try {
    return JSON.parse(message) as [string, number, string];
  } catch {
    return [];
  }
}
