import { expect, test } from '@jest/globals';
import { createLog } from '../../../src/core/log.js';
import { OccasionalLog } from '../../../src/core/output/occasional-log.js';
import { VirtualClock } from '../../../src/core/time/clock.js';

test('writes one line per key and minute, and says how many were left out', async () => {
  const lines: Record<string, unknown>[] = [];
  const clock = new VirtualClock({ frozen: true, startAt: 1_000_000 });
  const log = createLog('info', {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const occasional = new OccasionalLog(log, clock);
  for (let times = 0; times < 5; times += 1) occasional.write('warn', 'a', { times }, 'odd');
  occasional.write('info', 'b', {}, 'other');
  await clock.advance(59_999);
  occasional.write('warn', 'a', {}, 'odd');
  expect(lines).toMatchObject([
    { level: 'warn', times: 0, msg: 'odd' },
    { level: 'info', msg: 'other' },
  ]);
  await clock.advance(1);
  occasional.write('warn', 'a', {}, 'odd');
  occasional.write('info', 'b', {}, 'other');
  expect(lines.slice(2)).toMatchObject([{ more: 5, msg: 'odd' }, { msg: 'other' }]);
  expect(lines.at(-1)).not.toHaveProperty('more');
});
