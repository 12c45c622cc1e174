const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Indian Standard Time is ahead of UTC by this much, all year. */
const IST_OFFSET_MS = 5.5 * HOUR_MS;
/** Section 16: the session opens at 09:15 Indian time. */
const OPENS_AFTER_MIDNIGHT_MS = 9.25 * HOUR_MS;
/** Days since the epoch begin with a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Returns the trading day of a time, as days since the epoch in Indian time. */
export function tradingDay(nowMs: number): number {
  return Math.floor((nowMs + IST_OFFSET_MS) / DAY_MS);
}

/**
 * Returns the next opening: the first 09:15 Indian time after `nowMs` from Monday to Friday. Holidays are
 * unknown.
 */
export function nextOpen(nowMs: number): number {
  let day = tradingDay(nowMs);
  while (isWeekend(day) || openingOf(day) <= nowMs) day += 1;
  return openingOf(day);
}

function openingOf(day: number): number {
  return day * DAY_MS - IST_OFFSET_MS + OPENS_AFTER_MIDNIGHT_MS;
}

function isWeekend(day: number): boolean {
  const weekday = (day + EPOCH_WEEKDAY) % 7;
  return weekday === 0 || weekday === 6;
}
