import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { atWallClock } from '../../../src/viewer/token-end.js';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'], now: 1_000_000 });
});

afterEach(() => {
  jest.useRealTimers();
});

test('calls back once, at the moment and not before', () => {
  const callback = jest.fn();
  atWallClock(1_000_000 + 150_000, callback);
  jest.advanceTimersByTime(149_999);
  expect(callback).not.toHaveBeenCalled();
  jest.advanceTimersByTime(500_000);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('calls back soon for a moment that is over', () => {
  const callback = jest.fn();
  atWallClock(1, callback);
  jest.advanceTimersByTime(0);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('waits for moments further away than a timer reaches', () => {
  const callback = jest.fn();
  atWallClock(1_000_000 + 2 ** 40, callback);
  jest.advanceTimersByTime(600_000);
  expect(callback).not.toHaveBeenCalled();
});

test('notices within a minute that the clock was set forward', () => {
  const callback = jest.fn();
  atWallClock(1_000_000 + 3_600_000, callback);
  jest.setSystemTime(1_000_000 + 3_600_000);
  jest.advanceTimersByTime(60_000);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('does nothing after it was cancelled', () => {
  const callback = jest.fn();
  const cancel = atWallClock(1_000_000 + 150_000, callback);
  jest.advanceTimersByTime(100_000);
  cancel();
  jest.advanceTimersByTime(500_000);
  expect(callback).not.toHaveBeenCalled();
});
