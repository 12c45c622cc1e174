import { beforeEach, describe, expect, test } from '@jest/globals';
import { CertainTime } from '../../../src/core/time/certain-time.js';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { type Log, silentLog } from '../../../src/core/log.js';

const START = Date.parse('2026-01-05T09:15:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const JUMP = 50 * HOUR;

/** The true time. */
let time: VirtualClock;
/** How far the clock of this machine is set ahead of it. */
let setAheadMs: number;
let logged: string[];

beforeEach(() => {
  time = new VirtualClock({ startAt: START, frozen: true });
  setAheadMs = 0;
  logged = [];
});

interface Others {
  readonly lastKnown?: number | null;
  readonly witness?: () => number | null;
  readonly databaseNow?: () => Promise<number | null>;
}

function certainTime({
  lastKnown = null,
  witness = () => null,
  databaseNow = async () => null,
}: Others = {}) {
  return new CertainTime({
    clock: {
      now: () => time.now() + setAheadMs,
      monotonic: () => time.monotonic(),
      after: (delayMs, callback) => time.after(delayMs, callback),
    },
    log: { ...silentLog, warn: (_: object, message: string) => void logged.push(message) } as unknown as Log,
    lastKnown,
    witnesses: [witness],
    databaseNow,
  });
}

describe('the certain time', () => {
  test('is the clock of the machine while that keeps pace', async () => {
    const certain = certainTime();
    for (let day = 0; day < 10; day += 1) {
      await time.advance(24 * HOUR);
      expect(certain.now()).toBe(time.now());
      expect(certain.latest()).toBe(time.now());
    }
    expect(logged).toEqual([]);
  });

  test('continues from before when the clock jumps ahead, and logs so once', async () => {
    const certain = certainTime();
    setAheadMs = JUMP;
    expect(certain.now()).toBe(START);
    await time.advance(9 * MINUTE);
    expect(certain.now()).toBe(time.now());
    expect(certain.latest()).toBe(time.now() + JUMP);
    expect(certain.isCertain).toBe(false);
    expect(logged).toEqual([expect.stringContaining('has jumped')]);
  });

  test('is the clock again at once when the jump is taken back', async () => {
    const certain = certainTime();
    setAheadMs = JUMP;
    certain.now();
    await time.advance(MINUTE);
    setAheadMs = 0;
    expect(certain.now()).toBe(time.now());
    expect(certain.isCertain).toBe(true);
    expect(logged).toEqual([expect.stringContaining('has jumped'), expect.stringContaining('is back')]);
  });

  test('is the new time after ten minutes in which that kept pace', async () => {
    const certain = certainTime();
    setAheadMs = JUMP;
    certain.now();
    await time.advance(10 * MINUTE);
    expect(certain.now()).toBe(time.now() + JUMP);
    expect(certain.isCertain).toBe(true);
  });

  test('is not the new time of a clock that keeps jumping', async () => {
    const certain = certainTime();
    for (let minute = 0; minute < 60; minute += 1) {
      setAheadMs = JUMP + minute * HOUR;
      expect(certain.now()).toBe(time.now());
      await time.advance(MINUTE);
    }
  });

  test('is the new time at once when another clock agrees', () => {
    const certain = certainTime({ witness: () => time.now() + JUMP + 1_000 });
    setAheadMs = JUMP;
    expect(certain.now()).toBe(time.now() + JUMP);
  });

  test('is not the new time because another clock shows a third', () => {
    const certain = certainTime({ witness: () => time.now() + 2 * JUMP });
    setAheadMs = JUMP;
    expect(certain.now()).toBe(time.now());
  });

  test('is the new time when the database agrees, which is asked only in doubt', async () => {
    let asked = 0;
    const databaseNow = async () => {
      asked += 1;
      return time.now() + JUMP;
    };
    const certain = certainTime({ databaseNow });
    await time.advance(HOUR);
    certain.now();
    expect(asked).toBe(0);
    setAheadMs = JUMP;
    expect(certain.now()).toBe(time.now());
    await time.advance(1_000);
    expect(certain.now()).toBe(time.now() + JUMP);
    expect(asked).toBe(1);
  });

  test('stays in doubt while the database cannot be asked', async () => {
    const certain = certainTime({ databaseNow: () => Promise.reject(new Error('away')) });
    setAheadMs = JUMP;
    certain.now();
    await time.advance(MINUTE);
    expect(certain.now()).toBe(time.now());
  });

  test('goes back with a clock that jumps back, and what is kept is stamped with the later time', () => {
    const certain = certainTime();
    setAheadMs = -JUMP;
    expect(certain.now()).toBe(START - JUMP);
    expect(certain.latest()).toBe(START);
  });
});

describe('at a start', () => {
  test.each([
    ['an hour after', HOUR, true],
    ['at', 0, true],
    ['a moment before', -30_000, true],
    ['two hours after', 2 * HOUR, false],
    ['50 hours after', JUMP, false],
    ['50 hours before', -JUMP, false],
  ])('%s the last certain time the clock is believed or not: %i ms, %s', (_when, ms, isCertain) => {
    expect(certainTime({ lastKnown: START - ms }).isCertain).toBe(isCertain);
  });

  test('that is not trusted, time continues from the last certain time', async () => {
    const certain = certainTime({ lastKnown: START - JUMP });
    await time.advance(9 * MINUTE);
    expect(certain.now()).toBe(START - JUMP + 9 * MINUTE);
    await time.advance(MINUTE);
    expect(certain.now()).toBe(time.now());
  });
});
