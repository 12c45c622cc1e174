import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, inFull } from '../support/faults.js';
import { createTarget, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';
import { hasServices } from '../support/services.js';
import { deliver } from '../support/webhook.js';
import { type Cluster, Follower, NEWEST_ORDERS, startCluster, waitUntil } from './cluster.js';

/** Longest a request may wait for a service that is away: the aim, and what fails. */
const AIM_MS = 1_000;
const FAIL_MS = 5 * AIM_MS;
const CHECK_SHARED_MS = 1_500;
const REDIS_OUTAGE_MS = 10_000;
const POSTGRES_OUTAGE_MS = inFull(10_000, 5_000);
/** Longest until everything is as before once the service is back: the aim, and what fails. */
const RECOVERY_AIM_MS = 2_000;
const RECOVERY_FAIL_MS = 5 * RECOVERY_AIM_MS;
/** An event that comes this fast was published by the other instance, not found by polling. */
const PROMPT_MS = 300;

/** Deliveries and queries at both instances, one after another each, with how long each took. */
class Load {
  /** Batch ids of deliveries that were acknowledged. */
  readonly acknowledged: string[] = [];
  readonly waits: number[] = [];
  readonly statuses = new Map<string, number>();
  #isEnded = false;
  readonly #running: Promise<unknown>;

  constructor(
    urls: readonly string[],
    private readonly target: FeedTarget,
  ) {
    this.#running = Promise.all(urls.flatMap((url) => [this.#deliver(url), this.#query(url)]));
  }

  get longestMs(): number {
    return Math.max(0, ...this.waits);
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#running;
  }

  async #deliver(url: string): Promise<void> {
    while (!this.#isEnded) {
      const body = newOrderWebhook(this.target);
      const answer = await this.#timed('delivery', () => deliver(url, body).then(({ status }) => status));
      if (answer === 200) this.acknowledged.push(String(body.batchId));
      await pause(50);
    }
  }

  async #query(url: string): Promise<void> {
    while (!this.#isEnded) {
      await this.#timed('query', async () => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${this.target.client.token}`,
          },
          body: JSON.stringify({ query: NEWEST_ORDERS.toString() }),
        });
        return ((await response.json()) as { errors?: unknown }).errors === undefined ? 200 : 503;
      });
      await pause(50);
    }
  }

  async #timed(what: string, call: () => Promise<number>): Promise<number> {
    const startedAt = performance.now();
    const status = await call().catch(() => 0);
    this.waits.push(performance.now() - startedAt);
    const name = `${what} ${status}`;
    this.statuses.set(name, (this.statuses.get(name) ?? 0) + 1);
    return status;
  }
}

async function readyOf(url: string): Promise<number> {
  const response = await fetch(`${url}/health/ready`);
  await response.arrayBuffer();
  return response.status;
}

