import { afterEach, expect, jest, test } from '@jest/globals';
import { type ReplaySlot, ReplaySlots } from '../../../src/events/replay-slots.js';

afterEach(() => {
  jest.useRealTimers();
});

/** Asks for so many slots; `granted` has the numbers of those that were granted, in order. */
function ask(slots: ReplaySlots, viewer: string, count: number) {
  const granted: number[] = [];
  const asked: ReplaySlot[] = Array.from({ length: count }, (_, n) => {
    const slot = slots.acquire(viewer);
    void slot.granted.then(() => granted.push(n));
    return slot;
  });
  return { asked, granted };
}

const settled = () => new Promise<void>((resolve) => process.nextTick(() => queueMicrotask(resolve)));

test('a viewer holds four slots, and the others are granted in the order in which they were asked for', async () => {
  const slots = new ReplaySlots();
  const { asked, granted } = ask(slots, 'alice', 7);
  await settled();
  expect(granted).toEqual([0, 1, 2, 3]);
  asked[2]?.release();
  asked[2]?.release();
  asked[0]?.release();
  await settled();
  expect(granted).toEqual([0, 1, 2, 3, 4, 5]);
  for (const slot of asked) slot.release();
  expect(slots.size).toBe(0);
});

test('the slots of one viewer are not those of another', async () => {
  const slots = new ReplaySlots();
  const alice = ask(slots, 'alice', 9);
  const bob = ask(slots, 'bob', 1);
  await settled();
  expect(bob.granted).toEqual([0]);
  for (const slot of [...alice.asked, ...bob.asked]) slot.release();
  expect(slots.size).toBe(0);
});

test('one that stops waiting is passed over, and its wait ends', async () => {
  const slots = new ReplaySlots();
  const { asked, granted } = ask(slots, 'alice', 6);
  asked[4]?.release();
  await settled();
  expect(granted).toEqual([0, 1, 2, 3, 4]);
  asked[0]?.release();
  await settled();
  expect(granted).toEqual([0, 1, 2, 3, 4, 5]);
  for (const slot of asked) slot.release();
  expect(slots.size).toBe(0);
});

test('a client that takes too long over a page loses its slot to the next one', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  const slots = new ReplaySlots();
  const { asked, granted } = ask(slots, 'alice', 5);
  await jest.advanceTimersByTimeAsync(999);
  expect(granted).toEqual([0, 1, 2, 3]);
  await jest.advanceTimersByTimeAsync(1);
  expect(granted).toEqual([0, 1, 2, 3, 4]);
  for (const slot of asked) slot.release();
  expect(slots.size).toBe(0);
});
