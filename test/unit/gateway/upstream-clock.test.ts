import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Clock, VirtualClock } from '../../../src/core/time/clock.js';
import type { Log } from '../../../src/core/log.js';
import { silentLog } from '../../../src/core/log.js';
import { AGREEING_ANSWERS, OFFSET_MAX_MS, UpstreamClock } from '../../../src/gateway/upstream-clock.js';

const START = Date.parse('2026-01-05T09:15:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let time: VirtualClock;
/** How far the clock of this machine is set ahead of the true time. */
let setAheadMs: number;
let warnings: object[];

beforeEach(() => {
  time = new VirtualClock({ startAt: START, frozen: true });
  setAheadMs = 0;
  warnings = [];
});

function upstreamClock(maxOffsetMs = Number.POSITIVE_INFINITY): UpstreamClock {
  const clock: Clock = {
    now: () => time.now() + setAheadMs,
    monotonic: () => time.monotonic(),
    after: (delayMs, callback) => time.after(delayMs, callback),
  };
  const log = { ...silentLog, warn: (fields: object) => void warnings.push(fields) } as unknown as Log;
  return new UpstreamClock({ clock, log, maxOffsetMs });
}

/** Answers that say it is so much later than it is. */
function answers(upstream: UpstreamClock, aheadMs: number, count: number): void {
  for (let each = 0; each < count; each += 1) {
    const at = time.monotonic();
    upstream.observe(new Date(time.now() + aheadMs).toUTCString(), at, at);
  }
}

describe('the clock of Gateway', () => {
  test('is followed once several answers agree, and not before', () => {
    const upstream = upstreamClock();
    answers(upstream, DAY, AGREEING_ANSWERS - 1);
    expect({ offset: upstream.offsetMs, now: upstream.now() }).toEqual({ offset: 0, now: null });
    answers(upstream, DAY, 1);
    expect(Math.abs(upstream.offsetMs - DAY)).toBeLessThanOrEqual(1_000);
  });

  test('is not moved by one answer among others, however often that comes', () => {
    const upstream = upstreamClock();
    answers(upstream, 0, AGREEING_ANSWERS);
    for (let round = 0; round < 20; round += 1) {
      answers(upstream, 10 * MINUTE, AGREEING_ANSWERS - 1);
      answers(upstream, 0, 1);
    }
    expect(upstream.offsetMs).toBe(0);
  });

  test('is not moved by answers that contradict each other', () => {
    const upstream = upstreamClock();
    for (let round = 1; round < 20; round += 1) answers(upstream, round * MINUTE, 1);
    expect(upstream.offsetMs).toBe(0);
  });

  test.each([-DAY, -1.5 * OFFSET_MAX_MS, 1.5 * OFFSET_MAX_MS, DAY])(
    'is not followed by %i ms in production, but known',
    (aheadMs) => {
      const upstream = upstreamClock(OFFSET_MAX_MS);
      answers(upstream, aheadMs, 10 * AGREEING_ANSWERS);
      expect(upstream.offsetMs).toBe(0);
      expect(Math.abs((upstream.now() ?? 0) - time.now() - aheadMs)).toBeLessThanOrEqual(1_000);
      expect(warnings).toHaveLength(1);
    },
  );

  test('within the bound is followed in production, with a warning', () => {
    const upstream = upstreamClock(OFFSET_MAX_MS);
    answers(upstream, MINUTE, AGREEING_ANSWERS);
    expect(Math.abs(upstream.offsetMs - MINUTE)).toBeLessThanOrEqual(1_000);
    expect(warnings).toHaveLength(1);
  });

  test('that changes all the time is warned about once a minute', async () => {
    const upstream = upstreamClock();
    for (let round = 0; round < 50; round += 1) answers(upstream, (1 + (round % 2)) * DAY, AGREEING_ANSWERS);
    expect(Math.abs(upstream.offsetMs - 2 * DAY)).toBeLessThanOrEqual(1_000);
    expect(warnings).toHaveLength(1);
    await time.advance(MINUTE);
    answers(upstream, 3 * DAY, AGREEING_ANSWERS);
    expect(warnings).toHaveLength(2);
  });

  test('stays what it was when the clock of this machine is set', () => {
    const upstream = upstreamClock();
    answers(upstream, 0, AGREEING_ANSWERS);
    const known = upstream.now();
    setAheadMs = 50 * 60 * MINUTE;
    expect(Math.abs((upstream.now() ?? 0) - (known ?? 0))).toBeLessThanOrEqual(1_000);
  });

  test('is not read from a header that is no date', () => {
    const upstream = upstreamClock();
    for (const header of [undefined, '', 'soon', 'NaN']) upstream.observe(header, 0, 0);
    expect(upstream.now()).toBeNull();
  });
});
