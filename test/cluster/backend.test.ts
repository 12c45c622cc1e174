import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sessionToken } from '../support/app.js';
import { count, figure } from '../support/faults.js';
import { createTarget, deliverAll, logOf, newOrderWebhook } from '../support/order-feed.js';
import { Peer } from '../support/peer.js';
import { postOperation } from '../support/post-operation.js';
import { SERVICE_ENV, ServiceClient, type ServiceEvent } from '../support/service-client.js';
import { hasServices } from '../support/services.js';
import { until } from '../support/until.js';
import { type Cluster, startCluster } from './cluster.js';

const VIEWERS = 24;
/** The promise of an end of sessions. */
const WITHIN_MS = 1_000;

(hasServices ? describe : describe.skip)('the backend of a partner with two instances', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(SERVICE_ENV);
  }, 120_000);
  afterAll(() => cluster.close());

  /** Reads page by page, at one instance after the other, until `isDone` and nothing more comes. */
  async function poll(start: string | null, isDone: () => boolean): Promise<readonly ServiceEvent[]> {
    const clients = [await ServiceClient.of(cluster.a.url), await ServiceClient.of(cluster.b.url)] as const;
    const seen: ServiceEvent[] = [];
    for (let cursor = start, turn = 0; ; turn++) {
      const wasDone = isDone();
      const page = await (clients[turn % 2] as ServiceClient).page(cursor, 1 + (turn % 40));
      seen.push(...page.nodes);
      cursor = page.endCursor;
      if (wasDone && page.nodes.length === 0) return seen;
    }
  }

  /** Follows by sockets that end after some events, each time at the other instance. */
  async function follow(start: string, isDone: () => boolean): Promise<readonly ServiceEvent[]> {
    const clients = [await ServiceClient.of(cluster.a.url), await ServiceClient.of(cluster.b.url)] as const;
    const seen: ServiceEvent[] = [];
    const cursor = () => seen.at(-1)?.cursor ?? start;
    for (let turn = 0; ; turn++) {
      const client = clients[turn % 2] as ServiceClient;
      const queue = client.follow(cursor());
      for (let taken = 0; taken < 37; taken++) {
        const isAtEnd = isDone() && (await client.page(cursor(), 1)).nodes.length === 0;
        if (isAtEnd) {
          queue.stop();
          return seen;
        }
        const next = await queue.next().catch(() => null);
        if (next === null) break;
        seen.push(next);
      }
      queue.stop();
    }
  }

  test('reads each event of all viewers once and in one order, whichever instance it asks', async () => {
    const { a, b } = cluster;
    const targets = await Promise.all(
      Array.from({ length: VIEWERS }, (_, n) => createTarget(n % 2 === 0 ? a.url : b.url, `viewer ${n}`)),
    );
    const backend = await ServiceClient.of(a.url);
    const { cursor } = await backend.all(null);
    let isDone = false;
    const readers = [
      poll(cursor, () => isDone),
      poll(cursor, () => isDone),
      follow(String(cursor), () => isDone),
      follow(String(cursor), () => isDone),
    ];
    const each = count(2_000) / 2;
    const bodies = function* () {
      for (let n = 0; n < each; n++) {
        const target = targets[n % VIEWERS];
        if (target !== undefined) yield newOrderWebhook(target);
      }
    };
    const startedAt = performance.now();
    await Promise.all([deliverAll(a.url, bodies()), deliverAll(b.url, bodies())]);
    figure(
      'deliveries at two instances, per second',
      ((2_000 * each) / (performance.now() - startedAt)).toFixed(0),
    );
    isDone = true;
    const [first = [], ...others] = await Promise.all(readers);
    const last = (await backend.all(cursor)).events;
    expect(first.length).toBeGreaterThanOrEqual(2 * each);
    const cursors = (events: readonly ServiceEvent[]) => events.map((event) => event.cursor);
    expect(new Set(cursors(last)).size).toBe(last.length);
    // Planned reads go on while the readers end one after another.
    for (const events of [first, ...others]) {
      expect(events.length).toBeGreaterThanOrEqual(2 * each);
      expect(cursors(events)).toEqual(cursors(last).slice(0, events.length));
    }
    const all = (await backend.all(null)).events;
    for (const { viewer, client } of targets) {
      const own = all.filter(({ viewerId }) => viewerId === viewer).map(({ seq }) => seq);
      expect([viewer, own]).toEqual([viewer, own.map((_, index) => index + 1)]);
      expect((await logOf(client)).length).toBeGreaterThanOrEqual(own.length);
    }
  });

  describe.each(['with Redis', 'without Redis'])('%s', (how) => {
    beforeAll(async () => {
      if (how === 'without Redis') await cluster.redis.close();
    });

    test('ends sessions at the other instance within a second', async () => {
      const { a, b } = cluster;
      const viewer = `left ${how}`;
      const token = await sessionToken(viewer, { iat: Math.floor(Date.now() / 1000) - 5 });
      const ask = () => postOperation(b.url, token, '{"query":"{ viewer { id } }"}');
      expect((await ask()).status).toBe(200);
      const peer = await new Peer(`${b.url.replace('http', 'ws')}/graphql`).init({
        authorization: `Bearer ${token}`,
      });
      const backend = await ServiceClient.of(a.url);
      await backend.ask('mutation ($input: EndSessionsInput!) { endSessions(input: $input) { endedAt } }', {
        input: { viewerId: viewer, reason: 'left the company' },
      });
      const since = performance.now();
      expect((await peer.closed).code).toBe(4410);
      await until('the token is refused', async () => (await ask()).status === 401);
      const tookMs = performance.now() - since;
      figure(`from an end of sessions to the other instance ${how}, ms`, tookMs.toFixed(0));
      expect(tookMs).toBeLessThan(WITHIN_MS);
      const later = await sessionToken(viewer, { iat: Math.floor(Date.now() / 1000) + 2 });
      expect((await postOperation(b.url, later, '{"query":"{ viewer { id } }"}')).status).toBe(200);
    });
  });
});
