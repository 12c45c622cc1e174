const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Indian Standard Time is ahead of UTC by this much, all year. */
const IST_OFFSET_MS = 5.5 * HOUR_MS;
/** The cash session of both exchanges, after midnight in India (protocol section 16). */
const OPENS_AT_MS = 9 * HOUR_MS + 15 * 60_000;
const CLOSES_AT_MS = 15 * HOUR_MS + 30 * 60_000;

/** Whether a time is within the cash session, and when that changes next; both in epoch milliseconds. */
export interface TradingSession {
  readonly isOpen: boolean;
  readonly nextChangeAt: number;
}

/** Trading days are Monday to Friday in India: exchange holidays and special sessions are not known here. */
export function tradingSessionAt(time: number): TradingSession {
  const midnight = Math.floor((time + IST_OFFSET_MS) / DAY_MS) * DAY_MS - IST_OFFSET_MS;
  const [opensAt, closesAt] = [midnight + OPENS_AT_MS, midnight + CLOSES_AT_MS];
  if (isTradingDay(time) && time >= opensAt && time < closesAt)
    return { isOpen: true, nextChangeAt: closesAt };
  let nextChangeAt = time < opensAt ? opensAt : opensAt + DAY_MS;
  while (!isTradingDay(nextChangeAt)) nextChangeAt += DAY_MS;
  return { isOpen: false, nextChangeAt };
}

/** Whether the day of a time in India is Monday to Friday; exchange holidays are not known here. */
export function isTradingDay(time: number): boolean {
  const day = new Date(time + IST_OFFSET_MS).getUTCDay();
  return day !== 0 && day !== 6;
}
