import { afterAll, beforeAll, expect } from '@jest/globals';
import { BLOCK_FAILS_MS, longestTurn } from '../support/longest-turn.js';
import {
  hasServices,
  serviceTest,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';
import { count } from '../support/faults.js';
import { type LongLogGateway, startLongLogGateway } from './long-log.js';
import { replayOnSocket } from './replays.js';

const STREAMS = 128;

let postgres: TestPostgres | undefined;
let redis: TestRedis | undefined;
let all: LongLogGateway | undefined;

beforeAll(async () => {
  if (!hasServices) return;
  postgres = await startPostgres({ fsync: false });
  redis = await startRedis();
  const databaseUrl = await postgres.createDatabase();
  all = await startLongLogGateway({ DATABASE_URL: databaseUrl, REDIS_URL: redis.url });
});

afterAll(async () => {
  for (const part of [all, redis, postgres]) await part?.close();
});

serviceTest('128 subscriptions that resume on one socket block no one on PostgreSQL', async () => {
  const { gateway, grow } = all as LongLogGateway;
  const log = await grow('many', count(3_000));
  const name = `${STREAMS} subscriptions that resume over ${log.cursors.length} events on PostgreSQL`;
  // The first stream compiles what the others run, and opens the connections to the database.
  const first = replayOnSocket(gateway.url, log, 1);
  await first.complete();
  first.vanish();
  const { blockMs } = await longestTurn(name, gateway.url, async () => {
    const replays = replayOnSocket(gateway.url, log, STREAMS);
    await replays.complete();
    replays.vanish();
    expect(replays.faults).toEqual([]);
  });
  expect(blockMs).toBeLessThan(BLOCK_FAILS_MS);
});
