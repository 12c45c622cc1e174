import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../src/core/errors.js';
import {
  noTracing,
  readTraceparent,
  type Span,
  traced,
  traceparentOf,
  type Tracing,
} from '../../../src/core/tracing.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('a traceparent', () => {
  test.each([
    [`00-${TRACE}-${SPAN}-01`, true],
    [`00-${TRACE}-${SPAN}-00`, false],
    [`00-${TRACE}-${SPAN}-03`, true],
    [`cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`, true],
  ])('is read: %s', (header, isSampled) => {
    expect(readTraceparent(header)).toEqual({ traceId: TRACE, spanId: SPAN, isSampled });
  });

  test.each([
    ['none', undefined],
    ['no text', [`00-${TRACE}-${SPAN}-01`]],
    ['an empty one', ''],
    ['two of them', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
    ['a short trace', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['the version that is forbidden', `ff-${TRACE}-${SPAN}-01`],
    ['more than version 00 has', `00-${TRACE}-${SPAN}-01-more`],
    ['more without a hyphen', `cc-${TRACE}-${SPAN}-01.more`],
    ['a line behind it', `00-${TRACE}-${SPAN}-01\n`],
  ])('is ignored: %s', (_what, header) => {
    expect(readTraceparent(header)).toBeNull();
  });

  test('is written as it is read', () => {
    for (const isSampled of [true, false]) {
      const context = { traceId: TRACE, spanId: SPAN, isSampled };
      expect(readTraceparent(traceparentOf(context))).toEqual(context);
    }
  });
});

describe('work in a span', () => {
  function recording() {
    const calls: string[] = [];
    const span: Span = {
      context: { traceId: TRACE, spanId: SPAN, isSampled: true },
      set: () => {},
      fail: (type) => void calls.push(`fail ${type}`),
      end: () => void calls.push('end'),
    };
    const tracing: Tracing = {
      ...noTracing,
      isOn: true,
      start(name) {
        calls.push(`start ${name}`);
        return span;
      },
    };
    return { calls, tracing };
  }

  test('ends it when the work has ended, and gives its result', async () => {
    const { calls, tracing } = recording();
    const result = await traced(tracing, 'work', {}, async () => {
      await Promise.resolve();
      calls.push('work');
      return 7;
    });
    expect([result, calls]).toEqual([7, ['start work', 'work', 'end']]);
  });

  test.each([
    [new AppError('NOT_FOUND', 'No such order of alice@example.com.'), 'NOT_FOUND'],
    [new TypeError('kanari'), 'TypeError'],
    [Object.assign(new Error('kanari'), { name: 'reported by a user: 9812374065' }), 'Error'],
    ['a text', 'Error'],
  ])('marks it as failed with a code or class, and throws on: %p', async (thrown, type) => {
    const { calls, tracing } = recording();
    await expect(traced(tracing, 'work', {}, () => Promise.reject(thrown))).rejects.toBe(thrown);
    expect(calls).toEqual(['start work', `fail ${type}`, 'end']);
  });

  test('is only the work when nothing is traced', async () => {
    const seen = await traced(noTracing, 'work', {}, async ({ context }) => [context, noTracing.current()]);
    expect(seen).toEqual([null, null]);
  });
});
