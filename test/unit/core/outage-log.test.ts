import { expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { describeError } from '../../../src/core/describe-error.js';
import { AppError } from '../../../src/core/errors.js';
import { createLog } from '../../../src/core/log.js';
import { oneLinePerOutage } from '../../../src/core/output/outage-log.js';

function recordingLog() {
  const lines: Record<string, unknown>[] = [];
  const clock = new VirtualClock({ frozen: true, startAt: 1_000_000 });
  const log = createLog('debug', { write: (line: string) => void lines.push(JSON.parse(line)) });
  /** What an operator sees who has not asked for level debug. */
  const shown = () => lines.filter(({ level }) => level !== 'debug').map(({ level, msg }) => [level, msg]);
  return { log: oneLinePerOutage(log, clock), lines, shown, clock };
}

const away = () => describeError(new AppError('STORAGE_UNAVAILABLE', 'away', { cause: new Error('why') }));

test('a thousand refusals by one outage write one line with a stack, and counts', async () => {
  const { log, lines, shown, clock } = recordingLog();
  const refuse = (n: number) => log.warn({ requestId: `r${n}`, err: away() }, 'a request failed');
  for (let n = 0; n < 1_000; n += 1) refuse(n);
  expect(shown()).toEqual([['warn', 'a request failed']]);
  await clock.advance(10_000);
  refuse(1_000);
  await clock.advance(20_000);
  expect(shown()).toEqual([
    ['warn', 'a request failed'],
    ['warn', 'a request failed: repeated in the last 10 s'],
    ['warn', 'a request failed: repeated in the last 10 s'],
    ['info', 'a request failed: not in the last 10 s'],
  ]);
  const [first, second, third, last] = lines.filter(({ level }) => level !== 'debug');
  expect(first).toMatchObject({
    requestId: 'r0',
    err: { stack: expect.any(String), cause: { message: 'why' } },
  });
  expect(second).toMatchObject({ code: 'STORAGE_UNAVAILABLE', repeated: 999, total: 1_000 });
  expect(third).toMatchObject({ repeated: 1, total: 1_001 });
  expect(last).toMatchObject({ code: 'STORAGE_UNAVAILABLE', total: 1_001, lastedSeconds: 20 });
});

test('each refused request is found by its id at level debug, without a stack', () => {
  const { log, lines } = recordingLog();
  for (let n = 0; n < 100; n += 1) log.warn({ requestId: `r${n}`, err: away() }, 'a request failed');
  expect(lines.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 100 }, (_, n) => `r${n}`));
  expect(lines.filter((line) => JSON.stringify(line).includes('stack'))).toHaveLength(1);
});

test('an outage after the end of the first is written whole again', async () => {
  const { log, shown, clock } = recordingLog();
  log.error({ err: away() }, 'a commit failed');
  await clock.advance(10_000);
  log.error({ err: away() }, 'a commit failed');
  expect(shown()).toEqual([
    ['error', 'a commit failed'],
    ['info', 'a commit failed: not in the last 10 s'],
    ['error', 'a commit failed'],
  ]);
});

test('another cause, another message and a child are lines of their own; a child counts with its parent', () => {
  const { log, shown } = recordingLog();
  const child = log.child({ part: 'x' });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  log.warn({ code: 'STORAGE_UNAVAILABLE', err: describeError(refused) }, 'a request failed');
  log.warn({ code: 'STORAGE_UNAVAILABLE', err: describeError(new Error('other')) }, 'a request failed');
  child.warn({ code: 'STORAGE_UNAVAILABLE', err: describeError(refused) }, 'a request failed');
  child.warn({ code: 'STORAGE_UNAVAILABLE', err: describeError(refused) }, 'a delivery failed');
  expect(shown().map(([, message]) => message)).toEqual([
    'a request failed',
    'a request failed',
    'a delivery failed',
  ]);
});

test('knows a failure of the embedded storage, and an outage behind other errors', () => {
  const { log, shown } = recordingLog();
  const full = Object.assign(new Error('disk'), { code: 'SQLITE_IOERR_READ' });
  for (let n = 0; n < 9; n += 1) {
    log.error({ err: describeError(full) }, 'unexpected error');
    log.error({ err: describeError(new Error('x', { cause: full })) }, 'a stream failed');
  }
  expect(shown()).toHaveLength(2);
});

test('leaves every line alone that is about no outage', () => {
  const { log, shown } = recordingLog();
  const defect = { err: describeError(new TypeError('a defect')) };
  const own = { err: describeError(Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT' })) };
  for (let n = 0; n < 3; n += 1) {
    log.error(defect, 'unexpected error');
    log.error(own, 'a statement failed');
    log.info({ code: 'STORAGE_UNAVAILABLE' }, 'an answer');
    log.warn('text alone');
    log.fatal({ err: away() }, 'the end');
  }
  expect(shown()).toHaveLength(15);
});
