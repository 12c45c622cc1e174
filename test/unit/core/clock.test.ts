import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/core/time/clock.js';

const START = Date.parse('2026-01-05T09:15:00Z');

describe('a frozen clock', () => {
  test('stands still between pushes', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(START);
    await clock.advance(1_500);
    expect(clock.now()).toBe(START + 1_500);
  });

  test('fires what became due in order of due time, each at its own time', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    const fired: [string, number][] = [];
    const note = (name: string) => () => fired.push([name, clock.now() - START]);
    clock.after(300, note('late'));
    clock.after(100, note('early'));
    clock.after(100, note('early too'));
    clock.after(5_000, note('never'));
    await clock.advance(1_000);
    expect(fired).toEqual([
      ['early', 100],
      ['early too', 100],
      ['late', 300],
    ]);
    expect(clock.now()).toBe(START + 1_000);
  });

  test('fires a timer that a timer set, if it is due within the same push', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    const fired: number[] = [];
    const again = () => {
      fired.push(clock.now() - START);
      clock.after(10, again);
    };
    clock.after(10, again);
    await clock.advance(35);
    expect(fired).toEqual([10, 20, 30]);
  });

  test('lets promises settle between two timers', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    const seen: string[] = [];
    clock.after(1, () => void Promise.resolve().then(() => seen.push('promise of the first')));
    clock.after(2, () => seen.push('second'));
    await clock.advance(2);
    expect(seen).toEqual(['promise of the first', 'second']);
  });

  test('does not fire what was cancelled, even by a timer of the same push', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    const fired: string[] = [];
    const cancel = clock.after(20, () => fired.push('cancelled'));
    clock.after(10, cancel);
    await clock.advance(100);
    expect(fired).toEqual([]);
  });

  test('fires each timer once', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    let count = 0;
    clock.after(1, () => {
      count += 1;
    });
    await clock.advance(10);
    await clock.advance(10);
    expect(count).toBe(1);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a push by %d', async (ms) => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    await expect(clock.advance(ms)).rejects.toThrow(RangeError);
    expect(clock.now()).toBe(START);
  });
});

describe('a clock that jumps', () => {
  test('fires each due timer once, at the end, in order of due time', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    const fired: [string, number][] = [];
    const note = (name: string) => () => fired.push([name, clock.now() - START]);
    const poll = () => {
      note('poll')();
      clock.after(100, poll);
    };
    clock.after(300, note('late'));
    clock.after(100, poll);
    clock.after(5_001, note('never'));
    await clock.jump(5_000);
    expect(fired).toEqual([
      ['poll', 5_000],
      ['late', 5_000],
    ]);
    await clock.jump(100);
    expect(fired.slice(2)).toEqual([
      ['never', 5_100],
      ['poll', 5_100],
    ]);
  });

  test('does not fire what was cancelled, even by a timer of the same jump', async () => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    const fired: string[] = [];
    const cancel = clock.after(20, () => fired.push('cancelled'));
    clock.after(10, cancel);
    await clock.jump(100);
    expect(fired).toEqual([]);
  });

  test('lets a running clock fire by itself afterwards', async () => {
    const clock = new VirtualClock();
    const fired = new Promise<void>((resolve) => {
      clock.after(3_600_000, () => clock.after(5, resolve));
    });
    const keepAlive = setTimeout(() => {}, 60_000);
    await clock.jump(3_600_000);
    await fired;
    clearTimeout(keepAlive);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a jump by %d', async (ms) => {
    const clock = new VirtualClock({ startAt: START, frozen: true });
    await expect(clock.jump(ms)).rejects.toThrow(RangeError);
    expect(clock.now()).toBe(START);
  });
});

describe('a running clock', () => {
  test('runs with the real one and stays ahead by what it was pushed', async () => {
    const clock = new VirtualClock();
    await clock.advance(3_600_000);
    expect(clock.offsetMs).toBeGreaterThanOrEqual(3_600_000);
    expect(clock.offsetMs).toBeLessThan(3_605_000);
  });

  test('fires by itself', async () => {
    const clock = new VirtualClock();
    await new Promise<void>((resolve) => {
      const keepAlive = setTimeout(() => {}, 5_000);
      clock.after(5, () => {
        clearTimeout(keepAlive);
        resolve();
      });
    });
  });

  test('fires a far timer once a push has brought it near, and not twice', async () => {
    const clock = new VirtualClock();
    let count = 0;
    clock.after(10 * 365 * 24 * 3_600_000, () => {
      count += 1;
    });
    await clock.advance(10 * 365 * 24 * 3_600_000 + 1);
    await clock.advance(1);
    expect(count).toBe(1);
  });
});