(hasServices ? describe : describe.skip)('a cluster', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);
  afterAll(() => cluster.close());

  const urls = () => [cluster.a.url, cluster.b.url];

  /** How long until an event of one instance is published promptly by the other. */
  async function untilPrompt(target: FeedTarget, follower: Follower): Promise<number> {
    return await waitUntil(
      async () => {
        const body = newOrderWebhook(target);
        if ((await deliver(cluster.a.url, body)).status !== 200) return false;
        const answeredAt = performance.now();
        const has = () => follower.seenAt.has(String(body.batchId));
        await waitUntil(has, FAIL_MS, 'an event was not published');
        return performance.now() - answeredAt < PROMPT_MS;
      },
      RECOVERY_FAIL_MS,
      'it has not recovered',
    );
  }

  /** Plays an outage under load and prints what it cost. */
  async function outage(
    name: string,
    viewer: string,
    play: (load: Load, target: FeedTarget) => Promise<void>,
    restore: () => Promise<void>,
  ): Promise<Load> {
    const target = await createTarget(cluster.a.url, viewer);
    const follower = await new Follower(viewer, cluster.b.url).isThere();
    await untilPrompt(target, follower);
    const load = new Load(urls(), target);
    await play(load, target);
    await restore();
    const restoredAt = performance.now();
    await waitUntil(
      async () => (await Promise.all(urls().map(readyOf))).every((status) => status === 200),
      RECOVERY_FAIL_MS,
      'it is not ready again',
    );
    const readyMs = performance.now() - restoredAt;
    await load.end();
    const recoveryMs = performance.now() - restoredAt + (await untilPrompt(target, follower));
    figure(`${name}: longest request, ms`, Math.round(load.longestMs));
    figure(`${name}: ready again after, ms`, Math.round(readyMs));
    figure(`${name}: news are prompt again after, ms`, Math.round(recoveryMs));
    figure(`${name}: answers`, JSON.stringify(Object.fromEntries(load.statuses)));
    expect(load.longestMs).toBeLessThan(FAIL_MS);
    const log = await logOf(target.client);
    await waitUntil(
      () => follower.events.at(-1)?.cursor === log.at(-1),
      FAIL_MS,
      'an event was not published',
    );
    expect(load.acknowledged.filter((batchId) => !follower.seenAt.has(batchId))).toEqual([]);
    const cursors = follower.events.map(({ cursor }) => cursor);
    expect(cursors).toEqual(log.slice(log.length - cursors.length));
    await follower.close();
    return load;
  }

  /** Redis is no source of truth: whether it works or not, everything is answered. */
  const isUnharmed = (load: Load) =>
    expect([...load.statuses.keys()].sort()).toEqual(['delivery 200', 'query 200']);

  test('keeps working while Redis is killed, and when it comes back empty', async () => {
    const { redis } = cluster;
    const load = await outage(
      'Redis killed',
      'redis-killed',
      async () => {
        await redis.kill();
        await pause(3_000);
        expect(await Promise.all(urls().map(readyOf))).toEqual([200, 200]);
      },
      () => redis.start(),
    );
    isUnharmed(load);
  });

  test('keeps working while Redis hangs for ten seconds', async () => {
    const { redis } = cluster;
    const load = await outage(
      'Redis stopped',
      'redis-hangs',
      async () => {
        redis.pause();
        await pause(REDIS_OUTAGE_MS);
        expect(await Promise.all(urls().map(readyOf))).toEqual([200, 200]);
      },
      async () => redis.resume(),
    );
    isUnharmed(load);
  });

  test('loses nothing when Redis forgets everything, again and again', async () => {
    const { redis } = cluster;
    const load = await outage(
      'Redis flushed',
      'redis-flushed',
      async () => {
        for (let n = 0; n < 20; n += 1) {
          await redis.flushAll();
          await pause(50);
        }
      },
      async () => {},
    );
    isUnharmed(load);
  });

  test('starts without Redis, and uses it when it comes', async () => {
    const { redis } = cluster;
    const load = await outage(
      'Redis absent at start',
      'redis-absent',
      async (_, target) => {
        await redis.stop();
        const startedAt = performance.now();
        const late = await cluster.another();
        figure('ready without Redis after, ms', Math.round(performance.now() - startedAt));
        expect((await deliver(late.url, newOrderWebhook(target))).status).toBe(200);
        expect(await readyOf(late.url)).toBe(200);
      },
      () => redis.start(),
    );
    isUnharmed(load);
  });

  /** What readiness said while PostgreSQL was away, after a moment to notice. */
  async function readinessDuring(outageMs: number): Promise<number[]> {
    // One check is shared for a second.
    await pause(CHECK_SHARED_MS);
    const endsAt = performance.now() + outageMs - CHECK_SHARED_MS;
    const said: number[] = [];
    while (performance.now() < endsAt) {
      said.push(...(await Promise.all(urls().map(readyOf))));
      await pause(200);
    }
    return said;
  }

  test('takes a restart of PostgreSQL and loses nothing acknowledged', async () => {
    const { postgres } = cluster;
    await outage(
      'PostgreSQL restarted',
      'postgres-restarted',
      async () => {
        await pause(500);
        await postgres.stop();
      },
      () => postgres.start(),
    );
  });

  test('takes a crash of PostgreSQL and loses nothing acknowledged', async () => {
    const { postgres } = cluster;
    await outage(
      'PostgreSQL killed',
      'postgres-killed',
      async () => {
        await pause(500);
        await postgres.kill();
        await pause(1_000);
      },
      () => postgres.start(),
    );
  });

  test('refuses within a deadline while PostgreSQL refuses connections, and says it is not ready', async () => {
    const { postgres } = cluster;
    await outage(
      `PostgreSQL away for ${POSTGRES_OUTAGE_MS / 1_000} seconds`,
      'postgres-away',
      async () => {
        await postgres.stop();
        const said = await readinessDuring(POSTGRES_OUTAGE_MS);
        expect(said.length).toBeGreaterThan(5);
        expect(new Set(said)).toEqual(new Set([503]));
      },
      () => postgres.start(),
    );
  });
});
