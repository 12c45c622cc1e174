import type { InfiniteData } from '@tanstack/react-query';
import type { Page, Row } from '../data/merge-rows.js';

interface Placed extends Row {
  readonly linkedAt: string;
}

/**
 * Whether a changed row that a list does not show belongs to the part of it that was read: the account that
 * was linked last comes first. A filtered list shows it when it is read again.
 */
export function isWithinRead<T extends Placed>(
  row: T,
  data: InfiniteData<Page<T>> | undefined,
  isFiltered: boolean,
): boolean {
  if (isFiltered || data === undefined) return false;
  const last = data.pages.at(-1);
  const lowest = last?.nodes.at(-1);
  return last?.pageInfo.hasNextPage !== true || (lowest !== undefined && row.linkedAt >= lowest.linkedAt);
}
