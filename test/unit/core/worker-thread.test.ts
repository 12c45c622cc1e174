import { afterEach, describe, expect, test } from '@jest/globals';
import { WorkerThread } from '../../../src/core/worker-thread.js';

interface Answer {
  readonly job: string;
  readonly threadId: number;
}

let opened: WorkerThread<string, Answer>[] = [];

function open(options: { readonly timeoutMs?: number; readonly maxWaiting?: number } = {}) {
  const thread = new WorkerThread<string, Answer>({
    file: '../test/support/odd-worker.mjs',
    heapMb: 32,
    timeoutMs: 10_000,
    maxWaiting: 3,
    ...options,
  });
  opened.push(thread);
  return thread;
}

afterEach(async () => {
  await Promise.all(opened.map((thread) => thread.close()));
  opened = [];
});

describe('a worker thread', () => {
  test('answers its jobs in the order they came, all in one thread', async () => {
    const thread = open();
    const answers = await Promise.all(['a', 'b', 'c'].map((job) => thread.run(job)));
    expect(answers.map(({ job }) => job)).toEqual(['a', 'b', 'c']);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(1);
  });

  test.each([
    ['throws', 'throw'],
    ['exits', 'exit'],
    ['needs more memory than it has', 'fill'],
  ])('that %s rejects that job alone, and continues with a new thread', async (_name, odd) => {
    const thread = open();
    const before = await thread.run('before');
    const [ended, after] = await Promise.allSettled([thread.run(odd), thread.run('after')]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { name: 'NoAnswer', reason: 'ended' } });
    expect(after).toMatchObject({ status: 'fulfilled', value: { job: 'after' } });
    expect((await thread.run('later')).threadId).not.toBe(before.threadId);
  });

  test('that takes too long is ended', async () => {
    const thread = open({ timeoutMs: 500 });
    const [late] = await Promise.allSettled([thread.run('loop')]);
    expect(late).toMatchObject({ status: 'rejected', reason: { reason: 'late' } });
  });

  test('refuses a job when as many wait as may', async () => {
    const thread = open({ maxWaiting: 1 });
    const [first, second, third] = await Promise.allSettled(['a', 'b', 'c'].map((job) => thread.run(job)));
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(third).toMatchObject({ status: 'rejected', reason: { reason: 'busy' } });
  });

  test('closes at once, even while working, and accepts no job afterwards', async () => {
    const thread = open();
    const waiting = Promise.allSettled([thread.run('loop'), thread.run('next')]);
    await thread.close();
    for (const answer of await waiting)
      expect(answer).toMatchObject({ status: 'rejected', reason: { reason: 'ended' } });
    await expect(thread.run('later')).rejects.toMatchObject({ reason: 'ended' });
  });
});
