export type Move = 'next' | 'previous' | 'first' | 'last' | 'page-down' | 'page-up';

/** Returns the row that a move leads to, or null in an empty list. `page` is the number of rows in sight. */
export function positionAfter(move: Move, index: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const target = { next: 1, previous: -1, 'page-down': page, 'page-up': -page, first: -count, last: count }[
    move
  ];
  return Math.min(count - 1, Math.max(0, index + target));
}
