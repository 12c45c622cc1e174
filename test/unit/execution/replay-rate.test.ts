import { expect, test } from '@jest/globals';
import type { ExecutionArgs } from 'graphql';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { Engine } from '../../../src/execution/engine.js';
import { QueryRate } from '../../../src/execution/query-rate.js';
import { createRuntime } from '../../support/counter-schema.js';

const FOR_EVER = Number.MAX_SAFE_INTEGER;
const ALICE = { id: 'alice', expiresAt: FOR_EVER, acceptedUntil: FOR_EVER };
const HOLDER = 'viewer alice';
const tick = { cursor: 'c1', count: 1, padding: 'x'.repeat(300) };

async function subscribed() {
  const clock = new VirtualClock({ frozen: true });
  const charged: number[] = [];
  const queryRate = new QueryRate({
    pointsPerSecond: 10,
    clock,
    onCharged: (points) => charged.push(points),
  });
  const engine = new Engine(createRuntime({ queryRate }));
  const prepared = await engine.prepare(
    { query: 'subscription { ticks { count padding } }' },
    { viewer: ALICE as never, requestId: 'request', address: '127.0.0.1' },
  );
  if ('errors' in prepared) throw new Error('the subscription is not valid');
  const push = (event: object) => engine.push(prepared.args as ExecutionArgs, event, 'websocket');
  return { clock, charged, queryRate, push };
}

test('a replayed event is charged by size, and waits while its viewer has no point', async () => {
  const { clock, charged, queryRate, push } = await subscribed();
  expect((await push({ ...tick, isReplayed: true })).result.errors).toBeUndefined();
  expect(charged).toEqual([2]);
  queryRate.charge(HOLDER, 18);
  let isPushed = false;
  const waiting = push({ ...tick, isReplayed: true }).then(({ result }) => {
    isPushed = true;
    return result;
  });
  await clock.advance(1_000);
  expect(isPushed).toBe(false);
  await clock.advance(100);
  expect(await waiting).toMatchObject({ data: { ticks: { count: 1 } } });
});

test('a live event is not charged and does not wait', async () => {
  const { charged, queryRate, push } = await subscribed();
  queryRate.charge(HOLDER, 1_000_000);
  expect((await push(tick)).result).toMatchObject({ data: { ticks: { count: 1 } } });
  expect(charged).toEqual([1_000_000]);
});
