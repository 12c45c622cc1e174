import { expect, test } from '@jest/globals';
import { tradingSessionAt } from '../../../src/core/time/trading-session.js';

/** Times in India. */
const at = (text: string) => Date.parse(`${text}:00.000+05:30`);

test.each([
  ['2026-01-05T09:14', false, '2026-01-05T09:15'],
  ['2026-01-05T09:15', true, '2026-01-05T15:30'],
  ['2026-01-05T15:29', true, '2026-01-05T15:30'],
  ['2026-01-05T15:30', false, '2026-01-06T09:15'],
  ['2026-01-05T00:00', false, '2026-01-05T09:15'],
  ['2026-01-09T16:00', false, '2026-01-12T09:15'],
  ['2026-01-10T10:00', false, '2026-01-12T09:15'],
  ['2026-01-11T23:59', false, '2026-01-12T09:15'],
])('at %s in India the session is open: %s, until %s', (time, isOpen, until) => {
  expect(tradingSessionAt(at(time))).toEqual({ isOpen, nextChangeAt: at(until) });
});
