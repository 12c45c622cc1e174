import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_WAIT_MS, nextAttemptAt, RETRY_FOR_MS } from '../../../src/outgoing-webhooks/backoff.js';

const NOTHING_ASKED = {
  now: 0,
  firstWaitMs: 5_000,
  retryAfterMs: null,
  deadline: RETRY_FOR_MS,
  random: () => 0,
};

describe('the wait after a failure', () => {
  test('doubles from the first up to an hour', () => {
    const waits = Array.from({ length: 12 }, (_, index) =>
      nextAttemptAt({ ...NOTHING_ASKED, failures: index + 1 }),
    );
    expect(waits.map((wait) => Number(wait) / 1000)).toEqual([
      5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600,
    ]);
  });

  test('is what the receiver asks for where that is longer, up to an hour', () => {
    const asking = (retryAfterMs: number) => nextAttemptAt({ ...NOTHING_ASKED, failures: 1, retryAfterMs });
    expect([asking(1_000), asking(60_000), asking(1e12)]).toEqual([5_000, 60_000, LONGEST_WAIT_MS]);
  });

  test('is at most a fifth shorter by chance, and never passes the deadline', () => {
    const whole = { min: 0, max: 2 * RETRY_FOR_MS };
    fc.assert(
      fc.property(
        fc.integer(whole),
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (now, failures, chance) => {
          const options = { ...NOTHING_ASKED, now, failures, random: () => chance };
          const at = nextAttemptAt(options);
          if (now >= RETRY_FOR_MS) return at === null;
          const most = Math.min(5_000 * 2 ** Math.min(failures - 1, 30), LONGEST_WAIT_MS);
          const least = Math.min(now + most * 0.8, RETRY_FOR_MS);
          return at !== null && at >= least - 1 && at <= Math.min(now + most + 1, RETRY_FOR_MS);
        },
      ),
    );
  });

  test('has its last attempt at the deadline', () => {
    const late = { ...NOTHING_ASKED, failures: 50 };
    expect(nextAttemptAt({ ...late, now: RETRY_FOR_MS - 1 })).toBe(RETRY_FOR_MS);
    expect(nextAttemptAt({ ...late, now: RETRY_FOR_MS })).toBeNull();
  });
});
