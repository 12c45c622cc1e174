import { describe, expect, test } from '@jest/globals';
import { EventQueue } from '../../../packages/client/src/core/event-queue.js';

/** A source of the numbers after the last one delivered; it delivers only when the test says so. */
function numbers() {
  const state = { last: 0, starts: 0, stops: 0 };
  let push = (_item: number) => {};
  let end = (_error?: unknown) => {};
  const queue = new EventQueue<number>({
    start(deliver, finish) {
      state.starts += 1;
      push = deliver;
      end = finish;
      return () => {
        state.stops += 1;
        push = () => {};
      };
    },
  });
  const deliver = (count: number) => {
    const from = state.last;
    for (let n = from + 1; n <= from + count; n += 1) {
      const before = state.stops;
      push(n);
      state.last = n;
      if (state.stops > before) return;
    }
  };
  return { queue, state, deliver, end: (error?: unknown) => end(error) };
}

async function read(queue: EventQueue<number>, count: number): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let n = 0; n < count; n += 1) items.push((await queue.next()).value);
  return items;
}

describe('a queue of events', () => {
  test('starts its source with the first reader, and keeps the order', async () => {
    const { queue, state, deliver } = numbers();
    expect(state.starts).toBe(0);
    const first = queue.next();
    deliver(3);
    expect((await first).value).toBe(1);
    expect(await read(queue, 2)).toEqual([2, 3]);
  });

  test('stops the source at 1,000 waiting items, and starts it again when they are read', async () => {
    const { queue, state, deliver } = numbers();
    const first = queue.next();
    deliver(5_000);
    await first;
    expect(state).toMatchObject({ last: 1_001, starts: 1, stops: 1 });
    await read(queue, 1_000);
    const next = queue.next();
    expect(state.starts).toBe(2);
    deliver(1);
    expect((await next).value).toBe(1_002);
  });

  test('gives what waits before the error of its source, and the error once', async () => {
    const { queue, deliver, end } = numbers();
    const first = queue.next();
    deliver(2);
    end(new Error('refused'));
    expect([(await first).value, (await queue.next()).value]).toEqual([1, 2]);
    await expect(queue.next()).rejects.toThrow('refused');
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  test('ends a reader that waits when it is closed, and stops the source', async () => {
    const { queue, state } = numbers();
    const waiting = queue.next();
    queue.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(state.stops).toBe(1);
  });

  test('forgets what waits when the reader leaves', async () => {
    const { queue, state, deliver } = numbers();
    const first = queue.next();
    deliver(10);
    await first;
    await queue.return();
    expect(await queue.next()).toEqual({ done: true, value: undefined });
    expect(state.stops).toBe(1);
  });
});
