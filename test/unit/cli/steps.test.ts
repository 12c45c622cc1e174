import { describe, expect, test } from '@jest/globals';
import type { CliContext } from '../../../src/cli/context.js';
import { playSteps, type Step } from '../../../src/cli/steps.js';

function listen(): { context: CliContext; lines: string[] } {
  const lines: string[] = [];
  const context: CliContext = {
    env: {},
    isTerminal: false,
    out: (line) => void lines.push(line),
    err: () => {},
    openLog: () => ({ write: () => {}, dropped: 0 }),
    readInput: async () => '',
    confirm: async () => null,
    print: async () => true,
    runUntilStopped: async () => {},
    runUntilAborted: async () => {},
  };
  return { context, lines };
}

const good: Step = { title: 'first', run: async () => 'done well' };
const bad: Step = { title: 'second', run: async () => Promise.reject(new Error('no')) };

describe('steps', () => {
  test('are each shown as a line with start and duration', async () => {
    const { context, lines } = listen();
    await playSteps(context, [good, { ...good, title: 'third' }], false);
    expect(lines).toEqual([
      expect.stringMatching(/^ok {2,}\+\d+ ms +\d+ ms {2}first: done well$/),
      expect.stringMatching(/^ok {2,}\+\d+ ms +\d+ ms {2}third: done well$/),
    ]);
  });

  test('stop at the first failure, name it and rethrow its error', async () => {
    const { context, lines } = listen();
    await expect(playSteps(context, [good, bad, good], false)).rejects.toThrow('no');
    expect(lines).toEqual([expect.stringContaining('first'), 'failed  second']);
  });

  test('print nothing if quiet, and return the same results', async () => {
    const { context, lines } = listen();
    const done = await playSteps(context, [good], true);
    expect(lines).toEqual([]);
    expect(done).toEqual([
      { step: 'first', startedAtMs: expect.any(Number), durationMs: expect.any(Number), detail: 'done well' },
    ]);
  });
});
