import { formatRupees } from '../../core/money.js';
import type { OrderSnapshot } from '../../ledger/snapshots.js';

const [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS] = [1_000, 60_000, 3_600_000, 86_400_000];

/** A duration as people say it: `59 ms`, `1.3 s`, `12 minutes`. */
export function duration(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < MINUTE_MS) return `${Number((ms / SECOND_MS).toFixed(1))} s`;
  if (ms < HOUR_MS) return counted(Math.round(ms / MINUTE_MS), 'minute');
  return ms < 2 * DAY_MS
    ? counted(Math.round(ms / HOUR_MS), 'hour')
    : counted(Math.round(ms / DAY_MS), 'day');
}

/** `1 read`, `2 reads`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first letter in upper case. */
export function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

const CODE = /^[\w.-]{1,40}$/;

/** The status of an order with what was filled of it; of an order that is not known, the status alone. */
export function outcomeOf(status: string, order: OrderSnapshot | null): string {
  const fill = order === null ? null : fillOf(order);
  return fill === null ? status : `${status}, ${fill}`;
}

function fillOf({ legs, unplacedLegs }: OrderSnapshot): string | null {
  const unplaced = unplacedLegs.length === 0 ? [] : [`${counted(unplacedLegs.length, 'leg')} not placed`];
  const [leg] = legs;
  if (leg === undefined) return unplaced[0] ?? null;
  if (legs.length > 1) {
    const complete = legs.filter(({ status }) => status === 'COMPLETE').length;
    return [`${complete} of ${counted(legs.length, 'leg')} complete`, ...unplaced].join(', ');
  }
  const { filledQuantity, quantity, averagePrice, errorCode } = leg;
  if (filledQuantity === null) return unplaced[0] ?? null;
  const price = averagePrice === null ? '' : ` at ${formatRupees(averagePrice)}`;
  const reason = errorCode !== null && CODE.test(errorCode) ? ` (${errorCode})` : '';
  return [`${filledQuantity} of ${quantity ?? '?'} filled${price}${reason}`, ...unplaced].join(', ');
}
