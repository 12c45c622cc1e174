import { setTimeout as pause } from 'node:timers/promises';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import type { EmulatorOptions } from '../../src/emulator/emulator.js';
import { graphql } from '../generated/gql.js';
import type { FollowAcrossInstancesSubscription } from '../generated/graphql.js';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import type { AnyMember } from '../support/documents.js';
import { type EventQueue, GraphqlClient } from '../support/graphql-client.js';
import { startPostgres, startRedis, type TestPostgres, type TestRedis } from '../support/services.js';

/** Two built instances on one PostgreSQL and one Redis, with an emulator. */
export interface Cluster {
  readonly a: GatewayProcess;
  readonly b: GatewayProcess;
  readonly emulator: TestEmulator;
  readonly postgres: TestPostgres;
  readonly redis: TestRedis;
  /** One more instance on the same services. */
  another(env?: Readonly<Record<string, string>>): Promise<GatewayProcess>;
  close(): Promise<void>;
}

export async function startCluster(
  env: Readonly<Record<string, string>> = {},
  emulatorOptions: Partial<EmulatorOptions> = {},
): Promise<Cluster> {
  const [postgres, redis, emulator] = await Promise.all([
    startPostgres(),
    startRedis(),
    startEmulator(emulatorOptions),
  ]);
  const shared = { DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url, ...env };
  const started: GatewayProcess[] = [];
  const another = async (more: Readonly<Record<string, string>> = {}) => {
    const instance = await startGatewayProcess(emulator, { ...shared, ...more });
    started.push(instance);
    return instance;
  };
  const [a, b] = await Promise.all([another(), another()]);
  return {
    a,
    b,
    emulator,
    postgres,
    redis,
    another,
    async close() {
      await Promise.all(started.map((instance) => instance.close()));
      await Promise.all([postgres.close(), redis.close(), emulator.close()]);
    },
  };
}

const EVENTS = graphql(/* GraphQL */ `
  subscription FollowAcrossInstances($after: String) {
    events(after: $after) { __typename cursor ... on OrderEvent { order { batchId } } }
  }
`);

/** A read that a cluster is kept busy with. */
export const NEWEST_ORDERS = graphql(/* GraphQL */ `
  query NewestOrders { orders(first: 5) { edges { node { batchId } } } }
`);

/** One event as a follower sees it. */
export type SeenEvent = AnyMember<FollowAcrossInstancesSubscription['events']>;

/** One viewer's subscription, which can continue with its last cursor at another instance. */
export class Follower {
  readonly seen: SeenEvent[] = [];
  /** When each order was first reported, by batch id, as `performance.now()` gives it. */
  readonly seenAt = new Map<string, number>();
  /** How often it had to connect again unasked, and when. */
  readonly reconnectedAt: number[] = [];
  #cursor: string | null = null;
  #url: string;
  #queue: EventQueue<FollowAcrossInstancesSubscription> | undefined;
  #isEnded = false;
  readonly #following: Promise<void>;

  constructor(
    readonly viewer: string,
    url: string,
    /** Where to go after a connection was lost; default: where it was. */
    private readonly elsewhere: (url: string) => string = (lost) => lost,
    /** Signs its token; default: that of the tests' configuration. */
    private readonly secret?: string,
  ) {
    this.#url = url;
    this.#following = this.#follow();
  }

  /** Resolves once it has its position. */
  async isThere(): Promise<this> {
    await waitUntil(() => this.#cursor !== null, 20_000, 'a follower has no position');
    return this;
  }

  /** Disconnects and continues at another instance. */
  moveTo(url: string): void {
    this.#url = url;
    this.#queue?.stop();
  }

  /** The events so far, without stream positions. */
  get events(): readonly SeenEvent[] {
    return this.seen.filter(({ __typename }) => __typename !== 'StreamPosition');
  }

  async close(): Promise<void> {
    this.#isEnded = true;
    this.#queue?.stop();
    await this.#following;
  }

  async #follow(): Promise<void> {
    const token = await sessionToken(this.viewer, {}, this.secret);
    while (!this.#isEnded) {
      const url = this.#url;
      const client = new GraphqlClient(url, token);
      this.#queue = client.subscribe(EVENTS, { after: this.#cursor });
      await this.#take(this.#queue);
      await client.close();
      if (this.#isEnded || this.#url !== url) continue;
      this.reconnectedAt.push(performance.now());
      this.#url = this.elsewhere(url);
      await pause(20);
    }
  }

  /** Takes what comes until the subscription ends. */
  async #take(queue: EventQueue<FollowAcrossInstancesSubscription>): Promise<void> {
    for (;;) {
      try {
        const event: SeenEvent = (await queue.next()).events;
        this.#cursor = event.cursor;
        this.seen.push(event);
        const batchId = event.order?.batchId;
        if (batchId !== undefined && !this.seenAt.has(batchId)) this.seenAt.set(batchId, performance.now());
      } catch (error) {
        // Silence is no end.
        if (!String(error).includes('no such event arrived') || this.#isEnded) return;
      }
    }
  }
}

/** Waits for something that must become so. */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  withinMs: number,
  what: string,
): Promise<number> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > withinMs) throw new Error(what);
    await pause(10);
  }
  return performance.now() - startedAt;
}

/** The value below which `share` of the values are. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
