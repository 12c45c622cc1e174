import { describe, expect, test } from '@jest/globals';
import { ReadPace } from '../../../src/reconcile/read-pace.js';

/** Reads that start in one second in which one is wanted every millisecond, after `warmUpMs` of the same. */
function startedInOneSecond(utilization: number, warmUpMs: number): number {
  let now = 0;
  const pace = new ReadPace({ now: () => now, utilization: () => utilization });
  let started = 0;
  for (; now < warmUpMs + 1_000; now += 1) {
    const mayStart = pace.take();
    if (mayStart && now >= warmUpMs) started += 1;
  }
  return started;
}

describe('planned reads', () => {
  test('start as fast as they come while there is nothing else to do', () => {
    expect(startedInOneSecond(0.1, 0)).toBeGreaterThan(990);
  });

  test('fall to 25 per second while the process is busy', () => {
    expect(startedInOneSecond(0.95, 2_000)).toBe(25);
  });

  test('keep their pace between busy and idle', () => {
    expect(startedInOneSecond(0.8, 2_000)).toBeGreaterThan(990);
  });

  test('are as fast as before three seconds after the process was busy', () => {
    let now = 0;
    let utilization = 0.95;
    const pace = new ReadPace({ now: () => now, utilization: () => utilization });
    for (; now < 3_000; now += 1) pace.take();
    utilization = 0.1;
    for (; now < 6_000; now += 1) pace.take();
    let started = 0;
    for (; now < 7_000; now += 1) if (pace.take()) started += 1;
    expect(started).toBeGreaterThan(900);
  });

  test('start in a burst of 50 at most, and say how long the next one waits', () => {
    let now = 0;
    const pace = new ReadPace({ now: () => now, utilization: () => 0 });
    now = 10_000;
    let started = 0;
    while (pace.take()) started += 1;
    expect(started).toBe(50);
    expect(pace.waitMs).toBe(1);
    now += pace.waitMs;
    expect(pace.take()).toBe(true);
  });
});
