import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { pointsOf, QueryRate } from '../../../src/execution/query-rate.js';

function rateOf(pointsPerSecond: number) {
  const clock = new VirtualClock({ frozen: true });
  const counted = { points: 0, refused: 0 };
  const rate = new QueryRate({
    pointsPerSecond,
    clock,
    onCharged: (points) => {
      counted.points += points;
    },
    onRefused: () => {
      counted.refused += 1;
    },
  });
  return { clock, rate, counted };
}

describe('what an answer costs', () => {
  test('is 1 when it is small, and about 100 for a page of 25 kB', () => {
    expect([0, 1, 255].map(pointsOf)).toEqual([1, 1, 1]);
    expect(pointsOf(25_000)).toBeGreaterThanOrEqual(95);
    expect(pointsOf(25_000)).toBeLessThanOrEqual(100);
  });
});

describe('the rate of a holder', () => {
  test('allows 200 pages of 25 kB per second, and refuses further ones', async () => {
    const { clock, rate } = rateOf(20_000);
    for (let second = 0; second < 5; second += 1) {
      for (let page = 0; page < 200; page += 1) {
        expect(rate.refusal('viewer alice')).toBeNull();
        rate.charge('viewer alice', pointsOf(25_000));
      }
      await clock.advance(1_000);
    }
    for (let page = 0; page < 205; page += 1) rate.charge('viewer alice', pointsOf(25_000));
    expect(rate.refusal('viewer alice')?.code).toBe('RATE_LIMITED');
  });

  test('reports when there will be a point again, and keeps to that', async () => {
    const { clock, rate, counted } = rateOf(100);
    rate.charge('viewer alice', 350);
    const refusal = rate.refusal('viewer alice');
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', status: 429, retryAfterSeconds: 3 });
    await clock.advance(2_509);
    expect(rate.refusal('viewer alice')).not.toBeNull();
    await clock.advance(1);
    expect(rate.refusal('viewer alice')).toBeNull();
    expect(counted).toEqual({ points: 350, refused: 2 });
  });

  test('is not shared with another viewer, nor between a viewer and an address of the same name', () => {
    const { rate } = rateOf(100);
    rate.charge('viewer alice', 1_000);
    expect(rate.refusal('viewer bob')).toBeNull();
    expect(rate.refusal('address alice')).toBeNull();
    expect(rate.refusal('viewer alice')).not.toBeNull();
  });

  test('saves up the points of one second and no more', async () => {
    const { clock, rate } = rateOf(100);
    await clock.advance(3_600_000);
    rate.charge('viewer alice', 100);
    expect(rate.refusal('viewer alice')).not.toBeNull();
  });

  test('earns points from the new time on after the clock was set back', async () => {
    let now = 1_000_000;
    const rate = new QueryRate({ pointsPerSecond: 100, clock: { now: () => now, after: () => () => {} } });
    rate.charge('viewer alice', 150);
    now = 0;
    expect(rate.refusal('viewer alice')).not.toBeNull();
    now = 510;
    expect(rate.refusal('viewer alice')).toBeNull();
  });

  test('drops the least recently seen holders, so that memory is bounded', () => {
    const { rate } = rateOf(100);
    rate.charge('first', 1_000);
    rate.charge('second', 1_000);
    for (let n = 0; n < 9_999; n += 1) rate.charge(`address ${n}`, 1);
    expect(rate.refusal('second')).not.toBeNull();
    expect(rate.refusal('first')).toBeNull();
  });
});

describe('waiting for a point', () => {
  test('ends at once if there is one, else as soon as there is', async () => {
    const { clock, rate, counted } = rateOf(100);
    await rate.waitForPoint('viewer alice');
    rate.charge('viewer alice', 200);
    let isOver = false;
    const waited = rate.waitForPoint('viewer alice').then(() => {
      isOver = true;
    });
    await clock.advance(1_000);
    expect(isOver).toBe(false);
    await clock.advance(10);
    await waited;
    expect(counted.refused).toBe(0);
  });

  test('ends when the client disconnects', async () => {
    const { rate } = rateOf(100);
    rate.charge('viewer alice', 1_000_000);
    const gone = new AbortController();
    const waited = rate.waitForPoint('viewer alice', gone.signal);
    gone.abort();
    await waited;
    await rate.waitForPoint('viewer alice', gone.signal);
  });
});

describe('the headers', () => {
  const seen = ({ rate }: { rate: QueryRate }) => Object.values(rate.headers('viewer alice'));

  test('report the policy, the points left and when all of them are back', async () => {
    const at = rateOf(20_000);
    expect(seen(at)).toEqual(['"default";r=20000;t=0', '"default";q=20000;w=1']);
    at.rate.charge('viewer alice', 98);
    expect(seen(at)).toEqual(['"default";r=19902;t=1', '"default";q=20000;w=1']);
    await at.clock.advance(1_000);
    expect(seen(at)[0]).toBe('"default";r=20000;t=0');
  });

  test('show for an overdrawn holder the time of Retry-After', () => {
    const at = rateOf(100);
    at.rate.charge('viewer alice', 450);
    expect(seen(at)[0]).toBe('"default";r=0;t=4');
    expect(at.rate.refusal('viewer alice')?.retryAfterSeconds).toBe(4);
  });
});
