import { describe, expect, test } from '@jest/globals';
import { DeadlineExceeded, withDeadline } from '../../../src/core/time/deadline.js';

describe('a deadline', () => {
  test('hands on what came in time', async () => {
    await expect(withDeadline('read', 1_000, Promise.resolve(7))).resolves.toBe(7);
  });

  test('hands on the failure that came in time', async () => {
    const failure = new Error('broken');
    await expect(withDeadline('read', 1_000, Promise.reject(failure))).rejects.toBe(failure);
  });

  test('ends the wait for what never comes, saying what was waited for', async () => {
    const waiting = withDeadline('cache read', 10, new Promise(() => {}));
    await expect(waiting).rejects.toThrow(new DeadlineExceeded('cache read', 10));
  });

  test('a failure after the deadline is not an unhandled rejection', async () => {
    let fail: (error: Error) => void = () => {};
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    await expect(withDeadline('read', 5, work)).rejects.toBeInstanceOf(DeadlineExceeded);
    fail(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await withDeadline('read', 60_000, Promise.resolve());
    expect(timers()).toBe(before);
  });
});
