import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { countWaitingDeliveries } from '../../src/ledger/deliveries/deliveries.js';
import { insertDelivery } from '../../src/ledger/deliveries/delivery-intake.js';
import { graphql } from '../generated/gql.js';
import { BLOCK_FAILS_MS, longestTurn } from '../support/longest-turn.js';
import { deliver } from '../support/webhook.js';
import { count, figure, inFull } from '../support/faults.js';
import { type LongLog, type LongLogGateway, startLongLogGateway } from './long-log.js';
import { deliverAll, newOrderWebhook } from '../support/order-feed.js';
import { subscribeBySocket } from './raw-subscriber.js';
import { type Replays, replayOnSocket, replayOnStreams } from './replays.js';

/** As many subscriptions as one socket may have by default. */
const STREAMS = 128;
const LIVE = graphql(/* GraphQL */ `
  subscription LiveEvents { events { cursor } }
`).toString();
/** A live event must not wait until the replays are over. */
const LIVE_WITHIN_MS = 2_000;
const DEADLINE_MS = 10_000;
/** More than one batch of those that are played. */
const MARKED = inFull(1_000, 300);

let all: LongLogGateway;
const open: Replays[] = [];

beforeAll(async () => {
  all = await startLongLogGateway({ SHUTDOWN_TIMEOUT_MS: String(DEADLINE_MS) });
});

afterEach(() => {
  for (const replays of open.splice(0)) replays.vanish();
});

afterAll(() => all?.close());

function opened(replays: Replays): Replays {
  open.push(replays);
  return replays;
}

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The longest turn of the server while `work` runs; fails when it is too long. */
async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  let ms = 0;
  const { blockMs } = await longestTurn(name, all.gateway.url, async () => {
    ms = await elapsed(work);
  });
  figure(name, `${(ms / 1000).toFixed(1)} s, longest turn ${blockMs.toFixed(0)} ms`);
  expect(blockMs).toBeLessThan(BLOCK_FAILS_MS);
}

const span = ({ received }: Replays) => `${Math.min(...received)} to ${Math.max(...received)}`;

test('a client that missed 12,000 events gets each once and in order, and blocks no other client', async () => {
  const log = await all.grow('missed', 12_000);
  await measure('one client that missed 12,000 events', async () => {
    const replay = opened(replayOnSocket(all.gateway.url, log, 1));
    await replay.complete();
    expect(replay.faults).toEqual([]);
    expect(replay.received).toEqual([12_000]);
  });
});

test('128 subscriptions that resume on one socket delay neither live events nor another viewer', async () => {
  const events = count(3_000);
  const log = await all.grow('many', events);
  const other = await all.grow('other', 500);
  const live = subscribeBySocket(all.gateway.url, log.token, LIVE);
  await live.received(1);
  await measure(`${STREAMS} subscriptions that resume over ${events} events`, async () => {
    const replays = opened(replayOnSocket(all.gateway.url, log, STREAMS));
    await replays.complete(1);
    const alone = opened(replayOnSocket(all.gateway.url, other, 1));
    const otherMs = await elapsed(() => alone.complete());
    figure('another viewer meanwhile', `500 events in ${otherMs.toFixed(0)} ms`);
    const liveMs = await elapsed(async () => {
      await deliverAll(all.gateway.url, [newOrderWebhook(log.target)]);
      await live.received(2);
    });
    figure('a live event meanwhile', `${liveMs.toFixed(0)} ms, when the streams had ${span(replays)}`);
    expect(Math.min(...replays.received)).toBeLessThan(events);
    await replays.complete();
    expect([...alone.faults, ...replays.faults]).toEqual([]);
    expect(liveMs).toBeLessThan(LIVE_WITHIN_MS);
  });
  live.vanish();
});

describe('384 resuming streams', () => {
  test.each([
    ['over three sockets', replayOnSocket],
    ['over event streams', replayOnStreams],
  ])('let the process end in time after SIGTERM: %s', async (name, replay) => {
    const logs: LongLog[] = [];
    for (const viewer of ['one', 'two', 'three']) logs.push(await all.grow(`${viewer} ${name}`, 2_000));
    const replays: Replays[] = [];
    await measure(`384 streams that resume ${name}`, async () => {
      for (const log of logs) replays.push(opened(replay(all.gateway.url, log, STREAMS)));
      await Promise.all(replays.map((each) => each.complete(50)));
    });
    let code: number | null = null;
    const exitMs = await elapsed(async () => {
      code = await all.gateway.stop('SIGTERM');
    });
    await Promise.all(replays.map(({ closed }) => closed));
    const got = replays.map(span).join(', ');
    figure(`SIGTERM ${name}`, `exit with ${code} after ${exitMs.toFixed(0)} ms, when they had ${got} events`);
    await all.gateway.restart('SIGTERM');
    for (const { faults } of replays) expect(faults).toEqual([]);
    expect(code).toBe(0);
    expect(exitMs).toBeLessThan(DEADLINE_MS);
  });

  test('release their slots when they vanish while waiting', async () => {
    const log = await all.grow('gone', 500);
    for (let round = 0; round < 3; round += 1) {
      const replays = replayOnSocket(all.gateway.url, log, STREAMS);
      await replays.complete(1);
      replays.vanish();
    }
    const last = opened(replayOnSocket(all.gateway.url, log, 1));
    await last.complete();
    expect(last.faults).toEqual([]);
  });
});

test('commits of 200 simultaneous deliveries block no other client', async () => {
  const log = await all.grow('burst', 1);
  const deliverTogether = async () => {
    const bodies = Array.from({ length: 200 }, () => newOrderWebhook(log.target));
    const answers = await Promise.all(bodies.map((body) => deliver(all.gateway.url, body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  };
  // The first rounds open the connections, and compile what the others run.
  for (let round = 0; round < 3; round += 1) await deliverTogether();
  await measure('200 deliveries at once', async () => {
    for (let round = 0; round < count(20); round += 1) await deliverTogether();
  });
});

test(`${MARKED} deliveries marked for replay block no other client`, async () => {
  const log = await all.grow('player', 1);
  const bodies = Array.from({ length: MARKED }, () => JSON.stringify(newOrderWebhook(log.target)));
  await measure(`${bodies.length} deliveries to be played`, async () => {
    await all.ledger.write(async (unit) => {
      for (const [n, body] of bodies.entries())
        await insertDelivery(unit, {
          deliveryId: `marked-${n}`,
          sha256: `marked-${n}`,
          receivedAt: Date.now(),
          kind: 'ORDER',
          state: 'PENDING',
          failures: 0,
          playAt: Date.now(),
          proof: `marked-${n}`,
          transactionId: log.target.transactionId,
          authId: null,
          problem: null,
          body: Buffer.from(body),
        });
    });
    while ((await countWaitingDeliveries(all.ledger.db)).PENDING > 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });
});
