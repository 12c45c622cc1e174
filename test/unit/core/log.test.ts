import { describe, expect, test } from '@jest/globals';
import { describeError } from '../../../src/core/describe-error.js';
import { createLog, type Log, withFields } from '../../../src/core/log.js';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** A log at the lowest level, and what it wrote, parsed line by line. */
function recordingLog(): { log: Log; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const log = createLog('trace', { write: (text: string) => void written.push(text) });
  return {
    log,
    lines: () =>
      written
        .join('')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('a log', () => {
  test('writes one object per line at every level, for any text', () => {
    const { log, lines } = recordingLog();
    for (const level of LEVELS) log[level]({ text: 'a\nb' }, 'c\nd');
    expect(lines().map(({ level, text, msg }) => [level, text, msg])).toEqual(
      LEVELS.map((level) => [level, 'a\nb', 'c\nd']),
    );
  });

  test.each(LEVELS)('redacts by name at %s, also within', (level) => {
    const { log, lines } = recordingLog();
    const secret = 'kanari';
    log[level]({ token: secret, headers: { authorization: secret }, a: { b: { pan: secret } } }, 'a line');
    log.child({ request: { body: secret } })[level]({}, 'a line');
    expect(lines()).toHaveLength(2);
    expect(JSON.stringify(lines())).not.toContain(secret);
  });
});

describe('an error in a log line', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), {
    code: 'ECONNREFUSED',
    config: { headers: { cookie: 'kanari' } },
  });

  test('is logged with its type, message, code and stack, and so are its causes', () => {
    const { log, lines } = recordingLog();
    log.error({ err: describeError(new TypeError('fetch failed', { cause: refused })) }, 'a line');
    expect(lines()[0]?.err).toEqual({
      type: 'TypeError',
      message: 'fetch failed',
      stack: expect.stringMatching(/^TypeError: fetch failed\n/),
      cause: {
        type: 'Error',
        message: 'connect ECONNREFUSED 127.0.0.1:1',
        code: 'ECONNREFUSED',
        stack: expect.stringMatching(/^Error: connect ECONNREFUSED/),
      },
    });
    expect(JSON.stringify(lines())).not.toContain('kanari');
  });

  test('logs no more of it if it was not described', () => {
    const { log, lines } = recordingLog();
    log.error({ err: new TypeError('fetch failed', { cause: refused }) }, 'a line');
    log.error({ err: refused }, 'a line');
    log.error(refused, 'a line');
    expect(lines()).toMatchObject([
      { err: { type: 'TypeError', cause: { code: 'ECONNREFUSED' } } },
      { err: { code: 'ECONNREFUSED' } },
      { err: { code: 'ECONNREFUSED' } },
    ]);
    expect(JSON.stringify(lines())).not.toContain('kanari');
  });
});

describe('a log with fields of the moment', () => {
  test('has them on every line, however it is written to', () => {
    const { log, lines } = recordingLog();
    let id = 1;
    const more = withFields(log, () => ({ id }));
    for (const level of LEVELS) more[level]({ own: level }, 'with fields');
    id = 2;
    more.warn('only text');
    more.child({ part: 'x' }).info({}, 'of a child');
    expect(lines()).toMatchObject([
      ...LEVELS.map((level) => ({ id: 1, own: level, level, msg: 'with fields' })),
      { id: 2, level: 'warn', msg: 'only text' },
      { id: 2, part: 'x', msg: 'of a child' },
    ]);
  });

  test('still redacts', () => {
    const { log, lines } = recordingLog();
    withFields(log, () => ({ id: 1 })).error({ headers: { authorization: 'kanari' } }, 'a line');
    expect(lines()).toMatchObject([{ headers: { authorization: '[redacted]' } }]);
  });
});
