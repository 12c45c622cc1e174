import { expect, test } from '@jest/globals';
import { SlotsByHolder } from '../../../src/core/slots-by-holder.js';

/** Work that runs until the test ends it. */
function held(started: string[], name: string) {
  let end = () => {};
  const untilEnded = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    started.push(name);
    await untilEnded;
    return name;
  };
  return { work, end: () => end() };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('runs four tasks of a holder at once and the others in order, and does not delay another holder', async () => {
  const slots = new SlotsByHolder(4);
  const started: string[] = [];
  const works = Array.from({ length: 6 }, (_, n) => held(started, `a${n}`));
  const results = works.map(({ work }) => slots.run('viewer alice', work));
  expect(await slots.run('viewer bob', async () => 'bob')).toBe('bob');
  expect(started).toEqual(['a0', 'a1', 'a2', 'a3']);
  works[2]?.end();
  await settle();
  expect(started).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  for (const { end } of works) end();
  expect(await Promise.all(results)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5']);
});

test('passes the slot of a task that fails to the next one', async () => {
  const slots = new SlotsByHolder(4);
  const fail = async () => {
    await settle();
    throw new Error('failed');
  };
  const results = await Promise.allSettled(Array.from({ length: 9 }, () => slots.run('viewer alice', fail)));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(await slots.run('viewer alice', async () => 'served')).toBe('served');
});

test('reports how long the next task of a holder would wait', async () => {
  const slots = new SlotsByHolder(4);
  const works = Array.from({ length: 104 }, (_, n) => held([], `a${n}`));
  const results = works.map(({ work }) => slots.run('viewer alice', work));
  expect(slots.expectedWaitMs('viewer bob')).toBe(0);
  while (slots.expectedWaitMs('viewer alice') < 5) await settle();
  const startedAt = performance.now();
  for (const { end } of works.slice(0, 40)) {
    end();
    await settle();
  }
  // Sixty are left of a hundred: they wait longer than the forty before them took, and not as long as all
  // would.
  const elapsedMs = performance.now() - startedAt;
  const expectedMs = slots.expectedWaitMs('viewer alice');
  expect({ elapsedMs, expectedMs, isMore: expectedMs > elapsedMs / 10 }).toMatchObject({ isMore: true });
  for (const { end } of works) end();
  await Promise.all(results);
  expect(slots.expectedWaitMs('viewer alice')).toBe(0);
});

test('refuses a holder that has taken all its slots until one is released', () => {
  const slots = new SlotsByHolder(2);
  const release = slots.tryAcquire('viewer alice');
  expect(slots.tryAcquire('viewer alice')).not.toBeNull();
  expect(slots.tryAcquire('viewer alice')).toBeNull();
  expect(slots.tryAcquire('viewer bob')).not.toBeNull();
  release?.();
  expect(slots.tryAcquire('viewer alice')).not.toBeNull();
  expect(slots.tryAcquire('viewer alice')).toBeNull();
});

test('forgets a holder once its last slot is released', async () => {
  const slots = new SlotsByHolder(2);
  const release = slots.tryAcquire('viewer alice');
  await slots.run('viewer bob', async () => {});
  expect(slots.size).toBe(1);
  release?.();
  expect(slots.size).toBe(0);
});
