import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { count, figure } from '../support/faults.js';
import { createTarget, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';
import { hasServices } from '../support/services.js';
import { type Cluster, Follower, NEWEST_ORDERS, startCluster, waitUntil } from './cluster.js';

const VIEWERS = 25;
/** A request is repeated at the other instance when its socket was closed, as a proxy does. */
const TRIES = 20;

/**
 * Sends requests to one instance after the other, and elsewhere again when a closing socket did not take one.
 */
class Balancer {
  readonly failures: string[] = [];
  answered = 0;
  repeated = 0;
  #turn = 0;

  constructor(private readonly urls: readonly string[]) {}

  async send(path: string, init: RequestInit): Promise<void> {
    for (let n = 0; n < TRIES; n += 1) {
      this.#turn += 1;
      const response = await fetch(`${this.urls[this.#turn % this.urls.length]}${path}`, init).catch(
        () => null,
      );
      const text = (await response?.text().catch(() => null)) ?? null;
      if (response !== null && text !== null && !text.includes('SHUTTING_DOWN')) {
        this.answered += 1;
        if (response.status !== 200 || text.includes('"errors"'))
          this.failures.push(`${response.status} ${text}`);
        return;
      }
      this.repeated += 1;
      await pause(10);
    }
    this.failures.push('no instance responded');
  }
}

(hasServices ? describe : describe.skip)('a rolling restart', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);
  afterAll(() => cluster.close());

  test('fails no request, loses no event, and spreads the reconnects over the drain', async () => {
    const { a, b } = cluster;
    const urls = [a.url, b.url] as const;
    const other = (url: string) => (url === a.url ? b.url : a.url);
    const targets: FeedTarget[] = [];
    for (let n = 0; n < VIEWERS; n += 1) targets.push(await createTarget(a.url, `rolling-${n}`));
    const followers = await Promise.all(
      Array.from({ length: count(500) }, (_, n) =>
        new Follower(`rolling-${n % VIEWERS}`, n % 2 === 0 ? a.url : b.url, other).isThere(),
      ),
    );
    const balancer = new Balancer(urls);
    let isEnded = false;
    const json = { 'content-type': 'application/json' };
    const delivering = targets.slice(0, 8).map(async (target, first) => {
      for (let n = first; !isEnded; n += 8) {
        const body = newOrderWebhook(targets[n % VIEWERS] ?? target);
        await balancer.send('/webhooks/gateway', {
          method: 'POST',
          headers: json,
          body: JSON.stringify(body),
        });
        await pause(40);
      }
    });
    const querying = targets.slice(0, 8).map(async ({ client }) => {
      const body = JSON.stringify({ query: NEWEST_ORDERS.toString() });
      const headers = { ...json, authorization: `Bearer ${client.token}` };
      while (!isEnded) {
        await balancer.send('/graphql', { method: 'POST', headers, body });
        await pause(40);
      }
    });
    const wholeMs = count(60_000);
    await pause(wholeMs / 4);
    const drainMs: number[] = [];
    for (const instance of [a, b]) {
      const startedAt = performance.now();
      await instance.restart('SIGTERM');
      drainMs.push(Math.round(performance.now() - startedAt));
      await pause(wholeMs / 4);
    }
    isEnded = true;
    await Promise.all([...delivering, ...querying]);
    const logs = await Promise.all(targets.map(({ client }) => logOf(client)));
    const last = (n: number) => logs[n % VIEWERS]?.at(-1);
    await waitUntil(
      () => followers.every((follower, n) => follower.seen.at(-1)?.cursor === last(n)),
      30_000,
      'an event is lost',
    ).catch(() => {});
    const reconnects = followers.flatMap(({ reconnectedAt }) => reconnectedAt).sort((x, y) => x - y);
    figure(
      'rolling restart: requests answered, repeated, failed',
      `${balancer.answered}, ${balancer.repeated}, ${balancer.failures.length}`,
    );
    figure('rolling restart: each instance back after, ms', drainMs.join(', '));
    figure('rolling restart: subscribers, reconnects', `${followers.length}, ${reconnects.length}`);
    figure('rolling restart: most reconnects within 100 ms', most(reconnects, 100));
    expect(balancer.failures).toEqual([]);
    followers.forEach((follower, n) => {
      const cursors = follower.events.map(({ cursor }) => cursor);
      expect(cursors).toEqual(logs[n % VIEWERS]?.slice(-cursors.length));
    });
    // Evenly spread it would be a twelfth; all at once, all. A busy machine bunches some.
    expect(most(reconnects, 100)).toBeLessThanOrEqual(Math.max(20, followers.length / 4));
    await Promise.all(followers.map((follower) => follower.close()));
  });
});

/** The most of these times that lie within `windowMs`. */
function most(times: readonly number[], windowMs: number): number {
  return Math.max(
    0,
    ...times.map((time, n) => times.slice(n).filter((later) => later < time + windowMs).length),
  );
}
