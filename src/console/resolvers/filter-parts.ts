import { badInput } from '../../core/errors.js';
import type { TimeRange } from '../../ledger/operator/times.js';

/** The times of a filter. Throws BAD_USER_INPUT if it ends before it begins. */
export function timesOf({
  since,
  until,
}: {
  readonly since?: Date | null;
  readonly until?: Date | null;
}): TimeRange {
  const range = { since: since?.getTime() ?? null, until: until?.getTime() ?? null };
  if (range.since !== null && range.until !== null && range.until < range.since)
    throw badInput('filter', '`until` is before `since`');
  return range;
}

/** Longest text that is looked for. */
const TEXT_MAX = 200;

/**
 * The texts of a field of a filter; null stays null. Throws BAD_USER_INPUT if one is too long, or holds the
 * null character, which no stored text does.
 */
export function textsOf<Text extends string>(field: string, texts: readonly Text[] | null | undefined) {
  if (texts?.some((text) => text.length > TEXT_MAX || text.includes('\0')) === true)
    throw badInput('filter', `\`${field}\` must have at most ${TEXT_MAX} characters, none of them null`);
  return texts ?? null;
}

/** As {@link textsOf}, for one text. */
export function textOf(field: string, text: string | null | undefined): string | null {
  return text == null ? null : (textsOf(field, [text])?.[0] ?? null);
}
